"""The product's visual components, one tag each; see the page /components/ for all of them."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parindex.web import marked_text as marking
from parindex.web.attachment_panel import AttachmentPanel
from parindex.web.charts import Chart
from parindex.web.job_card import JobCard
from parindex.web.statuses import SCORE_STATUSES, TASK_STATUSES, Appearance

register = template.Library()
# Newer than the types that pyright has of Django.
block_tag = register.simple_block_tag  # pyright: ignore[reportAttributeAccessIssue]

ICON_LIST = Path(__file__).resolve().parents[1] / "assets" / "icons.txt"
ALERT_ICONS = {
    "info": "info-circle",
    "success": "circle-check",
    "warning": "alert-triangle",
    "error": "circle-x",
}


class IconUnknown(KeyError):
    """An icon that the sprite does not hold; add its name to assets/icons.txt."""


@cache
def icon_names() -> frozenset[str]:
    return frozenset(ICON_LIST.read_text(encoding="ascii").split())


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite: silent for readers of screens unless it has a label."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>',
            label,
            icon_address(name),
        )
    return silent_icon(name)


@cache
def silent_icon(name: str) -> SafeString:
    """Kept: a page of a few hundred rows draws as many."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', icon_address(name)
    )


def icon_address(name: str) -> str:
    if name not in icon_names():
        raise IconUnknown(name)
    return f"{static('parindex/icons.svg')}#{name}"


@block_tag
def card(
    content: str,
    title: str = "",
    note: str = "",
    icon: str = "",
    link: str = "",
    link_label: str = "",
    flush: bool = False,
) -> SafeString:
    """A framed part of a page; `flush` lets a table reach the frame."""
    return component("card", locals())


@block_tag
def alert(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message that stays: info, success, warning or error."""
    return component("alert", {**locals(), "icon": ALERT_ICONS[tone]})


@block_tag
def data_table(
    content: str,
    key: str,
    caption: str,
    sortable: bool = False,
    filterable: bool = False,
    tall: bool = False,
    export_url: str = "",
    export_label: str = "Excel",
) -> SafeString:
    """A dense table around its <thead>, <tbody> and <tfoot>.

    `sortable`: headers with data-sort="text|number" sort the rows on the page, by a cell's
    data-value where it has one. `tall` scrolls inside, under a header that stays.
    """
    return component("data_table", locals())


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: template.Context, label: str, key: str, numeric: bool = False) -> dict:
    """A header that sorts on the server by `?sort=key`, `?sort=-key`."""
    request: HttpRequest = context["request"]
    chosen = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{key}" if chosen == key else key
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    return {
        "label": label,
        "numeric": numeric,
        "address": f"?{query.urlencode()}",
        "direction": direction,
    }


@register.inclusion_tag("components/stat.html")
def stat(
    label: str,
    value: str,
    unit: str = "",
    note: str = "",
    tone: str = "",
    url: str = "",
    more: str = "",
    more_url: str = "",
) -> dict:
    """One figure with its unit and what it is true of; ``more``: a step under it, with its page."""
    return locals()


@register.simple_tag
def badge(label: str, icon: str, tone: str = "neutral") -> SafeString:
    """A sign and a word; tones: good, partial, bad, neutral, absent."""
    return status_badge(Appearance(label, icon, tone))  # pyright: ignore[reportArgumentType]


@register.simple_tag
def score_badge(status: str) -> SafeString:
    """full, partial, lost, missing or not_applicable."""
    return status_badge(SCORE_STATUSES[status])


@register.simple_tag
def task_badge(status: str) -> SafeString:
    """A key of `statuses.TASK_STATUSES`."""
    return status_badge(TASK_STATUSES[status])


@register.simple_tag
def status_badge(appearance: Appearance) -> SafeString:
    """A badge of any kind. No template of its own: trees and lists have one in every row."""
    return format_html(
        '<span class="status status-{}">{}{}</span>',
        appearance.tone,
        icon(appearance.icon),
        appearance.label,
    )


@register.inclusion_tag("components/progress.html")
def progress(
    label: str, achieved: Decimal, maximum: Decimal, possible: Decimal | None = None
) -> dict:
    """Points achieved, still possible (hatched) and the maximum, as one bar."""
    return {
        "label": label,
        "achieved": achieved,
        "maximum": maximum,
        "possible": possible,
        "achieved_width": share(achieved, maximum),
        "possible_width": share(possible if possible is not None else achieved, maximum),
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str, url: str = "", action: str = "", icon: str = "inbox"
) -> dict:
    """What an empty page says: why it is empty and what to do first."""
    return locals()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict:
    """A form field with its label, help and errors, tied together for readers of screens."""
    described = []
    if bound.help_text:
        described.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    is_choice = isinstance(bound.field.widget, forms.Select)
    attributes = {"class": "form-select" if is_choice else "form-control"}
    if bound.errors:
        attributes["class"] += " is-invalid"
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    control = bound.as_widget(attrs=attributes)  # pyright: ignore[reportArgumentType]
    return {"field": bound, "control": control}


@register.inclusion_tag("components/tabs.html")
def tabs(label: str, entries: Sequence[dict]) -> dict:
    """Links of equal rank: each entry has `label`, `url`, `is_current` and maybe `count`."""
    return locals()


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict:
    """Links to the pages of a list, which keep everything else that the address asks for."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    others = f"{query.urlencode()}&" if query else ""
    return {"page": page, "address": f"?{others}page="}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(entries: Sequence[tuple[str, str]], current: str) -> dict:
    """The way to this page: (label, url) of each page above."""
    return locals()


@register.inclusion_tag("components/definitions.html")
def definitions(entries: Sequence[tuple[str, object]]) -> dict:
    """Terms with their values."""
    return locals()


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[dict]) -> dict:
    """What happened, newest first: `at`, `who`, `what`, and maybe `old`, `new`, `reason`."""
    return locals()


@register.inclusion_tag("components/marked_text.html")
def marked_text(text: str, marks: Sequence[marking.Mark]) -> dict:
    """A paper with its marked phrases; each lights up the elements that share its keys."""
    return {"segments": marking.segments(text, marks)}


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart) -> dict:
    """A drawing whose title is a question, with its figures in a table behind it."""
    return {"chart": chart, "data_key": f"{chart.key}-data"}


@register.inclusion_tag("components/job.html", takes_context=True)
def job(context: template.Context, card: JobCard) -> dict:
    """Long work: where it stands and how far it is, looked at anew each second; cancelling it."""
    return {"card": card, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/attachments.html", takes_context=True)
def attachments(context: template.Context, panel: AttachmentPanel) -> dict:
    """Files and cited documents behind something, and the place to drop more."""
    return {"panel": panel, "csrf_token": context.get("csrf_token")}


def component(name: str, context: dict[str, object]) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


def share(part: Decimal, whole: Decimal) -> str:
    """A width in per cent, never outside 0 to 100."""
    if whole <= 0:
        return "0"
    return f"{min(max(part / whole * 100, Decimal(0)), Decimal(100)):.2f}"
