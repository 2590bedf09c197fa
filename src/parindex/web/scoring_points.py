"""The tree's columns of points: by the figures while they are entered, then what became of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.web.templatetags.formats import points

if TYPE_CHECKING:
    from parindex.rounds.queries import AgencyPoints
    from parindex.web.scoring_tree import TreeLine


def points_head(found: AgencyPoints | None) -> list[str]:
    """What the columns of points are called, as the screen and the exported table show them."""
    if found is None:
        return [_("So far"), _("Expected")]
    head = [_("Self score")]
    if found.shows_first:
        head.append(_("First appraisal"))
    if found.shows_last:
        head.append(last_column(found))
    return [*head, _("Deducted")] if found.shows_first else head


def last_column(found: AgencyPoints | None) -> str:
    """What the council's last points are called."""
    if found is not None and found.is_concluded:
        return _("Concluded points")
    return _("Second appraisal")


def points_cells(line: TreeLine, found: AgencyPoints | None) -> list[str]:
    """A line's points under ``points_head``; empty where there are none."""
    standing, after = line.row.standing, line.points
    if found is None or after is None:
        is_known = line.status not in ("missing", "not_applicable")
        return [_cell(standing.so_far if is_known else None), _cell(standing.year_end)]
    cells = [after.own]
    if found.shows_first:
        cells.append(after.first)
    if found.shows_last:
        cells.append(after.last)
    if found.shows_first:
        cells.append(after.deducted)
    return [_cell(one) for one in cells]


def points_note(found: AgencyPoints | None) -> str:
    """What the columns mean, and what of the council's points may not be seen yet."""
    if found is None:
        return _(
            "So far: points by the figures already entered. Expected: points if the expected "
            "figures of the year's end come true. Areas and criteria are sums."
        )
    own = _("Self score: as it was submitted. Areas and criteria are sums.")
    return f"{own} {_still_to_come(found)}"


def _still_to_come(found: AgencyPoints) -> str:
    if found.is_concluded:
        return _("Concluded points include those of surveys; bonus and penalty stand outside them.")
    if found.shows_last:
        return _("Survey points join with the conclusion.")
    if found.shows_first:
        return _("The second appraisal shows here once the council has closed it.")
    return _("The council's points show here once it asks for explanations.")


def _cell(value: Decimal | None) -> str:
    return "" if value is None else points(value)
