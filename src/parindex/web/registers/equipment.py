"""Equipment of the one-stop shop as its pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.equipment.constants import State
from parindex.registers.equipment.register import EQUIPMENT
from parindex.registers.equipment.services.steps import approve_purchase, buy, plan_purchase
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import number, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen


class EquipmentForm(EntryForm):
    """An item as it is counted."""

    register = EQUIPMENT
    groups = (
        (_("What it is"), ("title", "unit", "norm", "norm_source")),
        (_("What is there"), ("stock", "counted_on")),
    )

    title = field_for(EQUIPMENT, "title")
    norm = field_for(EQUIPMENT, "norm")
    norm_source = field_for(EQUIPMENT, "norm_source")
    stock = field_for(EQUIPMENT, "stock")
    counted_on = field_for(EQUIPMENT, "counted_on")


class PlanForm(StepForm):
    """It is to be bought."""

    key, label = "plan", _("Plan the purchase")
    states = frozenset({State.MISSING.value})

    planned_on = field_for(EQUIPMENT, "planned_on", required=True)
    budget = field_for(EQUIPMENT, "budget", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return plan_purchase(access, seen, said["planned_on"], said["budget"], self.said_reason)


class PurchaseApprovalForm(StepForm):
    """The head lets it be bought."""

    key, label = "approve", _("Approve the purchase")
    states = frozenset({State.PLANNED.value})
    needs_approval = True

    approved_on = field_for(EQUIPMENT, "approved_on", required=True)
    decision_number = field_for(EQUIPMENT, "decision_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        day, decision = said["approved_on"], said["decision_number"]
        return approve_purchase(access, seen, day, decision, self.said_reason)


class PurchaseForm(StepForm):
    """It was bought."""

    key, label = "buy", _("Record what was bought")
    states = frozenset({State.APPROVED.value})

    bought_on = field_for(EQUIPMENT, "bought_on", required=True)
    bought = field_for(EQUIPMENT, "bought", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return buy(access, seen, said["bought_on"], said["bought"], self.said_reason)


EQUIPMENT_PAGES = RegisterPages(
    register=EQUIPMENT,
    lead=_(
        "What the one-stop shop needs by the norm, what is there, and how far the purchase of what"
        " is missing has come."
    ),
    new_label=_("Record equipment"),
    form=EquipmentForm,
    columns=(
        ListColumn(_("Norm"), lambda one, today: number(one.norm), "norm", is_numeric=True),
        ListColumn(_("There now"), lambda one, today: number(one.present), is_numeric=True),
        ListColumn(_("Gap"), lambda one, today: number(one.gap), is_numeric=True),
        ListColumn(_("Counted on"), lambda one, today: vndate(one.counted_on), "counted_on"),
    ),
    sections=(
        EntrySection(_("What it is"), ("norm", "norm_source", "stock", "counted_on")),
        EntrySection(
            _("Purchase"),
            ("planned_on", "budget", "approved_on", "decision_number", "bought_on", "bought"),
        ),
    ),
    states={
        State.COMPLETE.value: Appearance(State.COMPLETE.label, "circle-check", "good"),
        State.MISSING.value: Appearance(State.MISSING.label, "alert-triangle", "bad"),
        State.PLANNED.value: Appearance(State.PLANNED.label, "circle-dashed", "neutral"),
        State.APPROVED.value: Appearance(State.APPROVED.label, "circle-half-2", "partial"),
    },
    steps=(PlanForm, PurchaseApprovalForm, PurchaseForm),
)
