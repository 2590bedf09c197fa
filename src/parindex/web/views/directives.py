"""The papers that gave the agency work, and taking in a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.directives import directives_of
from parindex.assignments.services.directives import DirectiveRefused, register_directive
from parindex.organisations.queries import units_of
from parindex.web.forms.new_directive import NewDirectiveForm
from parindex.web.views.desk import desk_of

ROWS_ON_A_PAGE = 50


@require_safe
def list_directives(request: HttpRequest) -> HttpResponse:
    """The directives of the agency, found by words."""
    desk = desk_of(request)
    words = request.GET.get("words", "").strip()
    page = Paginator(directives_of(desk.access, words), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "words": words,
        "may_register": desk.access.may(Permission.REGISTER_DIRECTIVES),
    }
    return render(request, "directives/list.html", context)


def read_new_directive(request: HttpRequest) -> HttpResponse:
    """Takes in a paper, reads it and goes on to its review."""
    desk = desk_of(request)
    require(desk.access, Permission.REGISTER_DIRECTIVES)
    is_sent = request.method == "POST"
    form = NewDirectiveForm(request.POST, request.FILES) if is_sent else NewDirectiveForm()
    if is_sent and form.is_valid():
        try:
            found, is_new = register_directive(desk.access, form.paper(), units_of(desk.agency))
        except DirectiveRefused:
            form.add_error("text", _("The text is empty or too long. Paste one whole paper."))
        else:
            if not is_new:
                messages.info(request, _("This paper was read before; here it is."))
            return redirect("directive", found.pk)
    context = {"form": form, "way": [(_("Directives"), reverse("directives"))]}
    return render(request, "directives/new.html", context, status=422 if is_sent else 200)
