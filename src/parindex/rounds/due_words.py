"""What reminders say of a stage that ends: of which round, until when, whose, on which page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parindex.calendars.due import ItemWords
from parindex.rounds.constants import Stage
from parindex.rounds.deadlines import STAGES_OF_COUNCIL, last_day
from parindex.rounds.models import OwnDeadline, Participant, Round, StageDeadline
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.calendars.due import ItemKey
    from parindex.organisations.models import Agency

# Items are agencies in a round, for the agency itself and where the council has a day for it alone.
AGENCY_KINDS = {stage: f"round_{stage.value}" for stage in Stage}
# Items are rounds: the council's stages for all agencies together.
COUNCIL_KINDS = {stage: f"council_{stage.value}" for stage in STAGES_OF_COUNCIL}
_STAGE_OF_AGENCY = {kind: stage for stage, kind in AGENCY_KINDS.items()}
_STAGE_OF_COUNCIL = {kind: stage for stage, kind in COUNCIL_KINDS.items()}


def described(items: Collection[ItemKey]) -> Mapping[ItemKey, ItemWords]:
    """What the stages are called; four queries."""
    agencies = Participant.objects.select_related("agency", "round").in_bulk(
        {item_id for kind, item_id in items if kind in _STAGE_OF_AGENCY}
    )
    rounds = Round.objects.select_related("organiser").in_bulk(
        {item_id for kind, item_id in items if kind in _STAGE_OF_COUNCIL}
    )
    all_rounds = {*rounds, *(one.round_id for one in agencies.values())}
    of_round = StageDeadline.objects.filter(round__in=all_rounds)
    own = OwnDeadline.objects.filter(participant__in=agencies)
    round_ends = {
        (round_id, stage): ends_at
        for round_id, stage, ends_at in of_round.values_list("round", "stage", "ends_at")
    }
    own_ends = {
        (pk, stage): ends_at
        for pk, stage, ends_at in own.values_list("participant", "stage", "ends_at")
    }
    found: dict[ItemKey, ItemWords] = {}
    for kind, item_id in items:
        if item_id in agencies and kind in _STAGE_OF_AGENCY:
            stage, one = _STAGE_OF_AGENCY[kind], agencies[item_id]
            ends_at = own_ends.get((one.pk, stage), round_ends.get((one.round_id, stage)))
            found[kind, item_id] = ItemWords(
                _words(one.round, stage, ends_at), _named(one.agency), _address(one, stage)
            )
        elif item_id in rounds and kind in _STAGE_OF_COUNCIL:
            stage, organised = _STAGE_OF_COUNCIL[kind], rounds[item_id]
            found[kind, item_id] = ItemWords(
                _words(organised, stage, round_ends.get((organised.pk, stage))),
                _named(organised.organiser),
                reverse("council-round", args=[organised.pk]),
            )
    return found


def _words(one_round: Round, stage: Stage, ends_at: datetime | None) -> str:
    words = f"{one_round.name}: {stage.label}"
    return f"{words} ({_ending(ends_at)})" if ends_at is not None else words


def _ending(ends_at: datetime) -> str:
    local = timezone.localtime(ends_at)
    if last_day(ends_at) != local.date():
        return _("ends with %(day)s") % {"day": format_date(last_day(ends_at))}
    return _("ends at %(time)s on %(day)s") % {
        "time": f"{local:%H:%M}",
        "day": format_date(local.date()),
    }


def _address(participant: Participant, stage: Stage) -> str:
    if stage in STAGES_OF_COUNCIL:
        return reverse("council-agency", args=[participant.round_id, participant.pk])
    name = "round-explanations" if stage == Stage.EXPLAIN else "round"
    return f"{reverse(name)}?year={participant.round.year}"


def _named(agency: Agency) -> str:
    return agency.name_en if get_language() == "en" else agency.name
