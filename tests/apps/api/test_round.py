"""A script takes an agency from its figures to a published result, as people do on pages."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.api.calling import Script, script_of
from tests.apps.attachments.sample_owner import PDF
from tests.apps.rounds.province import EXPLAINED, YEAR, Province, advance

from parindex.accounts.constants import Scope
from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.audit.models import AuditEvent
from parindex.rounds.constants import State

COMPONENT = f"/years/{YEAR}/components/1.1.3"


def test_figures_are_read_and_written_as_by_hand(province: Province):
    script = script_of(province, "par_officer")
    read = script.get(COMPONENT).json()
    seen = {name: one["value"] for name, one in read["so_far"]["values"].items()}
    first = next(iter(seen))
    body = {
        "horizon": "so_far",
        "values": {**seen, first: "90"},
        "seen": seen,
        "as_of": "2021-11-20",
        "source": "Sổ nhiệm vụ",
    }
    answer = script.put(f"{COMPONENT}/figures", body)
    assert answer.status_code == 200, answer.content
    assert answer.json()["so_far"]["points"] == "2.25"
    assert answer.json()["so_far"]["values"][first]["source"] == "Sổ nhiệm vụ"
    event = AuditEvent.objects.filter(action="enter_values").get()
    assert event.actor == province.people["par_officer.department-0"]
    # The same call once more comes on what is no longer there.
    conflict = script.put(f"{COMPONENT}/figures", body)
    assert conflict.status_code == 409
    assert conflict.json()["present"]["values"][first] == "90"
    assert conflict.headers["Content-Type"].startswith("application/problem+json")


def test_what_is_refused_says_where_and_in_the_callers_language(province: Province):
    for language, words in (("vi", "số"), ("en", "number")):
        script = script_of(province, "par_officer", language=language)
        read = script.get(COMPONENT).json()
        seen = {name: one["value"] for name, one in read["so_far"]["values"].items()}
        first = next(iter(seen))
        body = {
            "horizon": "so_far",
            "values": {**seen, first: "nhiều"},
            "seen": seen,
            "as_of": "2021-11-20",
            "source": "Sổ",
        }
        answer = script.put(f"{COMPONENT}/figures", body)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["at"] == first
        assert words in error["detail"]
        body["values"] = {**seen, "unknown": "1"}
        assert script.put(f"{COMPONENT}/figures", body).json()["errors"][0]["at"] == "unknown"


def test_a_field_of_another_shape_is_refused_in_the_callers_language(province: Province):
    """Every check of a shape has its sentence, Vietnamese by default."""
    body = {"horizon": "month", "values": [], "as_of": "27/5/2021", "more": 1, "source": "x" * 301}
    said = {}
    for language in ("vi", "en", ""):
        script = script_of(province, "par_officer", language=language)
        answer = script.put(f"{COMPONENT}/figures", body)
        assert answer.status_code == 422
        said[language] = {
            one["at"].rpartition(".")[2]: one["detail"] for one in answer.json()["errors"]
        }
    assert (
        said["vi"]
        == said[""]
        == {
            "horizon": "Một trong các giá trị: so_far, year_end.",
            "values": "Gửi một đối tượng gồm tên và giá trị.",
            "seen": "Trường này còn thiếu.",
            "as_of": "Viết ngày theo dạng 2021-05-27.",
            "source": "Tối đa 300 ký tự.",
            "more": "Không có trường nào tên như vậy ở đây.",
        }
    )
    assert said["en"]["as_of"] == "Write a day as 2021-05-27."
    claim = script_of(province, "par_officer").put(f"{COMPONENT}/claim", {"points": 1.5})
    assert "2.25" in claim.json()["errors"][0]["detail"]
    of_year = script_of(province, "par_officer").get("/years/1999")
    assert of_year.json()["errors"] == [{"at": "path.year", "detail": "Nhỏ nhất là 2000."}]


@pytest.mark.parametrize("path", ["/nowhere", "/years", "/", "/../v2/token", "/../"])
def test_an_address_that_no_operation_has_is_answered_as_a_problem(db, path):
    for language, words in (("vi", "Không có thao tác nào"), ("en", "No operation")):
        for answer in (Script("", language).get(path), Script("", language).post(path, {})):
            assert answer.status_code == 404
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/results", "GET"),
        ("GET", f"{COMPONENT}/figures", "PUT"),
        ("PATCH", f"{COMPONENT}/evidence", "GET, POST"),
        ("OPTIONS", "/token", "GET"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_answered_as_a_problem(db, method, path, allowed):
    for language, words in (("vi", "không nhận"), ("en", f"takes {allowed}, not {method}")):
        headers = {"Accept-Language": language}
        answer = Client().generic(method, f"/api/v1{path}", headers=headers)
        assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert (answer.json()["status"], words in answer.json()["detail"]) == (405, True)


def test_evidence_comes_in_and_goes_out_byte_by_byte(province: Province):
    script = script_of(province, "par_officer")
    file = SimpleUploadedFile("Báo cáo.pdf", PDF, "application/pdf")
    made = script.upload(f"{COMPONENT}/evidence", file)
    assert made.status_code == 200, made.content
    again = script.upload(f"{COMPONENT}/evidence", SimpleUploadedFile("Khác.pdf", PDF))
    assert again.json()["id"] == made.json()["id"]
    sent = script.get(f"/evidence/{made.json()['id']}/file")
    assert b"".join(sent.streaming_content) == PDF
    assert "attachment" in sent.headers["Content-Disposition"]
    other = script_of(province, "secretary")
    assert other.get(f"/evidence/{made.json()['id']}/file").status_code == 403
    cited = {"number": "12/BC-SKHCN", "issued_on": "2021-11-01", "issuer": "Sở", "link": ""}
    assert script.post(f"{COMPONENT}/evidence/cited", cited).status_code == 200
    listed = script.get(f"{COMPONENT}/evidence").json()
    assert listed["total"] == 2
    gone = script.post(f"/evidence/{made.json()['id']}/withdraw", {"reason": "Nhầm tệp"})
    assert gone.json()["withdrawal_reason"] == "Nhầm tệp"
    junk = script.upload(f"{COMPONENT}/evidence", SimpleUploadedFile("a.pdf", b"not a pdf"))
    assert junk.status_code == 422


def test_a_whole_round(province: Province):
    officer, director = script_of(province, "par_officer"), script_of(province, "director")
    for line in officer.get(f"/years/{YEAR}/self-score", limit=200).json()["items"]:
        path = f"/years/{YEAR}/components/{line['key']}/explanation"
        assert officer.put(path, {"text": EXPLAINED}).status_code == 200
    standing = officer.get(f"/years/{YEAR}").json()
    for unit in standing["units"]:
        answer = officer.post(f"/years/{YEAR}/hand-in", {"unit": unit["key"]})
        assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "self_scored"
    assert officer.post(f"/years/{YEAR}/consolidate").json()["state"] == "consolidated"
    assert director.post(f"/years/{YEAR}/submit").json()["state"] == "submitted"
    (submission,) = director.get(f"/years/{YEAR}/submissions").json()["items"]
    whole = director.get(f"/years/{YEAR}/submissions/1").json()
    assert whole["sha256"] == submission["sha256"]

    secretary, member = script_of(province, "secretary"), script_of(province, "member")
    (listed,) = secretary.get(f"/council/years/{YEAR}/rounds").json()["items"]
    of_round = f"/council/rounds/{listed['id']}"
    agency = f"{of_round}/agencies/{province.agencies[0].key}"
    deducted = province.framework.component("1.1.3").key
    judgement = {
        "kind": "deduction",
        "points": "1.00",
        "reason": "no_evidence",
        "words": "Không có tài liệu kiểm chứng",
        "seen": 0,
    }
    answer = member.put(f"{agency}/appraisal/{deducted}", judgement)
    assert answer.status_code == 200, answer.content
    assert member.put(f"{agency}/appraisal/{deducted}", judgement).status_code == 409
    for person in ("member", "other_field"):
        script = script_of(province, person)
        sheet = script.get(f"{agency}/appraisal", limit=200).json()["items"]
        keys = [one["key"] for one in sheet if one["may_score"]]
        assert script.post(f"{agency}/accept-rest", {"components": keys}).status_code == 200
    assert secretary.post(f"{agency}/close-first-round").json()["state"] == "appraised"
    assert secretary.post(f"{agency}/ask-for-explanations").json()["state"] == "explaining"
    (one,) = officer.get(f"/years/{YEAR}/explanations").json()["items"]
    assert one["first"]["points"] == "1.00"
    path = f"/years/{YEAR}/explanations/{one['component']}"
    assert officer.put(path, {"text": "Có gửi kèm", "seen": 0}).json()["version"] == 1
    assert director.post(f"/years/{YEAR}/hand-in-explanations").status_code == 200
    second = {**judgement, "points": "1.50", "seen": 0}
    assert member.put(f"{agency}/appraisal/{deducted}", second).status_code == 200
    assert secretary.post(f"{agency}/close-second-round").json()["state"] == "reappraised"
    bonus = {"kind": "bonus", "points": "1.00", "ground": "Sáng kiến cấp tỉnh"}
    made = secretary.post(f"{agency}/adjustments", bonus).json()
    path = f"{agency}/adjustments/{made['id']}/withdraw"
    assert secretary.post(path, {"reason": "Nhập nhầm"}).json()["items"][0]["withdrawn_at"]
    early = secretary.post(f"{of_round}/conclude")
    assert early.status_code == 409
    assert {one["at"] for one in early.json()["errors"]} == {one.key for one in province.agencies}

    advance(province, province.agencies[1], State.REAPPRAISED)
    surveyed = [c for c in province.framework.components if c.method == "survey"]
    for one_agency in province.agencies:
        for component in surveyed:
            path = f"{of_round}/agencies/{one_agency.key}/survey/{component.key}"
            body = {"points": str(component.max), "source": "Điều tra (minh họa)"}
            assert secretary.put(path, body).status_code == 200
    ranking = secretary.post(f"{of_round}/conclude").json()
    assert [one["rank"] for one in ranking[0]["results"]] == [1, 2]
    assert officer.get(f"/results/{listed['id']}").status_code == 404
    assert secretary.post(f"{of_round}/publish").status_code == 200
    assert officer.get(f"/results/{listed['id']}").json() == ranking
    own = officer.get(f"/years/{YEAR}/result").json()
    assert Decimal(own["components"][deducted]["points"]) == Decimal("1.50")

    (deduction,) = officer.get(f"/years/{YEAR}/deductions").json()["items"]
    reply = {
        "cause": "subjective",
        "answer": "Lưu hồ sơ chưa kịp",
        "remedy": "Lưu hồ sơ hằng tuần",
        "remedy_deadline": "2021-12-31",
        "seen": deduction["version"],
    }
    path = f"/deductions/{deduction['id']}"
    answered = officer.put(f"{path}/answer", reply)
    assert answered.status_code == 200, answered.content
    decision = {"evaluation": "good", "words": "Đã khắc phục", "seen": answered.json()["version"]}
    assert director.put(f"{path}/decision", decision).json()["evaluation"] == "good"


def test_a_scope_that_is_not_given_is_refused_and_recorded(province: Province):
    reader = script_of(province, "par_officer", Scope.READ)
    assert reader.get(f"/years/{YEAR}").status_code == 200
    answer = reader.put(f"{COMPONENT}/explanation", {"text": "a"})
    assert answer.status_code == 403
    assert AuditEvent.objects.filter(action="refuse").get().after["permission"] == "scope write"
    component = province.framework.component("1.1.3")
    participant = province.participant(province.agencies[0])
    assert values_of_component(participant.assessment, component.key, Horizon.SO_FAR)


def test_a_members_token_to_read_shows_no_more_than_the_members_pages(province: Province):
    advance(province, province.agencies[0], State.SUBMITTED)
    path = f"/council/rounds/{province.round.pk}/agencies/{province.agencies[0].key}/appraisal"
    whole = script_of(province, "member").get(path, limit=200).json()
    narrow = script_of(province, "member", Scope.COUNCIL_READ).get(path, limit=200).json()
    everything = script_of(province, "secretary").get(path, limit=200).json()
    assert narrow["total"] == whole["total"] < everything["total"]
    assert not any(one["may_score"] for one in narrow["items"])
    matrix = f"/council/rounds/{province.round.pk}/matrix"
    cells = {
        person: script_of(province, person, Scope.COUNCIL_READ).get(matrix).json()["items"][0]
        for person in ("member", "secretary")
    }
    assert (
        len(cells["member"]["submitted"]) == narrow["total"] < len(cells["secretary"]["submitted"])
    )


def test_pages_of_a_list(province: Province):
    script = script_of(province, "par_officer")
    path = f"/years/{YEAR}/edition/components"
    first = script.get(path, limit=10).json()
    second = script.get(path, limit=10, offset=10).json()
    keys = [one["key"] for one in (*first["items"], *second["items"])]
    expected = [one.key for one in province.framework.components]
    assert keys == expected[:20]
    assert first["total"] == len(expected)
    assert script.get(path, limit=1000).status_code == 422


def test_lists_ask_the_database_as_often_for_every_length(
    province: Province, django_assert_max_num_queries
):
    script = script_of(province, "par_officer")
    for path in (f"/years/{YEAR}/self-score", f"/years/{YEAR}", COMPONENT):
        with django_assert_max_num_queries(20):
            assert script.get(path, limit=200).status_code == 200
    advance(province, province.agencies[0], State.SUBMITTED)
    of_round = f"/council/rounds/{province.round.pk}"
    secretary = script_of(province, "secretary")
    agency = f"{of_round}/agencies/{province.agencies[0].key}/appraisal"
    for path in (f"{of_round}/matrix", f"{of_round}/agencies", agency):
        with django_assert_max_num_queries(20):
            assert secretary.get(path, limit=200).status_code == 200


def test_a_deadline_at_the_end_of_the_calendar_is_refused(province: Province):
    agency = province.agencies[0]
    advance(province, agency, State.SUBMITTED)
    script = script_of(province, "secretary")
    path = f"/council/rounds/{province.round.pk}/agencies/{agency.key}/reopen"
    for until in ("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-12:00"):
        answer = script.post(path, {"state": "draft", "reason": "Sai", "until": until})
        assert answer.status_code == 422
        assert "2100" in answer.json()["errors"][0]["detail"]
    assert province.participant(agency).state == State.SUBMITTED
    assert script_of(province, "par_officer").get(f"/years/{YEAR}").status_code == 200
