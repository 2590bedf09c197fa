"""What the papers about components share: columns of points, and the look of a row by its level."""

from typing import Final, Literal

from parindex_papers.model import Column, Emphasis

Level = Literal["area", "criterion", "component", "total"]

POINT_PLACES: Final = 2
NUMBER_COLUMN: Final = Column("STT", 5, "center")
COMPONENT_COLUMN: Final = Column("Lĩnh vực, tiêu chí, tiêu chí thành phần", 34)

_EMPHASES: dict[Level, Emphasis] = {
    "area": "bold",
    "criterion": "italic",
    "component": "plain",
    "total": "bold",
}


def points_column(title: str, share: int = 8) -> Column:
    """A column of points with two decimals."""
    return Column(title, share, "center", POINT_PLACES)


def emphasis_of(level: Level) -> Emphasis:
    """Areas and totals stand out in bold, criteria in italics."""
    return _EMPHASES[level]
