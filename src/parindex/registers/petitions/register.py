"""The register of petitions, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.petitions.constants import KEY
from parindex.registers.petitions.measures import MEASURES
from parindex.registers.petitions.models import Petition
from parindex.registers.petitions.rules import settle
from parindex.registers.petitions.table_columns import COLUMNS
from parindex.registers.register import Register

PETITIONS = Register(
    key=KEY,
    label=_("Petitions"),
    entry_label=_("Petition"),
    model=Petition,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    identity=("title", "received_on"),
    found_by=("procedure_code", "answer_number"),
)
