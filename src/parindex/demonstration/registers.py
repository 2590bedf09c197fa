"""The demonstration's registers; each has its illustrative entries in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from parindex.demonstration.administration import load_administration
from parindex.demonstration.communications import load_communications
from parindex.demonstration.equipment import load_equipment
from parindex.demonstration.finance import load_finance
from parindex.demonstration.initiatives import load_initiatives
from parindex.demonstration.inspections import load_inspections
from parindex.demonstration.legal_documents import load_legal_documents
from parindex.demonstration.missions import load_missions
from parindex.demonstration.petitions import load_petitions
from parindex.demonstration.staffing import load_staffing
from parindex.demonstration.training import load_training

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

LOADED: tuple[Callable[[Agency, int, Mapping[str, Unit]], None], ...] = (
    load_initiatives,
    load_administration,
    load_finance,
    load_equipment,
    load_missions,
    load_staffing,
    load_training,
    load_petitions,
    load_communications,
    load_legal_documents,
    load_inspections,
)  # fmt: skip


def load_registers(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Load the illustrative entries of every register."""
    for load in LOADED:
        load(agency, year, units)
