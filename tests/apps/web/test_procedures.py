"""Pages of procedures: catalogue, one procedure, entry, review, simplification, publication."""

from datetime import date

import pytest
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import LINES, export
from tests.apps.agency_dossiers.conftest import load as load_export
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.procedures.entries import entry
from tests.apps.web.procedure_records import CODE, recorded_procedure

from parindex.procedures.constants import Part
from parindex.procedures.models import Procedure, ProcedureVersion, Proposal, Review
from parindex.procedures.services.catalogue import record_version
from parindex.procedures.services.review import plan_reviews
from parindex.procedures.services.simplification import NewProposal, draft_proposal
from parindex.procedures.table_columns import COLUMNS
from parindex.web.procedure_tables import PROPOSAL_COLUMNS, PUBLICATION_COLUMNS, REVIEW_COLUMNS
from parindex_tables.reading import read_table

OTHER, THIRD = "1.000359", "1.000360"
ALL_PARTS = tuple(Part.values)


@pytest.fixture
def recorded(department):
    return recorded_procedure(department)


@pytest.fixture
def catalogue(department, recorded):
    """Three procedures; the third is repealed from July."""
    access, units = department.access("par_officer"), department.units
    facts = {
        "name": "Đăng ký kiểm tra chất lượng",
        "field": "Đo lường",
        "online_level": "level_4",
        "one_stop": True,
        "public_parts": ALL_PARTS,
        "decision_number": "12/QĐ-UBND",
        "decision_signed_on": date(2021, 2, 1),
        "made_public_on": date(2021, 2, 8),
    }
    record_version(access, entry(OTHER, units["inspectorate"], **facts))
    third, _ = record_version(access, entry(THIRD, None, name="Ấn định giá"))
    gone = entry(THIRD, None, date(2021, 7, 1), name="Ấn định giá", is_repealed=True)
    record_version(access, gone, third.versions.get())
    return recorded


def sign_in(client, department, person="par_officer"):
    client.force_login(department.people[person])
    return client


def codes(page):
    return [version.procedure.code for version in page.context["page"].object_list]


def procedure_form(**changed):
    """What a browser sends of the entry form."""
    sent = {
        "code": CODE, "name": "Cấp giấy phép", "field": "An toàn bức xạ", "level": "province",
        "unit": "metrology-sub-department", "effective_from": "1/10/2021",
        "time_unit": "working_day", "processing_time": "10", "fee": "0", "online_level": "none",
    }  # fmt: skip
    return {**sent, **changed}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [CODE, OTHER]),
        ({"words": "dang ky chat luong"}, [OTHER]),
        ({"words": "1.00035"}, [CODE, OTHER]),
        ({"field": "Đo lường"}, [OTHER]),
        ({"unit": "metrology-sub-department"}, [CODE]),
        ({"unit": "none"}, []),
        ({"online": "online"}, [OTHER]),
        ({"online": "none"}, [CODE]),
        ({"reception": "one_stop"}, [OTHER]),
        ({"reception": "elsewhere"}, [CODE]),
        ({"state": "complete"}, [OTHER]),
        ({"state": "undecided"}, [CODE]),
        ({"state": "repealed"}, [THIRD]),
        ({"state": "no such", "online": "no such", "sort": "no such"}, [CODE, OTHER]),
        ({"sort": "-name"}, [OTHER, CODE]),
        ({"field": "Đo lường\x00", "page": "x", "year": "0"}, [OTHER]),
    ],
)
def test_the_catalogue_is_narrowed_and_sorted(client, department, catalogue, asked, found):
    page = sign_in(client, department).get(reverse("procedures"), asked)
    assert codes(page) == found


def test_names_are_sorted_the_vietnamese_way(client, department, catalogue):
    access = department.access("par_officer")
    for number, name in enumerate(["Xác nhận", "Âm thanh", "An toàn", "Ăn uống", "Đo", "Dân số"]):
        record_version(access, entry(f"2.00000{number}", None, name=name))
    page = sign_in(client, department).get(reverse("procedures"), {"sort": "name", "unit": "none"})
    names = [version.name for version in page.context["page"].object_list]
    assert names == ["An toàn", "Ăn uống", "Âm thanh", "Dân số", "Đo", "Xác nhận"]


