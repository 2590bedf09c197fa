"""Why something of the reporting regime cannot be done as asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.reporting.models import Report


class ReportingRefused(ValueError):
    """``reason``, in a word:

    ``name``, ``recipient``: missing or too long; ``numbers``: no period of the year, or one that it
    does not have; ``rule``: a cut-off that no month has, the agency's before its units', or nobody
    who reports; ``units``: not of the agency, or none; ``counted``: whose reports count is not
    owed; ``starts``: too long ago, or after its end; ``form``: unknown, or without a published
    version; ``days``: a cut-off that is over, or out of order; ``question``, ``label``, ``kind``,
    ``source``, ``many``: of a form's question; ``empty``: a form without questions; ``draft``:
    there is none, or one already; ``changed``: somebody changed it meanwhile; ``state``: not in
    the state that this needs; ``until``: a new day that is over; ``sent``: a day after today or
    before the period was opened; ``stopped``: the obligation has ended.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReasonMissing(ValueError):
    """The step is allowed, but has to be explained."""


class AnswersRefused(ValueError):
    """Answers that cannot be kept or sent; ``problems``: by question ``number``, ``long``,
    ``missing`` or ``unknown``.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


class ReportChangedMeanwhile(ValueError):
    """Somebody else changed the report since it was shown; ``present`` is what it is now."""

    def __init__(self, present: Report) -> None:
        super().__init__(str(present.pk))
        self.present = present
