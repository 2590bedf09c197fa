"""The page of a job, and the card on it that looks anew each second."""

import re

import pytest
from django.urls import reverse

from parindex.jobs.claiming import claim_job, exchange, finish_job
from parindex.jobs.constants import JobState
from parindex.jobs.models import Job
from parindex.jobs.progress import JobProgress, Standing
from parindex.jobs.services import start_job
from parindex.jobs.worker import run_waiting

pytestmark = pytest.mark.usefixtures("sample_work")

# Where cards ask; other parts of a page, such as the bell, ask elsewhere.
JOBS = "/jobs/"


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return department.access("par_officer")


@pytest.fixture
def address(officer):
    return reverse("job", args=[start_job(officer, "sample.open_agencies", {}).pk])


def running(done: int, total: int, words: str) -> Job:
    job = claim_job()
    progress = JobProgress()
    progress.report(done, total, words)
    exchange(job, progress)
    return job


def next_look(html: str) -> str:
    """The address that the card asks in a second."""
    return re.search(rf'hx-get="({JOBS}[^"]+)"', html)[1].replace("&amp;", "&")


def look(client, address):
    return client.get(address, headers={"HX-Request": "true"})


def test_what_waits_says_so_and_works_without_script(client, address):
    html = client.get(address).content.decode()
    assert "Mở các cơ quan" in html
    assert "Đang chờ đến lượt" in html
    assert f'<noscript><a class="btn" href="{address}">' in html


def test_progress_in_figures_and_for_readers_of_screens(client, address):
    running(1250, 5000, "đang đọc")
    html = client.get(address).content.decode()
    assert "1.250/5.000" in html
    assert 'role="progressbar"' in html
    assert 'aria-valuenow="25.0"' in html
    assert re.search(r'role="status"[^>]*>Đang thực hiện: đang đọc<', html)


def test_nothing_is_sent_while_nothing_changes(client, address):
    job = running(1, 5, "đang đọc")
    asked = next_look(client.get(address).content.decode())
    assert look(client, asked).status_code == 204
    progress = JobProgress()
    progress.report(2, 5, "đang đọc")
    exchange(job, progress)
    moved = look(client, asked).content.decode()
    assert "2/5" in moved
    assert "hx-swap-oob" not in moved
    progress.report(3, 5, "đang ghi")
    exchange(job, progress)
    assert "hx-swap-oob" in look(client, next_look(moved)).content.decode()


def test_what_is_done_asks_no_more_and_leads_to_its_result(client, address):
    asked = next_look(client.get(address + "?follow=1").content.decode())
    run_waiting()
    answer = look(client, asked)
    html = answer.content.decode()
    assert f'hx-get="{JOBS}' not in html
    assert 'href="/scoring/"' in html
    assert answer["HX-Redirect"] == "/scoring/"
    assert "HX-Redirect" not in look(client, address)


def test_failure_is_shown_in_its_sentence(client, officer):
    failed = start_job(officer, "sample.refuse", {})
    run_waiting()
    html = client.get(reverse("job", args=[failed.pk])).content.decode()
    assert "Dòng 4, cột Ngày nhận: “31/02/2021” không phải là ngày." in html
    assert f'hx-get="{JOBS}' not in html


def test_cancel_and_cancel_again(client, address):
    html = client.post(address, follow=True).content.decode()
    assert "Đã hủy" in html
    assert (
        "csrfmiddlewaretoken" not in html.partition('<section class="job"')[2].partition("</s")[0]
    )
    again = client.post(address, follow=True).content.decode()
    assert "việc đã kết thúc" in again


def test_cancelling_of_what_runs_is_said_until_it_stops(client, address):
    job = running(1, 5, "đang đọc")
    html = client.post(address, follow=True).content.decode()
    assert "Đang hủy" in html
    finish_job(job, JobState.CANCELLED, Standing(1, 5))
    assert "Đã hủy" in client.get(address).content.decode()


def test_the_page_asks_few_things_of_the_database(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(address)
    with django_assert_max_num_queries(6):
        look(client, address)
