"""The pages of the area of procedures, of equal rank."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

ENTRIES = (
    ("procedures", _("Catalogue")),
    ("procedure-review", _("Review")),
    ("procedure-simplification", _("Simplification")),
    ("procedure-publication", _("Publication")),
    ("procedures-import", _("Import")),
)


def procedure_tabs(current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in ENTRIES
    ]
