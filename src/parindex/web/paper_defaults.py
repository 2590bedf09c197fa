"""What a paper's form is filled with before anybody writes: what the product knows of an agency.

Papers are Vietnamese whatever the screen's language is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parindex.organisations.constants import AgencyKind
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit
    from parindex.rounds.models import Round

_COUNCIL = "Hội đồng thẩm định Chỉ số cải cách hành chính"


def agency_head(agency: Agency, kind: str, today: date) -> dict[str, object]:
    """Head and foot of an agency's paper; ``kind``: the paper's letters, such as BC."""
    is_commune = agency.kind == AgencyKind.COMMUNE
    return {
        "superior": agency.superior,
        "issuing_body": agency.name,
        "symbol": f"{kind}-{initials(agency.name)}",
        "place": agency.place,
        "day": today,
        "signer_title": "Chủ tịch" if is_commune else "Giám đốc",
    }


def self_assessment(agency: Agency, today: date) -> dict[str, object]:
    return agency_head(agency, "BC", today) | {
        "addressees": f"{_COUNCIL}\nSở Nội vụ",
        "recipients": "Giám đốc, các Phó Giám đốc\nLưu: VT, VP",
    }


def accountability(agency: Agency, unit: Unit | None, today: date) -> dict[str, object]:
    return agency_head(agency, "PGT", today) | {
        "unit": unit.key if unit else "",
        "head_title": head_title(unit.name) if unit else "Thủ trưởng đơn vị",
    }


def minutes(council: Agency, today: date) -> dict[str, object]:
    return {
        "superior": council.superior,
        "issuing_body": council.name,
        "symbol": "BB-HĐTĐ",
        "day": today,
        "began": "08:00",
        "ended": "11:30",
        "signer_title": "Chủ tịch Hội đồng",
        "secretary_title": "Thư ký",
    }


def ranking(one_round: Round, today: date) -> dict[str, object]:
    """The decision of the provincial people's committee's chair, as it usually reads."""
    council = one_round.organiser
    province = council.superior.replace("UBND", "Ủy ban nhân dân")
    return {
        "superior": "",
        "issuing_body": province or council.name,
        "symbol": "QĐ-UBND",
        "place": council.place,
        "day": today,
        "authority": f"Chủ tịch {province}" if province else "Chủ tịch Hội đồng",
        "bases": "Căn cứ Luật Tổ chức chính quyền địa phương\n"
        f"Căn cứ {one_round.edition.title} năm {one_round.year}",
        "proposer": council.name,
        "executors": "Chánh Văn phòng Ủy ban nhân dân tỉnh, thủ trưởng các cơ quan có tên trong "
        "Phụ lục và các tổ chức, cá nhân có liên quan",
        "signer_title": "Chủ tịch",
    }


def head_title(unit_name: str) -> str:
    """What the head of a unit is called, by the kind of unit."""
    first = fold(unit_name)
    for word, title in (
        ("van phong", "Chánh Văn phòng"),
        ("thanh tra", "Chánh Thanh tra"),
        ("chi cuc", "Chi cục trưởng"),
        ("trung tam", "Giám đốc Trung tâm"),
        ("phong", "Trưởng phòng"),
    ):
        if first.startswith(word):
            return title
    return "Thủ trưởng đơn vị"


def initials(name: str) -> str:
    """“SKHCN” of “Sở Khoa học và Công nghệ”: how a paper's symbol calls its issuer."""
    words = [word for word in name.replace(",", " ").split() if word not in ("và", "của")]
    letters = "".join(word[0].upper() for word in words if word[0].isalpha())
    return letters or "CQ"
