"""Surveys as they are stored. What keeps answers from being traced is said in ADR 23.

An answer has no time, no order and no code: its row's identity is made by chance, its day is all
that it says of when. A code that was used is gone.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parindex.surveys.constants import CONFIDENCE, Audience, Channel, RoundState, Way

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class QuestionnaireVersion(models.Model):
    """A version of a questionnaire in an agency: a draft, or published and never changed again."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="questionnaires"
    )
    agency_id: int
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    audience = models.CharField(max_length=10, choices=Audience.choices)
    title = models.CharField(max_length=2000)
    title_en = models.CharField(max_length=2000)
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    # None: a draft.
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "key", "version"], name="questionnaire_version_once_in_agency"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="questionnaire_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"


class SurveyRound(models.Model):
    """One survey: whom it asks, what, from when to when, and how its sample was drawn."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="survey_rounds"
    )
    agency_id: int
    # The year whose score its points go into.
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="rounds"
    )
    questionnaire_id: int
    audience = models.CharField(max_length=10, choices=Audience.choices)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    # The days that the population is of.
    period_first = models.DateField()
    period_last = models.DateField()
    # Answers are taken on these days and between.
    opens_on = models.DateField()
    closes_on = models.DateField()
    # In percent.
    margin = models.DecimalField(max_digits=4, decimal_places=2)
    confidence = models.PositiveSmallIntegerField()
    # What the sample is drawn by; None: not drawn yet.
    seed = models.PositiveBigIntegerField(null=True)
    population_size = models.PositiveIntegerField(default=0)
    sample_size = models.PositiveIntegerField(default=0)
    codes_issued = models.PositiveIntegerField(default=0)
    # How many of them nobody used; known once the round is closed.
    codes_unused = models.PositiveIntegerField(null=True)
    # "": no kiosk. Its address is known by its keyed hash only.
    kiosk_digest = models.CharField(max_length=64, blank=True)
    kiosk_daily_limit = models.PositiveIntegerField(default=0)
    # Seconds between two answers.
    kiosk_pause = models.PositiveSmallIntegerField(default=0)
    # Why the marked answers do not count; "": they do.
    marked_left_out_because = models.CharField(max_length=1000, blank=True)
    closed_on = models.DateField(null=True)
    is_illustrative = models.BooleanField(default=False)

    population: "RelatedManager[PopulationRow]"
    codes: "RelatedManager[SurveyCode]"
    answers: "RelatedManager[SurveyAnswer]"
    open_words: "RelatedManager[OpenWords]"

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="survey_round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="survey_round_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(period_first__lte=F("period_last")), name="survey_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="survey_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=list(CONFIDENCE)), name="survey_confidence_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.CLOSED, closed_on__isnull=False)
                | (~Q(state=RoundState.CLOSED) & Q(closed_on__isnull=True)),
                name="survey_round_closed_with_day",
            ),
            models.UniqueConstraint(
                fields=["kiosk_digest"], condition=~Q(kiosk_digest=""), name="survey_kiosk_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PopulationRow(models.Model):
    """A dossier (or a post) that may be asked about; it never says whose."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="population")
    reference = models.CharField(max_length=100)
    procedure = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_id: int | None
    is_drawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reference"], name="survey_population_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *Channel.values]),
                name="survey_population_channel_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class SurveyCode(models.Model):
    """A code that nobody used yet, by its keyed hash; using it deletes it.

    It does not say for which dossier it was printed, only what at least five codes share.
    """

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="codes")
    round_id: int
    digest = models.CharField(max_length=64, unique=True)
    procedure = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_id: int | None

    def __str__(self) -> str:
        return str(self.pk)


class SurveyDraft(models.Model):
    """What was filled in so far under a code; deleted with the code, at the latest at closing."""

    code = models.OneToOneField(SurveyCode, on_delete=models.CASCADE, related_name="draft")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class SurveyAnswer(models.Model):
    """One answer, without its open words. ``id`` is made by chance, see ``codes.new_answer_id``."""

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="answers")
    # The day and nothing closer.
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices)
    procedure = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_id: int | None
    answers = models.JSONField()
    # Of all matters together.
    points = models.PositiveIntegerField()
    points_possible = models.PositiveIntegerField()
    # The ``Mark``s in their order.
    marks = models.JSONField(default=list)
    is_marked = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["round", "is_marked"])]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="survey_way_known"),
            models.CheckConstraint(
                condition=Q(points__lte=F("points_possible")), name="survey_points_possible"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OpenWords(models.Model):
    """What somebody wrote in answer to one question, apart from everything else they answered."""

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="open_words")
    question = models.CharField(max_length=100)
    text = models.TextField()
    search_text = models.TextField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "open words"

    def __str__(self) -> str:
        return self.text[:60]


class Pace(models.Model):
    """How much came from an address lately, by its keyed hash; forgotten within a day."""

    key = models.CharField(max_length=120, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"])]

    def __str__(self) -> str:
        return self.key


class OutsideSurvey(models.Model):
    """A survey that others ran, such as the province's, with its source."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="outside_surveys"
    )
    agency_id: int
    year = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=10, choices=Audience.choices)
    conducted_by = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    published_on = models.DateField()
    is_illustrative = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    results: "RelatedManager[OutsideResult]"

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "audience", "source"], name="outside_survey_source_once"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="outside_survey_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return self.source


class OutsideResult(models.Model):
    """What such a survey gave for one matter, as its report says."""

    survey = models.ForeignKey(OutsideSurvey, on_delete=models.CASCADE, related_name="results")
    matter = models.CharField(max_length=300)
    answers = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=14, decimal_places=2)
    points_possible = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "matter"], name="outside_matter_once"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("points_possible")),
                name="outside_points_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.matter
