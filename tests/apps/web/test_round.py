"""An agency's side of the round: where it stands, its steps, the component's panel."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.apps.attachments.sample_owner import PDF, PNG, upload
from tests.apps.rounds.province import (
    DEADLINES,
    NOW,
    advance,
    deduct,
    enter_figures,
)
from tests.apps.web.workbooks import rows_of_workbook

from parindex.attachments.services import store_upload
from parindex.audit.models import AuditEvent
from parindex.editions import measures
from parindex.editions.measures import (
    Count,
    Measure,
    MeasureRows,
    facts_changed,
    register_measures,
)
from parindex.rounds.constants import Stage, State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Explanation, SelfScore, SentBack, Submission
from parindex.rounds.services import (
    ask_for_explanations,
    explain_deduction,
    explain_missing,
    hand_in,
    send_back,
)
from parindex.web.round_missing import COLUMNS
from parindex.web.templatetags.formats import points

KEY = "plan_completion"
PANEL = f"/scoring/{KEY}/"
PAGE = "/round/"
EXPLANATIONS = "/round/explanations/"


@pytest.fixture
def province(kept_department_alone, db, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return kept_department_alone.lay()


@pytest.fixture
def agency(province):
    enter_figures(province, province.agencies[0])
    return province.agencies[0]


@pytest.fixture
def seen_by(client, province):
    """Sign a person of the agency in."""

    def sign_in(person):
        client.force_login(province.people[f"{person}.department-0"])
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


def step(client, name, **values):
    return client.post(reverse("round-step", args=[name]), values)


def unit_of(province, key):
    return province.agencies[0].units.get(key=key)


def own_key(province, unit):
    owners = province.participant(province.agencies[0]).assessment.owners
    return owners.filter(unit__key=unit).first().component_key


def set_day(agency, moment):
    agency.demonstration_date = (moment - timedelta(hours=12)).date()
    agency.save()


def test_without_a_round_the_page_says_who_opens_one(client, department):
    client.force_login(department.people["director"])
    for address in (PAGE, EXPLANATIONS):
        assert "chưa tham gia đợt đánh giá nào" in text_of(client.get(address))
    assert client.get(reverse("round-evidence")).status_code == 404


def test_each_person_is_told_their_next_step(province, agency, seen_by):
    expected = {
        "head": "Nộp kết quả tự chấm của Thanh tra Sở",
        "par_officer": "Nhắc các đơn vị chưa nộp",
        "director": "Các đơn vị đang nhập số liệu",
    }
    for person, words in expected.items():
        content = text_of(seen_by(person).get(PAGE))
        assert words in content
        assert "Các bước và thời hạn" in content
    advance(province, agency, State.SELF_SCORED)
    assert "Rà soát và chốt" in text_of(seen_by("par_officer").get(PAGE))
    advance(province, agency, State.CONSOLIDATED)
    assert "Nộp bản tự chấm cho Hội đồng" in text_of(seen_by("director").get(PAGE))
    assert "Giám đốc nộp bản tự chấm" in text_of(seen_by("head").get(PAGE))


def test_what_is_done_before_its_deadline_is_over(province, agency, seen_by):
    def standings():
        stages = seen_by("director").get(PAGE).context["page"].stages
        return {one.stage: one.standing for one in stages}

    advance(province, agency, State.CONSOLIDATED)
    assert [*standings().values()][:4] == ["over", "over", "now", "ahead"]
    advance(province, agency, State.APPRAISED)
    assert [*standings().values()][3:5] == ["over", "ahead"]
    advance(province, agency, State.CONCLUDED)
    assert set(standings().values()) == {"over"}


def test_the_panel_leads_with_what_became_of_the_self_score(province, agency, seen_by):
    """Points that a survey gave beside no self score are no negative deduction."""
    surveyed = next(c for c in province.framework.components if c.method == "survey")
    advance(province, agency, State.SUBMITTED)
    deduct(province, agency, KEY, "1.00")
    advance(province, agency, State.CONCLUDED)
    client = seen_by("director")
    block = client.get(PANEL).context["round"]
    assert (str(block.deducted), block.status) == ("1.25", "partial")
    assert "−1,25" in text_of(client.get(PANEL)).split('class="panel-points"')[1]
    block = client.get(f"/scoring/{surveyed.key}/").context["round"]
    assert (block.deducted, block.status) == (0, "full")


def test_the_deadline_warns_7_days_before_and_then_locks(province, agency, seen_by):
    client = seen_by("head")
    ends = DEADLINES[Stage.SELF_SCORE]
    for days, words in ((7, "7 "), (3, "3 "), (1, "1 ")):
        set_day(agency, ends - timedelta(days=days))
        assert words in client.get(PAGE).context["page"].warning, days
    set_day(agency, ends - timedelta(days=8))
    assert not client.get(PAGE).context["page"].warning
    set_day(agency, ends + timedelta(days=1))
    assert client.get(PAGE).context["page"].score.state == State.SELF_SCORED
    assert "Đã hết hạn của đơn vị" in text_of(client.get(PANEL))


def test_a_unit_hands_in_once_everything_is_scored(province, agency, seen_by):
    client = seen_by("head")
    participant = province.participant(agency)
    heads = own_key(province, "inspectorate")
    SelfScore.objects.all().delete()
    participant.assessment.values.filter(component_key=heads).delete()
    participant.assessment.scores.filter(component_key=heads).update(status="missing", points=None)
    answer = step(client, "hand_in", unit="inspectorate")
    assert answer.status_code == 422
    assert f"/scoring/{heads}/" in text_of(answer).split("Chưa thể thực hiện")[1]
    explain_missing(province.of(agency, "head"), participant, heads, "Không phát sinh", now=NOW)
    for _twice in range(2):
        assert step(client, "hand_in", unit="inspectorate").status_code == 302
    assert AuditEvent.objects.filter(action="hand_in").count() == 1
    assert step(client, "hand_in", unit="office").status_code == 403
    assert step(client, "hand_in", unit="no-unit").status_code == 403
    assert "Đơn vị của anh/chị đã nộp" in text_of(client.get(PAGE))


def test_the_office_sends_back_with_a_note_that_stands_on_the_panel(province, agency, seen_by):
    advance(province, agency, State.SELF_SCORED)
    key = own_key(province, "inspectorate")
    client = seen_by("par_officer")
    assert step(client, "send_back", component=key, note="").status_code == 422
    assert step(client, "send_back", component="nothing", note="Xem lại").status_code == 422
    for _twice in range(2):
        answer = step(client, "send_back", component=key, note="Số liệu lệch với báo cáo")
        assert answer.status_code == 302
    assert SentBack.objects.count() == 1
    content = text_of(seen_by("head").get(f"/scoring/{key}/"))
    assert "Số liệu lệch với báo cáo" in content
    assert "1 tiêu chí bị trả lại" in text_of(seen_by("head").get(PAGE))
    assert step(seen_by("head"), "send_back", component=key, note="x").status_code == 403
    assert step(seen_by("head"), "hand_in", unit="inspectorate").status_code == 302
    assert province.participant(agency).state == State.SELF_SCORED


def test_what_was_sent_back_after_the_deadline_is_handed_in_until_the_office_ends(province, agency):
    """Issue 3: the units' deadline locked it for good."""
    participant = advance(province, agency, State.SELF_SCORED)
    after = DEADLINES[Stage.SELF_SCORE] + timedelta(days=1)
    key = own_key(province, "inspectorate")
    send_back(province.of(agency, "par_officer"), participant, key, "Xem lại", now=after)
    unit = unit_of(province, "inspectorate")
    assert hand_in(province.of(agency, "head"), participant, unit, now=after) == State.SELF_SCORED


