"""The working calendar: everyone reads it, administrators correct it, what follows is counted."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.apps.procedures.entries import entry

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.calendars.models import CalendarException
from parindex.dossiers.agency_store import agency_store
from parindex.jobs.constants import JobState
from parindex.jobs.models import Job
from parindex.jobs.progress import JobProgress
from parindex.jobs.worker import run_waiting
from parindex.procedures.services.catalogue import record_version
from parindex.web import recounting
from parindex.web.recounting import RECOUNT_JOB, recount_everything

pytestmark = pytest.mark.django_db
URL = "/calendar/"
DAY = {"day": "3/3/2021", "kind": "free", "ground": "Bão số 1"}


@pytest.fixture
def administrator(client, department):
    return signed_in(client, department, "administrator")


def signed_in(client, department, person: str):
    client.force_login(department.people[person])
    client.cookies["django_language"] = "en"
    return client


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("person", ["par_officer", "unit_officer", "council_member", "stranger"])
def test_everyone_signed_in_reads_the_year_and_corrects_nothing(client, department, person) -> None:
    client = signed_in(client, department, person)
    text = words(client.get(URL, {"year": "2021"}))
    assert "Working calendar 2021" in text
    assert "30/4 Liberation Day" in text
    assert "Set a day by decision" not in text
    assert client.post(URL, DAY).status_code == 403
    assert not CalendarException.objects.exists()


def test_nobody_reads_it_without_signing_in(client) -> None:
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("asked", ["", "1999", "2101", "abcd", "²⁰²¹", "20211"])
def test_a_year_that_there_is_not_shows_this_one(administrator, asked) -> None:
    assert "Working calendar 2021" in words(administrator.get(URL, {"year": asked}))


def test_a_day_is_set_corrected_and_removed(administrator) -> None:
    before = words(administrator.get(URL))
    assert "250 working days" in before
    answer = administrator.post(URL, DAY, follow=True)
    assert answer.redirect_chain == [(f"{URL}?year=2021", 302)]
    text = words(answer)
    assert "249 working days" in text
    assert "3/3 Off: Bão số 1" in text
    administrator.post(URL, DAY | {"ground": "QĐ 12/QĐ-UBND"})
    assert CalendarException.objects.get().ground == "QĐ 12/QĐ-UBND"
    text = words(administrator.post(URL, {"step": "remove", "day": "3/3/2021"}, follow=True))
    assert "3/3/2021 is again as the national calendar says" in text
    assert not CalendarException.objects.exists()
    assert administrator.post(URL, {"step": "remove", "day": "3/3/2021"}).status_code == 302
    assert administrator.post(URL, {"step": "remove", "day": "x"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (DAY | {"kind": "worked"}, "says so of this day already"),
        (DAY | {"ground": " "}, "This field is required"),
        (DAY | {"day": "31/2/2021"}, "Write the day as day/month/year"),
        (DAY | {"day": "1/1/1999"}, "greater than or equal"),
        (DAY | {"kind": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(administrator, sent, said) -> None:
    answer = administrator.post(URL, sent)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not CalendarException.objects.exists()


def test_the_year_costs_the_same_with_many_days_set(
    client, department, django_assert_max_num_queries
) -> None:
    for day in range(1, 29):
        CalendarException.objects.create(day=date(2021, 3, day), is_working=False, ground="QĐ")
    client = signed_in(client, department, "par_officer")
    with django_assert_max_num_queries(8):
        client.get(URL)


@pytest.fixture
def loaded(kept_loaded, db, settings, tmp_path):
    settings.DATA = tmp_path
    return kept_loaded.lay()


def test_an_administrator_has_stored_dossiers_counted_anew(client, loaded) -> None:
    client = signed_in(client, loaded, "administrator")
    assert "Count anew now" not in words(client.get(URL))
    client.post(URL, DAY)
    assert "In one agency. It is counted anew in the coming night" in words(client.get(URL))
    answer = client.post(URL, {"step": "recount"})
    job = Job.objects.get(kind=RECOUNT_JOB)
    assert answer.url == reverse("job", args=[job.pk])
    assert client.get(answer.url).status_code == 200
    assert client.post(URL, {"step": "recount"}).url == answer.url
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.result["resolved"], job.result["failed"]) == (JobState.DONE, 1, [])
    assert "Count anew now" not in words(client.get(URL))


def test_a_job_says_which_agency_could_not_be_counted(client, loaded) -> None:
    client = signed_in(client, loaded, "administrator")
    client.post(URL, DAY)
    client.post(URL, {"step": "recount"})
    with agency_store(loaded.agency).writing():
        run_waiting()
    job = Job.objects.get(kind=RECOUNT_JOB)
    assert job.state == JobState.FAILED
    assert loaded.agency.name in job.error
    assert "Count anew now" in words(client.get(URL))


def test_a_new_day_counts_what_falls_due_on_it(department) -> None:
    officer = department.access("par_officer")
    unit = department.units["office"]
    # To be signed by 24/11/2021, which is today.
    record_version(officer, entry("1.000358", unit, legal_base_effective_on=date(2021, 12, 1)))

    def published() -> dict[str, str]:
        return values_of_component(
            department.assessment, "procedure_publication_on_time", Horizon.SO_FAR
        )

    assert published() == {"on_time": "0", "due": "0"}
    department.agency.demonstration_date = date(2021, 11, 25)
    department.agency.save()
    result = recount_everything(JobProgress())
    assert (result["recounted"], result["failed"]) == (1, [])
    assert published() == {"on_time": "0", "due": "1"}


def test_one_agency_that_fails_keeps_no_other_from_being_counted(
    department, other_department, monkeypatch
) -> None:
    asked = []

    def facts_changed(agency, year):
        asked.append(agency.key)
        if agency == department.agency:
            raise OSError("its disk")

    monkeypatch.setattr(recounting, "facts_changed", facts_changed)
    with override("en"):
        result = recount_everything(JobProgress())
    assert asked == ["first", "second"]
    assert (result["recounted"], result["failed"]) == (1, [department.agency.name])
