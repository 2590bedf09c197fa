from datetime import datetime

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


class ApiToken(models.Model):
    """A script's key to one agency, with which it acts as the person, narrowed by scopes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    user_id: int
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="api_tokens"
    )
    agency_id: int
    # What the script is for, in the person's words.
    name = models.CharField(max_length=100)
    # Values of ``Scope``.
    scopes = models.JSONField(default=list)
    # SHA-256 of the key, which itself is shown once and kept nowhere; hexadecimal.
    digest = models.CharField(max_length=64, unique=True)
    # The key's last characters, so that a person finds it among several.
    ending = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # To the minute.
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="api_token_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_token_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} …{self.ending}"

    def is_valid(self, moment: datetime) -> bool:
        """Whether the key opens anything at a moment."""
        return self.revoked_at is None and moment < self.expires_at
