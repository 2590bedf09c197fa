"""What a long paper's review does not hold, taken in as a paper of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.directives import directive
from parindex.assignments.services.continuing import NothingLeft, continue_paper
from parindex.web.views.desk import desk_of


@require_POST
def take_rest(request: HttpRequest, directive_id: int) -> HttpResponse:
    """Take the rest in; the page of the new paper follows."""
    desk = desk_of(request)
    require(desk.access, Permission.REGISTER_DIRECTIVES)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    try:
        made = continue_paper(desk.access, found)
    except NothingLeft:
        messages.info(request, _("The review holds the whole paper; there is no rest."))
        return redirect("directive", found.pk)
    messages.success(request, _("The rest of the paper; decide on its sentences, too."))
    return redirect("directive", made.pk)