def test_the_catalogue_says_what_it_counts(client, department, catalogue):
    page = sign_in(client, department).get(reverse("procedures"))
    figures = {feed.component.code: feed.figures for feed in page.context["feeds"]}
    assert {code: figures[code] for code in ("3.1.1", "3.2.2", "3.3.1", "7.2.1")} == {
        "3.1.1": "0/1",
        "3.2.2": "1/2",
        "3.3.1": "1/2",
        "7.2.1": "1/2",
    }
    assert len(figures) == 7
    address = reverse("component", args=["procedure_disclosure"])
    assert f'href="{address}"' in page.content.decode()


@pytest.mark.parametrize(
    "name",
    ["procedures", "procedure-review", "procedure-simplification", "procedure-publication"],
)
def test_a_list_costs_the_same_with_more_in_it(
    client, department, catalogue, django_assert_max_num_queries, name
):
    sign_in(client, department)
    client.get(reverse(name))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse(name))
    access, unit = department.access("par_officer"), department.units["office"]
    due = date(2021, 12, 20)
    for number in range(4):
        new = entry(f"2.00010{number}", unit, legal_base_effective_on=due)
        procedure, _ = record_version(access, new)
        plan_reviews(access, 2021, [procedure], date(2021, 12, 1))
        proposal = NewProposal(f"Rút ngắn {number}", "", unit, [procedure], date(2021, 10, 1))
        draft_proposal(access, 2021, proposal)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(name))


def test_what_is_exported_can_be_imported_again(client, department, catalogue):
    answer = sign_in(client, department).get(reverse("procedures-export"), {"sort": "-code"})
    assert answer["Content-Disposition"] == 'attachment; filename="thu-tuc-hanh-chinh-2021.xlsx"'
    read = read_table(answer.content, COLUMNS)
    assert not read.problems
    assert [row.values["code"] for row in read.rows] == [OTHER, CODE]
    assert read.rows[0].values["made_public_on"] == date(2021, 2, 8)


def test_an_empty_catalogue_says_what_to_do_first(client, department):
    body = sign_in(client, department).get(reverse("procedures")).content.decode()
    assert "Danh mục chưa có thủ tục nào" in body
    assert reverse("procedure-new") in body
    reader = sign_in(client, department, "auditor").get(reverse("procedures"))
    assert reverse("procedure-new") not in reader.content.decode()


def test_a_procedure_shows_its_versions_and_what_each_changed(client, department, recorded):
    access = department.access("par_officer")
    unit = department.units["metrology-sub-department"]
    change = entry(CODE, unit, date(2022, 1, 1), processing_time=10, online_level="partial")
    record_version(access, change, recorded.version)
    page = sign_in(client, department, "auditor").get(reverse("procedure", args=[CODE]))
    ahead, first = page.context["versions"]
    assert (ahead.is_ahead, first.is_holding, first.changes) == (True, True, [])
    said = {change.label: (change.before, change.now) for change in ahead.changes}
    assert said["Thời hạn giải quyết"] == ("15", "10")
    assert said["Mức độ trực tuyến"] == ("chưa trực tuyến", "một phần")
    assert page.context["version"] == recorded.version
    assert [(line.year, line.is_online) for line in page.context["online_years"]] == [(2021, False)]


def test_the_verdict_of_a_publication_is_said_in_working_days(client, department, recorded):
    page = sign_in(client, department).get(reverse("procedure", args=[CODE]))
    (line,) = page.context["publications"]
    # Five working days before Wednesday 15/12/2021, ten after Wednesday 24/11/2021.
    assert line.decision == "Chưa ký; hạn 8/12/2021, còn 10 ngày làm việc."
    dates = reverse("procedure-publication-dates", args=[recorded.version.pk])
    sent = {
        "seen": recorded.version.pk, "decision_number": "9/QĐ", "decision_signed_on": "9/12/2021",
        "made_public_on": "16/12/2021",
    }  # fmt: skip
    assert client.post(dates, sent).status_code == 302
    department.agency.demonstration_date = date(2021, 12, 31)
    department.agency.save()
    (line,) = client.get(reverse("procedure", args=[CODE])).context["publications"]
    assert line.decision == "Ký ngày 9/12/2021, chậm 1 ngày làm việc so với hạn 8/12/2021: trễ hạn."
    assert line.disclosure == "Công khai ngày 16/12/2021, đúng ngày cuối của hạn: đúng hạn."
    assert line.publication.timing == "late"


