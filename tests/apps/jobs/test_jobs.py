"""Asking for work, doing it, cancelling it, failing with a sentence; once a day."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation
from tests.apps.jobs.sample_work import register_sample_work

from parindex.accounts.services import PermissionRefused
from parindex.audit.queries import history
from parindex.jobs.claiming import claim_job, exchange, finish_job, queue_daily_work
from parindex.jobs.constants import MOST_ATTEMPTS, JobState
from parindex.jobs.kinds import KindTwice, KindUnknown
from parindex.jobs.models import Job
from parindex.jobs.progress import JobCancelled, JobProgress, JobTakenAway, Standing
from parindex.jobs.queries import job, may_cancel
from parindex.jobs.running import run_job
from parindex.jobs.services import JobFinished, cancel_job, start_job
from parindex.jobs.worker import run_waiting
from parindex.organisations.models import Agency

pytestmark = pytest.mark.usefixtures("sample_work")
AT_ONCE = timedelta(seconds=-1)


@pytest.fixture
def officer(department):
    return department.access("par_officer")


def test_work_is_done_once_with_its_result(officer):
    queued = start_job(officer, "sample.open_agencies", {})
    assert run_waiting() == 1
    assert run_waiting() == 0
    done = job(officer, queued.pk)
    assert (done.state, done.result, done.words) == (JobState.DONE, {"made": 6}, "agency 5")
    assert (done.attempts, done.started_at <= done.finished_at) == (1, True)
    events = history(officer.agency.pk, "job", queued.pk)
    assert [event.action for event in events] == ["finish_job", "start_job"]


def test_the_oldest_comes_first(officer, tmp_path):
    for number in (3, 1, 2):
        parameters = {"number": number, "file": str(tmp_path / "notes")}
        start_job(officer, "sample.note", parameters)
    run_waiting()
    lines = (tmp_path / "notes").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["3", "1", "2"]


def test_a_second_press_is_the_same_job_until_it_is_over(officer, department):
    first = start_job(officer, "sample.refuse", {"file": "a", "year": 2021})
    assert start_job(officer, "sample.refuse", {"year": 2021, "file": "a"}) == first
    assert start_job(officer, "sample.refuse", {"year": 2022, "file": "a"}) != first
    run_waiting()
    assert start_job(officer, "sample.refuse", {"file": "a", "year": 2021}) != first


def test_unknown_work_is_refused(officer):
    with pytest.raises(KindUnknown):
        start_job(officer, "sample.unheard", {})


def test_two_apps_cannot_name_their_work_the_same():
    with pytest.raises(KindTwice):
        register_sample_work()


def test_failure_is_the_handlers_sentence(officer):
    queued = start_job(officer, "sample.refuse", {})
    run_waiting()
    failed = job(officer, queued.pk)
    assert failed.state == JobState.FAILED
    assert failed.error == "Dòng 4, cột Ngày nhận: “31/02/2021” không phải là ngày."
    assert (failed.done, failed.total) == (3, 10)


@pytest.mark.parametrize(("language", "words"), [("vi", "trục trặc"), ("en", "went wrong")])
def test_a_break_down_tells_no_detail_and_the_worker_goes_on(officer, language, words, tmp_path):
    with translation.override(language):
        queued = start_job(officer, "sample.break_down", {})
    start_job(officer, "sample.note", {"number": 1, "file": str(tmp_path / "notes")})
    assert run_waiting() == 2
    failed = job(officer, queued.pk)
    assert failed.state == JobState.FAILED
    assert words in failed.error
    assert str(queued.pk) in failed.error
    assert "secret" not in failed.error


def test_rights_are_those_of_the_moment_when_the_work_starts(officer, department):
    queued = start_job(officer, "sample.open_agencies", {})
    department.people["par_officer"].memberships.all().delete()
    run_waiting()
    queued.refresh_from_db()
    assert queued.state == JobState.FAILED
    assert not Agency.objects.filter(key="agency-0").exists()


def test_what_waits_is_cancelled_at_once(officer):
    queued = start_job(officer, "sample.open_agencies", {})
    assert cancel_job(officer, queued).state == JobState.CANCELLED
    assert run_waiting() == 0
    with pytest.raises(JobFinished):
        cancel_job(officer, queued)


def test_what_runs_stops_at_its_next_report_and_leaves_nothing(officer):
    start_job(officer, "sample.open_agencies", {})
    running = claim_job()
    cancel_job(officer, running)
    progress = JobProgress()
    exchange(running, progress)
    run_job(running, progress)
    running.refresh_from_db()
    assert running.state == JobState.CANCELLED
    assert not Agency.objects.filter(key="agency-0").exists()


def test_progress_is_written_and_stopping_is_heard(officer):
    start_job(officer, "sample.open_agencies", {})
    running = claim_job()
    progress = JobProgress()
    progress.report(2, 6, "reading")
    progress.report(3, 6)
    exchange(running, progress)
    shown = job(officer, running.pk)
    assert (shown.done, shown.total, shown.words) == (3, 6, "reading")
    cancel_job(officer, running)
    exchange(running, progress)
    with pytest.raises(JobCancelled):
        progress.report(4, 6)


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("par_officer", True),
        ("unit_head", False),
        ("unit_officer", True),
        ("director", False),
        ("auditor", False),
    ],
)
def test_who_may_cancel(department, person, may):
    queued = start_job(department.access("unit_officer"), "sample.open_agencies", {})
    access = department.access(person)
    assert may_cancel(access, queued) is may
    if may:
        cancel_job(access, queued)
    else:
        with pytest.raises(PermissionRefused):
            cancel_job(access, queued)


def test_another_agency_sees_and_cancels_nothing(officer, other_department):
    queued = start_job(officer, "sample.open_agencies", {})
    other = other_department.access("par_officer")
    assert job(other, queued.pk) is None
    with pytest.raises(PermissionRefused):
        cancel_job(other, queued)


def test_one_without_view_sees_only_their_own(department, officer):
    queued = start_job(officer, "sample.open_agencies", {})
    administrator = department.access("administrator")
    with pytest.raises(PermissionRefused):
        job(administrator, queued.pk)
    own = start_job(administrator, "sample.refuse", {})
    assert job(administrator, own.pk) == own


def test_a_living_workers_job_is_not_taken(officer):
    start_job(officer, "sample.open_agencies", {})
    assert claim_job() is not None
    assert claim_job() is None


def test_a_dead_workers_job_is_done_by_the_next_and_the_dead_one_writes_no_more(officer):
    start_job(officer, "sample.open_agencies", {})
    dead = claim_job()
    second = claim_job(AT_ONCE)
    assert (second.pk, second.attempts) == (dead.pk, 2)
    progress = JobProgress()
    exchange(dead, progress)
    with pytest.raises(JobTakenAway):
        progress.report(1, 2)
    assert not finish_job(dead, JobState.DONE, Standing(), result={"by": "the dead"})
    run_job(second, JobProgress())
    second.refresh_from_db()
    assert (second.state, second.result) == (JobState.DONE, {"made": 6})


def test_work_that_cannot_run_again_fails_when_its_worker_died(officer):
    queued = start_job(officer, "sample.wait_for_cancel", {})
    claim_job()
    assert claim_job(AT_ONCE) is None
    failed = job(officer, queued.pk)
    assert failed.state == JobState.FAILED
    assert "gián đoạn" in failed.error


def test_work_that_takes_workers_down_is_given_up(officer):
    queued = start_job(officer, "sample.open_agencies", {})
    for _attempt in range(MOST_ATTEMPTS):
        assert claim_job(AT_ONCE) is not None
    assert claim_job(AT_ONCE) is None
    assert job(officer, queued.pk).state == JobState.FAILED


def test_a_dead_workers_job_that_was_to_be_cancelled_is_cancelled(officer):
    start_job(officer, "sample.open_agencies", {})
    running = claim_job()
    cancel_job(officer, running)
    assert claim_job(AT_ONCE) is None
    assert job(officer, running.pk).state == JobState.CANCELLED


def at(hour: int, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, 30, tzinfo=timezone.get_current_timezone())


def test_daily_work_is_queued_once_a_day_from_its_hour_on(db):
    queue_daily_work(at(4))
    assert not Job.objects.exists()
    queue_daily_work(at(5))
    queue_daily_work(at(23))
    assert run_waiting() == 1
    queue_daily_work(at(23))
    queue_daily_work(at(5, day=25))
    assert run_waiting() == 1
    results = Job.objects.order_by("id").values_list("result", flat=True)
    assert list(results) == [{"day": "2026-11-24"}, {"day": "2026-11-25"}]


def test_an_idle_worker_asks_once(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert claim_job() is None
