"""The register of initiatives, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.initiatives.constants import KEY
from parindex.registers.initiatives.measures import MEASURES
from parindex.registers.initiatives.models import Initiative
from parindex.registers.initiatives.rules import settle
from parindex.registers.initiatives.table_columns import COLUMNS
from parindex.registers.milestones import read_milestones, show_milestones
from parindex.registers.register import Register

INITIATIVES = Register(
    key=KEY,
    label=_("Initiatives"),
    entry_label=_("Initiative"),
    model=Initiative,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    approvals=frozenset({"approved_on"}),
    found_by=("problem", "solution", "decision_number"),
    reads={"milestones": read_milestones},
    shows={"milestones": show_milestones},
)
