"""The register of public finance, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.finance.constants import KEY
from parindex.registers.finance.measures import MEASURES
from parindex.registers.finance.models import QuarterlyFinance
from parindex.registers.finance.rules import settle
from parindex.registers.finance.table_columns import COLUMNS
from parindex.registers.register import Register

FINANCE = Register(
    key=KEY,
    label=_("Public finance"),
    entry_label=_("Figures of a quarter"),
    model=QuarterlyFinance,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    identity=("quarter", "as_of"),
)
