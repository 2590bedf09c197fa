"""The register of communications, as all that registers share takes it."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.communications.constants import KEY
from parindex.registers.communications.measures import MEASURES
from parindex.registers.communications.models import Communication
from parindex.registers.communications.rules import settle
from parindex.registers.communications.table_columns import COLUMNS
from parindex.registers.register import Register

COMMUNICATIONS = Register(
    key=KEY,
    label=_("Communications and events"),
    entry_label=_("Communication activity"),
    model=Communication,
    columns=COLUMNS,
    measures=MEASURES,
    settle=settle,
    identity=("title", "due_on"),
    found_by=("channel", "audience"),
)