def test_the_dossiers_of_a_procedure_are_counted_and_open(
    client, department, settings, tmp_path, recorded
):
    settings.DATA = tmp_path
    load_export(department, export(LINES))
    code = LINES[0][1]
    access = department.access("par_officer")
    if Procedure.objects.filter(code=code).first() is None:
        record_version(access, entry(code, None))
    page = sign_in(client, department).get(reverse("procedure", args=[code]))
    section = page.context["dossiers"]
    of_code = [line for line in LINES if line[1] == code]
    figures = section.page.figures
    assert figures.received == len(of_code)
    assert [len(chart.series) for chart in section.charts] == [3, 2, 1]
    counts = [figures.settled, figures.on_time, figures.late, figures.online]
    urls = [figure.url for figure in section.figures[1:]]
    behind = [client.get(url).context["page"].paginator.count for url in urls]
    assert behind == counts
    assert sum(count for _unit, count, _url in section.units) == figures.settled


def test_a_procedure_without_dossiers_says_so(client, department, settings, tmp_path, recorded):
    settings.DATA = tmp_path
    page = sign_in(client, department).get(reverse("procedure", args=[CODE]))
    assert page.context["dossiers"] is None
    assert "Trong năm chưa có hồ sơ của thủ tục này" in page.content.decode()
    # Who sees the dossiers of a unit alone is not told that none were loaded.
    content = sign_in(client, department, "unit_head").get(reverse("procedure", args=[CODE]))
    assert "Trong năm đơn vị của bạn chưa có hồ sơ" in content.content.decode()
    assert reverse("dossier-loads") not in content.content.decode().partition("<main")[2]


def test_another_agencys_procedure_is_not_there(client, other_department, recorded):
    sign_in(client, other_department)
    for name in ("procedure", "procedure-edit"):
        assert client.get(reverse(name, args=[CODE])).status_code == 404
    for name, row in (
        ("procedure-finding", recorded.review),
        ("procedure-proposal", recorded.proposal),
        ("procedure-publication-dates", recorded.version),
    ):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404


