from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarException(models.Model):
    """A day that is worked or free otherwise than the national calendar computes."""

    day = models.DateField(unique=True)
    # True: worked although it is a weekend or holiday; False: free although it is neither.
    is_working = models.BooleanField()
    # The decision that says so, or what happened.
    ground = models.CharField(max_length=300)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="calendar_exception_has_ground")
        ]

    def __str__(self) -> str:
        return self.day.isoformat()
