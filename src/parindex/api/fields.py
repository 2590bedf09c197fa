"""Types of what scripts send and read: texts, keys, exact numbers, days."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Schema
from ninja.params.functions import Path, Query
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from parindex_core.framework import Label

# No character that a database refuses.
_PRINTABLE = r"^[^\x00]*$"
_POINTS = r"^[0-9]{1,3}([.][0-9]{1,2})?$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST_NUMBER = 2**31 - 1
# A moment at the end of the calendar is none in another zone, and no page can show it any more.
_YEARS = range(2000, 2101)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise PydanticCustomError("day", "a day is written as 2021-05-27")


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            moment = datetime.fromisoformat(value)
            if moment.year in _YEARS:
                return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    raise PydanticCustomError(
        "moment", "a moment is written as 2021-05-27T17:00:00+07:00, in the years 2000 to 2100"
    )


def _points(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(_POINTS, value):
        raise PydanticCustomError("points", "points are a string such as “2.25”")
    return Decimal(value)


Text = Annotated[
    str, StringConstraints(max_length=20_000, pattern=_PRINTABLE), AfterValidator(_normal)
]
Line = Annotated[
    str, StringConstraints(max_length=300, pattern=_PRINTABLE), AfterValidator(_normal)
]
Key = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_.-]+$")]
Value = Annotated[str, StringConstraints(max_length=40, pattern=_PRINTABLE)]
Version = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Points = Annotated[
    Decimal,
    BeforeValidator(_points),
    WithJsonSchema({"type": "string", "pattern": _POINTS, "examples": ["2.25"]}),
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Horizon = Literal["so_far", "year_end"]

YearInPath = Annotated[int, Path(ge=2000, le=2100, description="The year of the round.")]
KeyInPath = Annotated[
    str, Path(max_length=100, pattern=r"^[A-Za-z0-9_.-]+$", description="A key of the edition.")
]
AgencyInPath = Annotated[
    str, Path(max_length=50, pattern=r"^[A-Za-z0-9_-]+$", description="The key of an agency.")
]
NumberInPath = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]


class Sent(Schema):
    """What a script sends: nothing beside what is named, nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Words(Schema):
    """A text in both languages."""

    vi: str
    en: str

    @classmethod
    def of(cls, label: Label) -> "Words":
        return cls(vi=label.vi, en=label.en)


def exact(value: Any) -> str | None:
    """A number as a string that loses nothing: “2.25”."""
    return None if value is None else str(value)


def iso(value: date | datetime | None) -> str | None:
    """A day or a moment, this with the office's zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if value else None
