"""A report's way: written, signed off, accepted or returned; what the units' add up to."""

from datetime import date

import pytest
from tests.apps.assignments.given import plan_task
from tests.apps.reporting.given import (
    COUNTED,
    DIRECTOR,
    HEAD,
    NUMBER,
    OFFICE,
    OFFICER,
    OTHER,
    QUESTIONS,
    WORDS,
    live_on,
    obliged,
    of_agency,
    period,
    report,
    written,
)

from parindex.accounts.services import PermissionRefused
from parindex.audit.models import AuditEvent
from parindex.reporting.consolidation import mark_of
from parindex.reporting.constants import Asked, QuestionKind, Step
from parindex.reporting.queries.periods import period_line, reports_to_do
from parindex.reporting.queries.reports import contents_of, report_of, steps_from
from parindex.reporting.questions import Question, checked_answers, stored_questions
from parindex.reporting.refusals import (
    AnswersRefused,
    ReasonMissing,
    ReportChangedMeanwhile,
    ReportingRefused,
)
from parindex.reporting.services.filing import Said, save_answers, take_step
from parindex.reporting.services.forms import create_form, publish_form, save_draft, start_draft
from parindex.reporting.starting_form import starting_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(department):
    return period(obliged(department))


def signed(department, found, person=DIRECTOR, **answers):
    kept = written(department, found, OFFICER, **answers)
    return take_step(department.access(person), kept, Step.SIGN, kept.version)


def values(department, opened) -> dict[str, str]:
    found = contents_of(department.access(OFFICER), of_agency(opened))
    return {one.question.key: one.value for one in found}


def test_a_unit_writes_its_head_signs_the_office_accepts(department, opened):
    head, officer = department.access(HEAD), department.access(OFFICER)
    found = report(opened)
    half = save_answers(head, found, {NUMBER: "3"}, found.version)
    with pytest.raises(AnswersRefused) as refused:
        take_step(head, half, Step.SIGN, half.version)
    assert refused.value.problems == {WORDS: "missing"}
    full = written(department, half)
    with pytest.raises(PermissionRefused):
        take_step(officer, full, Step.SIGN, full.version)
    sent = take_step(head, full, Step.SIGN, full.version)
    assert (sent.state, sent.sent_on, sent.sent_by) == ("sent", date(2021, 11, 24), head.user)
    with pytest.raises(ReportingRefused, match="state"):
        save_answers(head, sent, {}, sent.version)
    with pytest.raises(PermissionRefused):
        take_step(head, sent, Step.ACCEPT, sent.version)
    assert take_step(officer, sent, Step.ACCEPT, sent.version).state == "accepted"
    told = AuditEvent.objects.filter(target_type="report", target_id=str(found.pk))
    assert [one.action for one in told.order_by("id")] == [
        *("save_report", "save_report", "change_report_state", "change_report_state")
    ]


def test_what_is_returned_goes_again_on_its_new_day(department, opened):
    officer = department.access(OFFICER)
    sent = signed(department, report(opened))
    with pytest.raises(ReasonMissing):
        take_step(officer, sent, Step.RETURN, sent.version)
    past = Said("thiếu số liệu", until=date(2021, 11, 1))
    with pytest.raises(ReportingRefused, match="until"):
        take_step(officer, sent, Step.RETURN, sent.version, past)
    # A Saturday: it is due on the Monday after it.
    said = Said("thiếu số liệu", until=date(2021, 12, 18))
    back = take_step(officer, sent, Step.RETURN, sent.version, said)
    assert (back.state, back.sent_on, back.due_on) == ("returned", None, date(2021, 12, 20))
    assert (back.cut_off, back.reason) == (date(2021, 12, 10), "thiếu số liệu")
    live_on(department, date(2021, 12, 20))
    again = take_step(department.access(HEAD), back, Step.SIGN, back.version)
    assert (again.sent_on, again.reason) == (date(2021, 12, 20), "")


