"""Which column of an export is which field: suggested, corrected once, remembered.

The memory is ``mappings.json`` in the store, by the fingerprint of the headers, so that the same
one-stop system's next export needs no correction.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.vocabulary import (
    FIELD_BY_NAME,
    REJECTION_HEADERS,
    REQUIRED,
    SPELLINGS,
    compact,
    is_personal,
)

# Similarity (0 to 100) above which an unknown header is taken for a field, and said so.
_NEAR = 90
_OWN = {compact(header) for header in REJECTION_HEADERS}


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of one export. ``fields`` gives the place of each field's column."""

    headers: tuple[str, ...]
    fields: Mapping[str, int]
    personal: tuple[str, ...]
    unused: tuple[str, ...]
    guessed: Mapping[str, str]

    def header_of(self, field: str) -> str:
        """The header that a field has in the export."""
        return self.headers[self.fields[field]] if field in self.fields else field

    def check(self) -> None:
        """:raises ExportUnreadable: when a column is missing without which nothing counts."""
        missing = [name for name in REQUIRED if name not in self.fields]
        if missing:
            listed = ", ".join(f"“{FIELD_BY_NAME[name].label}” ({name})" for name in missing)
            raise ExportUnreadable(
                f"Tệp thiếu cột {listed}. Chỉ ra cột đó bằng --map "
                f"“Tên cột trong tệp={missing[0]}”, hoặc xuất lại tệp có cột này."
            )


def fingerprint(headers: Sequence[str]) -> str:
    """The same for the same headers, whatever their case, accents, spaces and order."""
    reduced = sorted(compact(header) for header in headers)
    return hashlib.sha256("\n".join(reduced).encode()).hexdigest()[:32]


def suggest_mapping(
    headers: Sequence[str], corrections: Mapping[str, str | None] | None = None
) -> ColumnMapping:
    """Map headers by their spelling, then by likeness; corrections decide before both.

    ``corrections`` maps a header to a field's national name, or to None to leave it unread.

    :raises ExportUnreadable: when a correction names no column or no field, or asks to store a
        column about a person.
    """
    corrected = {compact(header): field for header, field in (corrections or {}).items()}
    _check_corrections(headers, corrected)
    fields: dict[str, int] = {}
    guessed: dict[str, str] = {}
    reduced = [compact(header) for header in headers]
    for place, key in enumerate(reduced):
        field = corrected.get(key)
        if field:
            fields[field] = place
    for exact in (True, False):
        for place, key in enumerate(reduced):
            field = SPELLINGS.get(key)
            named = field is not None and key == compact(field)
            if key not in corrected and field and named is exact and field not in fields:
                fields[field] = place
    personal = {place for place, header in enumerate(headers) if is_personal(header)}
    for place, key in enumerate(reduced):
        taken = place in fields.values() or place in personal or key in corrected or key in _OWN
        near = None if taken else _nearest(key)
        if near and near not in fields:
            fields[near] = place
            guessed[headers[place]] = near
    used = set(fields.values())
    unused = [
        header
        for place, header in enumerate(headers)
        if header and place not in used | personal and reduced[place] not in _OWN
    ]
    return ColumnMapping(
        tuple(headers),
        fields,
        tuple(headers[place] for place in sorted(personal)),
        tuple(unused),
        guessed,
    )


def corrections_within(
    headers: Sequence[str], corrections: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The corrections of these headers, whatever the case, accents and spaces they came in."""
    known = {compact(header): header for header in headers}
    return {
        known[compact(header)]: field
        for header, field in corrections.items()
        if compact(header) in known
    }


def check_headers(exports: Sequence[Sequence[str]], corrections: Mapping[str, str | None]) -> None:
    """Refuse corrections that none of some exports has a column for.

    :raises ExportUnreadable: with the columns that there are.
    """
    found = {compact(header): header for headers in exports for header in headers if header}
    missing = [header for header in corrections if compact(header) not in found]
    if missing:
        raise ExportUnreadable(_no_column(missing[0], found.values()))


def _no_column(header: str, headers: Iterable[str]) -> str:
    return f"Tệp không có cột “{header}”. Các cột: {', '.join(headers)}."


def _nearest(key: str) -> str | None:
    found = process.extractOne(key, SPELLINGS.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return SPELLINGS[found[0]] if found and len(key) >= 6 else None


def _check_corrections(headers: Sequence[str], corrected: Mapping[str, str | None]) -> None:
    known = {compact(header): header for header in headers}
    for key, field in corrected.items():
        if key not in known:
            raise ExportUnreadable(_no_column(key, headers))
        if field and field not in FIELD_BY_NAME:
            raise ExportUnreadable(
                f"Không có trường “{field}”. Chọn một trong: {', '.join(FIELD_BY_NAME)}."
            )
        if field and is_personal(known[key]):
            raise ExportUnreadable(
                f"Cột “{known[key]}” là dữ liệu cá nhân, phần mềm không lưu. Chọn cột khác."
            )


def read_memory(path: Path) -> dict[str, dict[str, str | None]]:
    """The corrections remembered so far, by fingerprint."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def corrections_for(
    path: Path, headers: Sequence[str], new: Mapping[str, str | None]
) -> dict[str, str | None]:
    """What was corrected before for these headers, with the new corrections over it."""
    known = {compact(header): header for header in headers}
    before = read_memory(path).get(fingerprint(headers), {})
    merged = {known[key]: field for key, field in before.items() if key in known}
    return {**merged, **new}


def remembered(
    path: Path, entries: Sequence[tuple[Sequence[str], Mapping[str, str | None]]]
) -> str | None:
    """The memory's new text with these corrections, or None when nothing was added."""
    memory = read_memory(path)
    changed = False
    for headers, corrections in entries:
        kept = {compact(header): field for header, field in corrections.items()}
        if kept and memory.get(fingerprint(headers)) != kept:
            memory[fingerprint(headers)] = kept
            changed = True
    return json.dumps(memory, ensure_ascii=False, indent=1, sort_keys=True) if changed else None
