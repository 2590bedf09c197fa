"""Last year's round of the demonstration, played from the self scores to the answers of heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parindex.accounts.queries import access, account
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values
from parindex.demonstration.accounts import ACCOUNTS, COUNCIL_ACCOUNTS, OTHERS_ACCOUNT
from parindex.demonstration.round_figures import illustrative_values
from parindex.rounds.constants import (
    SURVEY_METHOD,
    AdjustmentKind,
    Cause,
    Evaluation,
    JudgementKind,
)
from parindex.rounds.queries import (
    appraisal_sheet,
    deductions_of,
    missing_evidence,
    participant_of,
)
from parindex.rounds.services import (
    Answer,
    Judgement,
    accept_rest,
    adjust,
    answer_deduction,
    appraise,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    conclude,
    consolidate,
    decide_on_answer,
    enter_survey_points,
    explain_missing,
    hand_in,
    hand_in_explanations,
    publish,
    report_remedied,
    submit,
)

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency
    from parindex.rounds.models import Deduction, Participant, Round
    from parindex_core.framework import Component, Framework

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SOURCE = "Số liệu minh họa"
EXPLAINED = "Tài liệu kiểm chứng gửi kèm công văn (minh họa)"
_OWN_SHARE = 92
# Of the department's deductions: how many were answered and decided on (5.2.2 counts 7 of 9).
_DEDUCTED, _ANSWERED, _DECIDED, _REMEDIED = 9, 8, 7, 5


@dataclass(frozen=True)
class LastYear:
    """The round with its agencies; ``shares``: of a hundred, by the agency's key."""

    council: Agency
    department: Agency
    others: list[Agency]
    round: Round
    framework: Framework
    shares: Mapping[str, int]

    @property
    def agencies(self) -> list[Agency]:
        return [self.department, *self.others]

    def secretary(self) -> Access:
        return access(account(COUNCIL_ACCOUNTS[0].username), self.council, self.round.year)

    def member(self) -> Access:
        return access(account(COUNCIL_ACCOUNTS[1].username), self.council, self.round.year)

    def of(self, agency: Agency, username: str) -> Access:
        """The person's access there; outside the department one person does everything."""
        name = username if agency == self.department else OTHERS_ACCOUNT.username
        return access(account(name), agency, self.round.year)

    def part_of(self, agency: Agency) -> Participant:
        found = participant_of(self.of(agency, "officer"), self.round.year)
        if found is None:
            raise LookupError(agency.key)
        return found

    def moment(self, month: int, day: int) -> datetime:
        """Nine o'clock on a day of the round: December is of its year, the rest of the next."""
        year = self.round.year if month == 12 else self.round.year + 1
        return datetime(year, month, day, 9, tzinfo=ZONE)


def play_last_year(last: LastYear) -> None:
    """From the figures to the published results, and the department's heads who answered."""
    for turn, agency in enumerate(last.agencies):
        _score_itself(last, agency, turn)
        _submit(last, agency)
        _appraise(last, agency, turn)
    conclude(last.secretary(), last.round, now=last.moment(3, 10))
    publish(last.secretary(), last.round, now=last.moment(3, 15))
    _account_for(last)


def _score_itself(last: LastYear, agency: Agency, turn: int) -> None:
    participant = last.part_of(agency)
    share = last.shares.get(agency.key, _OWN_SHARE)
    values = illustrative_values(last.framework, share, turn)
    origin = Origin(date(last.round.year, 12, 5), SOURCE, True)
    load_values(participant.assessment, Horizon.SO_FAR, values, origin)
    officer, now = last.of(agency, "officer"), last.moment(12, 5)
    for key in missing_evidence(officer, participant):
        explain_missing(officer, participant, key, EXPLAINED, now=now)
    for unit in agency.units.all():
        hand_in(officer, participant, unit, now=now)


def _submit(last: LastYear, agency: Agency) -> None:
    consolidate(last.of(agency, "officer"), last.part_of(agency), now=last.moment(12, 15))
    submit(last.of(agency, "director"), last.part_of(agency), now=last.moment(12, 28))


