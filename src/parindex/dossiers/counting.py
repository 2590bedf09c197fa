"""In which of the template's numbers a dossier counts, and why not in the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import INDICATOR_OF_COMPONENT

# The flag of a dossier that puts it into an indicator's numerator, and into its denominator.
_FLAGS = {
    "3.4.1": ("on_time", "settled"),
    "3.4.2": ("early", "settled"),
    "3.4.3": ("apology", "late"),
    "7.2.2": ("level3", "settled"),
    "7.2.3": ("level4", "settled"),
    "7.2.4": ("paid_online", "with_fee"),
}
LABELS = {
    "3.4.1": gettext_lazy("Dossiers settled on time"),
    "3.4.2": gettext_lazy("Dossiers settled early"),
    "3.4.3": gettext_lazy("Letters of apology for late dossiers"),
    "7.2.2": gettext_lazy("Dossiers settled online, level 3"),
    "7.2.3": gettext_lazy("Dossiers settled online, level 4"),
    "7.2.4": gettext_lazy("Dossiers with a fee paid online"),
}


@dataclass(frozen=True)
class CountedIn:
    """An indicator that looks at a dossier; ``left_out`` says why its numerator does not."""

    code: str
    component_key: str
    label: str | Promise
    is_in_numerator: bool
    left_out: str


def is_in_numerator(code: str, facts: Mapping[str, Any]) -> bool:
    """Whether a settled dossier that the denominator counts is in the numerator."""
    return bool(facts[_FLAGS[code][0]])


def counted_in(facts: Mapping[str, Any]) -> list[CountedIn]:
    """Every indicator of the template that counts a dossier; none before it is settled."""
    if not facts["settled"]:
        return []
    return [
        CountedIn(
            code=code,
            component_key=key,
            label=LABELS[code],
            is_in_numerator=is_in_numerator(code, facts),
            left_out="" if is_in_numerator(code, facts) else left_out_because(code, facts),
        )
        for key, code in INDICATOR_OF_COMPONENT.items()
        if facts[_FLAGS[code][1]]
    ]


def left_out_because(code: str, facts: Mapping[str, Any]) -> str:
    """Why a dossier is not in an indicator's numerator."""
    if code in ("3.4.1", "3.4.2") and facts["late_objective"]:
        return _("Late for an objective cause")
    if code in ("3.4.1", "3.4.2") and facts["late"]:
        return _("Late")
    if code == "3.4.2" and facts["on_time"]:
        return _("On time, not on an earlier day")
    if code in ("3.4.1", "3.4.2"):
        return _("No appointed return and no longest time: nobody can say")
    if code == "3.4.3":
        return _("No letter of apology recorded")
    if code == "7.2.4":
        return _("Not paid online")
    return _("Not handed in online at this level")