def test_submission_is_said_with_its_hash_and_kept_once(province, agency, seen_by):
    advance(province, agency, State.SELF_SCORED)
    client = seen_by("par_officer")
    assert step(client, "submit").status_code == 422
    for _twice in range(2):
        assert step(client, "consolidate").status_code == 302
    SelfScore.objects.filter(component_key=KEY).update(explanation="")
    director = seen_by("director")
    assert step(director, "consolidate").status_code == 403
    refused = step(director, "submit")
    assert refused.status_code == 422
    assert f'href="{PANEL}"' in text_of(refused)
    SelfScore.objects.filter(component_key=KEY).update(explanation="Bản giấy")
    for _twice in range(2):
        answer = step(director, "submit")
        assert answer.status_code == 302
    submission = Submission.objects.get()
    assert submission.sha256 in text_of(director.get(PAGE))
    assert "Bản tự chấm đã nộp" in text_of(director.get(PANEL))


def test_a_lower_claim_has_a_reason_and_never_exceeds_the_rule(province, agency, seen_by):
    client = seen_by("par_officer")
    address = reverse("component-self-score", args=[KEY])
    by_rule = (
        province.participant(agency)
        .assessment.scores.get(component_key=KEY, horizon="so_far")
        .points
    )
    for typed, reason, words in (
        (points(by_rule + 1), "Có", "Không được cao hơn"),
        ("0,25", "", "Nêu lý do"),
        ("-1", "Có", "không nhỏ hơn 0"),
    ):
        answer = client.post(address, {"form": "claim", "points": typed, "reason": reason})
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert f'value="{typed}"' in text_of(answer)
    sound = {"form": "claim", "points": "0,25", "reason": "Chưa đủ hồ sơ"}
    for _twice in range(2):
        assert client.post(address, sound).status_code == 302
    assert AuditEvent.objects.filter(action="claim_lower").count() == 1
    content = text_of(client.get(PANEL))
    assert "Chưa đủ hồ sơ" in content
    assert client.post(address, {"form": "unclaim"}).status_code == 302
    assert SelfScore.objects.get().claimed is None
    assert client.post(address, {"form": "other"}).status_code == 400


