"""The frame of every page."""

from django import template

from parindex.web.navigation import Frame, frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_frame(context: template.Context) -> Frame:
    """Agency, year and menu; empty on a page without a signed-in person."""
    request = context.get("request")
    return frame_of(request) if request else Frame()
