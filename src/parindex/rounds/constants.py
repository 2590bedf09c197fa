"""States, stages and choices of a round."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where the round as a whole stands."""

    OPEN = "open", _("Open")
    CONCLUDED = "concluded", _("Concluded")
    PUBLISHED = "published", _("Published")


class State(models.TextChoices):
    """Where an agency stands in its round."""

    DRAFT = "draft", _("Being entered")
    SELF_SCORED = "self_scored", _("Self-scored by the units")
    CONSOLIDATED = "consolidated", _("Consolidated by the Office")
    SUBMITTED = "submitted", _("Submitted to the council")
    APPRAISED = "appraised", _("First appraisal done")
    EXPLAINING = "explaining", _("Being explained")
    REAPPRAISED = "reappraised", _("Second appraisal done")
    CONCLUDED = "concluded", _("Concluded")
    PUBLISHED = "published", _("Published")


class Stage(models.TextChoices):
    """What has a deadline, after which it locks by itself."""

    SELF_SCORE = "self_score", _("Self scoring by the units")
    CONSOLIDATE = "consolidate", _("Consolidation by the Office")
    SUBMIT = "submit", _("Submission to the council")
    APPRAISE = "appraise", _("First appraisal")
    EXPLAIN = "explain", _("Explanation by the agency")
    REAPPRAISE = "reappraise", _("Second appraisal")
    CONCLUDE = "conclude", _("Conclusion")


class Step(models.TextChoices):
    """What somebody does in a round to take an agency further, or back."""

    HAND_IN = "hand_in", _("Hand in the unit's self score")
    SEND_BACK = "send_back", _("Send a component back to its unit")
    CONSOLIDATE = "consolidate", _("Sign the consolidated self score off")
    SUBMIT = "submit", _("Submit to the council")
    CLOSE_FIRST_ROUND = "close_first_round", _("Close the first appraisal")
    ASK_FOR_EXPLANATIONS = "ask_for_explanations", _("Ask the agency to explain")
    HAND_IN_EXPLANATIONS = "hand_in_explanations", _("Hand in the explanations")
    CLOSE_SECOND_ROUND = "close_second_round", _("Close the second appraisal")
    CONCLUDE = "conclude", _("Conclude")
    PUBLISH = "publish", _("Publish")
    REOPEN = "reopen", _("Reopen with a reason")


class AppraisalStage(models.TextChoices):
    """Which of the council's two looks at a component."""

    FIRST = "first", _("First appraisal")
    SECOND = "second", _("Second appraisal")


class JudgementKind(models.TextChoices):
    """How a member came to a component's points."""

    ACCEPTED = "accepted", _("Self score accepted")
    BY_RULE = "by_rule", _("By the rule, from the council's own figures")
    DEDUCTION = "deduction", _("Deducted")


class AdjustmentKind(models.TextChoices):
    """Points outside the areas."""

    BONUS = "bonus", _("Bonus points")
    PENALTY = "penalty", _("Penalty points")


class Cause(models.TextChoices):
    """Why points were lost, as the unit that answers sees it."""

    OBJECTIVE = "objective", _("Objective cause")
    SUBJECTIVE = "subjective", _("Subjective cause")


class Evaluation(models.TextChoices):
    """The yearly evaluation of a civil servant."""

    EXCELLENT = "excellent", _("Completed the work excellently")
    GOOD = "good", _("Completed the work well")
    COMPLETED = "completed", _("Completed the work")
    NOT_COMPLETED = "not_completed", _("Did not complete the work")


# Components that a survey gives points to; nobody scores them by evidence.
SURVEY_METHOD = "survey"
# The owner type of evidence in the attachments' table: assessment id, colon, component key.
EVIDENCE_OWNER = "component"
# Days before a deadline on which those concerned are warned.
WARNING_DAYS = (7, 3, 1)
# What councils commonly deduct for; a round may bring its own list.
DEDUCTION_REASONS = (
    {"key": "no_evidence", "vi": "Không có tài liệu kiểm chứng", "en": "No evidence"},
    {
        "key": "evidence_does_not_prove",
        "vi": "Tài liệu kiểm chứng không chứng minh được điểm tự chấm",
        "en": "The evidence does not prove the self score",
    },
    {"key": "late", "vi": "Thực hiện chậm so với thời hạn", "en": "Done late"},
    {"key": "incomplete", "vi": "Thực hiện chưa đầy đủ", "en": "Done in part"},
    {"key": "wrong_figures", "vi": "Số liệu không chính xác", "en": "Figures are wrong"},
    {"key": "other", "vi": "Lý do khác", "en": "Another reason"},
)
