"""What a survey is printed on: a card for each code, eight to a page, and a poster for the counter.

QR signs by ISO/IEC 18004, error correction M: they are read when an eighth of them is dirty.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import segno
import typst

from parindex_core.vietnamese.dates import format_date
from parindex_papers import layout
from parindex_papers.pdf_writer import FONTS, require_fonts
from parindex_papers.words import ILLUSTRATIVE, printable

_TEMPLATE = Path(__file__).with_name("survey_signs.typ")


@dataclass(frozen=True)
class Invitation:
    """Who asks, what, until which day (included). ``site``: where codes are typed in."""

    agency: str
    title: str
    until: date
    site: str
    is_illustrative: bool = False


@dataclass(frozen=True)
class CodeCard:
    """A code as people type it, the address that its sign leads to, and for which dossier."""

    code: str
    address: str
    reference: str = ""


def write_code_cards(invitation: Invitation, cards: Sequence[CodeCard]) -> bytes:
    """A PDF of cards to cut, in the order given.

    :raises FontsMissing: when the assets were not built.
    """
    described = [
        {
            "code": printable(one.code),
            "sign": _sign(one.address),
            "reference": printable(one.reference),
        }
        for one in cards
    ]
    return _compiled({**_described(invitation), "cards": described, "poster": ""})


def write_poster(invitation: Invitation, address: str) -> bytes:
    """A PDF of one A4 page whose sign leads to an address that asks for no code.

    :raises FontsMissing: when the assets were not built.
    """
    return _compiled({**_described(invitation), "cards": [], "poster": _sign(address)})


def _described(invitation: Invitation) -> dict[str, Any]:
    return {
        "font": layout.EMBEDDED_FONT,
        "agency": printable(invitation.agency),
        "title": printable(invitation.title),
        "until": format_date(invitation.until),
        "site": printable(invitation.site),
        "illustrative": ILLUSTRATIVE if invitation.is_illustrative else "",
        "date": invitation.until.timetuple()[:3],
    }


def _sign(address: str) -> str:
    written = io.BytesIO()
    segno.make_qr(address, error="m").save(
        written, kind="svg", xmldecl=False, border=4, svgclass=None, lineclass=None
    )
    return written.getvalue().decode()


def _compiled(described: dict[str, Any]) -> bytes:
    require_fonts(FONTS)
    return typst.compile(
        _TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"signs": json.dumps(described, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        format="pdf",
    )
