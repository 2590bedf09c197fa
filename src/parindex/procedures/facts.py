"""What a version of a procedure says, apart from where it is stored."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.procedures.constants import OnlineLevel, Part, ProcedureLevel, TimeUnit

if TYPE_CHECKING:
    from parindex.procedures.models import ProcedureVersion

# The national code, which one-stop systems lengthen: 1.000358.000.00.00.H48.
_CODE = re.compile(r"(\d\.\d{6})(\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?", re.ASCII)


@dataclass(frozen=True)
class ProcedureFacts:
    """The content of a version; fields as the model's."""

    name: str
    field: str
    level: str = ProcedureLevel.PROVINCE.value
    processing_time: int | None = None
    time_unit: str = TimeUnit.WORKING_DAY.value
    fee: int | None = 0
    fee_note: str = ""
    result: str = ""
    result_on_paper: bool = True
    online_level: str = OnlineLevel.NONE.value
    payment_offered: bool = False
    citizen_data_connected: bool = False
    one_stop: bool = False
    inter_agency: bool = False
    public_parts: tuple[str, ...] = ()
    legal_bases: str = ""
    legal_base_effective_on: date | None = None
    decision_number: str = ""
    decision_signed_on: date | None = None
    made_public_on: date | None = None
    is_repealed: bool = False

    def stored(self) -> dict[str, Any]:
        """The values as the model's fields take them, parts in the law's order."""
        return {**asdict(self), "public_parts": in_order(self.public_parts)}

    def told(self) -> dict[str, Any]:
        """The values as the audit's JSON takes them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.stored().items()
        }


def facts_of(version: ProcedureVersion) -> ProcedureFacts:
    """What a stored version says."""
    values = {field.name: getattr(version, field.name) for field in fields(ProcedureFacts)}
    return ProcedureFacts(**{**values, "public_parts": tuple(version.public_parts)})


def in_order(parts: tuple[str, ...]) -> list[str]:
    """Letters of parts in the law's order, each once."""
    return [part.value for part in Part if part.value in parts]


def national_code(text: str) -> str | None:
    """“1.000358” of what people and systems write; None where it is no national code."""
    match = _CODE.fullmatch("".join(text.split()))
    return match[1] if match else None
