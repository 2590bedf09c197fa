"""Public finance as its pages show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from parindex.registers.finance.constants import State
from parindex.registers.finance.register import FINANCE
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import number, vndate

if TYPE_CHECKING:
    from parindex.registers.finance.models import QuarterlyFinance


class FinanceForm(EntryForm):
    """A quarter's figures."""

    register = FINANCE
    groups = (
        (_("Which figures"), ("title", "unit", "quarter", "as_of")),
        (_("Autonomy and disbursement"), ("autonomy", "assigned", "disbursed")),
        (_("After inspections and audits"), ("recommendations_due", "recommendations_done")),
    )

    title = field_for(FINANCE, "title")
    quarter = field_for(FINANCE, "quarter")
    as_of = field_for(FINANCE, "as_of")
    autonomy = field_for(FINANCE, "autonomy")
    assigned = field_for(FINANCE, "assigned")
    disbursed = field_for(FINANCE, "disbursed")
    recommendations_due = field_for(FINANCE, "recommendations_due")
    recommendations_done = field_for(FINANCE, "recommendations_done")


def _autonomy(entry: QuarterlyFinance, today: date) -> str:
    return fact_in_words(FINANCE, "autonomy", entry.autonomy)


def _disbursed(entry: QuarterlyFinance, today: date) -> str:
    return f"{number(entry.disbursed)}/{number(entry.assigned)}"


def _recommendations(entry: QuarterlyFinance, today: date) -> str:
    return f"{number(entry.recommendations_done)}/{number(entry.recommendations_due)}"


FINANCE_PAGES = RegisterPages(
    register=FINANCE,
    lead=_(
        "Each unit's figures by quarter, since the year's first day: autonomy, disbursement and"
        " what audits recommended. The latest quarter counts."
    ),
    new_label=_("Record a quarter"),
    form=FinanceForm,
    columns=(
        ListColumn(_("As of"), lambda one, today: vndate(one.as_of), "as_of"),
        ListColumn(_("Autonomy"), _autonomy),
        ListColumn(_("Disbursed / assigned, million dong"), _disbursed, is_numeric=True),
        ListColumn(_("Recommendations done / due"), _recommendations, is_numeric=True),
    ),
    sections=(
        EntrySection(_("Which figures"), ("quarter", "as_of")),
        EntrySection(_("Autonomy and disbursement"), ("autonomy", "assigned", "disbursed")),
        EntrySection(
            _("After inspections and audits"), ("recommendations_due", "recommendations_done")
        ),
    ),
    states={State.RECORDED.value: Appearance(State.RECORDED.label, "circle-check", "good")},
)
