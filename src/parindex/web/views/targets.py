"""What the agency aims at in its year: an index, a rank."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.services import TargetsChangedMeanwhile, set_targets
from parindex.assessments.targets import targets_of
from parindex.rounds.queries import last_result
from parindex.web.forms.targets import TargetsForm, seen_in, seen_of, targets_form
from parindex.web.views.desk import desk_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_targets(request: HttpRequest) -> HttpResponse:
    """The year's targets to set or take back, beside what the last round gave."""
    desk = desk_of(request)
    if desk.assessment is None:
        return render(request, "no_year.html")
    require(desk.access, Permission.SET_TARGETS)
    present = targets_of(desk.assessment)
    form, problem = targets_form(present), ""
    if request.method == "POST":
        form = TargetsForm(request.POST)
        if form.is_valid():
            try:
                seen = seen_in(request.POST, present)
                set_targets(desk.access, desk.assessment, form.targets(), seen=seen)
            except TargetsChangedMeanwhile as changed:
                present = changed.present
                problem = _(
                    "Somebody else has just set the targets; what they set stands above. What you "
                    "typed is still in the form. Save again to put it in place."
                )
            else:
                messages.success(request, _("Targets saved."), extra_tags="targets")
                return redirect("home")
    context = {
        "desk": desk,
        "form": form,
        "present": present,
        "seen": seen_of(present),
        "problem": problem,
        "last": last_result(desk.access, desk.assessment.year),
    }
    return render(request, "targets.html", context, status=422 if form.is_bound else 200)
