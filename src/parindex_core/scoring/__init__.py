"""Points from values by a framework's rules: exact, explained, ranked."""

from parindex_core.scoring.agencies import score_agency, score_component, score_many
from parindex_core.scoring.explanation import Explanation, Input
from parindex_core.scoring.json_values import read_values
from parindex_core.scoring.problems import ValueProblem, ValuesRefused
from parindex_core.scoring.ranking import classify, rank
from parindex_core.scoring.score import AgencyScore, ComponentScore

__all__ = [
    "AgencyScore",
    "ComponentScore",
    "Explanation",
    "Input",
    "ValueProblem",
    "ValuesRefused",
    "classify",
    "rank",
    "read_values",
    "score_agency",
    "score_component",
    "score_many",
]