def _appraise(last: LastYear, agency: Agency, turn: int) -> None:
    """Deductions, points accepted, two rounds, the survey's points; a bonus for the best."""
    participant, member, secretary = last.part_of(agency), last.member(), last.secretary()
    sheet = appraisal_sheet(member, participant)
    if sheet is None:
        raise LookupError(agency.key)
    now = last.moment(1, 15)
    open_keys = [one.component.key for one in sheet.lines if one.may_score]
    full = [one.component for one in sheet.lines if one.may_score and one.own]
    count = _DEDUCTED if agency == last.department else 2 + turn
    deducted = full[turn :: max(len(full) // count, 1)][:count]
    for place, component in enumerate(deducted):
        own = next(one.own for one in sheet.lines if one.component == component)
        appraise(member, participant, component.key, _deduction(own, place), seen=0, now=now)
    rest = [key for key in open_keys if key not in {one.key for one in deducted}]
    accept_rest(member, participant, rest, now=now)
    close_first_round(secretary, last.part_of(agency), now=last.moment(1, 20))
    ask_for_explanations(secretary, last.part_of(agency), now=last.moment(1, 26))
    director = last.of(agency, "director")
    hand_in_explanations(director, last.part_of(agency), now=last.moment(2, 10))
    close_second_round(secretary, last.part_of(agency), now=last.moment(2, 20))
    for component in last.framework.components:
        if component.method == SURVEY_METHOD:
            _survey(last, agency, component, turn)
    if turn == 1:
        ground = "Sáng kiến được công nhận cấp tỉnh (minh họa)"
        bonus = AdjustmentKind.BONUS
        adjust(secretary, last.part_of(agency), bonus, Decimal("0.50"), ground, now=now)


def _deduction(own: Decimal | None, place: int) -> Judgement:
    """Every third component to nothing, the others to half."""
    points = Decimal(0) if place % 3 == 2 else ((own or Decimal(0)) / 2).quantize(Decimal("0.01"))
    reason, words = (
        ("no_evidence", "Không có tài liệu kiểm chứng kèm theo (minh họa)"),
        ("late", "Văn bản ban hành sau thời hạn (minh họa)"),
        ("incomplete", "Mới thực hiện một phần nội dung (minh họa)"),
    )[place % 3]
    return Judgement(JudgementKind.DEDUCTION, points=points, reason=reason, words=words)


def _survey(last: LastYear, agency: Agency, component: Component, turn: int) -> None:
    points = (component.max * (90 - 2 * turn) / 100).quantize(Decimal("0.01"))
    enter_survey_points(
        last.secretary(),
        last.part_of(agency),
        component.key,
        points,
        "Điều tra xã hội học (minh họa)",
        now=last.moment(3, 1),
    )


def _account_for(last: LastYear) -> None:
    """Heads answer, the director decides, most remedies are done."""
    director = last.of(last.department, "director")
    rows = deductions_of(director, last.part_of(last.department))
    heads = {one.unit: one.username for one in ACCOUNTS if one.unit}
    for place, row in enumerate(rows[:_ANSWERED]):
        # Without an owner the agency's Office answers.
        head = last.of(last.department, heads[row.unit.key] if row.unit else "officer")
        answered = _answer(head, row, place, last)
        if place >= _DECIDED:
            continue
        evaluation = Evaluation.COMPLETED if place % 3 == 2 else Evaluation.GOOD
        decided = decide_on_answer(
            director,
            answered,
            evaluation,
            "Tính vào xếp loại cuối năm của người đứng đầu (minh họa)",
            seen=answered.version,
            now=last.moment(4, 10),
        )
        if place < _REMEDIED:
            day = last.moment(6, 15).date()
            report_remedied(head, decided, day, seen=decided.version, today=day)


def _answer(head: Access, row: Deduction, place: int, last: LastYear) -> Deduction:
    is_objective = place % 4 == 3
    answer = Answer(
        cause=Cause.OBJECTIVE if is_objective else Cause.SUBJECTIVE,
        words="Hệ thống dùng chung của tỉnh gián đoạn (minh họa)"
        if is_objective
        else "Đơn vị tham mưu chậm so với kế hoạch (minh họa)",
        remedy="Rà soát hằng tháng, nhắc trước thời hạn 10 ngày (minh họa)",
        remedy_deadline=last.moment(6, 30).date()
        if place < _DECIDED
        else date(last.round.year + 1, 12, 31),
    )
    return answer_deduction(head, row, answer, seen=row.version, now=last.moment(4, 1))
