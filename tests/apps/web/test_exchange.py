"""Export and import as pages, through the worker, and as commands."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from tests.apps.rounds.province import Province
from typer.testing import CliRunner

from parindex.cli import app
from parindex.jobs.claiming import claim_job
from parindex.jobs.constants import JobState
from parindex.jobs.models import Job
from parindex.jobs.progress import JobProgress
from parindex.jobs.running import run_job
from parindex.rounds.models import Round

PAGE = reverse("exchange")


@pytest.fixture
def province(kept_department_alone, db, settings, tmp_path) -> Province:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return kept_department_alone.lay()


@pytest.fixture
def secretary(client, province):
    client.force_login(province.people["secretary"])
    return client


def work() -> Job:
    """What the worker does with the job that waits."""
    job = claim_job()
    assert job is not None
    run_job(job, JobProgress())
    job.refresh_from_db()
    return job


def test_exported_by_the_worker_and_sent(secretary, province):
    # An earlier year's round, too.
    Round.objects.update(year=2020)
    answer = secretary.post(PAGE, {"round": province.round.pk})
    assert answer.status_code == 302
    job = work()
    assert job.state == JobState.DONE, job.error
    ready = secretary.get(PAGE, {"made": job.pk}).content.decode()
    assert reverse("exchange-file", args=[job.pk]) in ready
    sent = secretary.get(reverse("exchange-file", args=[job.pk]))
    content = b"".join(sent.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "agencies/department-0.json" in archive.namelist()
    # Brought back where it came from, it finds its round.
    secretary.post(PAGE, {"file": SimpleUploadedFile("round.zip", content)})
    refused = work()
    assert refused.state == JobState.FAILED
    assert "Đã có đợt đánh giá" in refused.error
    assert Round.objects.count() == 1


def test_others_do_not_get_the_archive(secretary, client, province):
    secretary.post(PAGE, {"round": province.round.pk})
    address = reverse("exchange-file", args=[work().pk])
    for person in ("member", "auditor", "par_officer.department-0"):
        client.force_login(province.people[person])
        assert client.get(address).status_code == 403
        assert client.post(PAGE, {"round": province.round.pk}).status_code == 403


def test_what_is_posted_wrongly_is_answered(secretary):
    assert secretary.post(PAGE, {}).status_code == 422
    assert secretary.post(PAGE, {"round": "999999"}).status_code == 404
    assert secretary.post(PAGE, {"round": "x"}).status_code == 404


def test_the_commands(province, tmp_path):
    run = CliRunner()
    target = tmp_path / "round.zip"
    who = ["--as", "secretary.council", "--council", "council"]
    done = run.invoke(app, ["round", "export", str(province.round.pk), str(target), *who])
    assert done.exit_code == 0, done.output
    assert target.exists()
    again = run.invoke(app, ["round", "export", str(province.round.pk), str(target), *who])
    assert again.exit_code == 1
    # Another test may have left this thread in English; a command runs in its own process.
    with translation.override("vi"):
        taken = run.invoke(app, ["round", "import", str(target), *who])
    assert taken.exit_code == 1
    assert "Đã có đợt đánh giá" in taken.output
    member = ["--as", "member.council", "--council", "council"]
    refused = run.invoke(app, ["round", "import", str(target), *member])
    assert refused.exit_code == 1
