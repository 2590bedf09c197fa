from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Book(models.Model):
    """An agency's book of one register: who writes in it locks it first, so one at a time does."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="register_books"
    )
    agency_id: int
    register = models.CharField(max_length=40)

    class Meta:
        ordering = ["register"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "register"], name="book_once_in_agency")
        ]

    def __str__(self) -> str:
        return self.register


class ClosedPeriod(models.Model):
    """Up to which day a book is closed, for all units or for one; later days stay open."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closed_periods")
    book_id: int
    # None: for every unit of the agency.
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_id: int | None
    through = models.DateField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["book", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "unit"],
                name="closed_once_for_unit",
                condition=Q(unit__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["book"], name="closed_once_for_agency", condition=Q(unit__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.through}"


class Entry(models.Model):
    """What an entry of every register has; a register adds its facts, one field a column.

    ``version`` rises with every write: a page that was made of an older one may not write.
    ``state`` is what the dates of the entry say; the register's rules set it.
    """

    # The register's key; what codes begin with, such as “SK” of SK-2021-003.
    REGISTER: ClassVar[str]
    CODE: ClassVar[str]

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    agency_id: int
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    unit_id: int
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=30)
    search_text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    is_illustrative = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    # Empty until taken out; the entry stays to be seen, with who, when and why.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="%(class)s_number_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="%(class)s_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The entry's code in the agency, such as SK-2021-003."""
        return f"{self.CODE}-{self.year}-{self.number:03d}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
