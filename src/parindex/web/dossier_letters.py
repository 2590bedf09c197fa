"""Who signs letters of apology: chosen in the address of the page and of its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex_papers.model import Signature

# Titles as they stand under a letter, which is written in Vietnamese.
_TITLES = {
    "director": ("", "GIÁM ĐỐC"),
    "deputy": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    "office": ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
}
SIGNERS: dict[str, Promise] = {
    "director": _("The director"),
    "deputy": _("A deputy director, for the director"),
    "office": _("The chief of office, by order of the director"),
}
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Signer:
    """``key`` is one of ``SIGNERS``; ``name`` may be empty, to be written by hand."""

    key: str
    name: str

    @property
    def signature(self) -> Signature:
        authority, title = _TITLES[self.key]
        return Signature(title=title, name=self.name, authority=authority)

    @property
    def query(self) -> str:
        """What the address of a letter says of its signer."""
        asked = {"signer": self.key, "name": self.name}
        return urlencode({key: value for key, value in asked.items() if value})


def signer_asked(query: QueryDict) -> Signer:
    """Reads ``?signer=&name=``; the director without a name where the address says nothing."""
    key = query.get("signer", "")
    name = " ".join(query.get("name", "").split())[:_LONGEST_NAME]
    return Signer(key if key in SIGNERS else "director", name)
