"""What is wrong with a new round, in words, beside the field that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.organisations.queries import scored_agencies
from parindex.web.forms.council_new import DEADLINE
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from datetime import date

    from django import forms

    from parindex.rounds.services import RoundRefused
    from parindex.web.council_new import NewRound
    from parindex.web.forms.council_new import RoundForm


def put_refusal(new: NewRound, refusal: RoundRefused) -> None:
    """The problem of a plan beside what it is about."""
    about = refusal.about
    agency = next((named(one) for one in scored_agencies() if one.key == about), about)
    sentences = {
        "no_agency": _("Choose at least one agency."),
        "agency_twice": _("%s stands in two clusters; leave it in one.") % agency,
        "agency_taken": _("%s is in another round of this year already.") % agency,
        "other_edition": _("%s has opened this year by another edition.") % agency,
        "deadlines_out_of_order": _("A stage ends before the one before it; mend the days."),
        "component_unknown": _("The edition has no criterion “%s”.") % about,
        "not_a_member": _("%s has no role of a member in this year's council.") % about,
        "name_taken": _("There is a round of this name in this year already."),
        "cap_negative": _("Write 0 or more."),
    }
    form, field = _place_of(new, refusal)
    form.add_error(field, sentences[refusal.problem])


def _place_of(new: NewRound, refusal: RoundRefused) -> tuple[forms.Form, str]:
    if refusal.problem in ("no_agency", "agency_twice", "agency_taken", "other_edition"):
        holding = [
            form for form in new.clusters if any(one.key == refusal.about for one in form.chosen)
        ]
        return (holding or list(new.clusters))[-1], "agencies"
    if refusal.problem in ("component_unknown", "not_a_member"):
        holding = [form for form in new.fields if refusal.about in form.references]
        member = refusal.problem == "not_a_member"
        return (holding or list(new.fields))[0], "members" if member else "codes"
    if refusal.problem == "deadlines_out_of_order":
        return new.round, _first_out_of_order(new.round)
    return new.round, "name" if refusal.problem == "name_taken" else "bonus_cap"


def _first_out_of_order(form: RoundForm) -> str:
    before: date | None = None
    for stage, day in form.days.items():
        if before is not None and day < before:
            return f"{DEADLINE}{stage.value}"
        before = day
    return "name"
