"""The registers of inspections and their findings, as all that registers share takes them."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.inspections.constants import FINDINGS
from parindex.registers.inspections.constants import INSPECTIONS as INSPECTIONS_KEY
from parindex.registers.inspections.measures import FINDING_MEASURES, INSPECTION_MEASURES
from parindex.registers.inspections.models import Inspection, InspectionFinding
from parindex.registers.inspections.rules import settle_finding, settle_inspection
from parindex.registers.inspections.table_columns import FINDING_COLUMNS, INSPECTION_COLUMNS
from parindex.registers.register import Register

INSPECTIONS = Register(
    key=INSPECTIONS_KEY,
    label=_("Inspections and monitoring"),
    entry_label=_("Inspection"),
    model=Inspection,
    columns=INSPECTION_COLUMNS,
    measures=INSPECTION_MEASURES,
    settle=settle_inspection,
    identity=("title", "visited", "due_on"),
    found_by=("visited", "plan_number", "minutes_number"),
)
INSPECTION_FINDINGS = Register(
    key=FINDINGS,
    label=_("Findings of inspections"),
    entry_label=_("Finding of an inspection"),
    model=InspectionFinding,
    columns=FINDING_COLUMNS,
    measures=FINDING_MEASURES,
    settle=settle_finding,
    identity=("title", "inspection"),
    found_by=("inspection", "addressee", "handling_number"),
)
