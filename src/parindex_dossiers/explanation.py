"""One dossier in words: its moments, what was taken off, working days used, and the verdict.

The verdict is reasoned here from the moments that the sentences name, not read from the flags; the
tests hold the two against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

import polars as pl

from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.calendar_days import CALENDAR_FILE, read_calendar
from parindex_dossiers.coded_values import (
    CHANNELS,
    GIVEN_UP,
    LEVELS,
    NOT_TAKEN_IN,
    STATUSES,
)
from parindex_dossiers.errors import DossierNotFound
from parindex_dossiers.names import Names
from parindex_dossiers.store import Store

Verdict = Literal["early", "on_time", "late", "late_objective", "unknown", "not_taken_in"]
_VERDICTS: dict[Verdict, str] = {
    "early": "sớm hạn (tính là đúng hạn)",
    "on_time": "đúng hạn",
    "late": "trễ hạn",
    "late_objective": "trễ hạn vì nguyên nhân khách quan",
    "unknown": "chưa kết luận được",
    "not_taken_in": "không tính, vì hồ sơ chưa được tiếp nhận",
}
_LAST_SECOND = timedelta(days=1) - timedelta(seconds=1)


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


def explain_dossier(store: Store, code: str, at: datetime) -> Explanation:
    """Explain a dossier; one still open is judged at the moment ``at``.

    :raises DossierNotFound, StoreEmpty:
    """
    row = find_dossier(store, code)
    manifest = store.manifest()
    names = Names(store.path(manifest.names) if manifest.names else None)
    calendar = read_calendar(store.path(CALENDAR_FILE))
    return explain(row, calendar, at, names, versions=len(earlier_versions(store, code)))


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
) -> Explanation:
    """Explain a row of the store."""
    return _Reasoning(row, calendar, at, names, versions).explanation()


class _Reasoning:
    """Goes through a dossier as an officer would, gathering sentences."""

    def __init__(
        self,
        row: Mapping[str, Any],
        calendar: WorkingCalendar,
        at: datetime,
        names: Names | None,
        versions: int,
    ) -> None:
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

    def _concluded(self, verdict: Verdict, why: str, settled: bool) -> Explanation:
        if self.versions:
            self.said.append(f"Hồ sơ đã được sửa {self.versions} lần; các bản trước còn trong kho.")
        state = "" if settled or verdict == "not_taken_in" else f" tính đến {written(self.at)}"
        self.said.append(f"Kết luận: {_VERDICTS[verdict]}{state}{why}.")
        return Explanation(self.row["code"], verdict, settled, tuple(self.said), self.versions)

    def _say_what(self) -> None:
        row = self.row
        parts = [f"thủ tục {_named(self.names, 'procedure', row['procedure'])}"]
        parts.append(f"đơn vị {_named(self.names, 'unit', row['unit'])}")
        if row["channel"]:
            parts.append(f"nộp {CHANNELS[row['channel']]}")
        if row["level"]:
            parts.append(LEVELS[row["level"]])
        if row["status"]:
            parts.append(f"trạng thái “{STATUSES[row['status']]}”")
        self.said.append(f"Hồ sơ {row['code']}: {', '.join(parts)}.")

    def _say_moments(self) -> None:
        row = self.row
        told = [
            f"{label} {written(row[column])}"
            for label, column in (
                ("nộp", "submitted_at"),
                ("tiếp nhận", "received_at"),
                ("hẹn trả", "appointed_at"),
                ("xử lý xong", "processed_at"),
                ("trả kết quả", "returned_at"),
            )
            if row[column] is not None
        ]
        self.said.append(f"Các mốc: {', '.join(told)}.")
        if self.ended is None:
            self.said.append(f"Hồ sơ chưa kết thúc, tính đến {written(self.at)}.")
            return
        ground = "xử lý xong" if row["processed_at"] is not None else "trả kết quả"
        if row["status"] in GIVEN_UP:
            ground = STATUSES[row["status"]].lower()
        self.said.append(f"Kết thúc: {written(self.ended)} ({ground}).")

    def _say_waiting(self) -> None:
        if self.asked is None or self.given is None:
            return
        if self.row["supplement_completed_at"] is None and self.ended is None:
            self.said.append(
                f"Đang chờ người nộp bổ sung từ {written(self.asked)}: tính là dừng ở lúc đó."
            )
            return
        self.said.append(
            f"Chờ người nộp bổ sung từ {written(self.asked)} đến {written(self.given)}, được trừ "
            f"{_length(self.given - self.asked)}."
        )

    def _verdict(self) -> tuple[Verdict, str]:
        requests = self.row["supplement_requests"]
        counted_end = self.end
        if self.asked is not None and self.given is not None:
            counted_end -= self.given - self.asked
        self._say_working_days()
        if requests > 1:
            return self._late(f", vì đã yêu cầu bổ sung {requests} lần, quá một lần")
        appointed: datetime | None = self.row["appointed_at"]
        if appointed is not None:
            return self._against_appointment(appointed, counted_end)
        limit = self.row["limit_working_days"]
        if limit is None:
            return "unknown", ", vì không có ngày hẹn trả và chưa có thời hạn của thủ tục"
        used = self._used()
        told = f"dùng {used} ngày làm việc, thủ tục cho {limit} ngày (không có ngày hẹn trả)"
        return ("on_time", f", vì {told}") if used <= limit else self._late(f", vì {told}")

    def _against_appointment(
        self, appointed: datetime, counted_end: datetime
    ) -> tuple[Verdict, str]:
        deadline = appointed + _LAST_SECOND if appointed.time() == time() else appointed
        counted = (
            f"{written(counted_end)} (sau khi trừ thời gian chờ)"
            if counted_end != self.end
            else written(counted_end)
        )
        if counted_end > deadline:
            return self._late(f", vì {counted} sau hẹn trả {written(appointed)}")
        if self.ended is not None and counted_end.date() < deadline.date():
            return "early", f", vì {counted} trước ngày hẹn trả {format_date(appointed.date())}"
        return "on_time", f", vì {counted} không quá hẹn trả {written(appointed)}"

    def _late(self, why: str) -> tuple[Verdict, str]:
        # What the agency approved with its document says more than the export's own words.
        reason = self.row["recorded_cause"] or self.row["objective_reason"]
        if self.ended is not None and reason is not None:
            return "late_objective", f"{why}; nguyên nhân: {reason}"
        return "late", why

    def _used(self) -> int:
        received = self.received or self.end
        between = self.calendar.working_days_between
        used = between(received.date(), self.end.date())
        if self.asked is not None and self.given is not None:
            used -= between(self.asked.date(), self.given.date())
        return used

    def _say_working_days(self) -> None:
        self.said.append(
            f"Thời gian giải quyết đã dùng: {self._used()} ngày làm việc (không tính thứ bảy, chủ "
            "nhật, ngày nghỉ lễ và thời gian chờ bổ sung)."
        )


def _named(names: Names | None, kind: str, code: str) -> str:
    name = names.of(kind, code) if names and code else None
    return f"{code} ({name})" if name and name != code else code or "chưa rõ"


def written(moment: datetime) -> str:
    """“27/5/2021 14:30”; a midnight is written as the day alone."""
    day = format_date(moment.date())
    if moment.time() == time():
        return day
    seconds = f":{moment.second:02d}" if moment.second else ""
    return f"{day} {moment.hour}:{moment.minute:02d}{seconds}"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 phút"
