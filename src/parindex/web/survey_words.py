"""What states, ways and refusals of surveys are called on the office's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parindex.surveys.constants import Audience, RoundState
from parindex.web.statuses import Appearance

STATES = {
    RoundState.DRAFT.value: Appearance(RoundState.DRAFT.label, "circle-dashed", "neutral"),
    RoundState.OPEN.value: Appearance(RoundState.OPEN.label, "circle-half-2", "partial"),
    RoundState.CLOSED.value: Appearance(RoundState.CLOSED.label, "lock", "good"),
}
# The component whose points a survey of that audience gives.
COMPONENTS = {
    Audience.CITIZENS.value: "citizen_satisfaction",
    Audience.STAFF.value: "staff_assessment",
}
REFUSALS = {
    "state": _("The round is no longer in the state that this needs; look at it again."),
    "title": _("Give it a name of at most 300 characters."),
    "days": _("The last day is over, or before the first."),
    "period": _("The period ends before it begins."),
    "margin": _("The margin of error is from 1 to 20 percent, with two decimals at most."),
    "confidence": _("Choose 90, 95 or 99 percent."),
    "kiosk": _("From 1 to 2,000 answers a day, from 0 to 3,600 seconds between two."),
    "reason": _("Say why."),
    "population": _(
        "There has to be a population: from 1 to 100,000 codes, each once and not empty."
    ),
    "unit": _("One of the units is not of this agency."),
    "channel": _("One of the channels is not known."),
    "sample": _("Draw the sample first; a seed is a whole number."),
    "codes": _(
        "Some codes were used already: new ones would let a person answer twice. At most 2,000"
        " spare codes are made at once."
    ),
    "nobody": _("Nobody could answer: print codes, or open the counter's screen first."),
    "unknown": _("There is no such questionnaire."),
    "audience": _("Choose who was asked."),
    "published": _("It was published meanwhile; a published version never changes."),
    "version": _("Somebody began the same version at once; look at the list again."),
    "changed": _(
        "Somebody else changed this draft meanwhile. Nothing was kept; look at what stands there"
        " now."
    ),
    "other": _("The file is of another questionnaire: its key is not that of the draft."),
    "source": _("Say who ran the survey, and in which document its results stand."),
    "points": _("Points are from 0 to the points possible, with two decimals at most."),
    "twice": _("A matter stands twice."),
}
