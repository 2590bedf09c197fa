"""A filled-in workbook read back: what changed in which component, every problem by its cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parindex.accounts.services import PermissionRefused
from parindex.assessments.services import EntryClosed, Origin, ValuesChangedMeanwhile
from parindex.assessments.values import TypedValuesRefused, stored_values
from parindex.rounds.deadlines import DeadlinePassed
from parindex.rounds.services import ClaimRefused, OfflineEntry, OfflineProblem
from parindex.web.forms.component_values import problem_in_words
from parindex.web.offline_table import (
    YES_NO,
    OfflineLine,
    OfflineSheet,
    digest,
    shown_value,
    words_of,
)
from parindex.web.templatetags.formats import page_language, vndate
from parindex_core.framework import Label
from parindex_core.scoring import ValuesRefused
from parindex_core.vietnamese.numbers import format_number
from parindex_tables.columns import Value, compact
from parindex_tables.problems import Problem
from parindex_tables.reading import Row, TableReading, read_table

if TYPE_CHECKING:
    from parindex_core.framework import Variable


@dataclass(frozen=True)
class CellProblem:
    """A sentence that says how to mend it, and the cell; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


@dataclass
class OfflineReading:
    """What a workbook says that is not so yet; with any problem nothing is to be written."""

    entries: list[OfflineEntry] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    # The first row of each component, where what concerns all of it is said.
    rows: dict[str, Row] = field(default_factory=dict)
    table: TableReading | None = None

    def place(self, row: Row, key: str) -> str:
        """“Dòng 7, cột J (Nguồn số liệu)”."""
        if self.table is None:
            return ""
        nothing = Label("", "")
        return self.table.problem(row, key, "", nothing, nothing).place(page_language())

    def refuse(self, row: Row, key: str, words: str) -> None:
        value = row.values.get(key)
        shown = vndate(value) if isinstance(value, date) else "" if value is None else str(value)
        self.problems.append(CellProblem(self.place(row, key), shown[:60], words))


@dataclass
class _Filled:
    """The rows of one component, by variable."""

    line: OfflineLine
    rows: dict[str, Row]
    seen: Mapping[str, Any]

    @property
    def first(self) -> Row:
        return next(iter(self.rows.values()))

    def said(self, key: str) -> tuple[Row, Value]:
        """The first cell of the component that says something in a column, else its first row."""
        for row in self.rows.values():
            if row.values.get(key) is not None:
                return row, row.values[key]
        return self.first, None


def read_sheet(content: bytes, sheet: OfflineSheet, today: date) -> OfflineReading:
    """Compare a workbook with what its reader had before them."""
    table = read_table(content, sheet.columns)
    reading = OfflineReading(table=table)
    language = page_language()
    reading.problems = [_of_table(problem, language) for problem in table.problems]
    if reading.problems:
        return reading
    for filled in _components(reading, sheet):
        reading.rows[filled.line.component.key] = filled.first
        entry = _entry(reading, filled, today)
        if entry is not None:
            reading.entries.append(entry)
    return reading


def refusals_in_words(
    reading: OfflineReading, sheet: OfflineSheet, refused: list[OfflineProblem]
) -> list[CellProblem]:
    """What the services refused, at the cells of its components."""
    columns = {"values": "value", "claim": "claimed", "explanation": "explanation"}
    return [
        CellProblem(
            reading.place(reading.rows[one.component_key], columns[one.part]),
            sheet.lines[one.component_key].component.code,
            _refusal(sheet.lines[one.component_key], one.refusal),
        )
        for one in refused
    ]


def _components(reading: OfflineReading, sheet: OfflineSheet) -> list[_Filled]:
    """The rows by component; rows that are not of this sheet are problems."""
    found: dict[str, _Filled] = {}
    for row in reading.table.rows if reading.table else ():
        whole, _slash, variable = str(row.values["place"] or "").rpartition("/")
        identity, _slash, key = whole.rpartition("/")
        if identity != sheet.identity:
            words = _(
                "This workbook is of another agency, year or edition, or a row was added. Take the"
                " template anew and fill that one in."
            )
            reading.problems.append(CellProblem(reading.place(row, ""), "", words))
            return []
        line = sheet.lines.get(key)
        if line is None or variable not in {one.name for one in line.component.variables}:
            words = _("You do not enter the figures of this component. Delete the row.")
            reading.problems.append(CellProblem(reading.place(row, ""), key, words))
            continue
        filled = found.setdefault(key, _Filled(line, {}, _seen(row)))
        if variable in filled.rows:
            reading.refuse(row, "code", _("This row is there twice. Delete one of them."))
        filled.rows[variable] = row
    return list(found.values())


def _seen(row: Row) -> Mapping[str, Any]:
    try:
        seen = json.loads(str(row.values["seen"] or "{}"))
    except (ValueError, RecursionError):
        return {}
    return seen if isinstance(seen, dict) else {}


