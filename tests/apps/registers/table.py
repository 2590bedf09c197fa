"""The registers that the shared tests run through; a register adds its line."""

from tests.apps.registers import (
    administration_case,
    communication_case,
    equipment_case,
    finance_case,
    initiative_case,
    inspection_case,
    inspection_finding_case,
    legal_draft_case,
    legal_review_case,
    mission_case,
    petition_case,
    staffing_case,
    training_case,
)
from tests.apps.registers.cases import Case

CASES: tuple[Case, ...] = (
    initiative_case.CASE,
    communication_case.CASE,
    legal_draft_case.CASE,
    legal_review_case.CASE,
    inspection_case.CASE,
    inspection_finding_case.CASE,
    petition_case.CASE,
    training_case.CASE,
    administration_case.DIGITAL_WORK_CASE,
    administration_case.QUALITY_CASE,
    finance_case.CASE,
    equipment_case.CASE,
    mission_case.CASE,
    *staffing_case.CASES,
)
