"""Directives, tasks, what happens to them, and who was told."""

from parindex.assignments.models.directive import Directive
from parindex.assignments.models.paper import DirectivePage, DirectiveReview, PaperFile
from parindex.assignments.models.personal import CalendarFeed, SavedFilter
from parindex.assignments.models.plan import PlanGoal
from parindex.assignments.models.reminders import Delivery, Notice
from parindex.assignments.models.task import Series, Task, TaskComponent
from parindex.assignments.models.work import Extension, ProgressNote, Receipt

__all__ = [
    "CalendarFeed",
    "Delivery",
    "Directive",
    "DirectivePage",
    "DirectiveReview",
    "Extension",
    "Notice",
    "PaperFile",
    "PlanGoal",
    "ProgressNote",
    "Receipt",
    "SavedFilter",
    "Series",
    "Task",
    "TaskComponent",
]
