"""Reading a component's variables."""

from collections.abc import Mapping

from parindex_core.framework.model import Label, Variable
from parindex_core.framework.place import Place
from parindex_core.framework.vocabulary import REGISTERS, VARIABLE_TYPES

_REQUIRED = ("type", "label", "question", "register")


def read_variables(place: Place) -> tuple[Mapping[str, Variable], frozenset[str]]:
    """The readable variables by name, and the names of all that are declared."""
    read: dict[str, Variable] = {}
    entries = place.entries()
    for name, entry in entries.items():
        variable = _read_variable(name, entry)
        if variable is not None:
            read[name] = variable
    return read, frozenset(entries)


def _read_variable(name: str, place: Place) -> Variable | None:
    if not name.replace("_", "").isalnum() or name != name.lower() or not name.isascii():
        place.report(f"{name} cannot be a variable's name", "Use small letters, digits and _")
        return None
    keys = place.keys(_REQUIRED, ("unit", "options", "at_most"))
    texts = {
        key: keys[key].label() if key in keys else None for key in ("label", "question", "unit")
    }
    kind = keys["type"].one_of(VARIABLE_TYPES, "type") if "type" in keys else None
    register = keys["register"].one_of(REGISTERS, "register") if "register" in keys else None
    options = _read_options(place, keys, kind)
    label, question = texts["label"], texts["question"]
    if kind in ("integer", "decimal") and "unit" not in keys:
        place.report(f"the number {name} has no unit", "Add unit: with vi: and en:")
    at_most = keys["at_most"].decimal(6) if "at_most" in keys else None
    if at_most is not None and kind in ("choice", "boolean"):
        keys["at_most"].report(f"a variable of type {kind} has no upper bound", "Remove at_most")
    if not (label and question and kind and register) or options is None:
        return None
    return Variable(name, kind, label, question, register, texts["unit"], options, at_most)


def _read_options(
    place: Place, keys: Mapping[str, Place], kind: str | None
) -> Mapping[str, Label] | None:
    if kind == "choice" and "options" not in keys:
        place.report("a choice has no options", "Add options: with a label for each")
        return None
    if "options" not in keys:
        return {}
    if kind is not None and kind != "choice":
        keys["options"].report(f"a variable of type {kind} has no options", "Remove options")
        return None
    labels = {option: entry.label() for option, entry in keys["options"].entries().items()}
    if len(labels) == 1:
        keys["options"].report("a choice has one option only", "Add the other options")
        return None
    read = {option: label for option, label in labels.items() if label is not None}
    return read if read and len(read) == len(labels) else None
