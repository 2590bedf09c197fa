"""The registers of administration, as all that registers share takes them."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.administration.constants import DIGITAL_WORK_KEY, QUALITY_KEY
from parindex.registers.administration.measures import DIGITAL_WORK_MEASURES, QUALITY_MEASURES
from parindex.registers.administration.models import DigitalWork, QualityRecord
from parindex.registers.administration.rules import settle_digital_work, settle_quality
from parindex.registers.administration.table_columns import DIGITAL_WORK_COLUMNS, QUALITY_COLUMNS
from parindex.registers.register import Register

DIGITAL_WORK = Register(
    key=DIGITAL_WORK_KEY,
    label=_("Digital signing and online files"),
    entry_label=_("Figures of a period"),
    model=DigitalWork,
    columns=DIGITAL_WORK_COLUMNS,
    measures=DIGITAL_WORK_MEASURES,
    settle=settle_digital_work,
    identity=("begins_on", "ends_on"),
)

QUALITY = Register(
    key=QUALITY_KEY,
    label=_("Quality system ISO 9001"),
    entry_label=_("Event of the quality system"),
    model=QualityRecord,
    columns=QUALITY_COLUMNS,
    measures=QUALITY_MEASURES,
    settle=settle_quality,
    identity=("title", "held_on"),
    found_by=("document_number", "scope"),
)
