"""What a chart shows, ready for the screen, for its table and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Series:
    """One value for each category; `None` where nothing is known.

    `emphasis`: `main` is drawn solid, `second` lighter, `context` hatched or dashed.
    """

    name: Words
    values: Sequence[Decimal | None]
    emphasis: Literal["main", "second", "context"] = "main"


@dataclass(frozen=True)
class Chart:
    """A chart answers the question in its title.

    `key` is unique on the page. Bars lie, since the names of areas are long; lines run over time.
    `stacked` bars add up. `unit` stands on the axis.
    """

    key: str
    question: Words
    kind: Literal["bars", "lines"]
    categories: Sequence[Words]
    series: Sequence[Series]
    unit: Words
    stacked: bool = False
    note: Words = ""
    # The axis begins at nothing, for amounts; else where the values begin, for what moves little.
    from_zero: bool = False

    @property
    def data(self) -> dict[str, object]:
        """For drawing.js. Only a drawing is made of these figures, so floats do no harm here."""
        return {
            "kind": self.kind,
            "stacked": self.stacked,
            "fromZero": self.from_zero,
            "unit": str(self.unit),
            "categories": [str(category) for category in self.categories],
            "series": [
                {
                    "name": str(series.name),
                    "emphasis": series.emphasis,
                    "values": [None if value is None else float(value) for value in series.values],
                }
                for series in self.series
            ],
        }

    @property
    def rows(self) -> list[tuple[Words, list[Decimal | None]]]:
        """For the table behind the drawing: a category with its value in each series."""
        return [
            (category, [series.values[index] for series in self.series])
            for index, category in enumerate(self.categories)
        ]
