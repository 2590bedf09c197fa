"""The pages of one register, of equal rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from parindex.web.registers.pages import RegisterPages

ENTRIES = (
    ("register", _("List")),
    ("register-feeds", _("What it feeds")),
    ("register-import", _("Import")),
    ("register-closing", _("Closing")),
)


def register_tabs(pages: RegisterPages, current: str) -> list[dict[str, object]]:
    """For the ``tabs`` component; ``current`` is the name of the page's address."""
    return [
        {"label": label, "url": reverse(name, args=[pages.key]), "is_current": name == current}
        for name, label in ENTRIES
    ]
