from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Agency(models.Model):
    """A department (sở, ban, ngành) that is scored."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    superior = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    # An agency of a demonstration lives on this day, so that its year is not all in the past.
    demonstration_date = models.DateField(null=True, blank=True)

    units: "RelatedManager[Unit]"

    class Meta:
        ordering = ["key"]

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
