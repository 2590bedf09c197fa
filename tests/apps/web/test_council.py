"""The appraisal council's pages: rounds, one round, an agency's sheet, a component."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from tests.apps.rounds.province import Province, deduct

from parindex.rounds.models import Adjustment, Participant, Round, SurveyPoints
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

KEY = "plan_issued"


@pytest.fixture
def province(kept_province, db) -> Province:
    return kept_province.lay()


@pytest.fixture
def submitted(kept_submitted, db) -> Province:
    """Of three agencies the first has submitted."""
    return kept_submitted.lay()


def sign_in(client, province: Province, person: str) -> None:
    client.force_login(province.people[person])


def address(province: Province, name: str, agency=None, *more: str) -> str:
    arguments: list[object] = [province.round.pk]
    if agency is not None:
        arguments.append(province.participant(agency).pk)
    return reverse(name, args=[*arguments, *more])


def text_of(answer) -> str:
    return answer.content.decode()


# Rounds.


@pytest.mark.parametrize("person", ["secretary", "member", "auditor"])
def test_who_sits_in_the_council_is_led_from_home_to_its_rounds(client, province, person):
    sign_in(client, province, person)
    answer = client.get(reverse("home"), follow=True)
    assert answer.redirect_chain == [(reverse("council"), 302)]
    text = text_of(answer)
    assert province.round.name in text
    assert f'href="{reverse("council")}" aria-current="page"' in text


def test_an_agencys_officer_has_no_council(client, province):
    client.force_login(province.people["par_officer.department-0"])
    assert client.get(reverse("council")).status_code == 403
    assert reverse("council") not in text_of(client.get(reverse("home")))


def test_the_list_says_what_waits_for_whom(client, submitted):
    sign_in(client, submitted, "member")
    assert "Chấm 49 tiêu chí của 1 cơ quan" in text_of(client.get(reverse("council")))
    sign_in(client, submitted, "secretary")
    assert "Chấm 49" not in text_of(client.get(reverse("council")))


# Matrix.


def test_the_matrix_shows_what_is_submitted_and_opens_the_sheet(client, submitted):
    agency = submitted.agencies[0]
    deduct(submitted, agency, KEY, "0.25")
    sign_in(client, submitted, "secretary")
    text = text_of(client.get(address(submitted, "council-matrix")))
    component = address(submitted, "council-component", agency, KEY)
    assert f"<td class=d><a href={component}>0,25▾</a>" in text
    assert text.count("<td class=u>") == 52
    drafts = submitted.participant(submitted.agencies[1])
    assert f"/agencies/{drafts.pk}/plan_issued/" not in text


def test_a_member_sees_the_columns_of_the_own_fields(client, submitted):
    sign_in(client, submitted, "other_field")
    text = text_of(client.get(address(submitted, "council-matrix")))
    assert "/plan_issued/" not in text
    assert "/citizen_satisfaction/" in text


def test_the_matrix_is_narrowed_and_exported(client, submitted):
    sign_in(client, submitted, "auditor")
    found = client.get(address(submitted, "council-matrix"), {"q": "co quan commune"})
    assert [one.row.participant.agency.key for one in found.context["page"].lines] == ["commune-0"]
    answer = client.get(address(submitted, "council-matrix-export"), {"cluster": "departments"})
    reading = read_table(answer.content, export_columns_of(submitted))
    assert not reading.problems
    assert [row.values["agency"] for row in reading.rows] == [
        "Cơ quan department-0",
        "Cơ quan department-1",
    ]
    assert reading.rows[0].values[KEY] == Decimal("0.5")
    assert reading.rows[1].values[KEY] is None


def test_the_matrix_takes_few_queries(client, submitted, django_assert_max_num_queries):
    sign_in(client, submitted, "member")
    with django_assert_max_num_queries(15):
        client.get(address(submitted, "council-matrix"))


def export_columns_of(province: Province) -> list[Column]:
    return [
        Column("agency", Label("Cơ quan", "Agency")),
        Column(KEY, Label("1.1.1 Ban hành kế hoạch CCHC năm", KEY), Kind.DECIMAL),
    ]


# Survey points.


def survey_form(province: Province, **typed: str) -> dict[str, str]:
    pk = province.participant(province.agencies[0]).pk
    cells = {f"points-{pk}-{key}": value for key, value in typed.items()}
    return {"step": "save", "source": "Báo cáo 12/BC-SNV", **cells}


def test_survey_points_are_saved_with_their_source(client, submitted):
    sign_in(client, submitted, "secretary")
    form = survey_form(submitted, citizen_satisfaction="8,75", staff_assessment="")
    assert client.post(address(submitted, "council-survey"), form).status_code == 302
    stored = SurveyPoints.objects.get()
    assert (stored.points, stored.source) == (Decimal("8.75"), "Báo cáo 12/BC-SNV")
    assert client.post(address(submitted, "council-survey"), form).status_code == 302
    assert SurveyPoints.objects.count() == 1


@pytest.mark.parametrize("typed", ["11", "abc", "1,234"])
def test_survey_points_that_cannot_be_are_marked_and_nothing_is_saved(client, submitted, typed):
    sign_in(client, submitted, "secretary")
    form = survey_form(submitted, citizen_satisfaction=typed, staff_assessment="3")
    answer = client.post(address(submitted, "council-survey"), form)
    assert answer.status_code == 422
    assert f'value="{typed}"' in text_of(answer)
    assert not SurveyPoints.objects.exists()


def test_a_stale_survey_sheet_puts_no_colleagues_points_back(client, submitted):
    sign_in(client, submitted, "secretary")
    place = address(submitted, "council-survey")
    seen = client.get(place).context["sheet"].seen_text
    client.post(place, survey_form(submitted, citizen_satisfaction="8", staff_assessment="3"))
    stale = survey_form(submitted, citizen_satisfaction="", staff_assessment="4") | {"seen": seen}
    answer = client.post(place, stale)
    assert answer.status_code == 422
    fresh = answer.context["sheet"].seen_text
    client.post(
        place, stale | survey_form(submitted, citizen_satisfaction="8,00") | {"seen": fresh}
    )
    found = dict(SurveyPoints.objects.values_list("component_key", "points"))
    assert found == {"citizen_satisfaction": Decimal("8.00"), "staff_assessment": Decimal("4.00")}


def workbook(province: Province, **points: object) -> BytesIO:
    columns = [
        Column("agency", Label("Mã cơ quan", "Agency code")),
        Column("citizen_satisfaction", Label("8.2", "8.2"), Kind.DECIMAL),
    ]
    rows = [{"agency": key, "citizen_satisfaction": value} for key, value in points.items()]
    rows = [{**row, "agency": row["agency"].replace("_", "-")} for row in rows]
    file = BytesIO(write_table(columns, rows))
    file.name = "dieu-tra.xlsx"
    return file


def test_a_workbook_of_survey_points_is_looked_at_before_it_is_saved(client, submitted):
    sign_in(client, submitted, "secretary")
    place = address(submitted, "council-survey")
    file = workbook(submitted, department_0=Decimal("9.5"))
    answer = client.post(place, {"step": "read", "file": file})
    assert answer.status_code == 200
    assert answer.context["sheet"].changes == 1
    assert 'value="9,50"' in text_of(answer)
    assert not SurveyPoints.objects.exists()


def test_a_workbook_with_a_mistake_is_told_its_cell(client, submitted):
    sign_in(client, submitted, "secretary")
    place = address(submitted, "council-survey")
    file = workbook(submitted, department_0=Decimal(12), commune_0=Decimal(3), unknown=Decimal(1))
    answer = client.post(place, {"step": "read", "file": file})
    assert answer.status_code == 422
    problems = " ".join(answer.context["problems"])
    assert "Dòng 2, cột B (8.2): “12” lớn hơn 10" in problems
    assert "“commune-0” chưa nộp" in problems
    assert "“unknown” không có trong đợt" in problems


def test_an_exported_survey_sheet_is_read_back(client, submitted):
    sign_in(client, submitted, "secretary")
    place = address(submitted, "council-survey")
    client.post(place, survey_form(submitted, citizen_satisfaction="8,75"))
    exported = BytesIO(client.get(address(submitted, "council-survey-export")).content)
    exported.name = "dieu-tra.xlsx"
    answer = client.post(place, {"step": "read", "file": exported})
    assert answer.status_code == 200
    assert answer.context["sheet"].changes == 0


# Bonus and penalty.


def give(client, province: Province, **changed: str):
    form = {
        "step": "give",
        "agency": str(province.participant(province.agencies[0]).pk),
        "kind": "bonus",
        "points": "1,5",
        "ground": "Sáng kiến được công nhận, Quyết định 5/QĐ-UBND",
    }
    return client.post(address(province, "council-adjustments"), form | changed)


def test_bonus_points_are_given_up_to_the_cap_and_taken_back(client, submitted):
    sign_in(client, submitted, "secretary")
    assert give(client, submitted).status_code == 302
    above = give(client, submitted, points="0,51")
    assert above.status_code == 422
    assert above.context["form"].errors["points"]
    given = Adjustment.objects.get()
    form = {"step": "withdraw", "adjustment": str(given.pk), "reason": ""}
    place = address(submitted, "council-adjustments")
    assert client.post(place, form).status_code == 422
    assert client.post(place, form | {"reason": "Nhập nhầm"}).status_code == 302
    given.refresh_from_db()
    assert given.withdrawal_reason == "Nhập nhầm"
    assert "Nhập nhầm" in text_of(client.get(place))


@pytest.mark.parametrize(("name", "value"), [("points", "0"), ("points", "a"), ("ground", " ")])
def test_points_without_sense_or_ground_are_refused(client, submitted, name, value):
    sign_in(client, submitted, "secretary")
    answer = give(client, submitted, **{name: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[name]
    assert not Adjustment.objects.exists()


def test_only_the_secretary_gives_points(client, submitted):
    sign_in(client, submitted, "member")
    assert give(client, submitted).status_code == 403
    assert not Adjustment.objects.exists()


# A new round.


def new_form(client, province: Province, **changed: str) -> dict[str, object]:
    """What the page offers after last year's round, as the browser would send it."""
    page = client.get(reverse("council-new"))
    new, form = page.context["new"], {}
    for one in new.every_form:
        for bound in one:
            value = bound.value()
            if value not in (None, ""):
                form[bound.html_name] = bound.field.prepare_value(value)
    return (
        form | {"from": str(province.round.pk), "edition": str(province.round.edition.pk)} | changed
    )


