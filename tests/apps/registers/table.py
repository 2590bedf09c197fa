"""The registers that the shared tests run through; a register adds its line."""

from tests.apps.registers import (
    communication_case,
    equipment_case,
    initiative_case,
    mission_case,
    petition_case,
    training_case,
)
from tests.apps.registers.cases import Case

CASES: tuple[Case, ...] = (
    initiative_case.CASE,
    communication_case.CASE,
    petition_case.CASE,
    training_case.CASE,
    equipment_case.CASE,
    mission_case.CASE,
)
