"""The pages of loading: history, a file checked and loaded, what it refused and replaced."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import (
    HEADERS,
    LINES,
    export,
    line,
    load,
    with_one_stop_officer,
)

from parindex.dossiers.constants import UploadState
from parindex.dossiers.models import DossierUpload
from parindex.jobs.models import Job
from parindex.jobs.services import cancel_job
from parindex.jobs.worker import run_waiting
from parindex.web.dossier_loads import LOAD_COLUMNS
from parindex_tables.reading import read_table

NEW, LOADS = reverse("dossier-load-new"), reverse("dossier-loads")
PERSON = "Nguyễn Văn Minh Họa"
BAD = [*LINES[:5], [*LINES[5][:5], "hôm qua", *LINES[5][6:]]]


@pytest.fixture
def office(department, settings, tmp_path: Path):
    settings.DATA = tmp_path
    return with_one_stop_officer(department)


@pytest.fixture
def officer(client, office):
    client.force_login(office.people["one_stop_officer"])
    return client


def file(content: bytes, name: str = "ho-so.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(client, *files: SimpleUploadedFile):
    return client.post(NEW, {"files": list(files)})


def html(answer) -> str:
    return answer.content.decode()


def columns(page: str) -> dict[str, str]:
    """The form of columns as it stands on the page."""
    chosen = {}
    for name, options in re.findall(
        r'<select[^>]*name="(column_\d+)".*?>(.*?)</select>', page, re.S
    ):
        chosen[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return chosen


def named(page: str, header: str) -> str:
    return re.search(rf'<label for="id_(column_\d+)">{header}<', page)[1]


def test_before_the_first_load_the_page_says_what_to_do(officer) -> None:
    page = html(officer.get(LOADS))
    assert "Chưa nạp tệp hồ sơ nào" in page
    assert f'href="{NEW}"' in page


def test_from_a_file_to_its_result(officer, office) -> None:
    answer = sent(officer, file(export(BAD)))
    upload = DossierUpload.objects.get()
    here = reverse("dossier-load", args=[upload.pk])
    assert (answer.status_code, answer["Location"]) == (302, here)
    page = html(officer.get(here))
    assert "Họ tên người nộp" in page
    assert PERSON not in page
    assert "1 trong 6 dòng sẽ bị từ chối" in page
    assert "hôm qua" in page
    assert columns(page)[named(page, "Mã hồ sơ")] == "MaHoSo"

    officer.post(here, {**columns(page), "step": "load"})
    officer.post(here, {**columns(page), "step": "load"})
    assert Job.objects.count() == 1
    assert 'class="job-card"' in html(officer.get(here))
    run_waiting()
    page = html(officer.get(here))
    assert "1 trong 6 dòng bị từ chối" in page
    rejected = reverse("dossier-load-rejected", args=[1])
    assert rejected in page
    assert html(officer.get(f"/jobs/{Job.objects.get().pk}/")).count(here) == 1

    response = officer.get(rejected)
    mended = b"".join(response.streaming_content).decode("utf-8-sig")
    assert response["Content-Disposition"].startswith('attachment; filename="dong-bi-tu-choi-1-')
    assert PERSON not in mended
    mended = mended.replace(";hôm qua;24", ";15/11/2021 08:00;24")
    sent(officer, file(mended.encode(), "da-sua.csv"))
    second = DossierUpload.objects.latest("pk")
    again = reverse("dossier-load", args=[second.pk])
    officer.post(again, {**columns(html(officer.get(again))), "step": "load"})
    run_waiting()
    assert "Đã nạp cả 1 dòng" in html(officer.get(again))
    page = html(officer.get(LOADS))
    assert "ho-so.csv" in page
    assert "da-sua.csv" in page
    assert office.people["one_stop_officer"].get_full_name() in page
    assert "da-sua.csv" not in html(officer.get(LOADS, {"refused": "1"}))
    assert "ho-so.csv" not in html(officer.get(LOADS, {"words": "DA SUA"}))
    book = officer.get(reverse("dossier-loads-export"), {"refused": "1"})
    (row,) = read_table(book.content, LOAD_COLUMNS).rows
    assert (row.values["file"], row.values["added"], row.values["rejected"]) == ("ho-so.csv", 5, 1)
    # The page of a loaded file takes nothing any more.
    assert officer.post(again, {"step": "load"}).status_code == 302


def test_a_replaced_dossier_shows_what_it_said_before(officer, office) -> None:
    load(office, export(LINES))
    changed = line(6, "15/11", "24/11", "23/11", channel=1)
    second = load(office, export([*LINES[:5], changed]), "sua.csv")
    page = html(officer.get(reverse("dossier-load", args=[second.pk])))
    assert f"{changed[0]}</" in page
    assert "<del>–</del> → <ins>10:00 23/11/2021</ins>" in page
    assert "Hồ sơ được thay: 1" in page
    third = load(office, export([*LINES[:5], changed]), "lai.csv")
    assert "Đã nạp từ trước" in html(officer.get(reverse("dossier-load", args=[third.pk])))


def test_columns_are_corrected_looked_at_again_and_remembered(officer) -> None:
    content = export(LINES).decode("utf-8-sig").replace("Ngày tiếp nhận", "Mốc A").encode()
    sent(officer, file(content))
    here = reverse("dossier-load", args=[DossierUpload.objects.get().pk])
    page = html(officer.get(here))
    assert "Thiếu cột" in page
    place = named(page, "Mốc A")
    assert columns(page)[place] == "-"
    # Two columns cannot be the same field; what was chosen stays on the page.
    answer = officer.post(here, {**columns(page), place: "MaHoSo", "step": "correct"})
    assert answer.status_code == 422
    assert "đã được đọc là trường này" in html(answer)
    # A change is shown before it is loaded, whichever button was pressed.
    officer.post(here, {**columns(page), place: "NgayTiepNhan", "step": "load"})
    assert not Job.objects.exists()
    page = html(officer.get(here))
    assert columns(page)[place] == "NgayTiepNhan"
    assert "Đã kiểm tra cả 8 dòng" in page
    officer.post(here, {**columns(page), "step": "load"})
    run_waiting()
    sent(officer, file(content + b"\n", "thang-sau.csv"))
    page = html(officer.get(reverse("dossier-load", args=[DossierUpload.objects.latest("pk").pk])))
    assert columns(page)[place] == "NgayTiepNhan"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"x", "Không đọc được loại tệp này"),
        ("a.csv", b"hello", "Không tìm thấy dòng tiêu đề"),
        ("a.xlsx", b"x", "a.xlsx"),
    ],
)
def test_a_wrong_file_gets_a_clear_sentence(officer, name, content, sentence) -> None:
    answer = sent(officer, file(content, name))
    assert answer.status_code == 422
    assert sentence in html(answer)
    assert not DossierUpload.objects.exists()


def test_several_files_at_once_each_with_its_own_answer(officer) -> None:
    answer = sent(officer, file(export(LINES)), file(export(BAD), "hai.csv"), file(b"x", "ba.exe"))
    assert answer["Location"] == LOADS
    page = html(officer.get(LOADS))
    assert "ba.exe" in page
    assert "hai.csv" in page
    assert DossierUpload.objects.count() == 2
    assert "Chọn tệp trước" in html(officer.post(NEW))


def test_discarded_and_cancelled_files(officer, office) -> None:
    sent(officer, file(export(LINES)))
    upload = DossierUpload.objects.get()
    here = reverse("dossier-load", args=[upload.pk])
    officer.post(here, {**columns(html(officer.get(here))), "step": "load"})
    # What is being loaded does not lose its file.
    assert "đang được nạp" in html(officer.post(here, {"step": "discard"}, follow=True))
    cancel_job(office.access("one_stop_officer"), Job.objects.get())
    page = html(officer.get(here))
    assert "Lần nạp đã bị hủy" in page
    officer.post(here, {"step": "discard"})
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED
    assert "Tệp này đã được bỏ" in html(officer.get(here))


def test_only_the_beginning_of_a_long_file_is_checked_and_the_page_says_so(
    officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parindex_dossiers.export_csv._BLOCK", 1500)
    monkeypatch.setattr("parindex.dossiers.queries.loads.PREVIEWED_ROWS", 4)
    sent(officer, file(export([line(n, "04/01", "11/01", "08/01") for n in range(100)])))
    page = html(officer.get(reverse("dossier-load", args=[DossierUpload.objects.get().pk])))
    checked = re.search(r"Đã kiểm tra (\d+) dòng đầu: không dòng nào bị từ chối", page)
    assert checked is not None
    assert 4 <= int(checked[1]) < 100


def test_who_has_not_signed_in_fills_no_disk(officer) -> None:
    # The check of the form's token reads the request before anybody asks who sends it.
    stranger = Client(enforce_csrf_checks=True)
    stranger.get(reverse("sign-in"))
    answer = stranger.post(NEW, {"files": [file(bytes(17 << 20))]})
    assert answer.status_code == 413
    assert not DossierUpload.objects.exists()


def test_who_sees_what(client, office) -> None:
    loaded = load(office, export(BAD))
    here, rejected = (
        reverse("dossier-load", args=[loaded.pk]),
        reverse("dossier-load-rejected", args=[1]),
    )
    for person, page, refused_file in (
        ("auditor", 200, 403),
        ("unit_head", 403, 403),
        ("par_officer", 200, 200),
    ):
        client.force_login(office.people[person])
        assert client.get(here).status_code == page
        assert client.get(rejected).status_code == refused_file
        answer = client.get(LOADS)
        assert (f'href="{NEW}"' in html(answer)) == (person == "par_officer")
    assert client.get(reverse("dossier-load-rejected", args=[9])).status_code == 404


def test_the_pages_ask_few_things_of_the_database(
    officer, office, django_assert_max_num_queries
) -> None:
    for number in range(3):
        load(office, export(LINES[: 4 + number]), f"{number}.csv")
    found = load(office, export(BAD))
    with django_assert_max_num_queries(9):
        officer.get(LOADS)
    with django_assert_max_num_queries(9):
        officer.get(reverse("dossier-load", args=[found.pk]))
    assert len(HEADERS) == len(LINES[0])