def test_a_new_round_starts_from_last_years(client, province):
    sign_in(client, province, "secretary")
    form = new_form(client, province)
    assert form["year"] == 2022
    assert form["deadline-self_score"] == "30/11/2022"
    assert form["cluster-0-agencies"] == ["department-0", "department-1"]
    assert form["field-0-codes"] == "1, 2, 3, 4, 5, 6, 7"
    place = reverse("council-new")
    looked = client.post(place, form | {"step": "preview"})
    assert looked.status_code == 200
    assert looked.context["plan"].continues == province.round
    assert Round.objects.count() == 1
    opened = client.post(place, form | {"step": "open"})
    assert opened.status_code == 302
    one_round = Round.objects.get(year=2022)
    assert one_round.participants.count() == 3
    assert [seat.user for seat in one_round.seats.order_by("pk")] == [
        province.people[name] for name in ("member", "second_member", "other_field")
    ]
    assert [grade["at_least"] for grade in one_round.grades][:4] == [
        "90.00",
        "80.00",
        "65.00",
        "50.00",
    ]
    again = client.post(place, form | {"step": "open"})
    assert again.status_code == 422
    assert Round.objects.count() == 2


def test_agencies_are_pasted_by_code_or_name(client, province):
    sign_in(client, province, "secretary")
    form = new_form(client, province, **{"cluster-1-agencies": []})
    form["cluster-1-pasted"] = "co quan COMMUNE-0\nkhông có"
    answer = client.post(reverse("council-new"), form)
    assert answer.status_code == 422
    assert "không có" in str(answer.context["new"].clusters[1].errors["pasted"])
    form["cluster-1-pasted"] = "co quan COMMUNE-0"
    plan = client.post(reverse("council-new"), form).context["plan"]
    assert [one.key for one in plan.clusters[1].agencies] == ["commune-0"]


