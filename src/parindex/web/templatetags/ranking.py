"""Differences of a ranking in words and signs."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.web.templatetags.formats import NOTHING_KNOWN, points

register = template.Library()


@register.filter
def signed(value: Decimal | None) -> str:
    """“+1,25”, “−0,50”, “0,00”: points with their sign, two decimals."""
    if value is None:
        return NOTHING_KNOWN
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{points(abs(value))}"


@register.filter
def places(change: int | None) -> str:
    """By how many places an agency rose or fell."""
    if change is None:
        return ""
    if change == 0:
        return _("same place")
    count = abs(change)
    if change > 0:
        return ngettext("up %(count)d place", "up %(count)d places", count) % {"count": count}
    return ngettext("down %(count)d place", "down %(count)d places", count) % {"count": count}
