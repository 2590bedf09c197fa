"""Components: what their markup promises."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

import parindex
from parindex.web.charts import Chart, Series
from parindex.web.statuses import SCORE_STATUSES, TASK_STATUSES, score_status
from parindex.web.templatetags.components import IconUnknown, icon, icon_names, share

PACKAGE = Path(parindex.__file__).parent


def rendered(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def test_icons_that_the_sprite_lacks_are_refused() -> None:
    with pytest.raises(IconUnknown):
        icon("no-such-icon")


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        name
        for path in PACKAGE.rglob("templates/**/*.html")
        for name in re.findall(r"""icon(?: |=)["']([a-z0-9-]+)["']""", path.read_text("utf-8"))
    }
    assert named
    assert named <= icon_names()


def test_every_status_has_a_sign_of_its_own_and_a_word() -> None:
    for statuses in (SCORE_STATUSES, TASK_STATUSES):
        icons = [appearance.icon for appearance in statuses.values()]
        assert len(set(icons)) == len(icons)
        assert set(icons) <= icon_names()
        assert all(str(appearance.label) for appearance in statuses.values())


def test_no_template_has_inline_script_or_style() -> None:
    for path in PACKAGE.rglob("templates/**/*.html"):
        # Only what is sent: a template's own tags may name a variable “one”.
        source = re.sub(r"\{%.*?%\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", source), path


@pytest.mark.parametrize(
    ("status", "points", "shown"),
    [
        ("scored", "2.5", "full"),
        ("scored", "2.25", "partial"),
        ("scored", "0", "lost"),
        ("missing", None, "missing"),
        ("not_applicable", None, "not_applicable"),
    ],
)
def test_score_status(status: str, points: str | None, shown: str) -> None:
    value = None if points is None else Decimal(points)
    assert score_status(status, value, Decimal("2.5")) == shown


@pytest.mark.parametrize(
    ("part", "whole", "width"),
    [("12.1", "14", "86.43"), ("0", "0", "0"), ("5", "4", "100.00"), ("-1", "4", "0.00")],
)
def test_share_stays_within_the_bar(part: str, whole: str, width: str) -> None:
    assert share(Decimal(part), Decimal(whole)) == width


def test_content_of_a_person_is_escaped() -> None:
    html = rendered("{% card title=t %}{{ t }}{% endcard %}{% marked_text t marks %}", t="<b>")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;") == 3


@pytest.mark.parametrize(
    ("query", "address", "direction"),
    [
        ("", "?sort=points", ""),
        ("sort=points&page=2&q=a", "?sort=-points&amp;q=a", "ascending"),
        ("sort=-points", "?sort=points", "descending"),
    ],
)
def test_sort_header_turns_round(query: str, address: str, direction: str) -> None:
    request = RequestFactory().get(f"/?{query}")
    html = rendered("{% sort_header 'Điểm' 'points' %}", request=request)
    assert f'href="{address}"' in html
    assert (f'aria-sort="{direction}"' in html) is bool(direction)


def test_chart_keeps_exact_figures_in_its_table() -> None:
    values = [Decimal("0.10"), None]
    chart = Chart("k", "Ở đâu?", "bars", ["A", "B"], [Series("S", values)], "điểm")
    assert chart.rows == [("A", [Decimal("0.10")]), ("B", [None])]
    html = rendered("{% chart chart %}", chart=chart)
    assert 'id="k-data" type="application/json"' in html
    assert "0,1" in html