def test_who_was_first_is_shown_and_the_same_step_twice_is_taken_once(department, opened):
    head = department.access(HEAD)
    found = report(opened)
    written(department, found)
    with pytest.raises(ReportChangedMeanwhile) as refused:
        save_answers(head, found, {WORDS: "Khác"}, found.version)
    assert refused.value.present.answers == {NUMBER: "3", WORDS: "Đã làm"}
    kept = report(opened)
    first = take_step(head, kept, Step.SIGN, kept.version)
    assert take_step(head, kept, Step.SIGN, kept.version).version == first.version


def test_each_keeps_to_their_own(department, other_department, opened):
    theirs = report(opened, OTHER)
    head, foreign = department.access(HEAD), other_department.access(OFFICER)
    with pytest.raises(PermissionRefused):
        save_answers(head, theirs, {}, theirs.version)
    with pytest.raises(PermissionRefused):
        take_step(foreign, theirs, Step.ACCEPT, theirs.version)
    with pytest.raises(PermissionRefused):
        report_of(head, theirs.pk)
    assert report_of(foreign, theirs.pk) is None
    assert report_of(department.access("unit_officer"), theirs.pk) == theirs
    assert steps_from(department.access("auditor"), theirs) == ()
    seen = period_line(head, opened.pk)
    assert [one.unit.key for one in seen.of_units] == ["metrology-sub-department"]
    assert period_line(foreign, opened.pk) is None


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({NUMBER: "ba"}, {NUMBER: "number"}),
        ({NUMBER: "-1"}, {NUMBER: "number"}),
        ({NUMBER: "NaN"}, {NUMBER: "number"}),
        ({NUMBER: "1e40"}, {NUMBER: "number"}),
        ({NUMBER: "1.23456"}, {NUMBER: "number"}),
        ({WORDS: "a" * 20_001}, {WORDS: "long"}),
        ({"q99": "1"}, {"q99": "unknown"}),
    ],
)
def test_answers_that_cannot_be_kept(typed, problems):
    with pytest.raises(AnswersRefused) as refused:
        checked_answers(QUESTIONS, typed)
    assert refused.value.problems == problems


def test_answers_are_kept_in_one_form():
    typed = {NUMBER: " 100.50 ", WORDS: "Ke\u0302\u0301t quả\r\nhai ", OFFICE: "  "}
    assert checked_answers(QUESTIONS, typed) == {NUMBER: "100.5", WORDS: "Kết quả\nhai"}


def test_the_units_reports_add_up(department, opened):
    plan_task(department)
    assert values(department, opened) == {NUMBER: "", WORDS: "", OFFICE: "", COUNTED: "1"}
    signed(department, report(opened), **{NUMBER: "3.5"})
    written(department, report(opened, OTHER), OFFICER)
    assert values(department, opened)[NUMBER] == "3.5"
    signed(department, report(opened, OTHER), **{NUMBER: "4"})
    found = values(department, opened)
    assert found[NUMBER] == "7.5"
    assert sorted(found[WORDS].splitlines()) == [
        *("Chi cục Tiêu chuẩn Đo lường Chất lượng: Đã làm", "Thanh tra Sở: Đã làm")
    ]


def test_what_the_office_writes_stands_and_says_when_the_units_move_on(department, opened):
    officer = department.access(OFFICER)
    signed(department, report(opened), **{NUMBER: "3"})
    whole = of_agency(opened)
    words = values(department, opened)[WORDS]
    shown = {NUMBER: mark_of("3"), WORDS: mark_of(words)}
    signed(department, report(opened, OTHER), **{NUMBER: "4"})
    # On the screen stood 3; the words were left as they were.
    kept = save_answers(officer, whole, {NUMBER: "5", WORDS: words, OFFICE: "Rà soát"}, 1, shown)
    assert (kept.answers, kept.basis) == ({NUMBER: "5", OFFICE: "Rà soát"}, {NUMBER: mark_of("3")})
    found = {one.question.key: one for one in contents_of(officer, kept)}
    assert (found[NUMBER].value, found[NUMBER].together) == ("5", "7")
    assert (found[NUMBER].is_outdated, found[NUMBER].is_changed) == (True, True)
    assert "Thanh tra" in found[WORDS].value
    assert not found[WORDS].is_changed


