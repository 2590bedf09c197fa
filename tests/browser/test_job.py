"""A job watched in a real browser: moving, done, cancelled by the keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.apps.jobs.sample_work import register_sample_work
from tests.browser.seeing import Visit
from tests.departments import make_department

from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.jobs.claiming import claim_job, exchange, finish_job
from parindex.jobs.constants import JobState
from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS
from parindex.jobs.models import Job
from parindex.jobs.progress import JobProgress, Standing
from parindex.jobs.services import start_job


@pytest.fixture
def officer(transactional_db: None) -> Iterator[User]:
    """Whom `signed_in` signs in, with the work of the tests in the tables."""
    kinds, daily = dict(JOB_KINDS), dict(DAILY_WORK)
    register_sample_work()
    yield make_department("first").people["par_officer"]
    for table, before in ((JOB_KINDS, kinds), (DAILY_WORK, daily)):
        table.clear()
        table.update(before)


@pytest.fixture
def job(officer: User) -> Job:
    agency = officer.memberships.get().agency  # pyright: ignore[reportAttributeAccessIssue]
    return start_job(access(officer, agency), "sample.open_agencies", {})


def report(job: Job, done: int, words: str) -> None:
    progress = JobProgress()
    progress.report(done, 5000, words)
    exchange(job, progress)


def test_a_job_moves_until_its_result_is_there(
    signed_in: Visit, job: Job, beside: Callable[..., Any]
) -> None:
    page = signed_in.open(f"/jobs/{job.pk}/")
    expect(page.locator(".job")).to_contain_text("Đang chờ đến lượt")
    signed_in.expect_good_page()
    running = beside(claim_job)
    beside(report, running, 1250, "Đọc dòng của tệp xuất")
    expect(page.locator(".job-count")).to_have_text("1.250/5.000")
    expect(page.get_by_role("status").filter(has_text="Đọc dòng")).to_have_count(1)
    # The page looks anew each second, and the button under the person's fingers stays.
    page.get_by_role("button", name="Hủy").focus()
    beside(report, running, 2500, "Đọc dòng của tệp xuất")
    expect(page.locator(".job-count")).to_have_text("2.500/5.000")
    expect(page.get_by_role("button", name="Hủy")).to_be_focused()
    signed_in.expect_good_page()
    beside(finish_job, running, JobState.DONE, Standing(5000, 5000, "Đã mở 6 cơ quan"))
    expect(page.get_by_role("link", name="Xem kết quả")).to_be_visible()
    signed_in.expect_good_page()


def test_a_job_is_cancelled(signed_in: Visit, job: Job) -> None:
    page = signed_in.open(f"/jobs/{job.pk}/")
    page.get_by_role("button", name="Hủy").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".job")).to_contain_text("Đã hủy. Không có gì được ghi lại.")
    expect(page.get_by_role("button", name="Hủy")).to_have_count(0)
    signed_in.expect_good_page()
