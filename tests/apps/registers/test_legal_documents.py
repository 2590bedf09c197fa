"""What only the registers of legal documents have: due procedure, late steps, findings handled."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.apps.registers import legal_review_case
from tests.apps.registers.legal_draft_case import CASE, FACTS, UNAPPRAISED, UNISSUED, UNSUBMITTED
from tests.apps.registers.legal_review_case import CASE as REVIEW_CASE
from tests.apps.registers.legal_review_case import UNHANDLED, UNREVIEWED
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.legal_documents.models import LegalDraft
from parindex.registers.legal_documents.queries.procedure import steps_of
from parindex.registers.legal_documents.services import drafts
from parindex.registers.legal_documents.services.reviews import Outcome, handle, review
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db

PROCEDURE = "legal_due_procedure"


def left_out(department, key, year=2021) -> list[str]:
    found = measure_of(key).rows(department.agency, year, TODAY, "", 0, 50)
    return [row.left_out for row in found.rows]


def faults(today=TODAY, **facts) -> dict[str, str]:
    found = steps_of(LegalDraft(**{**FACTS, **facts}), today)
    return {one.name: one.fault for one in found if one.fault}


def late(today, **facts) -> list[str]:
    return [one.name for one in steps_of(LegalDraft(**{**FACTS, **facts}), today) if one.is_late]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2022, 1, 31)}, "due_on"),
        ({"appraisal_number": ""}, "appraisal_number"),
        ({"issue_number": ""}, "issue_number"),
        ({"consulted_to": date(2021, 5, 1)}, "consulted_to"),
        ({"consulted_from": None}, "consulted_from"),
        ({"submitted_on": None}, "submitted_on"),
        ({"submitted_on": date(2021, 9, 16)}, "issued_on"),
        ({"effective_on": date(2021, 9, 1)}, "effective_on"),
        ({"expired_on": date(2021, 9, 20)}, "expired_on"),
        ({"expired_on": date(2021, 9, 20), **UNISSUED}, "issued_on"),
    ],
)
def test_a_draft_that_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, {}),
        (UNAPPRAISED, {"appraised_on": "missing"}),
        ({"proposed_on": None}, {"proposed_on": "missing"}),
        ({"consulted_to": date(2021, 6, 15)}, {"consulted_to": "too_short"}),
        ({"appraised_on": date(2021, 6, 1)}, {"appraised_on": "too_early"}),
        (
            {"consulted_from": None, "consulted_to": None},
            {"consulted_from": "missing", "consulted_to": "missing"},
        ),
        ({"consulted_from": None, "consulted_to": None, "is_shortened": True}, {}),
        # What is not reached yet is not missing.
        ({**UNAPPRAISED, **UNSUBMITTED}, {}),
    ],
)
def test_the_faults_of_a_procedure(facts, found) -> None:
    assert faults(**facts) == found


def test_a_fault_costs_the_procedure_and_not_the_programme(department) -> None:
    record(department, CASE)
    record(department, CASE, title="Lấy ý kiến 29 ngày", consulted_to=date(2021, 6, 15))
    assert so_far(department, CASE) == {
        "legal_programme_completion": {"on_time": "2", "late": "0", "planned": "2"},
        PROCEDURE: {"by_due_procedure": "1", "issued": "2"},
    }


def test_a_draft_submitted_next_year_stays_undone_in_its_programme(department) -> None:
    record(department, CASE, **UNSUBMITTED)
    record(department, CASE, title="Đã trình", **UNISSUED)
    assert so_far(department, CASE) == {
        "legal_programme_completion": {"on_time": "1", "late": "0", "planned": "2"},
        PROCEDURE: {"by_due_procedure": "0", "issued": "0"},
    }
    assert left_out(department, PROCEDURE) == ["đã trình, chưa ban hành"]
    LegalDraft.objects.filter(title="Đã trình").update(submitted_on=date(2022, 1, 4))
    counts = measure_of("legal_programme_completion").count(department.agency, 2021, TODAY)
    assert counts.values == {"on_time": "0", "late": "0", "planned": "2"}


def test_a_step_is_late_before_the_submission_is() -> None:
    drafted = {"consulted_from": None, "consulted_to": None, **UNAPPRAISED, **UNSUBMITTED}
    assert late(date(2021, 8, 1), **drafted) == []
    assert late(date(2021, 8, 2), **drafted) == ["consulted_from"]
    assert late(date(2021, 8, 2), is_shortened=True, **drafted) == []
    after = ["consulted_from", "consulted_to", "appraised_on", "submitted_on"]
    assert late(date(2021, 9, 1), **drafted) == after
    assert late(TODAY, submitted_on=date(2021, 9, 1)) == ["submitted_on"]


def test_the_steps_from_programme_to_expiry(department) -> None:
    nothing = {name: None for name in FACTS if name.endswith("_on") and name != "due_on"}
    consultation = {"consulted_from": None, "consulted_to": None}
    kept = record(department, CASE, **nothing, **consultation, appraisal_number="", issue_number="")
    head = department.access("unit_head")
    assert kept.state == "planned"
    assert drafts.propose(head, seen(CASE, kept), FACTS["proposed_on"]).state == "proposed"
    assert drafts.finish_draft(head, seen(CASE, kept), FACTS["drafted_on"]).state == "drafted"
    began = drafts.begin_consultation(head, seen(CASE, kept), FACTS["consulted_from"])
    assert began.state == "consulting"
    ended = drafts.end_consultation(head, seen(CASE, kept), FACTS["consulted_to"])
    assert ended.state == "consulted"
    appraised = drafts.appraise(head, seen(CASE, kept), FACTS["appraised_on"], " 112/BC-STP ")
    assert (appraised.state, appraised.appraisal_number) == ("appraised", "112/BC-STP")
    assert drafts.submit(head, seen(CASE, kept), FACTS["submitted_on"]).state == "submitted"
    issue = drafts.Issue(FACTS["issued_on"], FACTS["issue_number"], FACTS["effective_on"])
    assert drafts.issue(head, seen(CASE, kept), issue).state == "issued"
    assert so_far(department, CASE) == CASE.counted
    expired = drafts.expire(head, seen(CASE, kept), date(2021, 11, 1))
    assert (expired.state, expired.expired_on) == ("issued", date(2021, 11, 1))


def test_a_missing_and_a_late_step_show_on_the_page(client, department) -> None:
    kept = record(department, CASE, submitted_on=date(2021, 9, 3), **UNAPPRAISED)
    client.force_login(department.people["auditor"])
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("register-entry", args=[CASE.register.key, kept.pk]))
    text = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert "Appraised by Justice on: due 31/8/2021 Missing" in text
    assert "Submitted on: 3/9/2021 Late" in text
    assert "Consultation to: 16/6/2021 Appraised by" in text
    assert "In force" in text
    listed = client.get(reverse("register", args=[CASE.register.key])).content.decode()
    assert "Appraised by Justice on; Submitted on" in listed


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"document_number": ""}, "document_number"),
        ({"due_on": date(2022, 1, 31)}, "due_on"),
        ({"finding": ""}, "finding"),
        ({"finding": "none"}, "proposal"),
        ({"finding": "none", "proposal": ""}, "handled_on"),
        ({"handling_number": ""}, "handling_number"),
        ({"handled_on": date(2021, 9, 1)}, "handled_on"),
        ({"expired_on": date(2014, 1, 1)}, "expired_on"),
    ],
)
def test_a_review_that_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, REVIEW_CASE, **facts)
    assert refused.value.field == field


def test_the_steps_of_a_review(department) -> None:
    kept = record(department, REVIEW_CASE, **UNREVIEWED)
    head = department.access("unit_head")
    assert so_far(department, REVIEW_CASE)["legal_review_handled"] == {}
    outcome = Outcome(date(2021, 9, 10), "gap", " Bổ sung ")
    found = review(head, seen(REVIEW_CASE, kept), outcome)
    assert (found.state, found.proposal) == ("found", "Bổ sung")
    assert so_far(department, REVIEW_CASE) == REVIEW_CASE.left
    done = handle(head, seen(REVIEW_CASE, kept), date(2021, 10, 5), "45/TTr-SKHCN")
    assert done.state == "handled"
    assert so_far(department, REVIEW_CASE) == REVIEW_CASE.counted


def test_what_is_sound_has_nothing_to_handle(department) -> None:
    sound = {"finding": "none", "proposal": "", **UNHANDLED}
    kept = record(department, REVIEW_CASE, **sound)
    record(department, REVIEW_CASE, **legal_review_case.CASE.nth(2), **UNREVIEWED)
    assert kept.state == "sound"
    assert left_out(department, "legal_review_handled") == ["đã rà soát, không phát hiện vấn đề"]
    assert so_far(department, REVIEW_CASE) == {
        "legal_review_completion": {"reviewed": "1", "planned": "2"},
        "legal_review_handled": {"handled": "0", "found": "0"},
    }