@pytest.mark.parametrize(
    ("changed", "form", "field"),
    [
        ({"year": "2021"}, "clusters", "agencies"),
        ({"field-0-codes": "99"}, "fields", "codes"),
        ({"deadline-submit": "1/1/2022"}, "round", "deadline-submit"),
        ({"name": ""}, "round", "name"),
        ({"grade-0-at_least": "101"}, "grades", "at_least"),
        ({"cluster-0-agencies": [], "cluster-1-agencies": []}, "clusters", "agencies"),
        ({"cluster-0-pasted": "commune-0"}, "clusters", "agencies"),
    ],
)
def test_a_new_rounds_problems_stand_beside_their_fields(client, province, changed, form, field):
    sign_in(client, province, "secretary")
    answer = client.post(
        reverse("council-new"), new_form(client, province) | changed | {"step": "open"}
    )
    assert answer.status_code == 422
    found = getattr(answer.context["new"], form)
    forms = [found] if form == "round" else found
    assert any(field in one.errors for one in forms)
    assert Round.objects.count() == 1


def test_the_first_round_offers_fields_by_area_and_agencies_by_kind(client, province):
    Participant.objects.all().delete()
    Round.objects.all().delete()
    sign_in(client, province, "secretary")
    new = client.get(reverse("council-new")).context["new"]
    assert [form["codes"].value() for form in new.fields][:8] == list("12345678")
    assert [len(form["agencies"].value()) for form in new.clusters] == [2, 1]
    assert new.grades[0]["at_least"].value() == "90,00"


def test_while_agencies_draft_the_secretary_is_told_that_they_have_not_submitted(client, submitted):
    sign_in(client, submitted, "secretary")
    page = client.get(address(submitted, "council-round")).context["page"]
    assert page.conclusion == (
        "2 cơ quan chưa nộp bản tự chấm; 1 cơ quan chưa xong thẩm định lần 2; "
        "1 cơ quan chưa có điểm điều tra."
    )


def test_the_story_tells_what_a_deduction_leaves(client, submitted):
    deduct(submitted, submitted.agencies[0], KEY, "0.25")
    sign_in(client, submitted, "member")
    page = client.get(address(submitted, "council-component", submitted.agencies[0], KEY))
    assert "Bị trừ điểm · còn 0,25 điểm" in text_of(page)
    # There was nothing before: the story does not begin with a dash struck out.
    assert "<del>" not in text_of(page)
