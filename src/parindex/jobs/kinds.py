"""The closed table of what a worker can do; apps fill it in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from parindex.accounts.constants import Permission
    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job
    from parindex.jobs.progress import JobProgress

# Takes the person's access as it is when the work starts, the parameters and the progress; returns
# the result, of what JSON can hold.
Handler = Callable[["Access", "Mapping[str, Any]", "JobProgress"], "Mapping[str, Any]"]
DailyHandler = Callable[[date, "JobProgress"], "Mapping[str, Any]"]


class KindTwice(ValueError):
    """Two apps named their work the same."""


class KindUnknown(KeyError):
    """No app has registered work of that name."""


@dataclass(frozen=True)
class JobKind:
    """Work that people ask for.

    ``permission``: who may cancel it beside the one who asked. ``can_run_again``: running it a
    second time leaves what running it once leaves, so that it is taken up after a worker died.
    ``result_url``: the page that shows what came out.
    """

    name: str
    handler: Handler
    label: str | Promise
    permission: Permission
    can_run_again: bool
    result_url: Callable[[Job], str] | None


@dataclass(frozen=True)
class DailyWork:
    """Work that the product does by itself once a day, from the hour ``at`` on.

    A day on which no worker ran is not made up for. It has to bear being run again.
    """

    name: str
    handler: DailyHandler
    at: time


JOB_KINDS: dict[str, JobKind] = {}
DAILY_WORK: dict[str, DailyWork] = {}


def register_job_kind(
    name: str,
    handler: Handler,
    label: str | Promise,
    *,
    permission: Permission,
    can_run_again: bool,
    result_url: Callable[[Job], str] | None = None,
) -> None:
    """Add a kind of work; see ``JobKind``.

    :raises KindTwice: when the name is taken.
    """
    _refuse_taken(name)
    JOB_KINDS[name] = JobKind(name, handler, label, permission, can_run_again, result_url)


def register_daily_work(name: str, handler: DailyHandler, *, at: time) -> None:
    """Add work of every day; ``at`` is an hour of the product's time zone.

    :raises KindTwice: when the name is taken.
    """
    _refuse_taken(name)
    DAILY_WORK[name] = DailyWork(name, handler, at)


def job_kind(name: str) -> JobKind:
    """The kind of that name.

    :raises KindUnknown: when no app registered it.
    """
    if name not in JOB_KINDS:
        raise KindUnknown(name)
    return JOB_KINDS[name]


def _refuse_taken(name: str) -> None:
    if name in JOB_KINDS or name in DAILY_WORK:
        raise KindTwice(name)
