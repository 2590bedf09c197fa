"""Numbers and dates as the page's language writes them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parindex_core.framework import Label
from parindex_core.vietnamese.dates import format_date, format_long_date
from parindex_core.vietnamese.numbers import Language, format_number, format_percent

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit
    from parindex.rounds.models import AppraisalField, Cluster

register = template.Library()

NOTHING_KNOWN = "–"


def page_language() -> Language:
    return "en" if get_language() == "en" else "vi"


@register.filter
def points(value: Decimal | Fraction | int | None) -> str:
    """Always two decimals: “2,25”, in English “2.25”; “–” where nothing is known."""
    if value is None:
        return NOTHING_KNOWN
    return format_number(value, 2, page_language())


@register.filter
def number(value: Decimal | Fraction | int | None, places: int | None = None) -> str:
    """“1.234,5”, in English “1,234.5”; `places` rounds half up and pads."""
    if value is None:
        return NOTHING_KNOWN
    return format_number(value, places, page_language())


@register.filter
def percent(value: Decimal | Fraction | None) -> str:
    """A share as “60,19 %”, halves up; “–” without cases."""
    return NOTHING_KNOWN if value is None else format_percent(value, 2, page_language())


@register.filter
def plain(value: Decimal | int | None) -> str:
    """For scripts and attributes: “1234.5” in every language, empty where nothing is known."""
    return "" if value is None else f"{value:f}"


@register.filter
def vndate(value: date | datetime | None) -> str:
    """“27/5/2021”, in both languages; moments are shown in the office's time zone."""
    return NOTHING_KNOWN if value is None else format_date(local_day(value))


@register.filter
def longdate(value: date | datetime | None) -> str:
    """“ngày 27 tháng 5 năm 2021”, in English “27 May 2021”."""
    if value is None:
        return NOTHING_KNOWN
    day = local_day(value)
    return date_format(day, "j F Y") if page_language() == "en" else format_long_date(day)


@register.filter
def moment(value: datetime | None) -> str:
    """“14:05 27/5/2021” in the office's time zone."""
    if value is None:
        return NOTHING_KNOWN
    local = timezone.localtime(value)
    return f"{local:%H:%M} {format_date(local.date())}"


@register.filter
def ending(value: datetime | None) -> str:
    """When something locks: “hết ngày 31/12/2021” for midnight, else “14:05 27/5/2021”."""
    if value is None:
        return NOTHING_KNOWN
    local = timezone.localtime(value)
    if (local.hour, local.minute) != (0, 0):
        return moment(value)
    return _("end of %(day)s") % {"day": format_date(local.date() - timedelta(days=1))}


@register.filter
def spoken(label: Label | None) -> str:
    """A label of a framework in the page's language."""
    return NOTHING_KNOWN if label is None else label.in_language(page_language())


@register.filter
def named(organisation: "Agency | Unit | Cluster | AppraisalField | None") -> str:
    """The name of an agency, unit, cluster or field in the page's language."""
    if organisation is None:
        return NOTHING_KNOWN
    return organisation.name_en if page_language() == "en" else organisation.name


def local_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
