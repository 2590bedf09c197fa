"""The door of a round's writes: one function a step, each a transaction of its own.

Every function asks for the permission, checks state, deadline and conditions, writes and records.
``now`` is the agency's working moment (``organisations.queries.working_moment``).
"""

from parindex.rounds.deadlines import DeadlinePassed
from parindex.rounds.services.accountability import (
    Answer,
    AnswerRefused,
    DeductionChangedMeanwhile,
    answer_deduction,
    decide_on_answer,
    report_remedied,
)
from parindex.rounds.services.appraising import (
    AppraisalChangedMeanwhile,
    Judgement,
    JudgementRefused,
    accept_rest,
    appraise,
)
from parindex.rounds.services.concluding import AgenciesNotReady, conclude, publish
from parindex.rounds.services.correcting import correct_edition
from parindex.rounds.services.council_steps import (
    PointsRefused,
    SurveyRow,
    adjust,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    enter_survey_points,
    import_survey_points,
    withdraw_adjustment,
)
from parindex.rounds.services.explaining import (
    ExplanationChangedMeanwhile,
    NothingToExplain,
    explain_deduction,
    hand_in_explanations,
)
from parindex.rounds.services.new_year import YearPlan, YearRefused, plan_year, start_year
from parindex.rounds.services.offline import (
    OfflineChange,
    OfflineEntry,
    OfflineProblem,
    OfflineRefused,
    enter_offline,
    try_offline,
)
from parindex.rounds.services.opening import add_field, open_round
from parindex.rounds.services.planning import (
    ClusterPlan,
    FieldPlan,
    RoundPlan,
    RoundRefused,
    check_plan,
)
from parindex.rounds.services.running import (
    DeadlineRefused,
    reopen,
    seat_member,
    set_deadline,
    unseat_member,
)
from parindex.rounds.services.self_scoring import (
    ClaimRefused,
    claim_lower,
    consolidate,
    explain_missing,
    hand_in,
    send_back,
    submit,
)
from parindex.rounds.taking_steps import StepBlocked, StepRefused

__all__ = [
    "AgenciesNotReady",
    "Answer",
    "AnswerRefused",
    "AppraisalChangedMeanwhile",
    "ClaimRefused",
    "ClusterPlan",
    "DeadlinePassed",
    "DeadlineRefused",
    "DeductionChangedMeanwhile",
    "ExplanationChangedMeanwhile",
    "FieldPlan",
    "Judgement",
    "JudgementRefused",
    "NothingToExplain",
    "OfflineChange",
    "OfflineEntry",
    "OfflineProblem",
    "OfflineRefused",
    "PointsRefused",
    "RoundPlan",
    "RoundRefused",
    "StepBlocked",
    "StepRefused",
    "SurveyRow",
    "YearPlan",
    "YearRefused",
    "accept_rest",
    "add_field",
    "adjust",
    "answer_deduction",
    "appraise",
    "ask_for_explanations",
    "check_plan",
    "claim_lower",
    "close_first_round",
    "close_second_round",
    "conclude",
    "consolidate",
    "correct_edition",
    "decide_on_answer",
    "enter_offline",
    "enter_survey_points",
    "explain_deduction",
    "explain_missing",
    "hand_in",
    "hand_in_explanations",
    "import_survey_points",
    "open_round",
    "plan_year",
    "publish",
    "reopen",
    "report_remedied",
    "seat_member",
    "send_back",
    "set_deadline",
    "start_year",
    "submit",
    "try_offline",
    "unseat_member",
    "withdraw_adjustment",
]
