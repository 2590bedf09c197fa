"""The forms of the steps that take a legal document from proposal to expiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.legal_documents.constants import DraftState
from parindex.registers.legal_documents.register import LEGAL_DRAFTS
from parindex.registers.legal_documents.services import drafts
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import StepForm

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen


class ProposalForm(StepForm):
    """It was proposed."""

    key, label = "propose", _("Record the proposal")
    states = frozenset({DraftState.PLANNED.value})

    proposed_on = field_for(LEGAL_DRAFTS, "proposed_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return drafts.propose(access, seen, self.cleaned_data["proposed_on"], self.said_reason)


class DraftingForm(StepForm):
    """The draft is written."""

    key, label = "draft", _("Record that the draft is written")
    states = frozenset({DraftState.PROPOSED.value})

    drafted_on = field_for(LEGAL_DRAFTS, "drafted_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return drafts.finish_draft(access, seen, self.cleaned_data["drafted_on"], self.said_reason)


class ConsultationForm(StepForm):
    """The draft lies open to opinions."""

    key, label = "consult", _("Record that the consultation began")
    states = frozenset({DraftState.DRAFTED.value})

    consulted_from = field_for(LEGAL_DRAFTS, "consulted_from", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        day = self.cleaned_data["consulted_from"]
        return drafts.begin_consultation(access, seen, day, self.said_reason)


class ConsultationEndForm(StepForm):
    """The consultation is over."""

    key, label = "end-consultation", _("Record that the consultation ended")
    states = frozenset({DraftState.CONSULTING.value})

    consulted_to = field_for(LEGAL_DRAFTS, "consulted_to", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        day = self.cleaned_data["consulted_to"]
        return drafts.end_consultation(access, seen, day, self.said_reason)


class AppraisalForm(StepForm):
    """The justice department appraised it; by the shortened procedure without a consultation."""

    key, label = "appraise", _("Record the appraisal by the justice department")
    states = frozenset({DraftState.DRAFTED.value, DraftState.CONSULTED.value})

    appraised_on = field_for(LEGAL_DRAFTS, "appraised_on", required=True)
    appraisal_number = field_for(LEGAL_DRAFTS, "appraisal_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        day, number = said["appraised_on"], said["appraisal_number"]
        return drafts.appraise(access, seen, day, number, self.said_reason)


class SubmissionForm(StepForm):
    """It was submitted to the province."""

    key, label = "submit", _("Record the submission")
    states = frozenset({DraftState.APPRAISED.value})

    submitted_on = field_for(LEGAL_DRAFTS, "submitted_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return drafts.submit(access, seen, self.cleaned_data["submitted_on"], self.said_reason)


class IssueForm(StepForm):
    """The province issued it."""

    key, label = "issue", _("Record the issue")
    states = frozenset({DraftState.SUBMITTED.value})

    issued_on = field_for(LEGAL_DRAFTS, "issued_on", required=True)
    issue_number = field_for(LEGAL_DRAFTS, "issue_number", required=True)
    effective_on = field_for(LEGAL_DRAFTS, "effective_on")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        issued = drafts.Issue(said["issued_on"], said["issue_number"], said["effective_on"])
        return drafts.issue(access, seen, issued, self.said_reason)


class ExpiryForm(StepForm):
    """It expires, or was repealed."""

    key, label = "expire", _("Record that it expires")
    states = frozenset({DraftState.ISSUED.value})

    expired_on = field_for(LEGAL_DRAFTS, "expired_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return drafts.expire(access, seen, self.cleaned_data["expired_on"], self.said_reason)


STEP_FORMS = (
    ProposalForm,
    DraftingForm,
    ConsultationForm,
    ConsultationEndForm,
    AppraisalForm,
    SubmissionForm,
    IssueForm,
    ExpiryForm,
)
