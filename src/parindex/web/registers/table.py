"""The registers that have pages, in the order in which the menu lists them."""

from __future__ import annotations

from django.http import Http404

from parindex.web.registers.administration import DIGITAL_WORK_PAGES, QUALITY_PAGES
from parindex.web.registers.communications import COMMUNICATION_PAGES
from parindex.web.registers.equipment import EQUIPMENT_PAGES
from parindex.web.registers.finance import FINANCE_PAGES
from parindex.web.registers.initiatives import INITIATIVE_PAGES
from parindex.web.registers.inspection_findings import INSPECTION_FINDING_PAGES
from parindex.web.registers.inspections import INSPECTION_PAGES
from parindex.web.registers.legal_drafts import LEGAL_DRAFT_PAGES
from parindex.web.registers.legal_reviews import LEGAL_REVIEW_PAGES
from parindex.web.registers.missions import MISSION_PAGES
from parindex.web.registers.pages import RegisterPages
from parindex.web.registers.personnel import (
    DISCIPLINE_PAGES,
    EVALUATION_PAGES,
    POST_PAGES,
)
from parindex.web.registers.petitions import PETITION_PAGES
from parindex.web.registers.staffing import (
    DELEGATION_PAGES,
    QUOTA_PAGES,
    STRUCTURE_PAGES,
)
from parindex.web.registers.training import COURSE_PAGES

REGISTER_PAGES: tuple[RegisterPages, ...] = (
    INITIATIVE_PAGES,
    COMMUNICATION_PAGES,
    LEGAL_DRAFT_PAGES,
    LEGAL_REVIEW_PAGES,
    INSPECTION_PAGES,
    INSPECTION_FINDING_PAGES,
    PETITION_PAGES,
    STRUCTURE_PAGES,
    QUOTA_PAGES,
    DELEGATION_PAGES,
    POST_PAGES,
    EVALUATION_PAGES,
    DISCIPLINE_PAGES,
    COURSE_PAGES,
    DIGITAL_WORK_PAGES,
    QUALITY_PAGES,
    FINANCE_PAGES,
    EQUIPMENT_PAGES,
    MISSION_PAGES,
)


def pages_of(key: str) -> RegisterPages:
    """The pages of a register; Http404 where there is none of that key."""
    found = next((pages for pages in REGISTER_PAGES if pages.key == key), None)
    if found is None:
        raise Http404
    return found
