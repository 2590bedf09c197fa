"""The sentences of an explanation, in Vietnamese and English, with the words of coded values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from parindex_dossiers.coded_values import CHANNELS, LEVELS, STATUSES

Language = Literal["vi", "en"]
Verdict = Literal["early", "on_time", "late", "late_objective", "unknown", "not_taken_in"]


@dataclass(frozen=True)
class Words:
    """``say`` has the sentences and their parts, with the places of what they are about."""

    say: Mapping[str, str]
    verdicts: Mapping[Verdict, str]
    channels: Mapping[int, str]
    levels: Mapping[int, str]
    statuses: Mapping[int, str]


_VIETNAMESE = Words(
    say={
        "dossier": "Hồ sơ {code}: {parts}.",
        "procedure": "thủ tục {what}",
        "unit": "đơn vị {what}",
        "not_clear": "chưa rõ",
        "channel": "nộp {what}",
        "status": "trạng thái “{what}”",
        "moments": "Các mốc: {told}.",
        "submitted_at": "nộp {at}",
        "received_at": "tiếp nhận {at}",
        "appointed_at": "hẹn trả {at}",
        "processed_at": "xử lý xong {at}",
        "returned_at": "trả kết quả {at}",
        "open": "Hồ sơ chưa kết thúc, tính đến {at}.",
        "ended": "Kết thúc: {at} ({ground}).",
        "ground_processed": "xử lý xong",
        "ground_returned": "trả kết quả",
        "waits": "Đang chờ người nộp bổ sung từ {asked}: tính là dừng ở lúc đó.",
        "waited": "Chờ người nộp bổ sung từ {asked} đến {given}, được trừ {length}.",
        "used": (
            "Thời gian giải quyết đã dùng: {used} ngày làm việc (không tính thứ bảy, chủ nhật, "
            "ngày nghỉ lễ và thời gian chờ bổ sung)."
        ),
        "versions": "Hồ sơ đã được sửa {count} lần; các bản trước còn trong kho.",
        "conclusion": "Kết luận: {verdict}{state}{why}.",
        "as_on": " tính đến {at}",
        "requests": ", vì đã yêu cầu bổ sung {count} lần, quá một lần",
        "no_ground": ", vì không có ngày hẹn trả và chưa có thời hạn của thủ tục",
        "limit": (
            ", vì dùng {used} ngày làm việc, thủ tục cho {limit} ngày (không có ngày hẹn trả)"
        ),
        "less_waiting": "{at} (sau khi trừ thời gian chờ)",
        "after": ", vì {counted} sau hẹn trả {appointed}",
        "before_day": ", vì {counted} trước ngày hẹn trả {appointed}",
        "within": ", vì {counted} không quá hẹn trả {appointed}",
        "cause": "; nguyên nhân: {reason}",
        "days": "{count} ngày",
        "hours": "{count} giờ",
        "minutes": "{count} phút",
    },
    verdicts={
        "early": "sớm hạn (tính là đúng hạn)",
        "on_time": "đúng hạn",
        "late": "trễ hạn",
        "late_objective": "trễ hạn vì nguyên nhân khách quan",
        "unknown": "chưa kết luận được",
        "not_taken_in": "không tính, vì hồ sơ chưa được tiếp nhận",
    },
    channels=CHANNELS,
    levels=LEVELS,
    statuses=STATUSES,
)
_ENGLISH = Words(
    say={
        "dossier": "Dossier {code}: {parts}.",
        "procedure": "procedure {what}",
        "unit": "unit {what}",
        "not_clear": "not said",
        "channel": "handed in {what}",
        "status": "state “{what}”",
        "moments": "Its moments: {told}.",
        "submitted_at": "handed in {at}",
        "received_at": "received {at}",
        "appointed_at": "return appointed {at}",
        "processed_at": "processed {at}",
        "returned_at": "result returned {at}",
        "open": "Still open, as on {at}.",
        "ended": "Ended: {at} ({ground}).",
        "ground_processed": "processed",
        "ground_returned": "result returned",
        "waits": "The supplement has been waited for since {asked}: the clock stopped then.",
        "waited": "The supplement was waited for from {asked} to {given}: {length} taken off.",
        "used": (
            "Working time used: {used} working days (without Saturdays, Sundays, holidays and the "
            "wait for supplements)."
        ),
        "versions": "The dossier was corrected, times: {count}; what it said before is kept.",
        "conclusion": "Conclusion: {verdict}{state}{why}.",
        "as_on": " as on {at}",
        "requests": ", since supplements were asked for {count} times, more than once",
        "no_ground": ", since no return was appointed and no longest time is known",
        "limit": (
            ", since {used} working days were used and the procedure allows {limit} (no return "
            "appointed)"
        ),
        "less_waiting": "{at} (the wait taken off)",
        "after": ", since {counted} is after the appointed return {appointed}",
        "before_day": ", since {counted} is before the day of the appointed return {appointed}",
        "within": ", since {counted} is not after the appointed return {appointed}",
        "cause": "; cause: {reason}",
        "days": "{count} d",
        "hours": "{count} h",
        "minutes": "{count} min",
    },
    verdicts={
        "early": "early (which counts as on time)",
        "on_time": "on time",
        "late": "late",
        "late_objective": "late for an objective cause",
        "unknown": "cannot be said",
        "not_taken_in": "not counted, since the dossier was not taken in",
    },
    channels={1: "in person", 2: "online", 3: "by post"},
    levels={2: "level 2", 3: "level 3, partial", 4: "level 4, full"},
    statuses={
        1: "Newly registered",
        2: "Taken in",
        3: "Not taken in",
        4: "Being processed",
        5: "Supplement asked for",
        6: "Payment asked for",
        7: "Withdrawn by the applicant",
        8: "Stopped",
        9: "Processed",
        10: "Result returned",
    },
)
WORDS: Mapping[Language, Words] = {"vi": _VIETNAMESE, "en": _ENGLISH}
