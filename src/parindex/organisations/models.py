from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from parindex.organisations.constants import AgencyKind

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Agency(models.Model):
    """A department (sở, ban, ngành) or commune that is scored, or the council's organiser."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=20, choices=AgencyKind.choices, default=AgencyKind.DEPARTMENT
    )
    superior = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    # An agency of a demonstration lives on this day, so that its year is not all in the past.
    demonstration_date = models.DateField(null=True, blank=True)

    units: "RelatedManager[Unit]"

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A division (phòng), sub-department (chi cục), centre or the like inside an agency."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="units")
    agency_id: int
    key = models.SlugField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # What papers and people call it, and the functions by which components find their owner.
    aliases = models.JSONField(default=list)
    functions = models.JSONField(default=list)
    function_words = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="unit_key_once_in_agency")
        ]

    def __str__(self) -> str:
        return self.name
