"""A year that is over keeps its scoring tree and its components, read as its state lets it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.attachments.sample_owner import PDF
from tests.apps.web.concluded_round import PLAN, concluded_round

from parindex.accounts.models import Membership
from parindex.accounts.queries import access
from parindex.accounts.services import PermissionRefused
from parindex.assessments.constants import Horizon
from parindex.assessments.entry import freeze
from parindex.assessments.models import Assessment, VariableValue
from parindex.assessments.queries import component_panel, scoring_tree
from parindex.assessments.services import Origin, load_values
from parindex.assignments.services.assigning import NewTask, assign_task
from parindex.attachments.models import Attachment
from parindex.rounds.constants import State
from parindex.rounds.models import Participant

LAST, PRESENT = 2020, 2021
TREE, PANEL = reverse("scoring"), reverse("component", args=[PLAN])
ROWS = reverse("component-rows", args=["dossiers_on_time"])
TABLE = reverse("scoring-table")
ENTRY = {
    "horizon": "so_far",
    "seen": "{}",
    "value-issued": "on_time",
    "as_of": "01/12/2020",
    "source": "QĐ 1",
}


@pytest.fixture
def last_year(department):
    """The deduction of last year's round; its assessment is closed, as by a submission."""
    deduction = concluded_round(department)
    assessment = deduction.participant.assessment
    values = {PLAN: {"issued": "late"}}
    load_values(
        assessment, Horizon.SO_FAR, values, Origin(assessment.edition.loaded_at.date(), "QĐ")
    )
    freeze(assessment)
    return deduction


@pytest.fixture
def open_as(client, department, last_year):
    """Opens an address as a person of the department: the status and the page's words."""

    def open_page(person, address, **query):
        client.force_login(department.people[person])
        answer = client.get(address, query)
        return answer.status_code, answer.getvalue().decode()

    return open_page


def written() -> tuple[int, ...]:
    """How many figures each year has, and the pieces of evidence."""
    values = VariableValue.objects.filter(component_key=PLAN)
    counts = [values.filter(assessment__year=year).count() for year in (LAST, PRESENT)]
    return (*counts, Attachment.objects.count())


def test_a_task_of_last_year_leads_to_its_criterion_of_that_year(open_as, department):
    new = NewTask("Gửi kế hoạch", department.units["office"], component_keys=[PLAN])
    officer = department.access("par_officer")
    old, present = (assign_task(officer, year, new)[0] for year in (LAST, PRESENT))
    _status, page = open_as("par_officer", reverse("task", args=[old.pk]))
    assert f'href="{PANEL}?year={LAST}"' in page
    _status, page = open_as("par_officer", reverse("task", args=[present.pk]))
    assert f'href="{PANEL}"' in page


def test_each_year_has_its_tree_and_leads_to_the_other(open_as):
    _status, present = open_as("par_officer", TREE)
    assert f'href="{TREE}?year={LAST}"' in present
    status, last = open_as("par_officer", TREE, year=LAST)
    assert status == 200
    assert f"Chấm điểm năm {LAST}</h1>" in last
    assert f'href="{TREE}?year={PRESENT}"' in last
    # Every way on from the tree stays in its year.
    components = re.findall(r'href="(/scoring/[a-z0-9_]+/[^"]*)"', last)
    assert len(components) == 53
    for address in components:
        assert parse_qs(urlsplit(address).query)["year"] == [str(LAST)]
    _status, found = open_as("par_officer", TREE, year=LAST, q="1.1.1")
    assert f'href="{PANEL}?q=1.1.1&amp;year={LAST}"' in found
    assert f'href="{TREE}?year={LAST}">' in found  # without the filter
    _status, table = open_as("par_officer", TABLE, year=LAST)
    assert table.count("\n") > 53


def test_the_table_is_of_the_year(client, department, last_year):
    client.force_login(department.people["director"])
    answer = client.get(TABLE, {"year": LAST})
    assert f"-{LAST}.csv" in answer["Content-Disposition"]


def test_an_agency_with_one_year_is_offered_no_other(client, department):
    client.force_login(department.people["director"])
    assert "?year=" not in client.get(TREE).content.decode()


