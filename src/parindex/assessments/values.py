"""Values of variables between what a person types, what is stored and what the core computes."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex_core.framework import Component, Variable
from parindex_core.vietnamese.numbers import Language, format_number, parse_number

CoreValue = int | Decimal | str | bool
# Longer than any count or amount of money that a department enters.
_MOST_CHARACTERS = 40


class TypedValuesRefused(ValueError):
    """What was typed is no value of its variable.

    ``problems``: for each variable's name a sentence that says how to mend it.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def stored_values(
    component: Component, typed: Mapping[str, str], language: Language
) -> dict[str, str]:
    """What a form sent, as it is stored; blank entries are left out.

    :raises TypedValuesRefused: with every entry that is no value of its variable.
    """
    stored: dict[str, str] = {}
    problems: dict[str, str] = {}
    for variable in component.variables:
        text = typed.get(variable.name, "").strip()
        if not text:
            continue
        try:
            stored[variable.name] = _stored_value(variable, text, language)
        except ValueError:
            problems[variable.name] = _mend(variable)
    if problems:
        raise TypedValuesRefused(problems)
    return stored


def exact_values(component: Component, given: Mapping[str, str]) -> dict[str, str]:
    """Values as a script sends them (“1234.5”, “true”, an option's name), as they are stored.

    :raises TypedValuesRefused: with every value that is none, or of no variable.
    """
    names = {variable.name for variable in component.variables}
    unknown = {
        name: _("The component has no such variable.") for name in given if name not in names
    }
    if unknown:
        raise TypedValuesRefused(unknown)
    return stored_values(component, given, "en")


def core_values(component: Component, stored: Mapping[str, str]) -> dict[str, CoreValue]:
    """Stored values as the core computes with them."""
    types = {variable.name: variable.type for variable in component.variables}
    return {name: _core_value(types[name], value) for name, value in stored.items()}


def typed_value(variable: Variable, stored: str, language: Language) -> str:
    """A stored value as a form shows it for editing."""
    if variable.type in ("integer", "decimal"):
        return format_number(Decimal(stored), None, language)
    return stored


def _stored_value(variable: Variable, text: str, language: Language) -> str:
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(text)
    if variable.type == "choice":
        if text not in variable.options:
            raise ValueError(text)
        return text
    if variable.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError(text)
        return text
    number = parse_number(text, language)
    if number < 0 or (variable.type == "integer" and number != number.to_integral_value()):
        raise ValueError(text)
    return str(int(number)) if variable.type == "integer" else f"{number:f}"


def _core_value(variable_type: str, stored: str) -> CoreValue:
    if variable_type == "integer":
        return int(stored)
    if variable_type == "decimal":
        return Decimal(stored)
    if variable_type == "boolean":
        return stored == "true"
    return stored


def _mend(variable: Variable) -> str:
    if variable.type == "integer":
        return _("Enter a whole number, 0 or more, such as 45.")
    if variable.type == "decimal":
        return _("Enter a number, 0 or more, such as 1.234,5.")
    return _("Choose one of the answers.")
