"""An export from the upload to the store: mapping, refused rows, nothing personal, nothing left."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.apps.agency_dossiers.conftest import HEADERS, LINES, export, line, load
from tests.departments import Department

from parindex.accounts.services import PermissionRefused
from parindex.dossiers.agency_store import agency_store, uploads_folder
from parindex.dossiers.constants import UploadState
from parindex.dossiers.models import DossierUpload
from parindex.dossiers.queries.loads import loads, rejected_rows, upload_preview
from parindex.dossiers.services.uploads import (
    UploadGone,
    UploadRefused,
    correct_mapping,
    discard_upload,
    load_upload,
    receive_upload,
    start_load,
    sweep_uploads,
)
from parindex.jobs.progress import JobCancelled

pytestmark = pytest.mark.django_db
PERSON = "Nguyễn Văn Minh Họa"


def upload(department: Department, content: bytes, name: str = "ho-so.csv") -> DossierUpload:
    return receive_upload(department.access("one_stop_officer"), io.BytesIO(content), name)


def bad(row: list[str], place: int, value: str) -> list[str]:
    return [*row[:place], value, *row[place + 1 :]]


def test_a_preview_names_the_mapping_what_is_dropped_and_what_would_be_refused(empty) -> None:
    rows = [*LINES, bad(line(9, "02/06", "09/06", "08/06"), 5, "32/06/2021")]
    preview = upload_preview(empty.access("one_stop_officer"), upload(empty, export(rows)))
    assert preview.field_of["Mã hồ sơ"] == "MaHoSo"
    assert preview.mapping.personal == ("Họ tên người nộp",)
    assert preview.trial is not None
    assert (preview.trial.rows, preview.trial.rejected, preview.trial.is_whole) == (9, 1, True)
    assert [(row, column, value) for row, column, value, _ in preview.problems] == [
        (10, "Ngày tiếp nhận", "32/06/2021")
    ]
    assert PERSON not in str(preview.sample)


def test_a_load_keeps_nothing_personal_and_deletes_the_original(empty, data_folder) -> None:
    found = load(empty, export(LINES))
    assert found.state == UploadState.LOADED
    assert (found.report["added"], found.report["rejected"]) == (8, 0)
    assert found.report["personal"] == ["Họ tên người nộp"]
    assert list(uploads_folder(empty.agency).iterdir()) == []
    for path in data_folder.rglob("*"):
        assert path.is_dir() or PERSON.encode() not in path.read_bytes()
    assert [(row.load.file, row.upload) for row in loads(empty.access("director"))] == [
        ("ho-so.csv", found)
    ]


def test_refused_rows_are_mended_and_loaded_again(empty) -> None:
    rows = [
        *LINES[:5],
        bad(LINES[5], 5, "hôm qua"),
        bad(LINES[6], 3, "9"),
        bad(LINES[7], 0, ""),
    ]
    first = load(empty, export(rows))
    assert (first.report["added"], first.report["rejected"]) == (5, 3)
    assert first.sequence is not None
    path = rejected_rows(empty.access("one_stop_officer"), first.sequence)
    mended = path.read_text("utf-8-sig").splitlines()
    mended = [
        mended[0],
        mended[1].replace(";hôm qua;24", ";15/11/2021 08:00;24"),
        mended[2].replace(f"{LINES[6][2]};9;", f"{LINES[6][2]};2;"),
        mended[3].replace(";;1.000358", f";{LINES[7][0]};1.000358", 1),
    ]
    second = load(empty, "\n".join(mended).encode(), path.name)
    assert (second.report["added"], second.report["rejected"]) == (3, 0), second.report
    third = load(empty, export(LINES))
    assert (third.report["added"], third.report["unchanged"]) == (0, 8)


def test_the_same_export_twice_changes_nothing(loaded) -> None:
    before = agency_store(loaded.agency).manifest()
    again = load(loaded, export(LINES))
    assert again.report["already_loaded"]
    assert agency_store(loaded.agency).manifest() == before


def test_a_correction_of_the_mapping_is_remembered(empty) -> None:
    header = export(LINES).decode("utf-8-sig").replace("Ngày hẹn trả", "Mốc A").encode()
    officer, found = empty.access("one_stop_officer"), upload(empty, header)
    assert "Mốc A" in upload_preview(officer, found).mapping.unused
    with pytest.raises(UploadRefused):
        correct_mapping(officer, found, {"Họ tên người nộp": "MaHoSo"})
    corrected = correct_mapping(officer, found, {"Mốc A": "NgayHenTra"})
    assert upload_preview(officer, corrected).field_of["Mốc A"] == "NgayHenTra"
    start_load(officer, corrected)
    load_upload(officer, corrected.pk, lambda words, share: None)
    again = upload(empty, header)
    assert upload_preview(officer, again).field_of["Mốc A"] == "NgayHenTra"


def test_an_export_without_its_needed_columns_is_not_loaded(empty) -> None:
    content = export(LINES).decode("utf-8-sig").replace("Ngày tiếp nhận", "Cột lạ").encode()
    officer, found = empty.access("one_stop_officer"), upload(empty, content)
    assert [field.name for field in upload_preview(officer, found).missing] == ["NgayTiepNhan"]
    with pytest.raises(UploadRefused, match="Ngày tiếp nhận"):
        start_load(officer, found)


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("a.exe", b"x", ".xlsx, .csv"),
        ("a.csv", b"hello", "dòng tiêu đề"),
        ("a.xlsx", b"x", "Mở bằng Excel"),
        ("a.xls", b"x", ".xlsx"),
    ],
)
def test_what_is_no_export_is_refused_and_not_kept(
    empty, name: str, content: bytes, mend: str
) -> None:
    with pytest.raises(UploadRefused, match=mend):
        upload(empty, content, name)
    assert not DossierUpload.objects.exists()
    folder = uploads_folder(empty.agency)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_name_cannot_leave_the_folder(empty) -> None:
    found = upload(empty, export(LINES), "../../../tmp/ho-so.csv")
    assert found.file_name == "ho-so.csv"


def test_a_cancelled_load_leaves_the_store_and_the_upload(empty) -> None:
    officer, found = empty.access("one_stop_officer"), upload(empty, export(LINES))
    start_load(officer, found)

    def cancelled(words: str, share: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        load_upload(officer, found.pk, cancelled)
    found.refresh_from_db()
    assert found.state == UploadState.UPLOADED
    assert agency_store(empty.agency).manifest().files == ()
    load_upload(officer, found.pk, lambda words, share: None)


def test_a_load_asked_for_twice_is_one_job(empty) -> None:
    officer, found = empty.access("one_stop_officer"), upload(empty, export(LINES))
    assert start_load(officer, found) == start_load(officer, found)


def test_a_discarded_or_loaded_upload_is_gone(empty) -> None:
    officer, found = empty.access("one_stop_officer"), upload(empty, export(LINES))
    discard_upload(officer, found)
    assert list(uploads_folder(empty.agency).iterdir()) == []
    for step in (discard_upload, start_load):
        with pytest.raises(UploadGone):
            step(officer, found)
    with pytest.raises(UploadGone):
        load_upload(officer, found.pk, lambda words, share: None)


def test_abandoned_uploads_are_swept_away_after_a_day(empty) -> None:
    found = upload(empty, export(LINES))
    now = timezone.now()
    assert sweep_uploads(now + timedelta(hours=23)) == 0
    assert sweep_uploads(now + timedelta(hours=25)) == 1
    found.refresh_from_db()
    assert found.state == UploadState.DISCARDED
    assert list(uploads_folder(empty.agency).iterdir()) == []


@pytest.mark.parametrize(
    "person", ["unit_head", "unit_officer", "director", "auditor", "administrator", "stranger"]
)
def test_only_those_who_load_dossiers_upload_them(empty, person: str) -> None:
    found = upload(empty, export(LINES))
    access = empty.access(person)
    with pytest.raises(PermissionRefused):
        receive_upload(access, io.BytesIO(export(LINES)), "a.csv")
    for step in (start_load, discard_upload, upload_preview):
        with pytest.raises(PermissionRefused):
            step(access, found)
    with pytest.raises(PermissionRefused):
        load_upload(access, found.pk, lambda words, share: None)


def test_an_upload_of_another_agency_is_out_of_reach(empty, other_department) -> None:
    found = upload(empty, export(LINES))
    access = other_department.access("par_officer")
    for step in (start_load, discard_upload, upload_preview):
        with pytest.raises(PermissionRefused):
            step(access, found)


def test_units_of_the_exports_are_suggested_by_name(loaded) -> None:
    from parindex.dossiers.queries.records import dossier_units

    lines = dossier_units(loaded.access("director"))
    assert {
        entry.pair.code: entry.pair.unit.key if entry.pair.unit else None for entry in lines
    } == {
        LINES[0][2]: "metrology-sub-department",
        LINES[4][2]: "inspectorate",
    }
    assert len(HEADERS) == len(LINES[0])
