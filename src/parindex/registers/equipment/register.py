"""The register of equipment, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.equipment.constants import KEY
from parindex.registers.equipment.measures import MEASURES
from parindex.registers.equipment.models import Equipment
from parindex.registers.equipment.rules import settle
from parindex.registers.equipment.table_columns import COLUMNS
from parindex.registers.register import Register

EQUIPMENT = Register(
    key=KEY,
    label=_("One-stop equipment"),
    entry_label=_("Equipment"),
    model=Equipment,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    approvals=frozenset({"approved_on"}),
    found_by=("norm_source", "decision_number"),
)
