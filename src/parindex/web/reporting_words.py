"""What standings, steps and refusals of periodic reports are called on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parindex.reporting.constants import Frequency, ReportState, Step
from parindex.reporting.queries.periods import standing_of
from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from parindex.reporting.models import Report

STANDINGS = {
    "open": Appearance(ReportState.OPEN.label, "circle-dashed", "neutral"),
    "due_soon": Appearance(gettext_lazy("Due soon"), "clock", "partial"),
    "overdue": Appearance(gettext_lazy("Missing, past its day"), "alert-triangle", "bad"),
    "returned": Appearance(ReportState.RETURNED.label, "arrow-back-up", "partial"),
    "sent": Appearance(ReportState.SENT.label, "send", "good"),
    "sent_late": Appearance(gettext_lazy("Sent late"), "calendar-due", "partial"),
    "accepted": Appearance(ReportState.ACCEPTED.label, "circle-check", "good"),
    "accepted_late": Appearance(gettext_lazy("Accepted, sent late"), "history", "partial"),
    "excused": Appearance(ReportState.EXCUSED.label, "circle-minus", "absent"),
}
ICONS = {
    Step.SIGN: "send",
    Step.SEND: "send",
    Step.ACCEPT: "circle-check",
    Step.RETURN: "arrow-back-up",
    Step.EXCUSE: "ban",
    Step.ASK_AGAIN: "plus",
}
REFUSALS = {
    "name": gettext_lazy("Give it a name of at most 200 characters that no other has."),
    "recipient": gettext_lazy("Write at most 200 characters."),
    "numbers": gettext_lazy("Choose at least one period of the year that this kind of report has."),
    "rule": gettext_lazy(
        "Somebody has to report, by a day that a month has, and the units not after the agency."
    ),
    "units": gettext_lazy("Choose units of this agency."),
    "counted": gettext_lazy("Choose reports that are owed: the agency's or the units'."),
    "starts": gettext_lazy(
        "It begins at the earliest with last year, at the latest with next year, and ends after"
        " that."
    ),
    "form": gettext_lazy("Choose a form that has a published version."),
    "days": gettext_lazy("Give each day, from today on; the agency's not before its units'."),
    "question": gettext_lazy("The question stands twice, or under no heading of the report."),
    "label": gettext_lazy("Write what is asked, in at most 300 characters; a unit in at most 40."),
    "kind": gettext_lazy("Choose by what the question is answered, and by whom."),
    "source": gettext_lazy("Choose what the product counts; that is always a number."),
    "many": gettext_lazy("A form has at most 200 questions."),
    "empty": gettext_lazy("The form asks nothing yet: add a question first."),
    "draft": gettext_lazy("There is no such draft any more; look at the form again."),
    "changed": gettext_lazy("Somebody changed it meanwhile; look at it again."),
    "state": gettext_lazy("This cannot be done any more; look at how it stands now."),
    "until": gettext_lazy("The new day is over already."),
    "sent": gettext_lazy("The day lies after today, or before the period was opened."),
    "stopped": gettext_lazy("This report is no longer owed."),
}
ANSWER_PROBLEMS = {
    "number": gettext_lazy("Write a number that is not below 0, such as 1.234,5."),
    "long": gettext_lazy("Write at most 20,000 characters."),
    "missing": gettext_lazy("This has to be answered before the report is sent."),
    "unknown": gettext_lazy("The form does not ask this."),
}


def appearance(report: Report, today: date) -> Appearance:
    """How a report's standing looks."""
    return STANDINGS[standing_of(report, today)]


def cut_off_words(frequency: str, months_after: int, day: int | None) -> str:
    """“By the 15th of the period's last month”."""
    if frequency == Frequency.AD_HOC:
        return _("by a day of its own")
    if months_after == 0:
        month = _("of the period's last month")
    elif months_after > 0:
        words = ngettext(
            "of the month after the period",
            "of month %(count)d after the period",
            months_after,
        )
        month = words % {"count": months_after}
    else:
        words = ngettext(
            "of the month before the period's last",
            "of month %(count)d before the period's last",
            -months_after,
        )
        month = words % {"count": -months_after}
    if day is None:
        return _("by the last day %(month)s") % {"month": month}
    return _("by day %(day)d %(month)s") % {"day": day, "month": month}
