"""The sentences of refusals that services name in a word."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import Step
from parindex.rounds.transitions import Condition


@dataclass(frozen=True)
class Sentence:
    """Said in the caller's language when it is asked for."""

    text: Promise

    def said(self) -> str:
        return str(self.text)


STEPS = {step.value: step.label for step in Step}
BLOCKED = {
    Condition.NOTHING_GIVEN_BACK: Sentence(_("Was sent back and not handed in yet.")),
    Condition.EVERYTHING_SCORED: Sentence(_("Has neither figures nor an explanation.")),
    Condition.EVIDENCE_OR_EXPLANATION: Sentence(_("Has neither evidence nor an explanation.")),
    Condition.EVERYTHING_APPRAISED: Sentence(_("Is not appraised yet.")),
    Condition.EXPLANATIONS_READ: Sentence(_("The explanation has not been looked at yet.")),
    Condition.EXPLAINED_OR_TIME_OVER: Sentence(_("The agency is still explaining.")),
    Condition.SURVEY_POINTS_THERE: Sentence(_("The survey's points are missing.")),
    Condition.REASON_GIVEN: Sentence(_("A reason is missing.")),
}
REFUSED = {
    # Entry of figures.
    "frozen": Sentence(_("The self score has been submitted; its figures no longer change.")),
    "handed_in": Sentence(_("The unit has handed the component in; the Office gives it back.")),
    "deadline": Sentence(_("The units' deadline has passed.")),
    # Claims.
    "above_rule": Sentence(_("More points than the rule gives. Claim at most that.")),
    "negative": Sentence(_("Points are never under 0.")),
    "decimals": Sentence(_("Points have at most two decimals.")),
    "reason_missing": Sentence(_("A reason is missing.")),
    "no_figures": Sentence(
        _("There are no figures yet to claim fewer points of. Enter them first.")
    ),
    # Appraisal.
    "reason_unknown": Sentence(_("This is no reason of the round's list.")),
    "words_missing": Sentence(_("Say in words why.")),
    "points_outside": Sentence(_("The points lie outside 0 and the maximum, or are too fine.")),
    "nothing_to_accept": Sentence(_("There is no self score to accept.")),
    "surveyed": Sentence(_("This component is not appraised: a survey scores it, or none does.")),
    "not_deducted": Sentence(_("The first appraisal left this component whole.")),
    # Survey points, bonus, penalty.
    "not_surveyed": Sentence(_("No survey scores this component.")),
    "outside": Sentence(_("The points lie outside what is allowed, or are too fine.")),
    "source_missing": Sentence(_("Say where the points come from.")),
    "ground_missing": Sentence(_("A ground is missing.")),
    "above_cap": Sentence(_("Together that is more than the round's cap.")),
    "agency_unknown": Sentence(_("This agency is not in the round.")),
    # Accountability.
    "answer_missing": Sentence(_("Say why the points were lost.")),
    "remedy_missing": Sentence(_("Say what will be done about it.")),
    "deadline_missing": Sentence(_("Say until when it will be done.")),
    "decided": Sentence(_("The director has decided; the answer no longer changes.")),
    "not_answered": Sentence(_("Nobody has answered for this deduction yet.")),
    "no_remedy": Sentence(_("No remedy was promised.")),
    "in_future": Sentence(_("This day has not come yet.")),
    # Others.
    "nothing_to_explain": Sentence(
        _("The council did not deduct this component, or the explanation is empty.")
    ),
    "deadline_refused": Sentence(
        _("The new deadline is past, not in the order of the stages, or a reason is missing.")
    ),
    "withdrawn": Sentence(_("This was withdrawn before.")),
}
