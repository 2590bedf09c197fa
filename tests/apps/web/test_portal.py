"""The page of decision 766, the cases behind its components, figures entered and loaded."""

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import (
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    LINES,
    ON_TIME,
    export,
    load,
    with_one_stop_officer,
)
from tests.apps.agency_dossiers.test_portal import portal_file
from tests.apps.procedures.entries import entry

from parindex.dossiers.models import PortalFigure
from parindex.dossiers.services.figures import NewFigure, enter_figures
from parindex.procedures.services.catalogue import record_version
from parindex.web.portal_table import COLUMNS
from parindex_tables.reading import read_table

PORTAL, FIGURES = reverse("portal"), reverse("dossier-figures")


@pytest.fixture
def office(department, settings, tmp_path: Path):
    settings.DATA = tmp_path
    made = with_one_stop_officer(department)
    load(made, export(LINES))
    return made


@pytest.fixture
def officer(client, office):
    client.force_login(office.people["one_stop_officer"])
    return client


def html(answer) -> str:
    return answer.content.decode()


def row(page: str, code: str) -> str:
    """The words of a component's row, without marks."""
    found = re.search(rf"<tr>(?:(?!</tr>).)*{code}</span>.*?</tr>", page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_six_groups_with_points_distances_and_reasons(officer) -> None:
    page = html(officer.get(PORTAL))
    on_time = row(page, "DOSSIER_ON_TIME")
    assert "4/8 50,00 % 10,00 /20 thêm 4 hồ sơ đúng hạn" in on_time
    assert "Chỉ Cổng Dịch vụ công quốc gia biết" in row(page, "DOSSIER_SYNC")
    assert "chưa được công bố" in row(page, "CLGQ")
    assert "danh mục" in row(page, "PUBLISH_ON_TIME")
    assert page.count('class="level-area"') == 6
    assert page.count('class="chart-table"') == 2
    assert "Nhóm nào đang mất điểm?" in page


def test_a_period_is_chosen_and_nonsense_is_the_whole_year(officer) -> None:
    page = html(officer.get(PORTAL, {"year": "2021", "part": "01"}))
    assert "1/1 100,00 % 20,00 /20 Đạt đủ" in row(page, "DOSSIER_ON_TIME")
    # A month that is over has no new cases: it fell short.
    page = html(officer.get(PORTAL, {"year": "2021", "part": "05"}))
    assert "thiếu 1 hồ sơ đúng hạn" in row(page, "DOSSIER_ON_TIME")
    for asked in ({"year": "x", "part": "12"}, {"year": "1999"}, {"part": "Q9"}):
        page = html(officer.get(PORTAL, asked))
        assert "Năm 2021" in page
        assert 'value="Q4"' in page
        assert 'value="12"' not in page


def test_a_component_opens_onto_its_very_dossiers(officer, office, client) -> None:
    address = reverse("portal-component", args=["DOSSIER_ON_TIME"])
    assert f'href="{address}?year=2021&amp;part="' in html(officer.get(PORTAL))
    page = html(officer.get(address))
    assert "Hồ sơ: 4" in page
    for code in (LATE, LATE_OF_INSPECTORATE, LATE_NOW):
        assert reverse("dossier", args=[code]) in page
    assert ON_TIME not in page
    assert "chưa kết thúc" in page
    page = html(officer.get(address, {"rows": "numerator"}))
    assert "Hồ sơ: 4" in page
    assert ON_TIME in page
    assert "Hồ sơ: 8" in html(officer.get(address, {"rows": "denominator", "page": "99"}))
    assert officer.get(reverse("portal-component", args=["DOSSIER_SYNC"])).status_code == 404
    assert officer.get(reverse("portal-component", args=["3.4.1x"])).status_code == 404
    # A unit sees its own.
    client.force_login(office.people["unit_officer"])
    page = html(client.get(address))
    assert LATE_OF_INSPECTORATE in page
    assert LATE not in page
    assert "Chỉ hiện hồ sơ của đơn vị anh/chị" in page


def test_a_component_of_the_catalogue_opens_onto_its_procedures(officer, office) -> None:
    unit = office.units["metrology-sub-department"]
    record_version(office.access("par_officer"), entry("1.000358", unit))
    assert "0/1" in row(html(officer.get(PORTAL)), "CITIZEN_DATA_CONNECTED_FORMALITY")
    page = html(officer.get(reverse("portal-component", args=["CITIZEN_DATA_CONNECTED_FORMALITY"])))
    assert "Mục trong danh mục: 1" in page
    assert reverse("procedure", args=["1.000358"]) in page


def test_the_page_takes_few_queries_however_many_months_and_procedures(
    officer, office, django_assert_max_num_queries
) -> None:
    unit = office.units["metrology-sub-department"]
    for number in range(6):
        record_version(office.access("par_officer"), entry(f"1.00035{number}", unit))
    officer.get(PORTAL)
    with django_assert_max_num_queries(16) as asked:
        page = html(officer.get(PORTAL))
    assert "0/6" in row(page, "CITIZEN_DATA_CONNECTED_FORMALITY")
    assert page.count(">T11<") >= 1
    with django_assert_max_num_queries(len(asked)):
        officer.get(PORTAL, {"year": "2021", "part": "01"})


def test_figures_are_entered_where_nobody_counts_them(officer) -> None:
    page = html(officer.get(FIGURES))
    assert "numerator-DOSSIER_SYNC" in page
    assert "numerator-DOSSIER_ON_TIME" not in page
    sent = {
        "form": "by_hand",
        "numerator-DOSSIER_SYNC": "7",
        "denominator-DOSSIER_SYNC": "8",
        "points-CLGQ": "7,25",
    }
    answer = officer.post(FIGURES, sent)
    assert answer.status_code == 302
    page = html(officer.get(answer["Location"]))
    assert "7/8 87,50 % 5,25 /6" in row(page, "DOSSIER_SYNC")
    assert "7,25 /12" in row(page, "CLGQ")
    page = html(officer.get(FIGURES))
    assert re.search(r'name="points-CLGQ"[^>]*value="7,25"', page)
    officer.post(FIGURES, {"form": "by_hand", "seen": seen(page), "points-CLGQ": "7,25"})
    assert [figure.code for figure in PortalFigure.objects.all()] == ["CLGQ"]


def seen(page: str) -> str:
    """What the form says that its person has seen."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_who_is_second_sees_both_versions_and_overwrites_nothing_unseen(officer, office) -> None:
    sync = ("numerator-DOSSIER_SYNC", "denominator-DOSSIER_SYNC")
    opened = seen(html(officer.get(FIGURES)))
    mine = {"form": "by_hand", "seen": opened, **dict(zip(sync, ("5", "8"), strict=True))}
    colleague = office.access("par_officer")
    theirs = [NewFigure("DOSSIER_SYNC", 6, 8), NewFigure("CLGQ", points=Decimal("7.25"))]
    enter_figures(colleague, "2021", theirs)
    answer = officer.post(FIGURES, mine)
    page = html(answer)
    assert answer.status_code == 422
    (conflict,) = re.findall(r'<dl class="conflict">.*?</dl>', page, re.S)
    words = " ".join(re.sub(r"<[^>]+>", " ", conflict).split())
    assert words == f"Số liệu đã lưu · {colleague.user} 6 / 8 Của anh/chị 5 / 8"
    assert re.search(r'name="numerator-DOSSIER_SYNC"[^>]*value="5"', page)
    # Sent again it stands, and what the colleague entered elsewhere stays.
    assert officer.post(FIGURES, {**mine, "seen": seen(page)}).status_code == 302
    stored = {figure.code: figure for figure in PortalFigure.objects.all()}
    assert (stored["DOSSIER_SYNC"].numerator, stored["CLGQ"].score) == (5, Decimal("7.25"))
    # The very same form again finds its own figures and has nothing to do.
    assert officer.post(FIGURES, {**mine, "seen": opened}).status_code == 302


@pytest.mark.parametrize("spoilt", ["x", "[]", '{"CLGQ": 3}', '{"CLGQ": [1, 2, "y"]}', "[" * 9999])
def test_a_spoilt_note_of_what_was_seen_counts_as_nothing(officer, spoilt: str) -> None:
    sent = {"form": "by_hand", "seen": spoilt, "points-CLGQ": "7,25"}
    assert officer.post(FIGURES, sent).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"numerator-DOSSIER_SYNC": "9", "denominator-DOSSIER_SYNC": "8"}, "lớn hơn mẫu số (8)"),
        ({"numerator-DOSSIER_SYNC": "9"}, "Nhập cả mẫu số"),
        ({"denominator-DOSSIER_SYNC": "9"}, "Nhập cả tử số"),
        ({"numerator-DOSSIER_SYNC": "1,5", "denominator-DOSSIER_SYNC": "8"}, "số nguyên"),
        ({"numerator-DOSSIER_SYNC": "chín", "denominator-DOSSIER_SYNC": "8"}, "số nguyên"),
        ({"points-CLGQ": "12,01"}, "Nhập điểm từ 0 đến 12"),
        ({"points-CLGQ": "1,005"}, "Nhập điểm từ 0 đến 12"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_beside_its_field(officer, wrong, sentence) -> None:
    answer = officer.post(FIGURES, {"form": "by_hand", **wrong})
    page = html(answer)
    assert answer.status_code == 422
    assert sentence in page
    for name, typed in wrong.items():
        assert re.search(rf'name="{name}"[^>]*value="{typed}"', page)
    assert not PortalFigure.objects.exists()


def test_the_portals_file_stands_beside_ours(officer, office, tmp_path: Path) -> None:
    content = portal_file(tmp_path, office.agency.name).read_bytes()
    answer = officer.post(
        FIGURES, {"form": "file", "file": SimpleUploadedFile("cong.json", content)}
    )
    assert answer.status_code == 302
    page = html(officer.get(answer["Location"]))
    assert "7/8 · 17,50 điểm Khác Hồ sơ" in row(page, "DOSSIER_ON_TIME")
    assert "4/8 · 3,00 điểm Cổng" in row(page, "DOSSIER_SYNC")
    other = json.dumps({"children": [{"name": n, "metrics": [{"code": "X"}]} for n in "AB"]})
    for bad, sentence in ((b"x", "Không đọc được số liệu"), (other.encode(), "A, B")):
        answer = officer.post(FIGURES, {"form": "file", "file": SimpleUploadedFile("a.json", bad)})
        assert answer.status_code == 422
        assert sentence in html(answer)
    assert "Chọn tệp trước" in html(officer.post(FIGURES, {"form": "file"}))


def test_the_workbook_has_a_row_for_each_component(officer) -> None:
    answer = officer.get(reverse("portal-export"), {"part": "01"})
    assert 'filename="chi-so-766-first-2021-01.xlsx"' in answer["Content-Disposition"]
    reading = read_table(answer.content, COLUMNS)
    assert reading.problems == ()
    by_code = {row.values["code"]: row.values for row in reading.rows}
    assert len(by_code) == 19
    on_time = by_code["DOSSIER_ON_TIME"]
    assert (on_time["numerator"], on_time["denominator"], on_time["points"]) == (1, 1, 20)
    assert by_code["DOSSIER_SYNC"]["why"]


def test_an_empty_store_says_what_to_load(client, department, settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    client.force_login(department.people["director"])
    page = html(client.get(PORTAL))
    assert "nạp tệp xuất từ hệ thống một cửa" in row(page, "DOSSIER_ON_TIME")
    assert FIGURES not in page
