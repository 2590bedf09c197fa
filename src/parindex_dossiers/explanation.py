"""One dossier in words: its moments, what was taken off, working days used, and the verdict.

The verdict is reasoned here from the moments that the sentences name, not read from the flags; the
tests hold the two against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import polars as pl

from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.calendar_days import CALENDAR_FILE, read_calendar
from parindex_dossiers.coded_values import GIVEN_UP, NOT_TAKEN_IN
from parindex_dossiers.errors import DossierNotFound
from parindex_dossiers.explanation_words import WORDS, Language, Verdict
from parindex_dossiers.names import Names
from parindex_dossiers.store import Store

_LAST_SECOND = timedelta(days=1) - timedelta(seconds=1)
_MOMENTS = ("submitted_at", "received_at", "appointed_at", "processed_at", "returned_at")


@dataclass(frozen=True)
class Explanation:
    """The sentences about a dossier, in order; the last one is the verdict."""

    code: str
    verdict: Verdict
    settled: bool
    sentences: tuple[str, ...]
    versions: int
    """How many earlier contents of the dossier the store keeps."""

    def __str__(self) -> str:
        return "\n".join(self.sentences)


def explain_dossier(
    store: Store, code: str, at: datetime, language: Language = "vi"
) -> Explanation:
    """Explain a dossier; one still open is judged at the moment ``at``.

    :raises DossierNotFound, StoreEmpty:
    """
    row = find_dossier(store, code)
    manifest = store.manifest()
    names = Names(store.path(manifest.names) if manifest.names else None)
    calendar = read_calendar(store.path(CALENDAR_FILE))
    versions = len(earlier_versions(store, code))
    return explain(row, calendar, at, names, versions, language)


def find_dossier(store: Store, code: str) -> dict[str, Any]:
    """The stored row of a dossier.

    :raises DossierNotFound:
    """
    wanted = code.strip()
    for file in store.filled_manifest().files:
        rows = pl.scan_parquet(store.path(file.path)).filter(pl.col("code") == wanted).collect()
        if rows.height:
            return rows.row(0, named=True)
    raise DossierNotFound(f"Không có hồ sơ “{wanted}” trong kho. Kiểm tra mã hồ sơ, hoặc nạp thêm.")


def earlier_versions(store: Store, code: str) -> list[dict[str, Any]]:
    """What the store knew of a dossier before, oldest first; ``replaced_by`` is the load."""
    found: list[dict[str, Any]] = []
    for name in store.manifest().history:
        rows = pl.scan_parquet(store.path(name)).filter(pl.col("code") == code.strip()).collect()
        found.extend(rows.iter_rows(named=True))
    return found


def explain(
    row: Mapping[str, Any],
    calendar: WorkingCalendar,
    at: datetime,
    names: Names | None = None,
    versions: int = 0,
    language: Language = "vi",
) -> Explanation:
    """Explain a row of the store."""
    return _Reasoning(row, calendar, at, names, versions, language).explanation()


class _Reasoning:
    """Goes through a dossier as an officer would, gathering sentences."""

    def __init__(
        self,
        row: Mapping[str, Any],
        calendar: WorkingCalendar,
        at: datetime,
        names: Names | None,
        versions: int,
        language: Language,
    ) -> None:
        self.words = WORDS[language]
        self.row, self.calendar, self.at, self.names = row, calendar, at, names
        self.versions = versions
        self.said: list[str] = []
        self.received: datetime | None = row["received_at"]
        self.ended: datetime | None = row["processed_at"] or row["returned_at"]
        self.end = self.ended or at
        self.asked, self.given = self._waiting()

    def _waiting(self) -> tuple[datetime | None, datetime | None]:
        """From when to when the applicant was waited for, within the counted time."""
        asked, given = self.row["supplement_requested_at"], self.row["supplement_completed_at"]
        if asked is None or self.received is None or (given is not None and given <= self.received):
            return None, None
        asked = max(asked, self.received)
        if asked > self.end:
            return None, None
        return asked, min(given, self.end) if given is not None else self.end

    def explanation(self) -> Explanation:
        """All sentences and the verdict."""
        self._say_what()
        if self.received is None or self.row["status"] in NOT_TAKEN_IN:
            return self._concluded("not_taken_in", "", settled=False)
        self._say_moments()
        self._say_waiting()
        verdict, why = self._verdict()
        return self._concluded(verdict, why, settled=self.ended is not None)

    def _say(self, key: str, **about: object) -> str:
        return self.words.say[key].format(**about)

    def _concluded(self, verdict: Verdict, why: str, settled: bool) -> Explanation:
        if self.versions:
            self.said.append(self._say("versions", count=self.versions))
        is_final = settled or verdict == "not_taken_in"
        state = "" if is_final else self._say("as_on", at=written(self.at))
        words = self.words.verdicts[verdict]
        self.said.append(self._say("conclusion", verdict=words, state=state, why=why))
        return Explanation(self.row["code"], verdict, settled, tuple(self.said), self.versions)

    def _say_what(self) -> None:
        row, words = self.row, self.words
        parts = [
            self._say(kind, what=self._named(kind, row[kind])) for kind in ("procedure", "unit")
        ]
        if row["channel"]:
            parts.append(self._say("channel", what=words.channels[row["channel"]]))
        if row["level"]:
            parts.append(words.levels[row["level"]])
        if row["status"]:
            parts.append(self._say("status", what=words.statuses[row["status"]]))
        self.said.append(self._say("dossier", code=row["code"], parts=", ".join(parts)))

    def _named(self, kind: str, code: str) -> str:
        name = self.names.of(kind, code) if self.names and code else None
        known = f"{code} ({name})" if name and name != code else code
        return known or self._say("not_clear")

    def _say_moments(self) -> None:
        row = self.row
        told = [
            self._say(column, at=written(row[column]))
            for column in _MOMENTS
            if row[column] is not None
        ]
        self.said.append(self._say("moments", told=", ".join(told)))
        if self.ended is None:
            self.said.append(self._say("open", at=written(self.at)))
            return
        is_processed = row["processed_at"] is not None
        ground = self._say("ground_processed" if is_processed else "ground_returned")
        if row["status"] in GIVEN_UP:
            ground = self.words.statuses[row["status"]].lower()
        self.said.append(self._say("ended", at=written(self.ended), ground=ground))

    def _say_waiting(self) -> None:
        if self.asked is None or self.given is None:
            return
        asked, given = written(self.asked), written(self.given)
        if self.row["supplement_completed_at"] is None and self.ended is None:
            self.said.append(self._say("waits", asked=asked))
            return
        length = self._length(self.given - self.asked)
        self.said.append(self._say("waited", asked=asked, given=given, length=length))

    def _verdict(self) -> tuple[Verdict, str]:
        requests = self.row["supplement_requests"]
        counted_end = self.end
        if self.asked is not None and self.given is not None:
            counted_end -= self.given - self.asked
        used = self._used()
        self.said.append(self._say("used", used=used))
        if requests > 1:
            return self._late(self._say("requests", count=requests))
        appointed: datetime | None = self.row["appointed_at"]
        if appointed is not None:
            return self._against_appointment(appointed, counted_end)
        limit = self.row["limit_working_days"]
        if limit is None:
            return "unknown", self._say("no_ground")
        why = self._say("limit", used=used, limit=limit)
        return ("on_time", why) if used <= limit else self._late(why)

    def _against_appointment(
        self, appointed: datetime, counted_end: datetime
    ) -> tuple[Verdict, str]:
        deadline = appointed + _LAST_SECOND if appointed.time() == time() else appointed
        counted = written(counted_end)
        if counted_end != self.end:
            counted = self._say("less_waiting", at=counted)
        if counted_end > deadline:
            return self._late(self._say("after", counted=counted, appointed=written(appointed)))
        if self.ended is not None and counted_end.date() < deadline.date():
            day = format_date(appointed.date())
            return "early", self._say("before_day", counted=counted, appointed=day)
        return "on_time", self._say("within", counted=counted, appointed=written(appointed))

    def _late(self, why: str) -> tuple[Verdict, str]:
        # What the agency approved with its document says more than the export's own words.
        reason = self.row["recorded_cause"] or self.row["objective_reason"]
        if self.ended is not None and reason is not None:
            return "late_objective", why + self._say("cause", reason=reason)
        return "late", why

    def _used(self) -> int:
        received = self.received or self.end
        between = self.calendar.working_days_between
        used = between(received.date(), self.end.date())
        if self.asked is not None and self.given is not None:
            used -= between(self.asked.date(), self.given.date())
        return used

    def _length(self, span: timedelta) -> str:
        whole = int(span.total_seconds()) // 60
        days, rest = divmod(whole, 24 * 60)
        hours, minutes = divmod(rest, 60)
        counts = {"days": days, "hours": hours, "minutes": minutes}
        parts = [self._say(unit, count=count) for unit, count in counts.items() if count]
        return " ".join(parts) or self._say("minutes", count=0)


def written(moment: datetime) -> str:
    """“27/5/2021 14:30”; a midnight is written as the day alone."""
    day = format_date(moment.date())
    if moment.time() == time():
        return day
    seconds = f":{moment.second:02d}" if moment.second else ""
    return f"{day} {moment.hour}:{moment.minute:02d}{seconds}"
