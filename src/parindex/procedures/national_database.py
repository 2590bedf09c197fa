"""Procedures as the national database gives them: its JSON read in bounded memory, no Django.

One procedure, a list of them, or either wrapped as its services answer. Of a procedure are read
``code``, ``name``, ``executionMethods`` (``submissionMethod``, ``processingTime``,
``processingTimeUnit``, ``fees``), ``categoriesDetails``, ``legalBasisesDetails``,
``resultsDetails``, ``isProvince``, ``isWard``, ``decisionNo`` and ``procedureProposal``
(``decisionDate``, ``publicationDate``); the rest is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from parindex.procedures.national_values import (
    NationalProblem,
    NationalRefused,
    cut,
    fees_said,
    flag_of,
    methods_of,
    names_of,
    proposal_said,
    text_of,
    time_said,
)
from parindex_core.framework import Label
from parindex_core.vietnamese.folding import fold

LARGEST_FILE = 16 << 20  # bytes
MOST_PROCEDURES = 2_000
# What a file may hold of objects and lists, and of entries in them: each takes memory of its own.
_MOST_CONTAINERS = 400_000
_MOST_ENTRIES = 2_000_000
# How deep procedures lie in what services answer: {"data": {"items": [...]}}.
_DEEPEST_WRAPPING = 4
_LONGEST = {"code": 40, "name": 1000, "field": 300, "result": 500, "legal_bases": 20_000}


@dataclass(frozen=True)
class NationalProcedure:
    """A procedure of the file; ``said`` holds the facts that the file gives, by their names.

    ``place``: where it stands, to be said with a problem. ``is_online``: whether it can be sent
    in online; how far, the national database does not say here. None where it gives no manner.
    """

    place: Label
    code: str
    said: Mapping[str, Any]
    is_online: bool | None


@dataclass(frozen=True)
class NationalReading:
    """What was read. With any problem nothing should be written."""

    procedures: tuple[NationalProcedure, ...] = ()
    problems: tuple[NationalProblem, ...] = field(default=())


def read_national(content: bytes) -> NationalReading:
    """Read a file of the national database; what cannot be read at all is one problem."""
    try:
        entries = _entries(_parsed(content))
    except NationalRefused as refused:
        return NationalReading(problems=(refused.at(Label("", "")),))
    procedures: list[NationalProcedure] = []
    problems: list[NationalProblem] = []
    for number, entry in enumerate(entries, start=1):
        _read(number, entry, procedures, problems)
    return NationalReading(tuple(procedures), tuple(problems))


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST_FILE:
        raise NationalRefused(
            "", Label("tệp quá lớn", "the file is too large"),
            Label("Chia tệp: mỗi tệp tối đa 16 MB.", "Split it: at most 16 MB a file."),
        )  # fmt: skip
    containers = content.count(b"{") + content.count(b"[")
    if containers > _MOST_CONTAINERS or content.count(b",") > _MOST_ENTRIES:
        raise _too_many()
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError, ArithmeticError) as problem:
        raise NationalRefused(
            "", Label("tệp không phải JSON đọc được", "the file is no readable JSON"),
            Label(
                "Tải lại tệp từ Cơ sở dữ liệu quốc gia về TTHC.",
                "Take the file from the national database of procedures again.",
            ),
        ) from problem  # fmt: skip


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _too_many() -> NationalRefused:
    most = MOST_PROCEDURES
    return NationalRefused(
        "", Label("tệp có quá nhiều mục", "the file holds too many entries"),
        Label(
            f"Chia tệp: mỗi tệp tối đa {most} thủ tục.",
            f"Split it: at most {most} procedures a file.",
        ),
    )  # fmt: skip


def _entries(content: Any) -> Sequence[Mapping[str, Any]]:
    """The procedures, at the top or under what services wrap around them."""
    level: list[Any] = [content]
    for _ in range(_DEEPEST_WRAPPING):
        for value in level:
            if _is_procedure(value):
                return [value]
            if isinstance(value, list) and any(map(_is_procedure, value)):
                if len(value) > MOST_PROCEDURES:
                    raise _too_many()
                return [entry if isinstance(entry, dict) else {} for entry in value]
        level = [inner for value in level if isinstance(value, dict) for inner in value.values()]
    raise NationalRefused(
        "", Label("không có thủ tục nào trong tệp", "the file holds no procedure"),
        Label(
            "Mỗi thủ tục cần có “code” và “name”, như tệp của Cơ sở dữ liệu quốc gia về TTHC.",
            "Each procedure needs “code” and “name”, as files of the national database have.",
        ),
    )  # fmt: skip


def _is_procedure(value: Any) -> bool:
    return isinstance(value, dict) and "code" in value and "name" in value


def _read(
    number: int,
    entry: Mapping[str, Any],
    procedures: list[NationalProcedure],
    problems: list[NationalProblem],
) -> None:
    code = entry.get("code")
    known = f" ({code[:20]})" if isinstance(code, str) and code else ""
    place = Label(f"Thủ tục thứ {number}{known}", f"Procedure {number}{known}")
    said: dict[str, Any] = {}
    found: list[NationalProblem] = []
    for reader in (_words_said, _level_said, _manner_said, time_said, fees_said, proposal_said):
        try:
            said |= reader(entry)
        except NationalRefused as refused:
            found.append(refused.at(place))
    # Several facts are read from one list; what is wrong with it is said once.
    problems += dict.fromkeys(found)
    code, is_online = said.pop("code", ""), said.pop("is_online", None)
    procedures.append(NationalProcedure(place, code, said, is_online))


def _words_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Code and name, which every procedure has; field, result, legal bases where they are given."""
    said = {name: text_of(entry, name) for name in ("code", "name")}
    for name in said:
        if not said[name]:
            raise NationalRefused(
                name, Label("không có giá trị", "is empty"),
                Label("Thêm giá trị vào tệp.", "Write it into the file."),
            )  # fmt: skip
    for fact, key, separator in (
        ("field", "categoriesDetails", "; "),
        ("result", "resultsDetails", "; "),
    ):
        names = [name for _code, name in names_of(entry, key)]
        if names:
            said[fact] = separator.join(dict.fromkeys(names))
    bases = [": ".join(filter(None, both)) for both in names_of(entry, "legalBasisesDetails")]
    if bases:
        said["legal_bases"] = "\n".join(dict.fromkeys(bases))
    return {name: cut(text, _LONGEST[name]) for name, text in said.items()}


def _level_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    if flag_of(entry, "isProvince"):
        return {"level": "province"}
    return {"level": "commune"} if flag_of(entry, "isWard") else {}


def _manner_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    ways = [fold(text_of(method, "submissionMethod")) for method in methods_of(entry)]
    online = any(word in way for way in ways for word in ("online", "truc tuyen"))
    return {"is_online": online} if any(ways) else {}
