"""Which paper a paper amends, said otherwise while nothing was done on that ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.directives import directive
from parindex.assignments.services.amending import (
    AmendmentChangedMeanwhile,
    AmendmentStays,
    Hindrance,
    change_amended,
    hindrance_to,
)
from parindex.assignments.services.directives import AmendsLaterPaper
from parindex.web.directive_review import suggested_of
from parindex.web.forms.amended import AmendedForm
from parindex.web.sent_numbers import whole_number
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import Directive

_WORDS = {
    Hindrance.ASSIGNED: gettext_lazy(
        "The tasks of this paper were assigned: what deadlines it moved and what tasks it kept "
        "stands, so that what it amends can no longer be changed."
    ),
    Hindrance.BUILT_ON: gettext_lazy(
        "A later form of this paper is being reviewed or was assigned on the ground of this one. "
        "Undo the later one first."
    ),
    Hindrance.CIRCLE: gettext_lazy(
        "That paper amends this one; two papers cannot amend each other."
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_amended_paper(request: HttpRequest, directive_id: int) -> HttpResponse:
    """Name another paper, or none, with the reason."""
    desk = desk_of(request)
    require(desk.access, Permission.REGISTER_DIRECTIVES)
    found = directive(desk.access, directive_id)
    if found is None:
        raise Http404
    hindrance = hindrance_to(found)
    if request.method != "POST":
        form = AmendedForm(desk.access, found)
        return _page(request, found, form, str(_WORDS[hindrance]) if hindrance else "")
    form = AmendedForm(desk.access, found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, str(_WORDS[hindrance]) if hindrance else "")
    try:
        changed = change_amended(
            desk.access,
            found,
            form.chosen,
            form.cleaned_data["reason"],
            seen=whole_number(request.POST.get("seen", "")),
            suggested=suggested_of(desk, found),
        )
    except AmendmentStays as stays:
        if stays.hindrance is not Hindrance.CIRCLE:
            return _page(request, found, form, str(_WORDS[stays.hindrance]))
        form.add_error("number", _WORDS[stays.hindrance])
        return _page(request, found, form)
    except AmendsLaterPaper as later:
        words = _(
            "This paper is of %(day)s, the one named here of %(other)s: no paper amends a later"
            " one. Correct the date that is wrong in the register first; or is it the other one"
            " that amends this one? Then say so there."
        )
        days = {"day": vndate(later.issued_on), "other": vndate(later.amends.issued_on)}
        form.add_error("number", words % days)
        return _page(request, found, form)
    except AmendmentChangedMeanwhile as conflict:
        before = conflict.present.amends
        words = _("Somebody else said meanwhile what it amends; now: %(paper)s. Look at it again.")
        form.add_error(None, words % {"paper": before or _("none")})
        return _page(request, conflict.present, form)
    words = _("It amends %(paper)s now.") if changed.amends else _("It amends no other paper now.")
    messages.success(request, words % {"paper": changed.amends} if changed.amends else words)
    return redirect("directive", found.pk)


def _page(
    request: HttpRequest, found: Directive, form: AmendedForm, stays: str = ""
) -> HttpResponse:
    """The form; ``stays``: why there is none."""
    context = {
        "way": [
            (_("Directives"), reverse("directives")),
            (str(found), reverse("directive", args=[found.pk])),
        ],
        "directive": found,
        "form": form,
        "stays": stays,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "directives/amended.html", context, status=status)
