from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from parindex.accounts.constants import UNIT_ROLES, Role


class User(AbstractUser):
    """A person who signs in."""

    first_name = None
    last_name = None
    full_name = models.CharField(max_length=150)

    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Membership(models.Model):
    """A role that a person holds in an agency, in one of its units where the role asks for it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.CASCADE, related_name="memberships"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    # None: in every year.
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=UNIT_ROLES, unit__isnull=False)
                | (~Q(role__in=UNIT_ROLES) & Q(unit__isnull=True)),
                name="membership_unit_when_role_asks",
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "unit", "role", "year"],
                name="membership_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label} · {self.unit or self.agency}"


class SignInCount(models.Model):
    """Attempts to sign in, counted for an account, an address or a known browser (see sign_in)."""

    # The kind and, of names, only a digest: "account:5e88…", "address:10.1.2.3".
    key = models.CharField(max_length=80, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key} {self.attempts}"
