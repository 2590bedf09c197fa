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
    every = [(name, label, reverse(name, args=[pages.key])) for name, label in ENTRIES]
    own = [(name, label, reverse(name)) for name, label in pages.more_tabs]
    return [
        {"label": label, "url": url, "is_current": name == current}
        for name, label, url in (*every[:1], *own, *every[1:])
    ]
