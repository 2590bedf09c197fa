"""The registers of legal documents, as all that registers share takes them."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.legal_documents.constants import DRAFTS, REVIEWS
from parindex.registers.legal_documents.measures import DRAFT_MEASURES, REVIEW_MEASURES
from parindex.registers.legal_documents.models import LegalDraft, LegalReview
from parindex.registers.legal_documents.rules import settle_draft, settle_review
from parindex.registers.legal_documents.table_columns import DRAFT_COLUMNS, REVIEW_COLUMNS
from parindex.registers.register import Register

LEGAL_DRAFTS = Register(
    key=DRAFTS,
    label=_("Legal documents drafted"),
    entry_label=_("Draft legal document"),
    model=LegalDraft,
    columns=DRAFT_COLUMNS,
    measures=DRAFT_MEASURES,
    settle=settle_draft,
    found_by=("programme", "appraisal_number", "issue_number"),
)
LEGAL_REVIEWS = Register(
    key=REVIEWS,
    label=_("Legal documents reviewed"),
    entry_label=_("Legal document to review"),
    model=LegalReview,
    columns=REVIEW_COLUMNS,
    measures=REVIEW_MEASURES,
    settle=settle_review,
    identity=("document_number",),
    background=frozenset({"effective_on", "expired_on"}),
    found_by=("document_number", "proposal", "handling_number"),
)
