"""Whether publications were in time, said in words that an officer can check by the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.procedures.constants import DAYS_BEFORE_EFFECT, DAYS_TO_MAKE_PUBLIC
from parindex.web.procedure_words import working_days
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import vndate

if TYPE_CHECKING:
    from datetime import date

    from parindex.procedures.queries.publication import Publication
    from parindex_core.vietnamese.working_days import WorkingCalendar

# By ``Publication.timing``.
PUBLICATION_STATUSES = {
    "late": Appearance(gettext_lazy("Late"), "alert-triangle", "bad"),
    "waiting": Appearance(gettext_lazy("Decision due"), "clock", "partial"),
    "not_public": Appearance(gettext_lazy("To be made public"), "clock", "partial"),
    "on_time": Appearance(gettext_lazy("In time"), "circle-check", "good"),
}


@dataclass(frozen=True)
class PublicationLine:
    """A publication with its standing in words: of the decision, and of making it public."""

    publication: Publication
    status: Appearance
    decision: str
    disclosure: str


def publication_lines(
    found: Sequence[Publication], calendar: WorkingCalendar, today: date
) -> list[PublicationLine]:
    """The publications with their words, in their order."""
    return [
        PublicationLine(
            one,
            PUBLICATION_STATUSES[one.timing],
            decision_words(one, calendar, today),
            disclosure_words(one, calendar, today),
        )
        for one in found
    ]


def rule_of_decision() -> str:
    """The rule that a decision's last day follows."""
    return _("signed at least %s before the legal base takes effect") % working_days(
        DAYS_BEFORE_EFFECT
    )


def rule_of_disclosure() -> str:
    """The rule that the last day to make a procedure public follows."""
    return _("made public at most %s after the decision") % working_days(DAYS_TO_MAKE_PUBLIC)


def decision_words(found: Publication, calendar: WorkingCalendar, today: date) -> str:
    """“Ký 20/6/2021, trước hạn 24/6/2021 4 ngày làm việc: đúng hạn.”"""
    last, signed = found.standing.sign_by, found.version.decision_signed_on
    if last is None:
        if signed is None:
            return _("No decision yet, and no legal base with a day of effect.")
        return _("Signed %s; no day of effect is recorded, so no last day counts.") % vndate(signed)
    if signed is None or signed > today:
        return _not_done(_("Not signed"), last, calendar, today)
    return _done(_("Signed %s") % vndate(signed), signed, last, calendar)


def disclosure_words(found: Publication, calendar: WorkingCalendar, today: date) -> str:
    """“Chưa công khai, quá hạn 1/7/2021 3 ngày làm việc.”"""
    last, public = found.standing.public_by, found.version.made_public_on
    if last is None:
        return _("Follows once the decision is signed.")
    if public is None or public > today:
        return _not_done(_("Not made public"), last, calendar, today)
    return _done(_("Made public %s") % vndate(public), public, last, calendar)


def _done(what: str, done: date, last: date, calendar: WorkingCalendar) -> str:
    days = calendar.working_days_between(done, last)
    words = {"what": what, "last": vndate(last)}
    if done == last:
        return _("%(what)s, on the last day: in time.") % words
    if done < last:
        words["days"] = working_days(days)
        return _("%(what)s, %(days)s before the last day %(last)s: in time.") % words
    words["days"] = working_days(-days)
    return _("%(what)s, %(days)s after the last day %(last)s: late.") % words


def _not_done(what: str, last: date, calendar: WorkingCalendar, today: date) -> str:
    days = calendar.working_days_between(today, last)
    words = {"what": what, "last": vndate(last)}
    if last == today:
        return _("%(what)s; today is the last day.") % words
    if last > today:
        words["days"] = working_days(days)
        return _("%(what)s; last day %(last)s, %(days)s left.") % words
    words["days"] = working_days(-days)
    return _("%(what)s, %(days)s past the last day %(last)s.") % words
