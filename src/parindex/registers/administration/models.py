from django.db import models
from django.db.models import Q

from parindex.registers.administration.constants import (
    DIGITAL_WORK_KEY,
    QUALITY_KEY,
    QualityEvent,
    State,
)
from parindex.registers.models import Entry


class DigitalWork(Entry):
    """A unit's documents and work files of a period that no other entry covers."""

    REGISTER, CODE = DIGITAL_WORK_KEY, "VT"

    begins_on = models.DateField()
    ends_on = models.DateField()
    # Outgoing documents, and of these those signed digitally and sent online.
    documents = models.PositiveIntegerField()
    documents_signed = models.PositiveIntegerField()
    # Work files, and of these those kept online.
    work_files = models.PositiveIntegerField()
    work_files_online = models.PositiveIntegerField()

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="digital_work_state_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="digital_work_of_year")]


class QualityRecord(Entry):
    """An event of the quality system: declared, audited, reviewed, inspected."""

    REGISTER, CODE = QUALITY_KEY, "CL"

    event = models.CharField(max_length=12, choices=QualityEvent.choices)
    held_on = models.DateField()
    document_number = models.CharField(max_length=100, blank=True)
    scope = models.TextField(blank=True)
    # Points that do not conform, found and put right.
    found = models.PositiveIntegerField(null=True)
    mended = models.PositiveIntegerField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=State.values), name="quality_state_known"),
            models.CheckConstraint(
                condition=Q(event__in=QualityEvent.values), name="quality_event_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="quality_of_year")]