def test_a_closed_year_is_read_and_not_written(client, open_as, department, last_year):
    status, page = open_as("par_officer", PANEL, year=LAST)
    assert status == 200
    assert "Bản tự chấm đã nộp: số liệu" in page
    panel = page[page.index('id="panel"') :]
    assert 'method="post"' not in panel
    _status, opened = open_as("par_officer", PANEL, year=LAST, enter="so_far")
    assert 'name="source"' not in opened
    before = written()
    answer = client.post(f"{PANEL}?year={LAST}", ENTRY | {"seen": '{"issued": "late"}'})
    assert (answer.status_code, "Bản tự chấm đã nộp" in answer.content.decode()) == (422, True)
    claim = reverse("component-self-score", args=[PLAN]) + f"?year={LAST}"
    said = {"form": "claim", "points": "0,10", "reason": "Thiếu chữ ký"}
    assert client.post(claim, said).status_code == 422
    assert client.post(claim, {"form": "missing", "text": "Đã gửi"}).status_code == 422
    owner = last_year.participant.component_target(PLAN)
    file = {"files": SimpleUploadedFile("a.pdf", PDF)}
    attach = reverse("files-attach", args=["component", owner])
    assert client.post(attach, file).status_code == 403
    assert written() == before


def test_a_year_that_was_opened_again_is_written_and_the_present_one_is_not(
    client, department, last_year
):
    Participant.objects.update(state=State.DRAFT)
    freeze(last_year.participant.assessment, frozen=False)
    client.force_login(department.people["par_officer"])
    of_round = client.get(reverse("round")).content.decode()
    assert f"?unit=metrology-sub-department&amp;year={LAST}" in of_round
    assert f'href="{PANEL}?year={LAST}"' in of_round
    page = client.get(PANEL, {"year": LAST, "enter": "so_far"}).content.decode()
    (action,) = re.findall(
        r'<form method="post" action="(/scoring/[^"]*)" data-draft="component', page
    )
    answer = client.post(action, ENTRY | {"seen": '{"issued": "late"}'})
    assert answer.status_code == 302
    assert answer["Location"] == f"{PANEL}?year={LAST}"
    preview = re.findall(r'hx-post="([^"]*)"', page)
    assert preview == [reverse("preview-points", args=[PLAN]) + f"?year={LAST}"]
    stored = VariableValue.objects.filter(component_key=PLAN)
    assert list(stored.values_list("assessment__year", "value")) == [(LAST, "on_time")]


@pytest.mark.parametrize("address", [TREE, TABLE, PANEL, ROWS])
def test_the_roles_of_the_year_open_it(open_as, department, address):
    Membership.objects.filter(user=department.people["auditor"]).update(year=PRESENT)
    assert open_as("auditor", address)[0] == 200
    assert open_as("auditor", address, year=LAST)[0] == 403
    Membership.objects.filter(user=department.people["auditor"]).update(year=LAST)
    assert open_as("auditor", address)[0] == 403
    assert open_as("auditor", address, year=LAST)[0] == 200
    assert open_as("stranger", address, year=LAST)[0] == 403


@pytest.mark.parametrize("year", ["2019", "0", "-1", "2020'", "99999999999999999999", "nay"])
def test_a_year_that_is_none_is_not_there(open_as, year):
    for address in (TREE, TABLE, PANEL, ROWS):
        assert open_as("par_officer", address, year=year)[0] == 404


def test_another_agencys_year_is_none(client, other_department, last_year):
    client.force_login(other_department.people["director"])
    assert client.get(TREE, {"year": LAST}).status_code == 404


def test_the_queries_know_the_year_themselves(department, last_year):
    assessment = last_year.participant.assessment
    of_present = access(department.people["director"], department.agency, PRESENT)
    for read in (scoring_tree, lambda *asked: component_panel(*asked, PLAN)):
        with pytest.raises(PermissionRefused):
            read(of_present, assessment)


def test_what_came_of_a_year_leads_to_its_criteria(open_as, department, last_year):
    _status, result = open_as("director", reverse("round-result"), year=LAST)
    assert f'href="{TREE}?year={LAST}"' in result
    _status, deduction = open_as("director", reverse("deduction", args=[last_year.pk]))
    assert f'href="{PANEL}?year={LAST}"' in deduction
    assert f'href="{PANEL}"' in deduction
    _status, papers = open_as("director", reverse("papers"))
    paper = reverse("paper", args=["self-assessment"])
    assert f'href="{paper}?year={LAST}"' in papers
    _status, page = open_as("director", paper, year=LAST)
    assert f"Báo cáo tự đánh giá năm {LAST}" in page


def test_a_past_year_asks_no_more_queries_than_the_present_one(
    client, department, last_year, django_assert_max_num_queries
):
    client.force_login(department.people["director"])
    assert Assessment.objects.filter(agency=department.agency).count() == 2
    for year in (LAST, PRESENT):
        with django_assert_max_num_queries(12):
            client.get(TREE, {"year": year})
