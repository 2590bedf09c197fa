"""Procedures for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from parindex.procedures.facts import ProcedureFacts
from parindex.procedures.services.catalogue import NewVersion

FROM = date(2021, 1, 1)
FACTS = ProcedureFacts(
    name="Cấp giấy phép tiến hành công việc bức xạ",
    field="An toàn bức xạ và hạt nhân",
    processing_time=15,
)


def entry(code: str, unit: Any, since: date = FROM, **facts: Any) -> NewVersion:
    """A version with what a test is about."""
    return NewVersion(code, since, replace(FACTS, **facts), unit)
