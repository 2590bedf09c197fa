"""No row of the database leads from an answer to a code, however rows are looked at."""

from datetime import datetime

import pytest
from django.apps import apps
from django.db import connection
from tests.apps.surveys.rounds import opened

from parindex.surveys.codes import code_digest, typed_code
from parindex.surveys.models import OpenWords, SurveyAnswer, SurveyCode, SurveyDraft

pytestmark = pytest.mark.django_db
NUMBER = 30


@pytest.fixture
def answered(department):
    """Thirty people answer one after the other; each writes their own number down."""
    round_ = opened(department, NUMBER, margin=1)
    for place in range(NUMBER):
        round_.answer(1 + place % 5, words=f"người thứ {place:02d}", visits=place)
    return round_


def table(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def rows_of(model) -> list[dict[str, object]]:
    """The rows with every column that the database has, its hidden ones too."""
    hidden = "rowid" if connection.vendor == "sqlite" else "ctid::text AS ctid, xmin::text AS xmin"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {hidden}, t.* FROM {table(model)} t")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def order_of(model, by: str) -> list[int]:
    """In which order the people answered, as a column (or the table itself) would have it."""
    with connection.cursor() as cursor:
        ordered = f" ORDER BY {by}" if by else ""
        cursor.execute(f"SELECT id FROM {table(model)}{ordered}")
        identities = [identity for (identity,) in cursor.fetchall()]
    if model is SurveyAnswer:
        said = {one.pk: int(one.answers["visits"]) for one in model.objects.all()}
    else:
        said = {one.pk: int(one.text[-2:]) for one in model.objects.all()}
    return [said[identity] for identity in identities]


def agreement(order: list[int]) -> float:
    """1 where every pair stands as it came, -1 where none does, about 0 by chance."""
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


def test_a_used_code_is_gone_and_nothing_else_knows_it(answered):
    assert SurveyCode.objects.count() == 0
    assert SurveyDraft.objects.count() == 0
    told = {typed_code(one.code) for one in answered.codes}
    told |= {code_digest(one) for one in told} | {one.reference for one in answered.codes}
    for model in apps.get_app_config("surveys").get_models():
        if model._meta.model_name == "populationrow":
            continue
        for row in rows_of(model):
            text = " ".join(str(value) for value in row.values())
            assert not any(one in text for one in told), (model, text)


@pytest.mark.parametrize("model", [SurveyAnswer, OpenWords])
@pytest.mark.parametrize("is_closed", [False, True])
def test_neither_identities_nor_places_of_rows_tell_the_order(answered, model, is_closed):
    if is_closed:
        answered.close()
    orders = ["id", "rowid"] if connection.vendor == "sqlite" else ["id"]
    if is_closed and connection.vendor == "postgresql":
        orders.append("ctid")
    if is_closed:
        orders.append("")
    for by in orders:
        order = order_of(model, by)
        assert sorted(order) == list(range(NUMBER))
        # By chance beyond this less than once in a million runs.
        assert abs(agreement(order)) < 0.65, by


@pytest.mark.parametrize("model", [SurveyAnswer, OpenWords])
def test_no_column_holds_a_time(answered, model):
    answered.close()
    for row in rows_of(model):
        assert not any(isinstance(value, datetime) for value in row.values())


def test_who_answered_in_one_transaction_is_not_known_by_it(answered):
    answered.close()
    for model in (SurveyAnswer, OpenWords):
        written_by = {row.get("xmin") for row in rows_of(model)}
        assert len(written_by) == 1
        # Only PostgreSQL notes which transaction wrote a row.
        assert (None not in written_by) is (connection.vendor == "postgresql")


def test_words_are_in_no_row_with_the_answer_that_they_came_with(answered):
    answers, words = rows_of(SurveyAnswer), rows_of(OpenWords)
    assert {row["id"] for row in answers}.isdisjoint({row["id"] for row in words})
    assert not any("người thứ" in str(row["answers"]) for row in answers)
    assert set(words[0]) - {"rowid", "ctid", "xmin"} == {
        "id", "question", "text", "search_text", "round_id",
    }  # fmt: skip


def test_what_an_answer_says_of_its_dossier_was_shared_by_five_codes(department):
    round_ = opened(department, 40)
    marks: dict[tuple[object, ...], int] = {}
    for code in SurveyCode.objects.all():
        key = (code.unit_id, code.procedure, code.channel)
        marks[key] = marks.get(key, 0) + 1
    assert len(marks) > 1
    assert all(count >= 5 for count in marks.values())
    assert sum(marks.values()) == len(round_.codes)


def test_closing_gives_every_row_a_new_identity(answered):
    before = set(SurveyAnswer.objects.values_list("pk", flat=True))
    answered.close()
    after = set(SurveyAnswer.objects.values_list("pk", flat=True))
    assert len(after) == NUMBER
    assert before.isdisjoint(after)
