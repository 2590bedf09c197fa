"""Names of units and procedures beside their codes; the name loaded last counts."""

import json
from pathlib import Path

import polars as pl

_PAIRS = {"unit": "unit_name", "procedure": "procedure_name"}


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

    def add(self, facts: pl.DataFrame) -> None:
        """Take the names of a piece."""
        for kind, name in _PAIRS.items():
            pairs = facts.select(kind, name).drop_nulls().unique(maintain_order=True)
            self._add(kind, dict(pairs.iter_rows()))

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
