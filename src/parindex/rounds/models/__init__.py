"""What a round keeps: its plan, self scores, appraisals, results and what became of deductions."""

from parindex.rounds.models.accountability import Deduction
from parindex.rounds.models.appraisal import (
    Adjustment,
    Appraisal,
    Explanation,
    Result,
    SurveyPoints,
)
from parindex.rounds.models.exchange import RoundImport
from parindex.rounds.models.round import (
    AppraisalField,
    Cluster,
    CouncilSeat,
    OwnDeadline,
    Participant,
    Round,
    StageDeadline,
)
from parindex.rounds.models.self_score import SelfScore, SentBack, Submission

__all__ = [
    "Adjustment",
    "Appraisal",
    "AppraisalField",
    "Cluster",
    "CouncilSeat",
    "Deduction",
    "Explanation",
    "OwnDeadline",
    "Participant",
    "Result",
    "Round",
    "RoundImport",
    "SelfScore",
    "SentBack",
    "StageDeadline",
    "Submission",
    "SurveyPoints",
]
