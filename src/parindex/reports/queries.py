"""The door of the papers' content: each from what its person may see."""

from parindex.reports.accountability import accountability_of
from parindex.reports.council import minutes_of, ranking_of
from parindex.reports.heads import Decision, Meeting, PaperHead
from parindex.reports.periodic import periodic_report_of
from parindex.reports.self_assessment import self_assessment_of
from parindex.reports.surveys import survey_report_of

__all__ = [
    "Decision",
    "Meeting",
    "PaperHead",
    "accountability_of",
    "minutes_of",
    "periodic_report_of",
    "ranking_of",
    "self_assessment_of",
    "survey_report_of",
]
