"""A procedure with everything that is recorded of one, for the tests of its pages."""

from dataclasses import dataclass
from datetime import date

from tests.apps.procedures.entries import entry
from tests.departments import Department

from parindex.procedures.models import Procedure, ProcedureVersion, Proposal, Review
from parindex.procedures.services.catalogue import record_version
from parindex.procedures.services.review import plan_reviews
from parindex.procedures.services.simplification import NewProposal, draft_proposal

CODE = "1.000358"


@dataclass(frozen=True)
class RecordedProcedure:
    """A procedure of the metrology sub-department, with a decision that is due."""

    procedure: Procedure
    version: ProcedureVersion
    review: Review
    proposal: Proposal


def recorded_procedure(department: Department) -> RecordedProcedure:
    """Recorded by the PAR officer: in the plan of review, and in a proposal."""
    access = department.access("par_officer")
    unit = department.units["metrology-sub-department"]
    due = date(2021, 12, 15)
    procedure, _ = record_version(access, entry(CODE, unit, legal_base_effective_on=due))
    (review,) = plan_reviews(access, 2021, [procedure], date(2021, 12, 1))
    new = NewProposal("Bỏ bản sao chứng thực", "", unit, [procedure], date(2021, 10, 1))
    proposal = draft_proposal(access, 2021, new)
    version = procedure.versions.get()
    return RecordedProcedure(procedure, version, review, proposal)
