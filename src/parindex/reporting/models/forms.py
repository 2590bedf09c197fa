from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class ReportForm(models.Model):
    """A form of an agency's reports, in versions."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="report_forms"
    )
    agency_id: int
    name = models.CharField(max_length=200)
    # The highest number that a question's key has had in any version.
    last_key = models.PositiveIntegerField(default=0)

    versions: "RelatedManager[FormVersion]"

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="report_form_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """A version of a form: the one draft, or published and never changed again."""

    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="versions")
    form_id: int
    version = models.PositiveIntegerField()
    # As `questions.stored_questions` puts them.
    questions = models.JSONField(default=list)
    # Of a draft, grows with every change: whoever saves says which one was on the screen.
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["form", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="report_form_version_once"),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(published_at__isnull=True),
                name="report_form_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.version}"
