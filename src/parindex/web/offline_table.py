"""The workbook of an agency's components, to fill in offline: its columns, its rows, its cells."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry, Horizon
from parindex.assessments.entry import closed_because, entries_of
from parindex.assessments.queries import present_values
from parindex.editions.queries import framework_of
from parindex.rounds.queries import self_score_page
from parindex.web.templatetags.formats import page_language, vndate
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value
from parindex_tables.writing import FillIn, write_table

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment, VariableValue
    from parindex.rounds.models import Participant
    from parindex.rounds.queries import SelfScoreLine
    from parindex_core.framework import Component, Variable

# A cell of a workbook holds no more.
LONGEST_TEXT = 32_000
YES_NO = {"true": Label("có", "yes"), "false": Label("không", "no")}

COLUMNS = (
    Column("code", Label("STT", "No."), width=9),
    Column("component", Label("Tiêu chí, tiêu chí thành phần", "Component"), width=38),
    Column("maximum", Label("Điểm tối đa", "Maximum"), Kind.DECIMAL, width=9),
    Column("question", Label("Số liệu được hỏi", "Question"), width=44),
    Column("unit", Label("Đơn vị tính", "Measured in"), width=12),
    Column("present", Label("Giá trị đang có", "Present value"), Kind.FREE, width=14),
    Column(
        "value",
        Label("Giá trị mới", "New value"),
        Kind.FREE,
        note=Label(
            "Để trống nếu giữ nguyên giá trị đang có.", "Left empty, the present value stays."
        ),
        width=16,
    ),
    Column(
        "as_of",
        Label("Đúng đến ngày", "True on"),
        Kind.DATE,
        note=Label(
            "Bắt buộc khi có giá trị mới; ghi một lần cho mỗi tiêu chí.",
            "Needed with a new value; once a component.",
        ),
    ),
    Column(
        "source",
        Label("Nguồn số liệu", "Source of the figures"),
        longest=300,
        note=Label(
            "Sổ, báo cáo hoặc văn bản chứng minh; bắt buộc khi có giá trị mới.",
            "The register, report or paper that proves them; needed with a new value.",
        ),
        width=30,
    ),
)
CLAIM_COLUMNS = (
    Column(
        "claimed",
        Label("Tự nhận thấp hơn (điểm)", "Claimed lower (points)"),
        Kind.DECIMAL,
        least=0,
        note=Label(
            "Chỉ ghi khi tự nhận ít điểm hơn cách chấm cho; xóa để lấy lại điểm theo cách chấm.",
            "Only to claim fewer points than the rule gives; clear it to take the rule's again.",
        ),
        width=13,
    ),
    Column("claim_reason", Label("Lý do tự nhận thấp hơn", "Reason for claiming less"), width=30),
    Column(
        "explanation",
        Label("Giải trình khi thiếu tài liệu", "Explanation without evidence"),
        longest=LONGEST_TEXT,
        note=Label(
            "Vì sao chưa có tài liệu kiểm chứng hoặc chưa có số liệu.",
            "Why there is no evidence, or no figures.",
        ),
        width=40,
    ),
)
# Hidden: which variable a row is, and what its reader had before them.
KEY_COLUMNS = (
    Column("place", Label("Vị trí", "Place"), width=12),
    Column("seen", Label("Đã thấy", "Seen"), longest=LONGEST_TEXT, width=12),
)
_VALUES, _CLAIM = ("value", "as_of", "source"), ("claimed", "claim_reason", "explanation")


@dataclass(frozen=True)
class OfflineLine:
    """A component in the workbook: what stands there now, and whether the person may write.

    ``said``: what the agency says beside its figures; None where it is in no round.
    """

    component: Component
    values: Mapping[str, VariableValue]
    is_open: bool
    said: SelfScoreLine | None


@dataclass(frozen=True)
class OfflineSheet:
    """The components that the person enters, by key."""

    assessment: Assessment
    participant: Participant | None
    lines: Mapping[str, OfflineLine]

    @property
    def columns(self) -> tuple[Column, ...]:
        of_round = CLAIM_COLUMNS if self.participant is not None else ()
        return (*COLUMNS, *of_round, *KEY_COLUMNS)

    @property
    def identity(self) -> str:
        """Of which agency, year and edition a workbook is."""
        one = self.assessment
        return f"{one.agency.key}/{one.year}/{one.edition.sha256[:12]}"


def offline_sheet(
    access: Access, assessment: Assessment, participant: Participant | None, now: datetime
) -> OfflineSheet:
    """What the person may enter offline, as it stands now; a unit's people their unit's."""
    owners = entries_of(assessment)
    values = present_values(access, assessment, Horizon.SO_FAR)
    said = {}
    if participant is not None:
        page = self_score_page(access, participant, now)
        said = {one.line.component.key: one for one in page.lines}
    lines = {}
    for component in framework_of(assessment.edition).components:
        owner = owners.get(component.key)
        if access.may(Permission.ENTER_VALUES, owner.unit_id if owner else None):
            entry = Entry(owner.entry) if owner else Entry.OPEN
            lines[component.key] = OfflineLine(
                component,
                values.get(component.key, {}),
                not closed_because(assessment, entry, now),
                said.get(component.key),
            )
    return OfflineSheet(assessment, participant, lines)


def write_sheet(sheet: OfflineSheet, now: datetime) -> bytes:
    """The workbook to fill in: only what the person may write is open."""
    rows, open_cells, offered = [], set(), {}
    for line in sheet.lines.values():
        for position, variable in enumerate(line.component.variables):
            number = len(rows)
            rows.append(_row(sheet, line, variable, is_first=position == 0))
            if not line.is_open:
                continue
            open_cells.update((number, key) for key in _VALUES)
            if words := words_of(variable):
                offered[number, "value"] = [one.in_language(page_language()) for one in words]
            if position == 0 and line.said is not None:
                open_cells.update((number, key) for key in _CLAIM)
    return write_table(
        sheet.columns,
        rows,
        title=_("Self score of %(agency)s, year %(year)s")
        % {"agency": sheet.assessment.agency.name, "year": sheet.assessment.year},
        notices=[
            _("As of %(day)s. Write into the yellow cells only; the others are protected.")
            % {"day": vndate(now)}
        ],
        language=page_language(),
        fill_in=FillIn(
            frozenset(open_cells), offered, frozenset(column.key for column in KEY_COLUMNS)
        ),
    )


def words_of(variable: Variable) -> Sequence[Label]:
    """The answers that a variable offers; none for a number."""
    if variable.type == "choice":
        return tuple(variable.options.values())
    return tuple(YES_NO.values()) if variable.type == "boolean" else ()


def shown_value(variable: Variable, stored: str | None) -> Value:
    """A stored value as a cell shows it."""
    if stored is None:
        return None
    if variable.type == "choice":
        return variable.options[stored].in_language(page_language())
    if variable.type == "boolean":
        return YES_NO[stored].in_language(page_language())
    return Decimal(stored)


def seen_of(line: OfflineLine) -> dict[str, object]:
    """What a workbook remembers of what its reader had before them; texts by their digest."""
    line_said = line.said.line if line.said else None
    claimed = line_said.claimed if line_said else None
    return {
        "values": {name: value.value for name, value in sorted(line.values.items())},
        "claimed": None if claimed is None else str(claimed),
        "claim_reason": digest(line_said.claim_reason if line_said else ""),
        "explanation": digest(line_said.explanation if line_said else ""),
    }


def digest(text: str) -> str:
    """A short mark of a text that survives Excel: its line ends and outer spaces do not count."""
    same = "\n".join(unicodedata.normalize("NFC", text[:LONGEST_TEXT]).split("\r\n")).strip()
    return hashlib.sha256(same.encode()).hexdigest()[:16] if same else ""


def _row(
    sheet: OfflineSheet, line: OfflineLine, variable: Variable, *, is_first: bool
) -> dict[str, Value]:
    language = page_language()
    component = line.component
    present = line.values.get(variable.name)
    row: dict[str, Value] = {
        "place": f"{sheet.identity}/{component.key}/{variable.name}",
        "seen": json.dumps(seen_of(line), sort_keys=True) if is_first else None,
        "code": component.code,
        "component": component.label.in_language(language),
        "maximum": component.max,
        "question": variable.question.in_language(language),
        "unit": variable.unit.in_language(language) if variable.unit else None,
        "present": shown_value(variable, present.value if present else None),
    }
    if is_first and line.said is not None:
        said = line.said.line
        row |= {
            "claimed": said.claimed,
            "claim_reason": said.claim_reason or None,
            "explanation": said.explanation[:LONGEST_TEXT] or None,
        }
    return row
