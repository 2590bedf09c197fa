"""Dossiers in the words of the page's language: verdicts, states of causes, facts of an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import CauseState
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, number, vndate

VERDICTS = {
    "early": Appearance(gettext_lazy("Early"), "circle-check", "good"),
    "on_time": Appearance(gettext_lazy("On time"), "check", "good"),
    "late": Appearance(gettext_lazy("Late"), "alert-triangle", "bad"),
    "late_objective": Appearance(gettext_lazy("Late, objective cause"), "clock", "partial"),
    "unknown": Appearance(gettext_lazy("Cannot be said"), "question-mark", "neutral"),
    "not_taken_in": Appearance(gettext_lazy("Not taken in"), "circle-minus", "absent"),
}
CAUSE_STATES = {
    CauseState.PROPOSED: Appearance(
        gettext_lazy("Awaiting the head's approval"), "clock", "partial"
    ),
    CauseState.APPROVED: Appearance(gettext_lazy("Approved"), "circle-check", "good"),
    CauseState.RETURNED: Appearance(gettext_lazy("Returned"), "arrow-back-up", "bad"),
}
CHANNELS: dict[int, Promise] = {
    1: gettext_lazy("In person"),
    2: gettext_lazy("Online"),
    3: gettext_lazy("By post"),
}
LEVELS: dict[int, Promise] = {
    2: gettext_lazy("Level 2"),
    3: gettext_lazy("Level 3 (partial)"),
    4: gettext_lazy("Level 4 (full)"),
}
STATES: dict[int, Promise] = {
    1: gettext_lazy("Newly registered"),
    2: gettext_lazy("Taken in"),
    3: gettext_lazy("Not taken in"),
    4: gettext_lazy("Being processed"),
    5: gettext_lazy("Supplement asked for"),
    6: gettext_lazy("Payment asked for"),
    7: gettext_lazy("Withdrawn by the applicant"),
    8: gettext_lazy("Stopped"),
    9: gettext_lazy("Processed"),
    10: gettext_lazy("Result returned"),
}
PAYMENTS: dict[int, Promise] = {
    0: gettext_lazy("Not paid online"),
    1: gettext_lazy("On the national portal"),
    2: gettext_lazy("On the local gateway"),
}
# The facts of an export that a person compares, in their order.
FACTS: dict[str, Promise] = {
    "status": gettext_lazy("State"),
    "channel": gettext_lazy("Channel"),
    "level": gettext_lazy("Online level"),
    "submitted_at": gettext_lazy("Handed in"),
    "received_at": gettext_lazy("Received"),
    "appointed_at": gettext_lazy("Appointed return"),
    "supplement_requested_at": gettext_lazy("Supplement asked for"),
    "supplement_completed_at": gettext_lazy("Supplement given"),
    "supplement_requests": gettext_lazy("Requests for supplements"),
    "processed_at": gettext_lazy("Processed"),
    "returned_at": gettext_lazy("Returned to the applicant"),
    "fee": gettext_lazy("Fee (VND)"),
    "payment": gettext_lazy("Payment online"),
    "electronic_result": gettext_lazy("Electronic result"),
    "digitised": gettext_lazy("Papers digitised"),
    "reused": gettext_lazy("Digitised data used again"),
    "identity_connected": gettext_lazy("Identity verified (VNeID)"),
    "objective_reason": gettext_lazy("Objective cause in the export"),
    "apology_letter": gettext_lazy("Letter of apology in the export"),
}
# Of those, what a later export may have corrected besides: by their codes.
PLACES: dict[str, Promise] = {
    "procedure": gettext_lazy("Procedure"),
    "unit": gettext_lazy("Unit"),
    "field": gettext_lazy("Field"),
}
_CODED = {"status": STATES, "channel": CHANNELS, "level": LEVELS, "payment": PAYMENTS}


def verdict_of(facts: Mapping[str, Any]) -> str:
    """The key in ``VERDICTS`` of a settled dossier, by its flags."""
    for verdict in ("early", "late_objective", "late", "on_time"):
        if facts[verdict]:
            return verdict
    return "unknown"


def fact_in_words(column: str, value: Any) -> str:
    """A fact as the page says it; “–” where an export says nothing."""
    if value is None or value == "":
        return NOTHING_KNOWN
    if column in _CODED:
        return str(_CODED[column].get(value, NOTHING_KNOWN))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return written_moment(value)
    return number(value) if isinstance(value, int) else str(value)


def written_moment(value: datetime | None) -> str:
    """“14:05 27/5/2021”; a midnight is the day alone. The store's moments are in office time."""
    if value is None:
        return NOTHING_KNOWN
    day = vndate(value.date())
    return day if value.time() == time() else f"{value:%H:%M} {day}"
