"""What stands in a reading of a paper, as the page's language says it."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

register = template.Library()

KINDS = {
    "conclusion": _("Conclusion"),
    "conclusion_notice": _("Notice of a conclusion"),
    "dispatch": _("Dispatch"),
    "plan": _("Plan"),
    "decision": _("Decision"),
    "instruction": _("Instruction"),
}


@register.filter
def paper_kind(kind: str) -> str:
    """The kind of a paper; one that the reader does not know is shown as it stands."""
    return str(KINDS.get(kind, kind)) or NOTHING_KNOWN


@register.filter
def iso_day(value: str | None) -> str:
    """“27/5/2021” of “2021-05-27”."""
    return vndate(date.fromisoformat(value) if value else None)
