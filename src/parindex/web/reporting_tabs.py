"""The pages of the reporting regime, of equal rank."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_AREA = (
    ("reporting", _("Periods")),
    ("report-obligations", _("What is owed")),
    ("report-forms", _("Forms")),
)


def reporting_tabs(current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in _AREA
    ]