def test_what_was_typed_stays_when_the_component_was_closed_meanwhile(province, agency, seen_by):
    client = seen_by("par_officer")
    advance(province, agency, State.SELF_SCORED)
    address = reverse("component-self-score", args=[KEY])
    answer = client.post(address, {"form": "missing", "text": "Bản giấy đã gửi"})
    assert answer.status_code == 422
    assert "Bản giấy đã gửi" not in text_of(client.get(PANEL))
    entry = {
        "horizon": "so_far",
        "seen": "{}",
        "value-completed": "45",
        "value-planned": "50",
        "as_of": "31/10/2021",
        "source": "Sổ",
    }
    answer = client.post(PANEL, entry)
    assert answer.status_code == 422
    assert "Đơn vị đã nộp tiêu chí này" in text_of(answer)
    assert 'value="45"' in text_of(answer)
    assert "Nhập số liệu đến nay" not in text_of(client.get(f"{PANEL}?enter=so_far"))


def test_evidence_stands_on_the_panel_and_in_one_zip(province, agency, seen_by):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    content = text_of(seen_by("par_officer").get(PANEL))
    assert "Chưa có tài liệu kiểm chứng" in content
    assert "data-upload" in content
    store_upload(officer, evidence_owner(participant, KEY), upload(PDF), "Báo cáo.pdf")
    content = text_of(seen_by("auditor").get(PANEL))
    assert "Báo cáo.pdf" in content
    assert "data-upload" not in content
    assert "Chưa có tài liệu kiểm chứng" not in content
    answer = seen_by("head").get(reverse("round-evidence"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    code = province.framework.component(KEY).code
    assert f"{code}/Báo cáo.pdf" in archive.namelist()


def test_the_tree_counts_evidence_in_few_queries(
    province, agency, seen_by, django_assert_max_num_queries
):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    for name, content in (("Báo cáo.pdf", PDF), ("Biên bản.png", PNG)):
        store_upload(officer, evidence_owner(participant, KEY), upload(content), name)
    client = seen_by("director")
    with django_assert_max_num_queries(12):
        lines = client.get("/scoring/").context["lines"]
    assert {one.row.node.key: one.attached for one in lines if one.attached} == {KEY: 2}


@pytest.fixture
def explaining(province, agency):
    """The agency explains a deduction of a component of the inspectorate's, and one of the rest."""
    advance(province, agency, State.SUBMITTED)
    own = own_key(province, "inspectorate")
    deduct(province, agency, own, "0")
    deduct(province, agency, KEY, "0")
    participant = advance(province, agency, State.APPRAISED)
    ask_for_explanations(province.of_council("secretary"), participant, now=NOW)
    return own


def test_the_council_s_points_show_once_it_asks_for_explanations(province, agency, seen_by):
    advance(province, agency, State.SUBMITTED)
    deduct(province, agency, KEY, "0")
    assert "Không có tài liệu kiểm chứng kèm theo" not in text_of(seen_by("head").get(PANEL))
    participant = advance(province, agency, State.APPRAISED)
    assert "Không có tài liệu kiểm chứng kèm theo" not in text_of(seen_by("head").get(PANEL))
    ask_for_explanations(province.of_council("secretary"), participant, now=NOW)
    content = text_of(seen_by("head").get(PANEL))
    assert content.count("Không có tài liệu kiểm chứng kèm theo") == 2
    assert "#explain" in content


def test_a_unit_explains_its_own_deductions(province, agency, explaining, seen_by):
    client = seen_by("head")
    content = text_of(client.get(PAGE))
    assert "Giải trình 1 tiêu chí bị trừ điểm" in content
    page = client.get(f"{EXPLANATIONS}?component={explaining}")
    assert page.context["opened"].seen == 0
    assert client.get(f"{EXPLANATIONS}?component={KEY}").context["opened"] is None
    values = {"component": explaining, "text": "", "seen": "0"}
    assert client.post(EXPLANATIONS, values).status_code == 422
    values["text"] = "Báo cáo đã gửi ngày 20/11"
    for _twice in range(2):
        assert client.post(EXPLANATIONS, values).status_code == 302
    assert Explanation.objects.get().version == 1
    assert client.post(EXPLANATIONS, {**values, "component": KEY}).status_code == 403
    assert "Báo cáo đã gửi ngày 20/11" in text_of(client.get(f"/scoring/{explaining}/"))


def test_two_people_who_explain_at_once_see_both_versions(province, agency, explaining, seen_by):
    head, participant = province.of(agency, "head"), province.participant(agency)
    explain_deduction(head, participant, explaining, "Của trưởng phòng", seen=0, now=NOW)
    mine = {"component": explaining, "text": "Của chuyên viên", "seen": "0"}
    answer = seen_by("officer").post(EXPLANATIONS, mine)
    assert answer.status_code == 422
    content = text_of(answer)
    assert "Của trưởng phòng" in content
    assert "Của chuyên viên" in content
    assert 'name="seen" value="1"' in content
    assert seen_by("officer").post(EXPLANATIONS, {**mine, "seen": "1"}).status_code == 302
    assert Explanation.objects.get().text == "Của chuyên viên"


def test_explanations_are_handed_in_once_and_lock(province, agency, explaining, seen_by):
    assert step(seen_by("head"), "hand_in_explanations").status_code == 403
    director = seen_by("director")
    for _twice in range(2):
        answer = step(director, "hand_in_explanations")
        assert answer.status_code == 302
        assert answer.headers["Location"] == EXPLANATIONS
    assert AuditEvent.objects.filter(action="hand_in_explanations").count() == 1
    head = seen_by("head")
    late = {"component": explaining, "text": "Muộn", "seen": "0"}
    answer = head.post(EXPLANATIONS, late)
    assert answer.status_code == 422
    assert "Muộn" in text_of(answer)
    assert "Giải trình đã nộp" in text_of(head.get(EXPLANATIONS))


def test_the_whole_story_is_told_at_the_end(province, agency, explaining, seen_by):
    advance(province, agency, State.PUBLISHED)
    client = seen_by("director")
    content = text_of(client.get(PANEL))
    assert "Ai chịu trách nhiệm" in content
    assert "Hội đồng đã kết luận" in text_of(client.get(PAGE))
    assert "Đánh giá lần 2" not in text_of(client.get(EXPLANATIONS))


def test_a_person_s_figures_stand_beside_the_count_with_a_way_back(province, seen_by, monkeypatch):
    """The count stays to be seen, and stands again by one button, pressed twice or once."""
    agency = province.agencies[0]
    counted = Count({"completed": "45", "planned": "50"}, NOW.date(), "Sổ nhiệm vụ", 50)
    monkeypatch.setattr(measures, "_measures", {})
    register_measures(
        Measure("test.done", KEY, "Sổ", lambda *asked: counted, lambda *asked: MeasureRows(0, ()))
    )
    facts_changed(agency, 2021, "test.done")
    client = seen_by("par_officer")
    by_hand = {
        "horizon": "so_far",
        "seen": '{"completed": "45", "planned": "50"}',
        "value-completed": "40",
        "value-planned": "50",
        "as_of": "20/11/2021",
        "source": "Báo cáo 12",
    }
    assert "Lấy lại số phần mềm đếm" not in text_of(client.get(PANEL))
    assert client.post(PANEL, by_hand).status_code == 302
    content = text_of(client.get(PANEL))
    assert "phần mềm đếm: 45" in content
    assert "40 nhiệm vụ" in content
    assert "Lấy lại số phần mềm đếm" in content
    back = {
        "horizon": "so_far",
        "seen": '{"completed": "40", "planned": "50"}',
        "as_of": "24/11/2021",
        "source": "Sổ nhiệm vụ",
        "clear": "1",
    }
    for _twice in range(2):
        assert client.post(PANEL, back).status_code == 302
    values = province.participant(agency).assessment.values.filter(component_key=KEY)
    assert set(values.values_list("value", "measure")) == {
        ("45", "test.done"),
        ("50", "test.done"),
    }
    assert "Lấy lại số phần mềm đếm" not in text_of(client.get(PANEL))


def test_what_is_missing_is_a_workbook_of_what_is_shown(province, agency, seen_by):
    client = seen_by("head")
    assert "/round/missing.xlsx?year=2021&amp;unit=inspectorate" in text_of(client.get(PAGE))
    for unit, owners in (("inspectorate", {"Thanh tra Sở"}), ("all", None)):
        answer = client.get(reverse("round-missing"), {"unit": unit})
        found = rows_of_workbook(answer, COLUMNS)
        rows = [row for row in found if row["missing"] == "thiếu tài liệu"]
        assert rows
        assert {row["unit"] for row in rows} == owners or (owners is None and len(rows) > 40)


def test_nothing_is_sent_back_that_a_unit_is_still_at(province, agency, seen_by):
    client = seen_by("par_officer")
    assert 'id="send-back"' not in text_of(client.get(PAGE))
    assert "Trả lại đơn vị" not in text_of(client.get(PANEL))
    advance(province, agency, State.SELF_SCORED)
    assert 'id="send-back"' in text_of(client.get(PAGE))
    assert "Trả lại đơn vị" in text_of(client.get(PANEL))


def test_a_step_for_a_year_without_a_round_lands_in_no_other(province, agency, seen_by):
    advance(province, agency, State.CONSOLIDATED)
    director, address = seen_by("director"), reverse("round-step", args=["submit"])
    for year in ("1999", "abc", "02021"):
        assert director.post(f"{address}?year={year}").status_code == 404
    assert not Submission.objects.exists()
    director.post(address)
    assert Submission.objects.count() == 1


def test_an_unknown_step_is_refused(seen_by, agency):
    assert step(seen_by("director"), "conclude").status_code == 400
    assert seen_by("director").get(reverse("round-step", args=["submit"])).status_code == 405


def test_the_pages_take_few_queries(
    province, agency, explaining, seen_by, django_assert_max_num_queries
):
    client = seen_by("par_officer")
    for address, most in ((PAGE, 31), (EXPLANATIONS, 31), (PANEL, 46)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_in_english(province, agency, explaining, seen_by, settings):
    client = seen_by("par_officer")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Explain 2 deductions" in text_of(client.get(PAGE))
    assert "Deducted at the first appraisal" in text_of(client.get(EXPLANATIONS))
    assert "Appraisal by the council" in text_of(client.get(PANEL))
