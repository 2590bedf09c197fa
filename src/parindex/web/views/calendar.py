"""The working calendar: read by everyone, corrected by administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused
from parindex.calendars.queries import exceptions_of_year
from parindex.calendars.services import (
    ExceptionNeedless,
    GroundMissing,
    remove_exception,
    set_exception,
)
from parindex.web.calendar_page import weekday_heads, year_asked, year_page
from parindex.web.forms.calendar_day import WORKED, CalendarDayForm
from parindex.web.forms.days import DayField
from parindex.web.recounting import agencies_behind, start_recount
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import Desk, NoDesk, any_desk_of

if TYPE_CHECKING:
    from datetime import date


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_calendar(request: HttpRequest) -> HttpResponse:
    """A year, a month beside the other; a POST sets a day, removes it, or counts anew."""
    desk = _desk(request)
    if request.method != "POST":
        return _page(request, desk)
    if desk is None:
        raise NoDesk
    if not desk.access.may(Permission.KEEP_CALENDAR):
        raise refused(desk.access, Permission.KEEP_CALENDAR.value)
    step = request.POST.get("step", "")
    if step == "recount":
        return redirect("job", start_recount(desk.access).pk)
    if step == "remove":
        return _removed(request, desk)
    return _set(request, desk)


def _desk(request: HttpRequest) -> Desk | None:
    """The person's desk; without any role the calendar is still there to read."""
    try:
        return any_desk_of(request)
    except NoDesk:
        return None


def _set(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if form.is_valid():
        day, is_working = form.cleaned_data["day"], form.cleaned_data["kind"] == WORKED
        try:
            set_exception(
                desk.access, day, is_working=is_working, ground=form.cleaned_data["ground"]
            )
        except ExceptionNeedless:
            form.add_error("kind", _("The national calendar says so of this day already."))
        except GroundMissing:
            form.add_error("ground", _("Say which decision or event it rests on."))
        else:
            messages.success(request, _("Set: %(day)s.") % {"day": vndate(day)})
            return _year_of(day)
    return _page(request, desk, form)


def _removed(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        day = DayField().clean(request.POST.get("day", ""))
    except ValidationError:
        return redirect("calendar")
    if remove_exception(desk.access, day):
        words = _("Removed: %(day)s is again as the national calendar says.")
        messages.success(request, words % {"day": vndate(day)})
    return _year_of(day)


def _year_of(day: date) -> HttpResponse:
    return redirect(f"{reverse('calendar')}?year={day.year}")


def _page(
    request: HttpRequest, desk: Desk | None, form: CalendarDayForm | None = None
) -> HttpResponse:
    today = desk.today if desk else timezone.localdate()
    year = year_asked(request.GET.get("year", ""), today)
    context: dict[str, Any] = {
        "desk": desk,
        "year": year_page(year, today),
        "weekdays": weekday_heads(),
        "may_keep": False,
    }
    if desk is not None and desk.access.may(Permission.KEEP_CALENDAR):
        context |= {
            "may_keep": True,
            "form": form or CalendarDayForm(),
            "exceptions": exceptions_of_year(desk.access, year),
            "behind": agencies_behind(),
        }
    return render(request, "calendar/year.html", context, status=422 if form else 200)
