"""The register of training, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.register import Register
from parindex.registers.training.constants import KEY
from parindex.registers.training.measures import MEASURES
from parindex.registers.training.models import Course
from parindex.registers.training.rules import settle
from parindex.registers.training.table_columns import COLUMNS

COURSES = Register(
    key=KEY,
    label=_("Training"),
    entry_label=_("Course"),
    model=Course,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    found_by=("organiser", "decision_number"),
)
