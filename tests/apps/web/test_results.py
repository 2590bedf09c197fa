"""Ranking, public results and an agency's own result."""

import csv
import io
import json

import fastexcel
import pytest
from django.urls import reverse
from tests.apps.rounds.province import Province, advance, deduct, make_province

from parindex.rounds.constants import State

PLAN = "plan_issued"


@pytest.fixture
def concluded(db) -> Province:
    """Three departments: two equal, the first behind."""
    province = make_province(departments=3, communes=0)
    for agency in province.agencies:
        advance(province, agency, State.SUBMITTED)
    deduct(province, province.agencies[0], PLAN, "0.00")
    advance(province, province.agencies[0], State.CONCLUDED)
    return province


def signed_in(client, province: Province, person: str):
    client.force_login(province.people[person])
    return client


def address(name: str, province: Province, *more: str) -> str:
    return reverse(name, args=[province.round.pk, *more])


def test_the_ranking_waits_for_the_conclusion(client, db):
    province = make_province(departments=1, communes=0)
    signed_in(client, province, "secretary")
    answer = client.get(address("council-ranking", province))
    assert "Chưa có xếp hạng" in answer.content.decode()
    assert client.get(address("council-standing", province, "department-0")).status_code == 404
    assert client.get(address("council-publish", province)).status_code == 302
    assert client.get(address("council-paper", province, "ranking")).status_code == 404
    signed_in(client, province, "director.department-0")
    assert "Chưa có đợt" in client.get(reverse("round-result")).content.decode()


def test_the_ranking_and_what_separates_an_agency(client, concluded, django_assert_max_num_queries):
    signed_in(client, concluded, "secretary")
    with django_assert_max_num_queries(20):
        answer = client.get(address("council-ranking", concluded))
    (departments,) = answer.context["clusters"]
    assert [(line.result.rank, line.is_shared) for line in departments.lines] == [
        (1, True),
        (1, True),
        (3, False),
    ]
    assert "đồng hạng" in answer.content.decode()
    place = address("council-standing", concluded, "department-0")
    standing = client.get(place, {"target": "1"}).context["standing"]
    (difference,) = standing.next_place.differences
    assert difference.component.key == PLAN
    assert standing.next_place.total == standing.next_place.index == difference.points
    assert (standing.to_target.theirs.rank, standing.target) == (1, 1)
    for asked in ("3", "0", "x", "99999999999"):
        assert client.get(place, {"target": asked}).context["standing"].to_target is None


def test_an_agencys_own_result_shows_others_only_once_published(client, concluded):
    signed_in(client, concluded, "director.department-0")
    answer = client.get(reverse("round-result"))
    assert answer.context["standing"].next_place is None
    assert "Cơ quan department-1" not in answer.content.decode()
    assert "Cơ quan" not in client.get(reverse("results")).content.decode()
    place = address("council-publish", concluded)
    signed_in(client, concluded, "member")
    assert client.post(place, {"is_sure": "on"}).status_code == 403
    signed_in(client, concluded, "secretary")
    assert client.post(place).status_code == 422
    assert client.get(address("results-round", concluded)).status_code == 404
    for form in ("xlsx", "csv", "json"):
        assert client.get(address("results-export", concluded, form)).status_code == 404
    for _sent_twice in range(2):
        assert client.post(place, {"is_sure": "on"}).status_code == 302
    signed_in(client, concluded, "director.department-0")
    assert client.get(reverse("round-result")).context["standing"].to_target is None
    own = concluded.participant(concluded.agencies[0]).assessment
    own.target_index, own.target_rank = "100.00", 2
    own.save()
    aimed = client.get(reverse("round-result"))
    assert (aimed.context["standing"].target, aimed.context["standing"].to_target.ours.rank) == (
        2,
        3,
    )
    assert "Hạng phấn đấu là hạng 2: chưa đạt" in aimed.content.decode()
    signed_in(client, concluded, "secretary")
    council = client.get(address("council-standing", concluded, "department-0"))
    assert council.context["standing"].aims is None
    signed_in(client, concluded, "director.department-0")
    answer = client.get(reverse("round-result"), {"target": "1"})
    assert answer.context["standing"].next_place.theirs.rank == 1
    assert "Ban hành kế hoạch" in answer.content.decode()


def test_the_public_page_is_the_same_for_all_tells_results_only_and_is_kept(client, concluded):
    assert "Chưa công bố kết quả nào" in client.get(reverse("results")).content.decode()
    advance(concluded, concluded.agencies[0], State.PUBLISHED)
    place = address("results-round", concluded)
    unknown = client.get(place)
    known = signed_in(client, concluded, "secretary").get(place)
    assert (
        unknown.content
        == known.content
        == client.get(reverse("results")).content.replace(
            reverse("results").encode() + b"?language=en", place.encode() + b"?language=en"
        )
    )
    for answer in (unknown, known):
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
    text = unknown.content.decode()
    assert "Cơ quan department-1" in text
    assert "Số liệu minh họa" in text
    for hidden in ("csrfmiddlewaretoken", "Không có tài liệu", "Ban hành kế hoạch", "Thanh tra"):
        assert hidden not in text
    english = client.get(place, {"language": "en"})
    assert "Agency department-1" in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    check_open_data(client, concluded)


def check_open_data(client, published: Province) -> None:
    """The three files say what the page says, decimals exact."""
    data = json.loads(client.get(address("results-export", published, "json")).content)
    assert data["is_illustrative"] is True
    first = data["results"][0]
    assert (first["rank"], first["agency"]) == (1, "Cơ quan department-1")
    written = client.get(address("results-export", published, "csv")).content.decode()
    rows = list(csv.DictReader(io.StringIO(written)))
    assert rows[0]["index"] == first["index"]
    assert [row["rank"] for row in rows] == ["1", "1", "3"]
    book = client.get(address("results-export", published, "xlsx")).content
    sheet = fastexcel.read_excel(book).load_sheet(0, header_row=None).to_polars().rows()
    assert sheet[0][0] == published.round.name
    assert sheet[1][0] == "Số liệu minh họa"
    assert client.get("/results/1/table.exe").status_code == 404


def test_who_has_no_account_finds_the_results_from_the_first_page(client, db):
    page = client.get(reverse("home"), follow=True)
    assert f'href="{reverse("results")}"' in page.content.decode()


def test_in_english_the_cluster_and_the_edition_have_english_names(client, concluded, settings):
    advance(concluded, concluded.agencies[0], State.PUBLISHED)
    signed_in(client, concluded, "director.department-0")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    own = client.get(reverse("round-result")).content.decode()
    assert ("Departments" in own, "Sở, ban, ngành" in own) == (True, False)
    public = client.get(address("results-round", concluded), {"language": "en"}).content.decode()
    edition = concluded.round.edition
    assert f"Set of criteria: {edition.title_en} ({edition.sha256[:12]})." in public.replace(
        "&#x27;", "'"
    )