def _entry(reading: OfflineReading, filled: _Filled, today: date) -> OfflineEntry | None:
    seen = filled.seen.get("values")
    seen = {str(k): str(v) for k, v in seen.items()} if isinstance(seen, dict) else {}
    values = _values(reading, filled, seen)
    origin = _origin(reading, filled, today) if values is not None else None
    claim = _claim(filled)
    explanation = _explanation(filled)
    if values is None and claim is None and explanation is None:
        return None
    key = filled.line.component.key
    return OfflineEntry(key, seen, values, origin, claim, explanation)


def _values(
    reading: OfflineReading, filled: _Filled, seen: Mapping[str, str]
) -> dict[str, str] | None:
    """The component's values with what was written over what was seen; None: nothing new."""
    component = filled.line.component
    typed = {
        name: _typed(component.variable(name), row.values["value"])
        for name, row in filled.rows.items()
        if row.values["value"] is not None
    }
    try:
        values = {**seen, **stored_values(component, typed, "vi")}
    except TypedValuesRefused as refused:
        for name, words in refused.problems.items():
            reading.refuse(filled.rows[name], "value", words)
        return None
    return None if values == seen else values


def _typed(variable: Variable, value: Value) -> str:
    """What stands in a cell, as a form would send it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        text = format_number(value)
        return _named(variable, text)
    return _named(variable, str(value))


def _named(variable: Variable, text: str) -> str:
    """The name of the answer whose words the text is; other texts as they are."""
    if not words_of(variable):
        return text
    options = variable.options if variable.type == "choice" else YES_NO
    for name, words in options.items():
        if compact(text) in (compact(name), compact(words.vi), compact(words.en)):
            return name
    return text


def _origin(reading: OfflineReading, filled: _Filled, today: date) -> Origin | None:
    day_row, day = filled.said("as_of")
    source_row, source = filled.said("source")
    if not isinstance(day, date):
        reading.refuse(day_row, "as_of", _("Say on which day the figures are true."))
    elif day > today:
        words = _("This day has not come yet; today is %(day)s.") % {"day": vndate(today)}
        reading.refuse(day_row, "as_of", words)
    if source is None:
        reading.refuse(source_row, "source", _("Say where the figures come from."))
    return Origin(day, str(source)) if isinstance(day, date) and source is not None else None


def _claim(filled: _Filled) -> tuple[Decimal | None, str] | None:
    if filled.line.said is None:
        return None
    claimed = filled.first.values.get("claimed")
    points_claimed = Decimal(str(claimed)) if claimed is not None else None
    reason = str(filled.first.values.get("claim_reason") or "")
    same_points = _seen_points(filled.seen.get("claimed")) == points_claimed
    if same_points and (
        points_claimed is None or digest(reason) == filled.seen.get("claim_reason")
    ):
        return None
    return points_claimed, reason


def _seen_points(written: Any) -> Decimal | None:
    """The points that the hidden column says were seen; whatever else stands there is none."""
    try:
        seen = Decimal(written) if isinstance(written, str) else None
    except InvalidOperation:
        return None
    return seen if seen is not None and seen.is_finite() else None


def _explanation(filled: _Filled) -> str | None:
    if filled.line.said is None:
        return None
    text = str(filled.first.values.get("explanation") or "")
    return None if digest(text) == filled.seen.get("explanation") else text


def _of_table(problem: Problem, language: str) -> CellProblem:
    reason, mend = problem.reason.in_language(language), problem.mend.in_language(language)
    return CellProblem(
        problem.place(language), problem.value[:60], f"{reason[:1].upper()}{reason[1:]}. {mend}"
    )


def _refusal(line: OfflineLine, refusal: Exception) -> str:
    if isinstance(refusal, PermissionRefused):
        return _("You do not enter the figures of this component. Delete the row.")
    if isinstance(refusal, EntryClosed | DeadlinePassed):
        return _("The figures of this component can no longer be changed.")
    if isinstance(refusal, ValuesChangedMeanwhile):
        now = "; ".join(
            f"{shown_value(one, refusal.present.get(one.name)) or '–'}"
            for one in line.component.variables
        )
        return _(
            "A colleague changed these figures after the template was taken; they are now: %(now)s."
            " Take the template anew."
        ) % {"now": now}
    if isinstance(refusal, ClaimRefused):
        return _claim_words(refusal.problem)
    if isinstance(refusal, ValuesRefused):
        return " ".join(problem_in_words(line.component, one) for one in refusal.problems)
    raise TypeError(type(refusal).__name__)


def _claim_words(problem: str) -> str:
    return {
        "above_rule": _("More points than the rule gives. Claim at most that."),
        "negative": _("Points are never under 0."),
        "decimals": _("Points have at most two decimals."),
        "reason_missing": _("Say why fewer points are claimed."),
        "no_figures": _("There are no figures yet to claim fewer points of. Enter them first."),
    }[problem]
