"""The appraisal council's pages: rounds, one round, an agency's sheet, a component."""

import pytest
from django.urls import reverse
from tests.apps.rounds.province import Province, advance, deduct, make_province

from parindex.rounds.constants import State
from parindex.rounds.models import Appraisal

KEY = "plan_issued"


@pytest.fixture
def province(db) -> Province:
    return make_province(departments=2, communes=1)


@pytest.fixture
def submitted(province) -> Province:
    """Of three agencies the first has submitted."""
    advance(province, province.agencies[0], State.SUBMITTED)
    return province


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
    assert "Chấm 42 tiêu chí của 1 cơ quan" in text_of(client.get(reverse("council")))
    sign_in(client, submitted, "secretary")
    assert "Chấm 42" not in text_of(client.get(reverse("council")))
