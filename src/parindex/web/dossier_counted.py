"""Which number's dossiers an address asks for, said in words; its rows for Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import INDICATOR_OF_COMPONENT
from parindex.dossiers.queries.indicators import (
    LATE,
    LATE_OBJECTIVE,
    LISTED_CODES,
    Counted,
    place_names,
)
from parindex.dossiers.queries.shares import ONLINE
from parindex.web.dossier_period import AskedPeriod, period_asked
from parindex.web.dossier_words import CHANNELS, VERDICTS, verdict_of
from parindex_core.framework import Label
from parindex_dossiers.behind import ORDERS
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.dossiers.queries.indicators import CountedDossier, Part
    from parindex_dossiers.places import Dimension
    from parindex_tables.columns import Value

SETTLED = gettext_lazy("Dossiers settled")
# What each numerator counts, then what its denominator does.
_WORDS: dict[str, tuple[Promise, Promise]] = {
    "3.4.1": (gettext_lazy("Settled on time or early"), SETTLED),
    "3.4.2": (gettext_lazy("Settled early"), SETTLED),
    "3.4.3": (gettext_lazy("Late, with a letter of apology"), gettext_lazy("Settled late")),
    "7.2.2": (gettext_lazy("Settled online, level 3"), SETTLED),
    "7.2.3": (gettext_lazy("Settled online, level 4"), SETTLED),
    "7.2.4": (gettext_lazy("Paid online"), gettext_lazy("Settled, with a fee")),
    ONLINE: (gettext_lazy("Settled online"), SETTLED),
    LATE: (gettext_lazy("Settled late"), SETTLED),
    LATE_OBJECTIVE: (
        gettext_lazy("Late for an objective cause"),
        gettext_lazy("Settled late"),
    ),
}
_COMPONENT_OF = {code: key for key, code in INDICATOR_OF_COMPONENT.items()}
_PLACES: tuple[Dimension, ...] = ("unit", "procedure", "field", "channel")
_LONGEST_WORDS = 100
# A workbook of so many rows takes three seconds and some tens of megabytes to write.
EXPORTED_ROWS = 20_000


@dataclass(frozen=True)
class AskedNumber:
    """``counted`` is the question; the rest is what the page says about it."""

    counted: Counted
    period: AskedPeriod

    @property
    def indicator(self) -> str:
        return self.counted.indicator

    @property
    def words(self) -> str:
        return self.counted.words

    @property
    def component_key(self) -> str:
        """The template's component that the indicator fills; empty for our own."""
        return _COMPONENT_OF.get(self.indicator, "")

    @property
    def kept(self) -> dict[str, str]:
        """What every address of the page says."""
        return {
            "indicator": self.indicator,
            "part": self.counted.part,
            "period": self.period.text,
            **self.counted.where,
        }

    @property
    def parts(self) -> list[dict[str, object]]:
        """Tabs: what the number counts, and all that it looks at."""
        return [
            {
                "label": words,
                "url": f"{reverse('dossiers-counted')}?{urlencode({**self.kept, 'part': part})}",
                "is_current": part == self.counted.part,
            }
            for part, words in zip(
                ("numerator", "denominator"), _WORDS[self.indicator], strict=True
            )
        ]


def counted_asked(query: QueryDict, year: int, today: date) -> AskedNumber:
    """Reads ``?indicator=&part=&period=&unit=&field=&procedure=&channel=&words=&sort=``."""
    indicator, sort = query.get("indicator", ""), query.get("sort", "")
    part: Part = "denominator" if query.get("part") == "denominator" else "numerator"
    period = period_asked(query, year, today)
    where: dict[Dimension, str] = {
        dimension: query.get(dimension, "") for dimension in _PLACES if dimension in query
    }
    return AskedNumber(
        counted=Counted(
            period=period.period,
            indicator=indicator if indicator in LISTED_CODES else "3.4.1",
            part=part,
            where=where,
            words=query.get("words", "").strip()[:_LONGEST_WORDS],
            order=sort if sort.removeprefix("-") in ORDERS else "code",
        ),
        period=period,
    )


def counted_title(asked: AskedNumber) -> str:
    """What the listed dossiers have in common."""
    numerator, denominator = _WORDS[asked.indicator]
    return str(numerator if asked.counted.part == "numerator" else denominator)


def places_in_words(access: Access, asked: AskedNumber) -> list[str]:
    """The places that the list is narrowed to, by their names."""
    where: Mapping[Dimension, str] = asked.counted.where
    names = place_names(access, where)
    return [
        str(CHANNELS.get(int(place), place))
        if dimension == "channel" and place.isdigit()
        else names[dimension] or _("not said")
        for dimension, place in where.items()
    ]


COUNTED_COLUMNS = (
    Column("code", Label("Mã hồ sơ", "Dossier"), width=24),
    Column("procedure", Label("Mã thủ tục", "Procedure code"), width=14),
    Column("procedure_name", Label("Tên thủ tục", "Procedure"), width=40),
    Column("unit", Label("Đơn vị", "Unit"), width=32),
    Column("received", Label("Ngày tiếp nhận", "Received"), Kind.DATE),
    Column("appointed", Label("Ngày hẹn trả", "Appointed return"), Kind.DATE),
    Column("ended", Label("Ngày kết thúc xử lý", "Settled"), Kind.DATE),
    Column("working_days", Label("Số ngày làm việc đã dùng", "Working days used"), Kind.INTEGER),
    Column("verdict", Label("Kết quả", "Verdict"), width=22),
)


def counted_row(dossier: CountedDossier) -> dict[str, Value]:
    """A row for Excel, by the keys of ``COUNTED_COLUMNS``."""
    moments = {
        "received": dossier.received_at,
        "appointed": dossier.appointed_at,
        "ended": dossier.ended_at,
    }
    return {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "procedure_name": dossier.procedure_name,
        "unit": dossier.unit_name or dossier.unit_code,
        **{key: None if moment is None else moment.date() for key, moment in moments.items()},
        "working_days": dossier.working_days,
        "verdict": str(VERDICTS[verdict_of(dossier.flags)].label),
    }
