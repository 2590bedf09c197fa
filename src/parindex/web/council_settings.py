"""What a running round can still change: what the page shows, and the changes themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parindex.accounts.constants import Permission
from parindex.accounts.queries import people_who_may
from parindex.assessments.services import EditionDoesNotContinue
from parindex.editions.queries import editions_taken_in, framework_of
from parindex.rounds.constants import RoundState, Stage
from parindex.rounds.queries import RoundOverview, fields_of, round_overview
from parindex.rounds.services import (
    DeadlineRefused,
    FieldPlan,
    RoundRefused,
    StepRefused,
    add_field,
    correct_edition,
    seat_member,
    set_deadline,
    unseat_member,
)
from parindex.web.council_list import StageLine, stage_lines
from parindex.web.forms.council_settings import (
    DeadlineForm,
    EditionForm,
    FieldForm,
    SeatForm,
    end_of,
)
from parindex.web.templatetags.formats import named
from parindex_core.scoring import ValuesRefused

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.rounds.models import AppraisalField
    from parindex.web.council_place import CouncilPlace
    from parindex_core.framework import Component


@dataclass(frozen=True)
class FieldLine:
    """A field of appraisal with what it holds and who scores it."""

    field: AppraisalField
    components: Sequence[Component]
    members: Sequence[User]


@dataclass(frozen=True)
class SettingsPage:
    """``forms``: by what they change; ``without_field``: components that nobody scores."""

    overview: RoundOverview
    stages: Sequence[StageLine]
    fields: Sequence[FieldLine]
    without_field: Sequence[Component]
    forms: Mapping[str, forms.Form]

    @property
    def is_published(self) -> bool:
        return self.overview.round.state == RoundState.PUBLISHED


_OVER = gettext_lazy("This day is over already; choose a later one.")
_DEADLINE_REFUSALS = {
    "out_of_order": gettext_lazy("Stages end in their order; move the neighbouring one first."),
}


def settings_page(place: CouncilPlace, filled: Mapping[str, forms.Form]) -> SettingsPage:
    """The page with the forms empty, but those that came back with problems."""
    overview = round_overview(place.access, place.round)
    framework = framework_of(place.round.edition)
    held = {key for one in overview.fields for key in one.component_keys}
    return SettingsPage(
        overview=overview,
        stages=stage_lines(overview.deadlines, place.now),
        fields=[
            FieldLine(
                one,
                [framework.component(key) for key in one.component_keys],
                [seat.user for seat in one.seats.all()],
            )
            for one in overview.fields
        ],
        without_field=[
            one for one in framework.components if one.key not in held and one.method != "survey"
        ],
        forms={**{what: make(place, None) for what, make in FORMS.items()}, **filled},
    )


def _seat_form(place: CouncilPlace, data: Any) -> SeatForm:
    fields = fields_of(place.access, place.round)
    return SeatForm(fields, members_of(place), data, auto_id="seat_%s")


def _edition_form(place: CouncilPlace, data: Any) -> EditionForm:
    of_framework = [
        one
        for one in editions_taken_in()
        if one.key == place.round.edition.key and one.pk != place.round.edition.pk
    ]
    return EditionForm(of_framework, data, auto_id="edition_%s")


def members_of(place: CouncilPlace) -> list[User]:
    """Who may be given a seat in the round."""
    return people_who_may(Permission.APPRAISE, place.desk.agency, place.round.year)


FORMS: Mapping[str, Callable[[CouncilPlace, Any], Any]] = {
    "deadline": lambda place, data: DeadlineForm(data, auto_id="deadline_%s"),
    "seat": _seat_form,
    "unseat": _seat_form,
    "field": lambda place, data: FieldForm(members_of(place), data, auto_id="field_%s"),
    "edition": _edition_form,
}


def change(place: CouncilPlace, what: str, form: Any) -> str:
    """Make the change of a valid form; what was done, in words. A refusal goes to the form.

    :raises PermissionRefused: unless the person runs the round.
    """
    return _CHANGES[what](place, form)


def _set_deadline(place: CouncilPlace, form: DeadlineForm) -> str:
    data, stage = form.cleaned_data, Stage(form.cleaned_data["stage"])
    try:
        set_deadline(
            place.access,
            place.round,
            stage,
            end_of(data["day"]),
            data["reason"],
            now=place.now,
        )
    except DeadlineRefused as refusal:
        form.add_error("day", str(_DEADLINE_REFUSALS.get(refusal.problem, _OVER)))
        return ""
    return _("Deadline moved: %s.") % stage.label


def _seat(place: CouncilPlace, form: SeatForm) -> str:
    field, person = form.chosen
    seat_member(place.access, field, person)
    return _("%(person)s now scores “%(field)s”.") % {
        "person": person.full_name,
        "field": named(field),
    }


def _unseat(place: CouncilPlace, form: SeatForm) -> str:
    field, person = form.chosen
    unseat_member(place.access, field, person)
    return _("%(person)s no longer scores “%(field)s”; what was scored stays.") % {
        "person": person.full_name,
        "field": named(field),
    }


def _add_field(place: CouncilPlace, form: FieldForm) -> str:
    name = form.cleaned_data["name"].strip()
    names = (name, form.cleaned_data["name_en"].strip() or name)
    try:
        add_field(place.access, place.round, FieldPlan(names, form.references, form.chosen_members))
    except RoundRefused as refusal:
        if refusal.problem == "component_unknown":
            form.add_error("codes", _("The edition has no criterion “%s”.") % refusal.about)
        else:
            form.add_error("name", _("The round has a field of this name already."))
        return ""
    return _("Field added: %s.") % name


def _correct_edition(place: CouncilPlace, form: EditionForm) -> str:
    try:
        changed = correct_edition(
            place.access,
            place.round,
            form.chosen,
            form.cleaned_data["reason"],
            now=place.now,
        )
    except EditionDoesNotContinue:
        form.add_error(
            "edition", _("This edition has other components or figures than the round's.")
        )
    except ValuesRefused:
        form.add_error("edition", _("Figures that were entered do not fit the corrected rules."))
    except StepRefused:
        form.add_error(None, _("The round is published; nothing changes any more."))
    else:
        words = ngettext(
            "The round goes on by the corrected edition; %d criterion was scored anew.",
            "The round goes on by the corrected edition; %d criteria were scored anew.",
            len(changed),
        )
        return words % len(changed)
    return ""


_CHANGES: Mapping[str, Callable[[CouncilPlace, Any], str]] = {
    "deadline": _set_deadline,
    "seat": _seat,
    "unseat": _unseat,
    "field": _add_field,
    "edition": _correct_edition,
}
