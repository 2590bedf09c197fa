"""Obligations and reports of a department, as the tests of the reporting regime need them."""

from dataclasses import replace
from datetime import date

from parindex.organisations.models import Agency
from parindex.reporting.constants import Asked, Counted, Frequency, Heading, QuestionKind
from parindex.reporting.models import Period, Report
from parindex.reporting.questions import Question
from parindex.reporting.services.filing import save_answers
from parindex.reporting.services.forms import create_form, publish_form, save_draft
from parindex.reporting.services.obligations import NewObligation, create_obligation

HEAD, OFFICER, DIRECTOR = "unit_head", "par_officer", "director"
OWN, OTHER = "metrology-sub-department", "inspectorate"
NUMBER, WORDS, OFFICE, COUNTED = "q1", "q2", "q3", "q4"
QUESTIONS = (
    Question(NUMBER, Heading.STEERING, QuestionKind.NUMBER, Asked.UNITS, "Tin, bài", "bài", True),
    Question(WORDS, Heading.PROCEDURES, QuestionKind.WORDS, Asked.UNITS, "Kết quả", "", True),
    Question(OFFICE, Heading.NEXT, QuestionKind.WORDS, Asked.OFFICE, "Phương hướng"),
    Question(
        COUNTED,
        Heading.STEERING,
        QuestionKind.NUMBER,
        Asked.PRODUCT,
        "Nhiệm vụ của kế hoạch",
        "nhiệm vụ",
        source="plan_completion.planned",
    ),
)
# Quarters of 2021: units until the 10th, the agency until the 15th of the last month.
QUARTERLY = NewObligation(
    name="Báo cáo cải cách hành chính quý",
    frequency=Frequency.QUARTERLY,
    form=0,
    numbers=(1, 2, 3, 4),
    counted=Counted.UNITS,
    starts_on=date(2021, 7, 1),
)


def published(department, questions=QUESTIONS, name="Mẫu báo cáo"):
    access = department.access(OFFICER)
    draft = create_form(access, name, from_start=False)
    save_draft(access, draft.form, questions, draft.revision)
    return publish_form(access, draft.form, draft.revision + 1)


def obliged(department, units=(OWN, OTHER), new=QUARTERLY, **changed):
    """An obligation of two units; by 24/11/2021 the quarters III and IV have opened."""
    form = changed.pop("form", None) or published(department).form_id
    owed = [department.units[key] for key in units]
    whole = replace(new, form=form, units=owed, **changed)
    return create_obligation(department.access(OFFICER), whole)


def period(obligation, number=4) -> Period:
    return Period.objects.get(obligation=obligation, number=number)


def report(opened: Period, unit=OWN) -> Report:
    return Report.objects.get(period=opened, unit__key=unit)


def of_agency(opened: Period) -> Report:
    return Report.objects.get(period=opened, unit=None)


def written(department, found, person=HEAD, **answers) -> Report:
    """The report with what it asks."""
    typed = {NUMBER: "3", WORDS: "Đã làm", **answers}
    return save_answers(department.access(person), found, typed, found.version)


def live_on(department, day: date) -> None:
    """The department's day from now on."""
    Agency.objects.filter(pk=department.agency.pk).update(demonstration_date=day)
    department.agency.refresh_from_db()
