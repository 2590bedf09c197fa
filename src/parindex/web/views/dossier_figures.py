"""Figures of decision 766 where dossiers and catalogue have none: by hand, or the portal's file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.dossiers.constants import COUNTED_SOURCES
from parindex.dossiers.queries.portal import portal_scores
from parindex.dossiers.services.figures import (
    FiguresChangedMeanwhile,
    enter_figures,
    load_portal_figures,
)
from parindex.web.forms.portal_figures import (
    LARGEST_PORTAL_FILE,
    PortalFiguresForm,
    PortalFileForm,
    conflicts_in_words,
)
from parindex.web.portal_page import group_views
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of
from parindex.web.views.portal import chosen_period
from parindex_dossiers.errors import DossiersRefused

if TYPE_CHECKING:
    from parindex.web.portal_page import LineView, PeriodChoice


@takes_files(lambda: LARGEST_PORTAL_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_portal_figures(request: HttpRequest) -> HttpResponse:
    """Enter what is missing, or load what the portal publishes for the same period."""
    desk = desk_of(request)
    require(desk.access, Permission.LOAD_DOSSIERS)
    choice = chosen_period(request, desk)
    views = _views(desk, choice)
    asked = [view for view in views if _is_asked_for(view)]
    kind = request.POST.get("form", "") if request.method == "POST" else ""
    by_hand = PortalFiguresForm(asked, data=request.POST if kind == "by_hand" else None)
    file = PortalFileForm(
        request.POST if kind == "file" else None, request.FILES if kind == "file" else None
    )
    done, meanwhile = None, None
    if by_hand.is_valid():
        meanwhile = _changed_meanwhile(request, desk, choice, by_hand)
        done = None if meanwhile else _to_portal(choice)
    elif kind == "file":
        done = _loaded(request, desk, choice, file)
    if done is not None:
        return done
    context = {
        "desk": desk,
        "choice": choice,
        "way": [(_("Decision 766"), reverse("portal") + choice.query)],
        "by_hand": by_hand,
        "conflicts": conflicts_in_words(by_hand, meanwhile) if meanwhile else (),
        "seen": by_hand.seen_text(meanwhile),
        "file": file,
        "counted": len(views) - len(asked),
        "here": reverse("dossier-figures") + choice.query,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "dossiers/figures.html", context, status=status)


def _changed_meanwhile(
    request: HttpRequest, desk: Desk, choice: PeriodChoice, form: PortalFiguresForm
) -> FiguresChangedMeanwhile | None:
    """What somebody else saved since the form was opened; None once the figures are entered."""
    try:
        enter_figures(desk.access, choice.text, form.figures(), form.seen())
    except FiguresChangedMeanwhile as changed:
        return changed
    messages.success(request, _("Figures saved."), extra_tags=f"figures-{choice.text}")
    return None


def _views(desk: Desk, choice: PeriodChoice) -> list[LineView]:
    scores = portal_scores(desk.access, choice.text, desk.today)
    return [view for group in group_views(scores, choice) for view in group.lines]


def _is_asked_for(view: LineView) -> bool:
    figure = view.line.figure
    return figure is None or figure.source not in COUNTED_SOURCES


def _to_portal(choice: PeriodChoice) -> HttpResponseRedirect:
    return redirect(reverse("portal") + choice.query)


def _loaded(
    request: HttpRequest, desk: Desk, choice: PeriodChoice, form: PortalFileForm
) -> HttpResponse | None:
    """The way on once the portal's figures are loaded; None with the form saying what is wrong."""
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 20 MB. Save the answer of one page."))
        return None
    if not form.is_valid():
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = _written(form.cleaned_data["file"], Path(folder))
            count = load_portal_figures(
                desk.access, choice.text, path, form.cleaned_data["unit"].strip()
            )
    except DossiersRefused as problem:
        form.add_error("file", str(problem))
        return None
    messages.success(request, _("Figures of the portal loaded: %d.") % count)
    return _to_portal(choice)


def _written(uploaded: UploadedFile, folder: Path) -> Path:
    """The file on the disk, under the last part of its name."""
    path = folder / (Path(uploaded.name or "").name[-80:] or "portal.json")
    with path.open("wb") as file:
        for chunk in uploaded.chunks():
            file.write(chunk)
    return path
