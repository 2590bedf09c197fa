"""The demonstration's procedures: the catalogue, the plan of review, a proposal; no real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from parindex.procedures.constants import OnlineLevel, Part, TimeUnit
from parindex.procedures.facts import ProcedureFacts
from parindex.procedures.services.catalogue import NewVersion
from parindex.procedures.services.importing import keep_list
from parindex.procedures.services.review import keep_finding, keep_plan
from parindex.procedures.services.simplification import NewProposal, keep_proposal
from parindex_core.directives import demo_units

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit
    from parindex.procedures.models import Procedure

REVIEWED, SIMPLIFIED = 20, 5
_FIRST_CODE = 9001
_BEFORE = "before"
_LEVELS = {None: OnlineLevel.NONE, 3: OnlineLevel.LEVEL_3, 4: OnlineLevel.LEVEL_4}
# How many working days a procedure took before the decision that changed it.
_DAYS_SAVED = 2
_FINDINGS = (
    "Giữ nguyên: thủ tục cần thiết, hợp lý (minh họa).",
    "Đề nghị bỏ bản sao chứng thực trong thành phần hồ sơ (minh họa).",
    "Đề nghị rút ngắn thời hạn giải quyết (minh họa).",
    "Đề nghị cung cấp trực tuyến toàn bộ quá trình (minh họa).",
)


@dataclass(frozen=True)
class IllustrativeProcedure:
    """A procedure of the file; ``unit`` is a key, ``days`` its longest time, ``fee`` in dong.

    ``decision``: the key of what it was last published by; ``has_dossiers``: the synthetic export
    has dossiers of it.
    """

    code: str
    name: str
    field: str
    unit: str
    days: int
    fee: int | None
    decision: str
    has_dossiers: bool
    entry: Mapping[str, Any]

    @property
    def unit_name(self) -> str:
        """The unit as exports name it."""
        return next(unit.name for unit in demo_units() if unit.key == self.unit)


@cache
def illustrative_procedures() -> tuple[IllustrativeProcedure, ...]:
    """The procedures of the file in the order of their codes."""
    return tuple(
        IllustrativeProcedure(
            code=f"1.{number:06d}",
            name=f"{entry['name']} (minh họa)",
            field=entry["field"],
            unit=entry["unit"],
            days=entry["days"],
            fee=entry["fee"],
            decision=entry.get("decision", _BEFORE),
            has_dossiers=entry.get("dossiers", False),
            entry=entry,
        )
        for number, entry in enumerate(_file()["procedures"], start=_FIRST_CODE)
    )


def load_procedures(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Load the catalogue with its history; 20 are reviewed, a proposal for 5 is drafted."""
    versions = [version for each in illustrative_procedures() for version in _versions(each, units)]
    kept = keep_list(agency, versions, None, is_illustrative=True)
    procedures = sorted(set(kept), key=lambda procedure: procedure.code)
    _review(agency, year, procedures[:REVIEWED])
    _propose(agency, year, procedures[:SIMPLIFIED])


def _versions(each: IllustrativeProcedure, units: Mapping[str, Unit]) -> list[NewVersion]:
    """As it was published in 2020, and as the decision of this year changed it."""
    keys = [_BEFORE] if each.decision == _BEFORE else [_BEFORE, each.decision]
    return [
        NewVersion(
            each.code, _file()["decisions"][key]["effective"], _facts(each, key), units[each.unit]
        )
        for key in keys
    ]


def _facts(each: IllustrativeProcedure, key: str) -> ProcedureFacts:
    entry, decision = each.entry, _file()["decisions"][key]
    days = each.days if key == each.decision else each.days + _DAYS_SAVED
    missing = entry.get("missing", [])
    number = decision.get("number")
    return ProcedureFacts(
        name=each.name,
        field=each.field,
        processing_time=days,
        time_unit=entry.get("unit_of_time", TimeUnit.WORKING_DAY.value),
        fee=each.fee,
        fee_note=entry.get("fee_note", ""),
        result=entry["result"],
        result_on_paper=entry.get("on_paper", True),
        online_level=_LEVELS[entry.get("online")].value,
        payment_offered=bool(each.fee) and entry.get("online") == 4,
        citizen_data_connected=entry.get("online") == 4,
        one_stop=entry.get("one_stop", True),
        inter_agency=entry.get("inter_agency", False),
        public_parts=tuple(part for part in Part.values if part not in missing),
        legal_bases=f"Thông tư {decision['base']} (minh họa)",
        legal_base_effective_on=decision["effective"],
        decision_number=f"{number} (minh họa)" if number else "",
        decision_signed_on=decision.get("signed"),
        made_public_on=decision.get("public"),
    )


def _review(agency: Agency, year: int, procedures: list[Procedure]) -> None:
    for place, review in enumerate(keep_plan(agency, year, procedures, date(year, 9, 30), None)):
        day = date(year, 7 + place % 2, 1 + place)
        keep_finding(review, day, _FINDINGS[place % len(_FINDINGS)], None)


def _propose(agency: Agency, year: int, procedures: list[Procedure]) -> None:
    unit = procedures[-1].unit
    if unit is None:
        raise LookupError(procedures[-1].code)
    new = NewProposal(
        title=f"Phương án đơn giản hóa thủ tục hành chính năm {year} (minh họa)",
        content="Bỏ bản sao chứng thực, rút ngắn thời hạn giải quyết của 05 thủ tục (minh họa).",
        unit=unit,
        procedures=procedures,
        drafted_on=date(year, 10, 18),
    )
    keep_proposal(agency, year, new, None)


@cache
def _file() -> dict[str, Any]:
    path = files("parindex.demonstration").joinpath("illustrative_procedures.yaml")
    return yaml.safe_load(path.read_text("utf-8"))
