"""Merging the rows of a load into the months of the store, by dossier code."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from parindex_dossiers.cube import CubeMaker
from parindex_dossiers.groups import Groups
from parindex_dossiers.resolution import FACTS
from parindex_dossiers.staging import StagedRows
from parindex_dossiers.store import MonthFile, Store, Writing
from parindex_dossiers.working_ahead import work_ahead

ROW_GROUP = 250_000
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Merged:
    """The months after a load, and what it did to them."""

    files: tuple[MonthFile, ...]
    cube: str | None
    added: int
    replaced: int
    unchanged: int
    history: str | None


def merge_months(
    store: Store,
    writing: Writing,
    sequence: int,
    staged: StagedRows,
    groups: Groups,
    progress: Progress,
) -> Merged:
    """Write the months that change; a dossier known before is replaced wherever it was."""
    before = {file.month: file for file in writing.manifest.files}
    after = dict(before)
    codes = staged.codes_of_months() if before and staged.months else None
    hits = _hits(store, before, codes) if codes is not None else {}
    incoming = {month_text(month): month for month in staged.months}
    gone: list[pl.DataFrame] = []
    added = unchanged = 0

    def changed_months() -> Iterator[tuple[str, pl.DataFrame]]:
        nonlocal added, unchanged
        for month in sorted(set(incoming) | set(hits)):
            new = staged.rows_of(incoming[month]) if month in incoming else None
            old = pl.read_parquet(store.path(before[month].path)) if month in before else None
            parted = _part(old, new, hits.get(month))
            gone.append(parted.gone)
            added += parted.new.height if parted.new is not None else 0
            unchanged += parted.unchanged
            if parted.changes:
                yield month, parted.rows(groups)

    cubes = CubeMaker()
    months = len(set(incoming) | set(hits))
    # The next month is put together while the last one is written.
    written = work_ahead(
        lambda entry: (entry[0], write_month(writing, sequence, *entry, cubes)),
        changed_months(),
        waiting=1,
    )
    for done, (month, file) in enumerate(written, start=1):
        after.pop(month, None)
        if file.rows:
            after[month] = file
        progress("ghi theo tháng", done / months)
    history, replaced = _write_history(writing, sequence, gone)
    files = tuple(after[month] for month in sorted(after))
    cube = write_whole_cube(writing, sequence, files)
    return Merged(files, cube, added - replaced, replaced, unchanged, history)


@dataclass(frozen=True)
class _Parted:
    """A month's rows: those that stay, those that come, the facts of those that go."""

    kept: pl.DataFrame | None
    new: pl.DataFrame | None
    gone: pl.DataFrame
    unchanged: int

    @property
    def changes(self) -> bool:
        """Whether the month's file has to be written anew."""
        return self.gone.height > 0 or (self.new is not None and self.new.height > 0)

    def rows(self, groups: Groups) -> pl.DataFrame:
        """The month as it will be."""
        new = groups.number(self.new) if self.new is not None else None
        return pl.concat([part for part in (self.kept, new) if part is not None])


def _part(old: pl.DataFrame | None, new: pl.DataFrame | None, hits: pl.DataFrame | None) -> _Parted:
    if old is None or hits is None:
        return _Parted(old, new, pl.DataFrame(), 0)
    same = _unchanged(old, new)
    gone = old.join(hits, on="code", how="semi").join(same, on="code", how="anti")
    kept = old.join(gone.select("code"), on="code", how="anti")
    coming = new.join(same, on="code", how="anti") if new is not None else None
    return _Parted(kept, coming, gone.select(FACTS), same.height)


def _write_history(
    writing: Writing, sequence: int, gone: Sequence[pl.DataFrame]
) -> tuple[str | None, int]:
    """Stage what the load replaced; its name and how many dossiers it has."""
    parts = [part for part in gone if part.height]
    if not parts:
        return None, 0
    name = f"history/{sequence}.parquet"
    rows = pl.concat(parts).with_columns(pl.lit(sequence, pl.Int32).alias("replaced_by"))
    rows.write_parquet(writing.stage(name))
    return name, rows.height


def month_text(month: int) -> str:
    """Months since the year 0 as “2021-05”."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _hits(
    store: Store, files: dict[str, MonthFile], codes: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """By month, the codes of the store that the load brings again."""
    found = {}
    for month, file in files.items():
        stored = pl.scan_parquet(store.path(file.path)).select("code")
        hit = stored.join(codes.lazy().select("code"), on="code", how="semi").collect(
            engine="streaming"
        )
        if hit.height:
            found[month] = hit
    return found


def _unchanged(old: pl.DataFrame, new: pl.DataFrame | None) -> pl.DataFrame:
    """The codes whose facts the load repeats exactly."""
    if new is None:
        return old.clear().select("code")
    both = old.select(FACTS).join(new.select(FACTS), on="code", how="inner", suffix="_new")
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_new")) for name in FACTS if name != "code"
    )
    return both.filter(same).select("code")


def write_month(
    writing: Writing, sequence: int, month: str, rows: pl.DataFrame, cubes: CubeMaker
) -> MonthFile:
    """Stage a month's dossiers and their cube."""
    path = f"resolved/month={month}/{sequence}.parquet"
    cube = f"cube/month={month}/{sequence}.parquet"
    staged = writing.stage(path)
    rows.write_parquet(staged, compression="zstd", compression_level=1, row_group_size=ROW_GROUP)
    cubes.cube_of(rows).write_parquet(writing.stage(cube), compression="zstd")
    still_open = rows.filter(pl.col("counted_from").is_not_null(), pl.col("ended_at").is_null())
    open_path = f"open/month={month}/{sequence}.parquet" if still_open.height else None
    if open_path:
        still_open.write_parquet(writing.stage(open_path), compression="zstd")
    limits = rows.select(
        pl.col("counted_from").min().alias("received_from"),
        pl.col("counted_from").max().alias("received_to"),
        pl.col("ended_at").min().alias("ended_from"),
        pl.col("ended_at").max().alias("ended_to"),
    ).row(0, named=True)
    texts = {name: value.isoformat() if value else None for name, value in limits.items()}
    return MonthFile(month, path, cube, open_path, rows.height, still_open.height, **texts)


def write_whole_cube(writing: Writing, sequence: int, files: Sequence[MonthFile]) -> str | None:
    """Stage the cubes of all months added up; None without dossiers."""
    if not files:
        return None
    name = f"cube/whole/{sequence}.parquet"
    parts = [pl.scan_parquet(writing.path_of(file.cube)) for file in files]
    added_up = pl.concat(parts).group_by("month", "group_id").agg(pl.all().sum())
    whole = added_up.sort("month", "group_id").collect(engine="streaming")
    whole.write_parquet(writing.stage(name), compression="zstd")
    return name


def rewrite_all(
    store: Store,
    writing: Writing,
    sequence: int,
    resolved: Callable[[pl.DataFrame], pl.DataFrame],
    progress: Progress,
    only: Collection[str] | None = None,
) -> tuple[MonthFile, ...]:
    """Every month, or ``only`` some, resolved again from its facts."""
    files = []
    cubes = CubeMaker()
    for done, file in enumerate(writing.manifest.files, start=1):
        if only is not None and file.month not in only:
            files.append(file)
            continue
        rows = pl.read_parquet(store.path(file.path), columns=[*FACTS, "group_id"])
        columns = pl.read_parquet_schema(store.path(file.path))
        anew = resolved(rows).select(*columns)
        files.append(write_month(writing, sequence, file.month, anew, cubes))
        progress("tính lại", done / len(writing.manifest.files))
    return tuple(files)
