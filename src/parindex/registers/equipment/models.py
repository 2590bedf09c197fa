from django.db import models
from django.db.models import Q

from parindex.registers.equipment.constants import KEY, State
from parindex.registers.models import Entry


class Equipment(Entry):
    """An item that the one-stop shop needs, as counted on a day of the year."""

    REGISTER, CODE = KEY, "TB"

    # Pieces: what the norm asks, what was there at the count, what was bought since.
    norm = models.PositiveIntegerField()
    stock = models.PositiveIntegerField()
    counted_on = models.DateField()
    norm_source = models.CharField(max_length=300, blank=True)
    # Million dong.
    budget = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    planned_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    bought_on = models.DateField(null=True)
    bought = models.PositiveIntegerField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="equipment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="equipment_budget_positive",
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="equipment_of_year")]

    @property
    def present(self) -> int:
        """Pieces that are there now."""
        return self.stock + (self.bought or 0)

    @property
    def gap(self) -> int:
        """Pieces that the norm asks for and that are not there; 0 or more."""
        return max(0, self.norm - self.present)
