"""The panel of a component: why it has its points, and entering its figures."""

import json
from datetime import date

import pytest
from django.urls import reverse

from parindex.assessments.constants import Horizon
from parindex.assessments.models import IndexResult, VariableValue
from parindex.assessments.services import Origin, load_values
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.directives import confirm_directive, register_directive
from parindex.audit.models import AuditEvent

KEY = "plan_completion"
PAGE = f"/scoring/{KEY}/"
PREVIEW = f"/scoring/{KEY}/preview/"
PAPER = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 664/KL-SKHCN    Quảng Ngãi, ngày 27 tháng 5 năm 2021
KẾT LUẬN
về duy trì, nâng cao chỉ số cải cách hành chính

Giám đốc Sở kết luận như sau:

1. Giao Văn phòng Sở thực hiện đầy đủ kế hoạch cải cách hành chính trước ngày 30/11/2021.

2. Giao Thanh tra Sở kiểm tra trong quý III/2021.
"""


def sign_in(client, department, person):
    client.force_login(department.people[person])
    return client


def entry(**changes) -> dict[str, str]:
    """A sound form of 45 done of 50."""
    return {
        "horizon": "so_far",
        "seen": "{}",
        "value-completed": "45",
        "value-planned": "50",
        "as_of": "31/10/2021",
        "source": "Sổ nhiệm vụ",
        **changes,
    }


def stored(horizon=Horizon.SO_FAR) -> dict[str, str]:
    values = VariableValue.objects.filter(component_key=KEY, horizon=horizon)
    return dict(values.values_list("variable", "value"))


@pytest.fixture
def with_figures(department):
    origin = Origin(date(2021, 10, 31), "Số liệu minh họa", is_illustrative=True)
    values = {KEY: {"completed": "41", "planned": "50"}}
    load_values(department.assessment, Horizon.SO_FAR, values, origin)
    return department


def test_the_panel_explains_the_points(client, with_figures):
    content = sign_in(client, with_figures, "auditor").get(PAGE).content.decode()
    assert "41/50 = 82,00 % ≥ 80 % nên 2,5 × 82 % = 2,05 điểm" in content
    assert "dưới 80 % được 0 điểm" in content
    assert "Tính đến 31/10/2021" in content
    assert "số liệu minh họa" in content
    assert "số liệu đến nay được dùng cho cả năm" in content
    assert "Báo cáo kết quả thực hiện" in content
    assert "Văn phòng Sở" in content
    assert 'id="scoring-tree"' in content


def test_the_panel_leads_to_the_sentence_and_the_tasks(client, with_figures):
    units, access = with_figures.units, with_figures.access("par_officer")
    paper, _ = register_directive(access, PAPER, list(units.values()))
    span = tuple(paper.reading["items"][0]["span"])
    new = NewTask(
        "Thực hiện kế hoạch", units["office"], "1", span,
        deadline=date(2021, 11, 30), component_keys=[KEY],
    )  # fmt: skip
    (task,) = confirm_directive(access, paper, 2021, [new])
    content = sign_in(client, with_figures, "unit_head").get(PAGE).content.decode()
    assert "thực hiện đầy đủ kế hoạch cải cách hành chính" in content
    assert f"/directives/{paper.pk}/#item-1" in content
    assert reverse("task", args=[task.pk]) in content
    assert "hạn 30/11/2021" in content
    assert "Sắp đến hạn" in content


def test_htmx_gets_the_panel_alone(client, with_figures):
    sign_in(client, with_figures, "director")
    part = client.get(PAGE, headers={"hx-request": "true", "hx-target": "panel"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert 'id="scoring-tree"' not in part.content.decode()


def test_the_page_takes_few_queries(client, with_figures, django_assert_max_num_queries):
    sign_in(client, with_figures, "director")
    with django_assert_max_num_queries(20):
        client.get(PAGE)
    with django_assert_max_num_queries(14):
        client.get(PAGE, headers={"hx-request": "true", "hx-target": "panel"})


def test_an_unknown_component_is_not_there(client, department):
    assert sign_in(client, department, "director").get("/scoring/no_such/").status_code == 404


def test_only_a_measured_component_opens_onto_facts(client, department):
    visitor = sign_in(client, department, "director")
    assert visitor.get("/scoring/plan_issued/rows/").status_code == 404
    assert visitor.get("/scoring/dossiers_on_time/rows/").status_code == 200


@pytest.mark.parametrize("person", ["par_officer", "unit_head", "unit_officer"])
@pytest.mark.parametrize("owner", ["metrology-sub-department", "inspectorate", "office"])
def test_figures_are_entered_by_the_office_and_the_owner(client, department, person, owner):
    own = {"unit_head": "metrology-sub-department", "unit_officer": "inspectorate"}
    may = person == "par_officer" or own[person] == owner
    department.assessment.owners.filter(component_key=KEY).update(unit=department.units[owner])
    sign_in(client, department, person)
    assert ("Nhập số liệu đến nay" in client.get(PAGE).content.decode()) is may
    assert client.get(f"{PAGE}?enter=so_far").status_code == (200 if may else 403)
    assert client.post(PREVIEW, entry()).status_code == (200 if may else 403)
    assert client.post(PAGE, entry()).status_code == (302 if may else 403)
    assert bool(stored()) is may


@pytest.mark.parametrize("person", ["director", "auditor"])
def test_readers_change_nothing(client, with_figures, person):
    sign_in(client, with_figures, person)
    assert "Nhập số liệu đến nay" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, entry()).status_code == 403
    assert stored() == {"completed": "41", "planned": "50"}


def test_saving_tells_the_old_and_new_points_and_keeps_the_story(client, with_figures):
    sign_in(client, with_figures, "par_officer")
    seen = json.dumps({"completed": "41", "planned": "50"})
    answer = client.post(f"{PAGE}?q=ke+hoach", entry(seen=seen))
    assert answer.url == f"{PAGE}?q=ke+hoach"
    content = client.get(answer.url).content.decode()
    assert "2,05 → 2,25 điểm" in content
    assert "par_officer first" in content
    assert "Sổ nhiệm vụ" in content
    assert IndexResult.objects.get(horizon=Horizon.SO_FAR).points == 2.25
    assert f'data-draft-saved="component-{with_figures.assessment.pk}-{KEY}-so_far"' in content


def test_numbers_are_typed_the_vietnamese_way(client, department):
    sign_in(client, department, "par_officer")
    client.post(PAGE, entry(**{"value-completed": "1.000", "value-planned": "1.250"}))
    assert stored() == {"completed": "1000", "planned": "1250"}


def test_what_is_expected_starts_from_what_is_so_far(client, with_figures):
    sign_in(client, with_figures, "par_officer")
    content = client.get(f"{PAGE}?enter=year_end").content.decode()
    assert 'name="value-completed" value="41"' in content
    expected = entry(horizon="year_end", **{"value-completed": "48"})
    assert client.post(PAGE, expected).status_code == 302
    assert stored(Horizon.YEAR_END) == {"completed": "48", "planned": "50"}
    assert stored() == {"completed": "41", "planned": "50"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value-completed": "60"}, "nhiệm vụ của kế hoạch đã hoàn thành”"),
        ({"value-completed": ""}, "Mục này còn trống."),
        ({"value-completed": "bốn lăm"}, "Nhập một số nguyên từ 0 trở lên"),
        ({"value-completed": "-1"}, "Nhập một số nguyên từ 0 trở lên"),
        ({"value-completed": "9" * 30}, "chữ số"),
        ({"as_of": ""}, "Hãy ghi số liệu tính đến ngày nào."),
        ({"as_of": "31/02/2021"}, "ngày/tháng/năm"),
        ({"as_of": "25/11/2021"}, "hôm nay là 24/11/2021"),
        ({"source": " "}, "Hãy ghi nguồn của số liệu."),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(client, department, changes, said):
    sign_in(client, department, "par_officer")
    sent = entry(**changes)
    answer = client.post(PAGE, sent)
    content = answer.content.decode()
    assert answer.status_code == 422
    assert said in content
    told = content.split('class="field-error"')[1].split("<span>")[1].split("</span>")[0]
    assert "completed" not in told, "a variable goes by its label, not by its name in the code"
    for name in ("value-planned", "value-completed", "as_of"):
        if sent[name]:
            assert f'value="{sent[name]}"' in content
    assert not stored()


def test_two_people_see_both_versions(client, with_figures):
    sign_in(client, with_figures, "par_officer")
    answer = client.post(PAGE, entry(seen=json.dumps({"completed": "30", "planned": "50"})))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Trong lúc đó người khác đã lưu số liệu khác." in content
    assert "nhiệm vụ của kế hoạch đã hoàn thành: 41 nhiệm vụ" in content
    assert "nhiệm vụ của kế hoạch đã hoàn thành: 45 nhiệm vụ" in content
    assert stored()["completed"] == "41"
    # The form that came back has seen the other version, and may now replace it.
    assert "&quot;completed&quot;: &quot;41&quot;" in content
    seen = json.dumps({"completed": "41", "planned": "50"})
    assert client.post(PAGE, entry(seen=seen)).status_code == 302
    assert stored()["completed"] == "45"


def test_a_form_sent_twice_is_saved_once(client, department):
    sign_in(client, department, "par_officer")
    for _ in range(2):
        assert client.post(PAGE, entry()).status_code == 302
    assert AuditEvent.objects.filter(action="enter_values").count() == 1


def test_figures_can_be_taken_away_with_a_reason(client, with_figures):
    sign_in(client, with_figures, "par_officer")
    seen = json.dumps({"completed": "41", "planned": "50"})
    assert client.post(PAGE, entry(seen=seen, clear="1", source="")).status_code == 422
    assert client.post(PAGE, entry(seen=seen, clear="1", source="nhập nhầm")).status_code == 302
    assert not stored()
    content = client.get(PAGE).content.decode()
    assert "2,05 → – điểm" in content
    assert "nhập nhầm" in content


@pytest.mark.parametrize("seen", ["không phải JSON", "[1]", "null", '{"completed": 45}'])
def test_a_spoilt_seen_text_saves_over_nothing(client, with_figures, seen):
    sign_in(client, with_figures, "par_officer")
    assert client.post(PAGE, entry(seen=seen)).status_code == 422
    assert stored()["completed"] == "41"


def test_the_preview_counts_and_stores_nothing(client, with_figures):
    sign_in(client, with_figures, "par_officer")
    content = client.post(PREVIEW, entry()).content.decode()
    assert "2,25" in content
    assert "hiện là 2,05" in content
    assert "45/50 = 90,00 %" in content
    assert stored()["completed"] == "41"
    contradiction = client.post(PREVIEW, entry(**{"value-completed": "60"})).content.decode()
    assert "lớn hơn" in contradiction or "nhiều hơn" in contradiction
    half = client.post(PREVIEW, entry(**{"value-completed": ""})).content.decode()
    assert "Nhập đủ các số liệu" in half


@pytest.mark.parametrize("address", [PAGE, PREVIEW])
def test_an_unknown_horizon_is_no_request(client, department, address):
    sign_in(client, department, "par_officer")
    assert client.post(address, entry(horizon="next_year")).status_code == 400


def test_the_preview_only_takes_posts(client, department):
    assert sign_in(client, department, "par_officer").get(PREVIEW).status_code == 405


@pytest.mark.parametrize("seen", ["[" * 100_000, "null", "{{", '"words"'])
def test_a_spoilt_record_of_what_was_seen_is_a_conflict_not_a_crash(client, department, seen):
    client.force_login(department.people["par_officer"])
    assert client.post(PAGE, entry()).status_code == 302
    assert client.post(PAGE, entry(seen=seen)).status_code in (302, 422)