def test_words_of_many_units_are_more_than_one_unit_may_write(department, opened):
    for unit in ("metrology-sub-department", OTHER):
        signed(department, report(opened, unit), **{WORDS: "x" * 15_000})
    whole = of_agency(opened)
    typed = {WORDS: values(department, opened)[WORDS], OFFICE: "\x00Rà soát"}
    kept = save_answers(department.access(OFFICER), whole, typed, 1, {WORDS: "\x00", NUMBER: "?"})
    assert kept.answers == {OFFICE: "Rà soát", NUMBER: ""}


def test_a_sent_report_stays_as_it_was_sent(department, opened):
    officer = department.access(OFFICER)
    signed(department, report(opened), **{NUMBER: "3"})
    whole = of_agency(opened)
    kept = save_answers(officer, whole, {WORDS: "Của Sở", NUMBER: "3", OFFICE: "Rà soát"}, 1)
    said = Said(document_number="45/BC-SKHCN", sent_on=date(2021, 11, 24))
    with pytest.raises(ReportingRefused, match="name"):
        take_step(officer, kept, Step.SEND, kept.version)
    late = Said(document_number="45", sent_on=date(2021, 11, 25))
    with pytest.raises(ReportingRefused, match="sent"):
        take_step(officer, kept, Step.SEND, kept.version, late)
    sent = take_step(officer, kept, Step.SEND, kept.version, said)
    assert sent.document_number == "45/BC-SKHCN"
    signed(department, report(opened, OTHER), **{NUMBER: "4"})
    assert values(department, opened)[NUMBER] == "3"
    # Taken back it follows the units again, but for what the Office wrote itself.
    back = take_step(officer, sent, Step.RETURN, sent.version, Said("sai số"))
    assert back.answers == {WORDS: "Của Sở", OFFICE: "Rà soát"}
    assert values(department, opened)[NUMBER] == "7"


def test_what_is_a_persons_to_do(department):
    made = obliged(department)
    third = period(made, 3)
    for person, units in ((HEAD, ["metrology-sub-department"]), ("unit_officer", ["inspectorate"])):
        found = reports_to_do(department.access(person))
        assert [(one.unit.key, one.period) for one in found] == [(key, third) for key in units]
    signed(department, report(third))
    found = reports_to_do(department.access(OFFICER))
    assert [(one.unit and one.unit.key, one.state) for one in found] == [
        ("metrology-sub-department", "sent"),
        (None, "open"),
    ]
    assert reports_to_do(department.access("auditor")) == []


def test_a_form_is_designed_in_drafts(department):
    access = department.access(OFFICER)
    draft = create_form(access, "Mẫu quý")
    assert len(draft.questions) == len(starting_questions())
    with pytest.raises(ReportingRefused, match="name"):
        create_form(access, " Mẫu  quý ")
    with pytest.raises(ReportingRefused, match="draft"):
        start_draft(access, draft.form)
    save_draft(access, draft.form, (), draft.revision)
    with pytest.raises(ReportingRefused, match="changed"):
        save_draft(access, draft.form, QUESTIONS, draft.revision)
    with pytest.raises(ReportingRefused, match="empty"):
        publish_form(access, draft.form, draft.revision + 1)
    with pytest.raises(PermissionRefused):
        save_draft(department.access(HEAD), draft.form, (), 2)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (("q1", "steering", "number", "units", " "), "label"),
        (("q1", "elsewhere", "number", "units", "a"), "question"),
        (("q 1", "steering", "number", "units", "a"), "question"),
        (("q1", "steering", "choice", "units", "a"), "kind"),
        (("q1", "steering", "number", "product", "a"), "source"),
        (("q1", "steering", "words", "product", "a", "", False, "x.y"), "source"),
    ],
)
def test_questions_that_no_form_can_ask(wrong, reason):
    with pytest.raises(ReportingRefused, match=reason):
        stored_questions([Question(*wrong)])
    good = Question("q1", "steering", QuestionKind.WORDS, Asked.OFFICE, "a", "bài")
    assert stored_questions([good])[0]["unit"] == ""
    with pytest.raises(ReportingRefused, match="question"):
        stored_questions([good, good])
