"""Names of units and procedures beside their codes; the name loaded last counts."""

import json
from pathlib import Path

import polars as pl

_PAIRS = {"unit": "unit_name", "procedure": "procedure_name"}


FoundNames = dict[str, dict[str, str]]


def names_in(facts: pl.DataFrame) -> FoundNames:
    """The names that a piece gives; where it gives two to one code, the first."""
    return {kind: _first_names(facts[kind], facts[name]) for kind, name in _PAIRS.items()}


def _first_names(codes: pl.Series, names: pl.Series) -> dict[str, str]:
    named = names.is_not_null()
    if not named.all():
        codes, names = codes.filter(named), names.filter(named)
    first = codes.arg_unique()
    return dict(zip(codes.gather(first), names.gather(first), strict=True))


class Names:
    """``{"unit": {code: name}, "procedure": {code: name}}``, growing with each piece."""

    def __init__(self, path: Path | None) -> None:
        self._known: dict[str, dict[str, str]] = (
            json.loads(path.read_text(encoding="utf-8")) if path else {kind: {} for kind in _PAIRS}
        )
        self.grown = False

    def of(self, kind: str, code: str) -> str | None:
        """The name of a unit or procedure; None when no export gave one."""
        return self._known.get(kind, {}).get(code)

    def add(self, found: FoundNames) -> None:
        """Take the names of a piece."""
        for kind, names in found.items():
            self._add(kind, names)

    def add_procedures(self, procedures: pl.DataFrame) -> None:
        """Take the names of a catalogue."""
        pairs = procedures.select("procedure", "procedure_name").drop_nulls()
        self._add("procedure", dict(pairs.iter_rows()))

    def _add(self, kind: str, found: dict[str, str]) -> None:
        known = self._known[kind]
        if any(known.get(code) != name for code, name in found.items()):
            known.update(found)
            self.grown = True

    def write(self, path: Path) -> None:
        """Write the names as JSON."""
        content = json.dumps(self._known, ensure_ascii=False, sort_keys=True)
        path.write_text(content, encoding="utf-8")
