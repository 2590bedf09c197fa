"""Work of the worker: reading a paper page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.constants import Permission
from parindex.assignments.constants import READ_PAPER_JOB
from parindex.assignments.paper_words import sentence_of
from parindex.assignments.services.directives import AmendsLaterPaper
from parindex.assignments.services.papers import PaperGone, read_paper
from parindex.jobs.kinds import register_job_kind
from parindex.jobs.progress import JobFailed, JobProgress
from parindex_intake.refusals import PaperRefused

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def read(access: Access, parameters: Mapping[str, Any], progress: JobProgress) -> Mapping[str, Any]:
    """Read the paper that the parameters name.

    :raises JobFailed: with what is wrong and how to mend it.
    """

    def report(done: int, pages: int) -> None:
        page = _("Reading page %(number)d of %(pages)d")
        words = page % {"number": min(done + 1, pages), "pages": pages}
        progress.report(done, pages, words if done < pages else _("Reading the text"))

    try:
        return {"directive": read_paper(access, parameters["paper"], report).pk}
    except PaperGone as gone:
        raise JobFailed(_("The paper was discarded meanwhile. Send it again.")) from gone
    except AmendsLaterPaper as later:
        raise JobFailed(later.sentence) from later
    except PaperRefused as refused:
        raise JobFailed(sentence_of(refused)) from refused


def register() -> None:
    """Put the work into the worker's table."""
    register_job_kind(
        READ_PAPER_JOB,
        read,
        gettext_lazy("Read a paper"),
        permission=Permission.REGISTER_DIRECTIVES,
        can_run_again=True,
        result_url=lambda job: reverse("directive", args=[job.result["directive"]]),
    )
