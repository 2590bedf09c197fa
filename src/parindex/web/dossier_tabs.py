"""The pages of the area of dossiers, of equal rank."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

ENTRIES = (
    ("dossiers", _("Overview")),
    ("dossiers-due", _("Late and due")),
    ("dossier-causes", _("Objective causes")),
    ("dossier-apologies", _("Letters of apology")),
    ("dossier-loads", _("Loads")),
    ("portal", _("Portal 766")),
)


def dossier_tabs(current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    tabs = []
    for name, label in ENTRIES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        tabs.append({"label": label, "url": url, "is_current": name == current})
    return tabs
