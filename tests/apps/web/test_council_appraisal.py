"""An agency in the council: judging, conflicts, evidence, walls, the secretary's steps."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.rounds.province import NOW, YEAR, Province, advance, deduct, make_province
from tests.kept import Kept, make_once

from parindex.accounts.constants import Role
from parindex.accounts.models import Membership
from parindex.accounts.services import create_account, grant_role
from parindex.attachments.services import store_upload
from parindex.audit.constants import REFUSE
from parindex.audit.models import AuditEvent
from parindex.rounds.constants import State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Appraisal, OwnDeadline, StageDeadline
from parindex.rounds.services import explain_deduction, hand_in_explanations
from parindex.web.council_workbooks import AGENCIES, COMPONENTS
from parindex_tables.reading import read_table

KEY = "plan_issued"


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory) -> Kept[Province]:
    return make_once(django_db_blocker, make_judged, tmp_path_factory.mktemp("judged"))


@pytest.fixture
def province(kept, db, settings, tmp_path) -> Province:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return kept.lay()


def make_judged() -> Province:
    """One agency that has submitted, with a piece of evidence; one that has not."""
    made = make_province(departments=2, communes=0)
    agency = made.agencies[0]
    owner = evidence_owner(made.participant(agency), KEY)
    store_upload(made.of(agency, "par_officer"), owner, upload(PDF), "Kế hoạch.pdf")
    advance(made, agency, State.SUBMITTED)
    return made


def sign_in(client, province: Province, person: str) -> None:
    client.force_login(province.people[person])


def place(province: Province, name: str, *more: str, of: int = 0) -> str:
    participant = province.participant(province.agencies[of])
    return reverse(name, args=[province.round.pk, participant.pk, *more])


def deduction(**changed: str) -> dict[str, str]:
    form = {"kind": "deduction", "points": "0,2", "reason": "late", "words": "Ban hành chậm"}
    return {"seen": "0", "go": "stay", **form, **changed}


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_member_deducts_with_a_reason_and_goes_to_the_next(client, province):
    sign_in(client, province, "member")
    # What the member is about to do, not what was done to somebody.
    choices = text_of(client.get(place(province, "council-component", KEY)))
    assert "<span>Trừ điểm</span>" in choices
    assert "<span>Bị trừ điểm" not in choices
    answer = client.post(place(province, "council-component", KEY), deduction(go="next"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == place(province, "council-component", "plan_content")
    stored = Appraisal.objects.get()
    assert (stored.points, stored.reason) == (Decimal("0.20"), "late")
    page = text_of(client.get(place(province, "council-component", KEY)))
    assert "Thực hiện chậm so với thời hạn · Ban hành chậm" in page


def test_points_come_from_the_members_own_figures(client, province):
    sign_in(client, province, "member")
    figures = {"kind": "by_rule", "value-completed": "40", "value-planned": "50"}
    preview = client.post(place(province, "council-preview", "plan_completion"), figures)
    assert "<strong>2,00</strong>" in text_of(preview)
    answer = client.post(
        place(province, "council-component", "plan_completion"), figures | {"seen": "0"}
    )
    assert answer.status_code == 302
    assert Appraisal.objects.get().points == Decimal("2.00")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"kind": ""}, "kind"),
        (deduction(points="0,51"), "points"),
        (deduction(points=""), "points"),
        (deduction(reason=""), "reason"),
        (deduction(words=" "), "words"),
        ({"kind": "by_rule", "value-issued": ""}, "value-issued"),
    ],
)
def test_an_incomplete_judgement_keeps_what_was_typed(client, province, form, field):
    sign_in(client, province, "member")
    answer = client.post(place(province, "council-component", KEY), form)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors or answer.context["form"].non_field_errors()
    assert not Appraisal.objects.exists()


def test_the_second_member_is_shown_the_firsts_entry_and_loses_nothing(client, province):
    sign_in(client, province, "member")
    client.post(place(province, "council-component", KEY), deduction())
    sign_in(client, province, "second_member")
    mine = deduction(points="0,4", words="Chậm ít ngày")
    answer = client.post(place(province, "council-component", KEY), mine)
    assert answer.status_code == 422
    text = text_of(answer)
    assert "Ban hành chậm" in text
    assert "Chậm ít ngày" in text
    assert 'value="0,4"' in text
    assert Appraisal.objects.get().points == Decimal("0.20")
    again = mine | {"seen": str(answer.context["seen"])}
    assert client.post(place(province, "council-component", KEY), again).status_code == 302
    assert Appraisal.objects.get().points == Decimal("0.40")


def test_the_same_judgement_sent_twice_is_written_once(client, province):
    sign_in(client, province, "member")
    for _ in range(2):
        answer = client.post(place(province, "council-component", KEY), deduction())
        assert answer.status_code == 302
    assert Appraisal.objects.get().version == 1


def test_the_rest_is_accepted_at_once(client, province):
    sign_in(client, province, "member")
    client.post(place(province, "council-component", KEY), deduction())
    page = client.get(place(province, "council-agency")).context["page"]
    form = {"step": "accept_rest", "component": list(page.to_accept)}
    assert client.post(place(province, "council-agency"), form).status_code == 302
    assert Appraisal.objects.count() == 49
    assert Appraisal.objects.get(component_key=KEY).points == Decimal("0.20")


# Walls.


def test_a_member_neither_sees_nor_scores_another_field(client, province):
    sign_in(client, province, "other_field")
    assert client.get(place(province, "council-component", KEY)).status_code == 403
    assert client.post(place(province, "council-component", KEY), deduction()).status_code == 403
    shown = client.get(place(province, "council-agency")).context["page"]
    assert len(shown.lines) == 4
    assert AuditEvent.objects.filter(action=REFUSE).count() == 2


def test_drafts_are_closed_to_the_council(client, province):
    sign_in(client, province, "secretary")
    page = client.get(place(province, "council-agency", of=1))
    assert page.status_code == 200
    assert page.context["page"].sheet is None
    for name, more in (("council-component", [KEY]), ("council-evidence", [])):
        assert client.get(place(province, name, *more, of=1)).status_code == 404


def test_another_councils_round_is_not_there(client, province):
    stranger = create_account("other.secretary", "Thư ký nơi khác", "a long enough password")
    grant_role(stranger, Role.COUNCIL_SECRETARY, province.agencies[1])
    client.force_login(stranger)
    assert client.get(place(province, "council-agency")).status_code == 404
    assert client.get(reverse("council-round", args=[province.round.pk])).status_code == 404


def test_evidence_is_one_zip_by_code_as_the_wall_allows(client, province):
    sign_in(client, province, "member")
    answer = client.get(place(province, "council-evidence"))
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["1.1.1/Kế hoạch.pdf", "muc-luc.csv"]
    assert archive.read("1.1.1/Kế hoạch.pdf") == PDF
    sign_in(client, province, "other_field")
    answer = client.get(place(province, "council-evidence"))
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["muc-luc.csv"]


def test_evidence_is_framed_by_the_product_only_and_runs_nothing(client, province):
    sign_in(client, province, "member")
    page = client.get(place(province, "council-component", KEY))
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    shown = page.context["page"].shown
    beside = client.get(f"{shown.view_url}?beside")
    policy = beside.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert beside.headers["X-Frame-Options"] == "SAMEORIGIN"
    alone = client.get(shown.view_url)
    assert "frame-ancestors 'none'" in alone.headers["Content-Security-Policy"]
    assert alone.headers["X-Frame-Options"] == "DENY"


def test_a_seat_of_the_rounds_year_opens_it_in_the_year_after(client, province):
    Membership.objects.filter(user=province.people["member"]).update(year=YEAR)
    province.council.demonstration_date = NOW.date().replace(year=YEAR + 1, month=1)
    province.council.save()
    sign_in(client, province, "member")
    assert client.get(reverse("home")).status_code == 302
    page = client.get(place(province, "council-component", KEY))
    assert page.status_code == 200
    assert client.get(page.context["page"].shown.view_url).status_code == 200


# The secretary.


def round_place(province: Province, name: str = "council-round") -> str:
    return reverse(name, args=[province.round.pk])


def test_a_blocked_step_says_what_is_missing(client, province):
    sign_in(client, province, "secretary")
    pk = province.participant(province.agencies[0]).pk
    form = {"step": "close_first_round", "agency": [pk]}
    answer = client.post(round_place(province), form)
    assert answer.status_code == 422
    assert "51 tiêu chí Hội đồng chưa chấm: 1.1.1, 1.1.2" in text_of(answer)


def test_steps_are_taken_for_all_that_are_ready(client, province):
    advance(province, province.agencies[0], State.APPRAISED)
    sign_in(client, province, "secretary")
    (step,) = [one for one in client.get(round_place(province)).context["page"].steps if one.ready]
    form = {"step": step.step.value, "agency": step.ids}
    for _ in range(2):
        assert client.post(round_place(province), form).status_code == 302
    assert province.participant(province.agencies[0]).state == State.EXPLAINING


def test_the_conclusion_says_which_agencies_keep_it_waiting(client, province):
    advance(province, province.agencies[0], State.REAPPRAISED)
    sign_in(client, province, "secretary")
    answer = client.post(round_place(province), {"step": "conclude"})
    assert answer.status_code == 422
    words = {
        participant.agency.key: words for participant, words in answer.context["taken"].refused
    }
    assert words == {
        "department-0": "2 tiêu chí chưa có điểm điều tra: 8.2, 8.3",
        "department-1": "còn ở trạng thái “Đang nhập số liệu”",
    }


def test_an_agency_is_reopened_with_a_reason_until_a_day(client, province):
    sign_in(client, province, "secretary")
    form = {"step": "reopen", "target": "draft", "until": "5/12/2021", "reason": "Thiếu số liệu"}
    assert client.post(place(province, "council-agency"), form | {"reason": ""}).status_code == 422
    early = client.post(place(province, "council-agency"), form | {"until": "1/11/2021"})
    assert early.context["reopening"].errors["until"]
    assert client.post(place(province, "council-agency"), form).status_code == 302
    assert province.participant(province.agencies[0]).state == State.DRAFT
    assert OwnDeadline.objects.first().reason == "Thiếu số liệu"


def test_an_explained_deduction_waits_for_its_second_look(client, province):
    agency = province.agencies[0]
    deduct(province, agency, KEY, "0.00")
    participant = advance(province, agency, State.EXPLAINING)
    explain_deduction(
        province.of(agency, "par_officer"),
        participant,
        KEY,
        "Đã ban hành đúng hạn",
        seen=0,
        now=NOW,
    )
    sign_in(client, province, "member")
    early = text_of(client.get(place(province, "council-component", KEY)))
    assert "Cơ quan còn đang giải trình" in early
    assert "Đã ban hành đúng hạn" not in early
    hand_in_explanations(province.of(agency, "director"), participant, now=NOW)
    assert "Xem lại 1 tiêu chí có giải trình của 1 cơ quan" in text_of(
        client.get(reverse("council"))
    )
    page = client.get(place(province, "council-component", KEY))
    assert "Đã ban hành đúng hạn" in text_of(page)
    assert page.context["form"]["kind"].value() == "deduction"
    untouched = client.get(place(province, "council-component", "plan_completion"))
    assert not untouched.context["page"].may_score
    accepted = {"kind": "accepted", "seen": "0"}
    assert client.post(place(province, "council-component", KEY), accepted).status_code == 302
    assert Appraisal.objects.get(component_key=KEY, stage="second").points == Decimal("0.50")


@pytest.mark.parametrize(
    ("form", "is_done"),
    [
        ({"what": "deadline", "stage": "submit", "day": "25/12/2021", "reason": "Lũ lụt"}, True),
        ({"what": "deadline", "stage": "submit", "day": "1/1/2021", "reason": "Lũ lụt"}, False),
        ({"what": "deadline", "stage": "submit", "day": "25/12/2021", "reason": ""}, False),
        ({"what": "field", "name": "Mới", "codes": "1.1, 2.1.1"}, True),
        ({"what": "field", "name": "Mới", "codes": "99"}, False),
        ({"what": "field", "name": "Bảy lĩnh vực đầu", "codes": "1"}, False),
        ({"what": "edition", "edition": "999", "reason": "Đính chính"}, False),
    ],
)
def test_a_running_round_is_changed_with_reasons(client, province, form, is_done):
    sign_in(client, province, "secretary")
    answer = client.post(round_place(province, "council-settings"), form)
    assert answer.status_code == (302 if is_done else 422)
    if is_done and form["what"] == "deadline":
        moved = StageDeadline.objects.get(round=province.round, stage="submit")
        assert moved.ends_at.astimezone(NOW.tzinfo).isoformat() == "2021-12-26T00:00:00+07:00"


def test_a_member_is_given_a_field_and_leaves_it(client, province):
    sign_in(client, province, "secretary")
    field = province.round.fields.first()
    form = {"field": str(field.pk), "person": str(province.people["other_field"].pk)}
    settings_page = round_place(province, "council-settings")
    assert client.post(settings_page, form | {"what": "seat"}).status_code == 302
    assert field.seats.count() == 3
    assert client.post(settings_page, form | {"what": "unseat"}).status_code == 302
    assert field.seats.count() == 2


@pytest.mark.parametrize("name", ["council-round", "council-settings"])
def test_only_the_secretary_runs_the_round(client, province, name):
    sign_in(client, province, "member")
    answer = client.post(round_place(province, name), {"step": "conclude", "what": "deadline"})
    assert answer.status_code == 403


def test_the_councils_lists_go_to_excel(client, province):
    sign_in(client, province, "member")
    client.post(place(province, "council-component", KEY), deduction())
    sheet = client.get(place(province, "council-agency-export"), {"show": "deducted"})
    (row,) = read_table(sheet.content, COMPONENTS).rows
    assert (row.values["code"], row.values["own"], row.values["first"]) == (
        "1.1.1",
        Decimal("0.5"),
        Decimal("0.2"),
    )
    assert row.values["words"] == "Ban hành chậm"
    listed = client.get(round_place(province, "council-round-export"), {"show": "waiting"})
    (line,) = read_table(listed.content, AGENCIES).rows
    assert (line.values["agency"], line.values["scored"], line.values["to_score"]) == (
        "Cơ quan department-0",
        1,
        49,
    )
    assert client.get(place(province, "council-agency-export", of=1)).status_code == 404