def test_a_new_procedure_sent_twice_is_one(client, department):
    sign_in(client, department, "unit_head")
    sent = procedure_form(public_parts=["a", "g"], one_stop="on")
    for _again in range(2):
        answer = client.post(reverse("procedure-new"), sent)
        assert answer.headers["Location"] == reverse("procedure", args=[CODE])
    version = ProcedureVersion.objects.get()
    assert (version.processing_time, version.public_parts) == (10, ["a", "g"])
    assert version.procedure.unit == department.units["metrology-sub-department"]
    assert (version.one_stop, version.inter_agency) == (True, False)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "1.36"}, "code"),
        ({"name": " "}, "name"),
        ({"effective_from": "31/2/2021"}, "effective_from"),
        ({"decision_number": "1/QĐ"}, "decision_signed_on"),
        ({"made_public_on": "1/2/2021"}, "made_public_on"),
        ({"unit": "inspectorate"}, "unit"),
        ({"fee": "-1"}, "fee"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, department, changed, field):
    sign_in(client, department, "unit_head")
    answer = client.post(reverse("procedure-new"), procedure_form(**changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "An toàn bức xạ" in answer.content.decode()
    assert not Procedure.objects.exists()


def test_a_conflict_shows_both_and_the_next_sending_counts(client, department, recorded):
    sign_in(client, department)
    address = reverse("procedure-edit", args=[CODE])
    seen = client.get(address).context["seen"]
    assert seen == str(recorded.version.pk)
    unit = department.units["metrology-sub-department"]
    record_version(
        department.access("unit_head"), entry(CODE, unit, processing_time=12), recorded.version
    )
    answer = client.post(address, procedure_form(seen=seen, name="Tên khác"))
    assert answer.status_code == 422
    labels = {change.label: (change.before, change.now) for change in answer.context["changes"]}
    assert labels["Thời hạn giải quyết"] == ("12", "10")
    again = client.post(address, procedure_form(seen=answer.context["seen"], name="Tên khác"))
    assert again.status_code == 302
    newest = ProcedureVersion.objects.order_by("id").last()
    assert newest is not None
    assert (newest.name, newest.effective_from) == ("Tên khác", date(2021, 10, 1))


def test_a_code_that_the_catalogue_has_is_not_entered_anew(client, department, recorded):
    answer = sign_in(client, department).post(reverse("procedure-new"), procedure_form())
    assert answer.status_code == 422
    assert reverse("procedure-edit", args=[CODE]) in answer.content.decode()
    assert ProcedureVersion.objects.count() == 1


def test_the_plan_takes_procedures_in_once_and_keeps_findings(client, department, catalogue):
    sign_in(client, department)
    address = reverse("procedure-review")
    offered = [code for code, _ in client.get(address).context["form"].fields["procedures"].choices]
    assert offered == [OTHER]
    sent = {"deadline": "30/9/2021", "procedures": [OTHER]}
    for _again in range(2):
        assert client.post(f"{address}?year=2021", sent).status_code == 302
    assert Review.objects.count() == 2
    late = client.post(f"{address}?year=2021", {**sent, "deadline": "1/1/2022"})
    assert late.status_code == 422
    finding = reverse("procedure-finding", args=[catalogue.review.pk])
    wrong = client.post(finding, {"reviewed_on": "25/11/2021", "finding": "Bỏ bản sao"})
    assert wrong.status_code == 422
    assert "Bỏ bản sao" in wrong.content.decode()
    client.post(finding, {"reviewed_on": "20/11/2021", "finding": "Bỏ bản sao"})
    page = client.get(address)
    rows = {row["review"].procedure.code: row for row in page.context["rows"]}
    assert (rows[CODE]["is_late"], rows[OTHER]["is_late"]) == (False, True)
    assert page.context["feeds"][0].figures == "1/2"


def test_a_procedure_leaves_the_plan_with_a_reason(client, department, recorded):
    address = reverse("procedure-finding", args=[recorded.review.pk])
    sign_in(client, department)
    assert client.post(address, {"remove": "1", "reason": " "}).status_code == 422
    assert client.post(address, {"remove": "1", "reason": "Đã bãi bỏ"}).status_code == 302
    assert not Review.objects.exists()


def test_a_unit_takes_nothing_out_of_the_plan(client, department, recorded):
    address = reverse("procedure-finding", args=[recorded.review.pk])
    sign_in(client, department, "unit_head")
    assert client.get(address).status_code == 200
    assert client.post(address, {"remove": "1", "reason": "x"}).status_code == 403
    assert Review.objects.exists()


def test_a_proposal_goes_its_steps_once_each(client, department, recorded):
    sign_in(client, department, "unit_head")
    sent = {
        "title": "Rút ngắn thời hạn", "unit": "metrology-sub-department",
        "drafted_on": "1/11/2021", "procedures": [CODE],
    }  # fmt: skip
    first, again = (client.post(reverse("procedure-proposal-new"), sent) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    proposal = Proposal.objects.get(title="Rút ngắn thời hạn")
    address = reverse("procedure-proposal", args=[proposal.pk])
    early = {"state": "drafted", "number": "5/TTr", "day": "30/10/2021"}
    assert client.post(address, early).status_code == 422
    for _again in range(2):
        client.post(address, {**early, "day": "10/11/2021"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.submission_number) == ("submitted", "5/TTr")
    page = client.get(reverse("procedure-simplification"))
    assert len(page.context["proposals"]) == 2


def test_a_legal_base_makes_publications_due(client, department, catalogue):
    sign_in(client, department)
    sent = {
        "title": "Thông tư 05/2021/TT-BKHCN", "effective_on": "15/12/2021",
        "procedures": [OTHER],
    }  # fmt: skip
    for _again in range(2):
        answer = client.post(reverse("procedure-publication-new"), sent)
        assert answer.status_code == 302
    assert ProcedureVersion.objects.filter(procedure__code=OTHER).count() == 2
    page = client.get(reverse("procedure-publication"))
    lines = [
        (line.publication.version.procedure.code, line.publication.timing)
        for line, _ in page.context["lines"]
    ]
    assert sorted(lines) == [(CODE, "waiting"), (OTHER, "on_time"), (OTHER, "waiting")]
    waiting = client.get(reverse("procedure-publication"), {"state": "waiting"})
    assert len(waiting.context["lines"]) == 2


def test_a_legal_base_of_before_the_catalogue_is_asked_about(client, department, recorded):
    sign_in(client, department)
    sent = {"title": "Nghị định", "effective_on": "1/1/2019", "procedures": [CODE]}
    answer = client.post(reverse("procedure-publication-new"), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["procedures"]
    assert ProcedureVersion.objects.count() == 1


def test_a_decision_that_was_seen_otherwise_is_not_passed_over(client, department, recorded):
    unit = department.units["metrology-sub-department"]
    sign_in(client, department)
    address = reverse("procedure-publication-dates", args=[recorded.version.pk])
    sent = {
        "seen": recorded.version.pk,
        "decision_number": "9/QĐ",
        "decision_signed_on": "1/11/2021",
    }
    record_version(
        department.access("unit_head"), entry(CODE, unit, date(2022, 1, 1)), recorded.version
    )
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert answer.context["conflict"]
    again = client.post(address, {**sent, "seen": answer.context["seen"]})
    assert again.status_code == 302
    newest = ProcedureVersion.objects.order_by("id").last()
    assert newest is not None
    assert (newest.effective_from, newest.decision_number) == (date(2021, 1, 1), "9/QĐ")


@pytest.mark.parametrize(
    ("name", "columns", "words"),
    [
        ("procedure-review", REVIEW_COLUMNS, {"code": CODE, "is_late": False}),
        ("procedure-simplification", PROPOSAL_COLUMNS, {"procedures": CODE, "state": "drafted"}),
        (
            "procedure-publication",
            PUBLICATION_COLUMNS,
            {"code": CODE, "sign_by": date(2021, 12, 8)},
        ),
    ],
)
def test_every_list_is_a_workbook_too(client, department, recorded, name, columns, words):
    answer = sign_in(client, department).get(reverse(f"{name}-export"))
    (row,) = read_table(answer.content, columns).rows
    assert {key: row.values[key] for key in words} == words


@pytest.mark.parametrize(("person", "adds"), [("unit_head", True), ("unit_officer", False)])
def test_documents_are_kept_by_who_keeps_the_procedure(
    client, department, recorded, settings, tmp_path, person, adds
):
    settings.FILES = tmp_path
    sign_in(client, department, person)
    for owner, address in (
        (["procedure", CODE], reverse("procedure", args=[CODE])),
        (
            ["proposal", recorded.proposal.pk],
            reverse("procedure-proposal", args=[recorded.proposal.pk]),
        ),
    ):
        attach = reverse("files-attach", args=owner)
        panel = client.get(address).context["panel"]
        assert panel.upload_url == (attach if adds else "")
        answer = client.post(attach, {"files": upload(PDF)})
        assert answer.status_code == (302 if adds else 403)
        assert len(client.get(address).context["panel"].rows) == int(adds)


@pytest.mark.parametrize(
    "owner",
    [("procedure", "9.999999"), ("proposal", "0"), ("proposal", "x"), ("proposal", "9" * 30)],
)
def test_nothing_is_attached_to_what_is_not_there(client, department, recorded, owner):
    answer = sign_in(client, department).post(reverse("files-attach", args=owner))
    assert answer.status_code in (403, 404)


def test_another_agency_attaches_nothing(client, other_department, recorded):
    address = reverse("files-attach", args=["procedure", CODE])
    assert (
        sign_in(client, other_department).post(address, {"files": upload(PDF)}).status_code == 403
    )
