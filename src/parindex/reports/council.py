"""The council's papers: the minutes of an appraisal, the decision with its ranking."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.editions.queries import framework_of
from parindex.rounds.constants import SURVEY_METHOD
from parindex.rounds.queries import appraisal_sheet, ranking
from parindex_papers.appraisal_minutes import AppraisalMinutes, Finding
from parindex_papers.ranking_appendix import Cluster, RankedAgency, Ranking

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.reports.heads import Decision, Meeting, PaperHead
    from parindex.rounds.models import Participant, Result, Round
    from parindex.rounds.queries import SheetLine

_NOTHING = Decimal("0.00")


def minutes_of(
    access: Access, participant: Participant, head: PaperHead, meeting: Meeting
) -> AppraisalMinutes | None:
    """The minutes of one agency's appraisal as it now stands; None before the agency submits.

    :raises PermissionRefused: unless the person runs the round, who alone sees every field.
    """
    require(access, Permission.RUN_ROUNDS)
    sheet = appraisal_sheet(access, participant)
    if sheet is None:
        return None
    lines = [line for line in sheet.lines if line.component.method != SURVEY_METHOD]
    return AppraisalMinutes(
        letterhead=head.letterhead,
        chair=head.signature,
        secretary=meeting.secretary,
        year=participant.round.year,
        agency=participant.agency.name,
        began=meeting.began,
        ended=meeting.ended,
        venue=meeting.venue,
        present=meeting.present,
        absent=meeting.absent,
        maximum=sum((one.component.max for one in lines if _applies(one)), _NOTHING),
        self_score=sum((one.own or _NOTHING for one in lines), _NOTHING),
        appraised_score=sum((_appraised(one) or _NOTHING for one in lines), _NOTHING),
        findings=tuple(
            _finding(participant.round, one)
            for one in lines
            # Without figures there were no points, and none were given: that is no difference.
            if (_appraised(one) or _NOTHING) != (one.own or _NOTHING)
        ),
        opinions=meeting.opinions,
        conclusions=meeting.conclusions,
        recipients=head.recipients or ("Thành viên Hội đồng", "Lưu: VT"),
        is_illustrative=participant.round.organiser.demonstration_date is not None,
    )


def ranking_of(
    access: Access, one_round: Round, head: PaperHead, decision: Decision
) -> Ranking | None:
    """The decision with a ranking of each cluster; None before the conclusion.

    :raises PermissionRefused: unless the person sees the round.
    """
    ranked = ranking(access, one_round)
    if not any(one.results for one in ranked):
        return None
    return Ranking(
        letterhead=head.letterhead,
        signature=head.signature,
        year=one_round.year,
        authority=decision.authority,
        bases=decision.bases,
        proposer=decision.proposer,
        executors=decision.executors,
        clusters=tuple(
            Cluster(
                # Within the sentence of the decision: “của các sở, ban, ngành”.
                f"{one.cluster.name[:1].lower()}{one.cluster.name[1:]}",
                tuple(_ranked(one_round, result) for result in one.results),
            )
            for one in ranked
        ),
        recipients=head.recipients or ("Như Điều 3", "Lưu: VT"),
        is_illustrative=one_round.organiser.demonstration_date is not None,
    )


def _applies(line: SheetLine) -> bool:
    return _appraised(line) is not None


def _appraised(line: SheetLine) -> Decimal | None:
    """The council's points; what it has not looked at stands as it was submitted."""
    return line.own if line.latest is None else line.latest.points


def _finding(one_round: Round, line: SheetLine) -> Finding:
    look = line.latest
    reasons = {one["key"]: one["vi"] for one in one_round.deduction_reasons}
    parts = (reasons.get(look.reason, look.reason), look.words) if look else ()
    return Finding(
        number=line.component.code,
        text=line.component.label.vi,
        maximum=line.component.max,
        self_score=line.own or _NOTHING,
        appraised_score=_appraised(line) or _NOTHING,
        reason=". ".join(part for part in parts if part) or "Theo số liệu của Hội đồng",
    )


def _ranked(one_round: Round, result: Result) -> RankedAgency:
    surveyed = {
        one.key for one in framework_of(one_round.edition).components if one.method == SURVEY_METHOD
    }
    by_survey, appraised = _NOTHING, _NOTHING
    for key, component in result.components.items():
        points = Decimal(component["points"] or 0)
        if key in surveyed:
            by_survey += points
        else:
            appraised += points
    return RankedAgency(
        rank=result.rank,
        agency=result.participant.agency.name,
        self_score=result.self_points,
        appraised_score=appraised,
        survey_points=by_survey,
        bonus=result.bonus or None,
        penalty=result.penalty or None,
        index=result.index,
        class_name=result.grade,
    )
