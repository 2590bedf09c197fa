"""The register of missions, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.milestones import read_milestones, show_milestones
from parindex.registers.missions.constants import KEY
from parindex.registers.missions.measures import MEASURES
from parindex.registers.missions.models import Mission
from parindex.registers.missions.rules import settle
from parindex.registers.missions.table_columns import COLUMNS
from parindex.registers.register import Register

MISSIONS = Register(
    key=KEY,
    label=_("Science and technology missions"),
    entry_label=_("Mission"),
    model=Mission,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    found_by=("lead", "acceptance_number", "extension_number"),
    reads={"milestones": read_milestones},
    shows={"milestones": show_milestones},
)
