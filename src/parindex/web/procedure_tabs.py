"""The pages of the area of procedures, of equal rank."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
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
    tabs = []
    for name, label in ENTRIES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        tabs.append({"label": label, "url": url, "is_current": name == current})
    return tabs
