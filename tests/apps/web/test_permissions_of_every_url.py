"""Walks every address of the product with every role, without one, and from another agency."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from io import BytesIO

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from tests.apps.agency_dossiers.conftest import LATE, LINES, export
from tests.apps.agency_dossiers.conftest import load as load_export
from tests.apps.attachments.sample_owner import PDF, register_sample_owner, upload
from tests.apps.jobs.sample_work import register_sample_work
from tests.apps.registers import initiative_case
from tests.apps.registers.writing import record
from tests.apps.reporting import given as reporting
from tests.apps.surveys import rounds as survey_rounds
from tests.apps.web.concluded_round import concluded_round
from tests.apps.web.procedure_records import recorded_procedure
from tests.departments import Department, make_department
from tests.intake.files import WORDS, pdf_of

from parindex.accounts.constants import Scope
from parindex.accounts.tokens import create_token
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.directives import confirm_directive, register_directive
from parindex.assignments.services.papers import read_paper, receive_paper
from parindex.assignments.services.personal import make_feed
from parindex.assignments.services.plan_goals import add_goal
from parindex.attachments.owners import OWNER_TYPES, Owner
from parindex.attachments.services import store_upload
from parindex.dossiers.services.apologies import NewApology, record_apologies
from parindex.dossiers.services.uploads import load_upload, receive_upload
from parindex.jobs.constants import JobState
from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS
from parindex.jobs.services import start_job
from parindex.registers.initiatives.register import INITIATIVES
from parindex.rounds.constants import State
from parindex.rounds.exchange import store
from parindex.rounds.exchange.jobs import EXPORT
from parindex.rounds.models import (
    AppraisalField,
    Cluster,
    CouncilSeat,
    Participant,
    Round,
    Submission,
)
from parindex.rounds.snapshots import sha256_of, snapshot_of
from parindex.surveys.services.outside import (
    MatterResult,
    OutsideReport,
    record_outside_survey,
)
from parindex.surveys.services.questionnaires import begin_draft

PAPER = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")

# A survey's form, by its code; people fill it in without an account.
SURVEY_FORM = {"survey-form", "survey-kiosk"}
# Addresses that answer a person who has not signed in.
PUBLIC = {"calendar-feed", "results", "results-round", "results-export"} | SURVEY_FORM
OPEN = {"sign-in", "set-language"} | PUBLIC
# Addresses of no agency: every signed-in person has them.
PERSONAL = {
    "sign-in",
    "sign-out",
    "set-language",
    "components",
    "choose-desk",
    # What an administrator may correct in it is asked for in its own tests.
    "calendar",
} | PUBLIC

VIEWERS = {
    "par_officer",
    "director",
    "auditor",
    "unit_head",
    "unit_officer",
    "one_stop_officer",
}
WITHOUT_DESK = {"administrator", "stranger", "council_secretary", "council_member"}
# Who may post to an address; None where nobody posts. The component is owned by the unit head's
# unit, the task too.
POSTERS = {
    "home": None,
    "scoring": None,
    "scoring-table": None,
    "component": {"par_officer", "unit_head"},
    "scoring-offline": {"par_officer", "unit_head", "unit_officer"},
    "scoring-offline-template": None,
    "component-rows": None,
    "preview-points": {"par_officer", "unit_head"},
    "directives": None,
    "directive-new": {"par_officer"},
    "directive": {"par_officer"},
    "directive-paper": {"par_officer"},
    # The procedure is of the unit head's unit, and so is what is planned and proposed for it.
    "procedures": None,
    "procedures-export": None,
    "procedure": None,
    "procedure-new": {"par_officer", "unit_head", "unit_officer"},
    "procedure-edit": {"par_officer", "unit_head"},
    "procedure-review": {"par_officer", "unit_head", "unit_officer"},
    "procedure-review-export": None,
    "procedure-finding": {"par_officer", "unit_head"},
    "procedure-simplification": None,
    "procedure-simplification-export": None,
    "procedure-proposal-new": {"par_officer", "unit_head", "unit_officer"},
    "procedure-proposal": {"par_officer", "unit_head"},
    "procedure-publication": None,
    "procedure-publication-export": None,
    "procedure-publication-new": {"par_officer", "unit_head", "unit_officer"},
    "procedure-publication-dates": {"par_officer", "unit_head"},
    "procedures-import": {"par_officer", "unit_head", "unit_officer"},
    "procedures-import-template": None,
    # An initiative of the unit head's unit; every register in turn in tests/apps/registers.
    "registers": None,
    "mission-schedule": None,
    "register": None,
    "register-export": None,
    "register-feeds": None,
    "register-new": {"par_officer", "unit_head", "unit_officer"},
    "register-import": {"par_officer", "unit_head", "unit_officer"},
    "register-import-template": None,
    "register-closing": {"par_officer", "unit_head"},
    "register-entry": {"par_officer", "unit_head"},
    "register-edit": {"par_officer", "unit_head"},
    "register-withdraw": {"par_officer", "unit_head"},
    # A report of the unit head's unit; its period, and what is owed.
    "reporting": None,
    "report-period": None,
    "report": {"par_officer", "unit_head"},
    "report-consolidated": {"par_officer"},
    "report-paper": {"par_officer", "director", "auditor", "one_stop_officer"},
    "report-obligations": None,
    "report-obligation-new": {"par_officer"},
    "report-obligation": {"par_officer"},
    "report-forms": {"par_officer"},
    "report-form": {"par_officer"},
    "surveys": None,
    "survey": {"par_officer"},
    "survey-new": {"par_officer"},
    "survey-change": {"par_officer"},
    "survey-population": {"par_officer"},
    "survey-population-template": None,
    "survey-codes": {"par_officer"},
    "survey-counter": {"par_officer"},
    "survey-results": None,
    "survey-results-export": None,
    "survey-report": VIEWERS,
    "questionnaires": None,
    "questionnaire": None,
    "questionnaire-preview": VIEWERS,
    "questionnaire-file": None,
    "questionnaire-new": {"par_officer"},
    "questionnaire-draft": {"par_officer"},
    "questionnaire-words": {"par_officer"},
    "questionnaire-section-new": {"par_officer"},
    "questionnaire-section": {"par_officer"},
    "outside-surveys": None,
    "outside-survey-new": {"par_officer"},
    "outside-survey-template": None,
    "outside-survey-withdraw": {"par_officer"},
    "portal": None,
    "portal-export": None,
    "portal-component": None,
    "dossier-figures": {"par_officer", "one_stop_officer"},
    "dossier-loads": None,
    "dossier-loads-export": None,
    "dossier-load-new": {"par_officer", "one_stop_officer"},
    "dossier-load": {"par_officer", "one_stop_officer"},
    "dossier-load-rejected": None,
    "dossiers": None,
    "dossiers-export": None,
    "dossiers-counted": None,
    "dossiers-counted-export": None,
    "dossiers-due": None,
    "dossiers-due-export": None,
    # A late dossier of the unit head's unit.
    "dossier": {"par_officer", "unit_head"},
    "dossier-causes": None,
    "dossier-causes-export": None,
    "dossier-apologies": {"par_officer", "unit_head", "unit_officer", "one_stop_officer"},
    "dossier-apologies-export": None,
    "dossier-apologies-zip": None,
    "dossier-apology-letter": None,
    "dossier-units": {"par_officer", "one_stop_officer"},
    "round": None,
    # Handing in for the unit head's unit, which owns the component.
    "round-step": {"par_officer", "unit_head"},
    "round-explanations": {"par_officer", "unit_head"},
    "round-evidence": None,
    "round-missing": None,
    "component-self-score": {"par_officer", "unit_head"},
    "component-evidence": {"par_officer"},
    "round-result": None,
    "accountability": None,
    "accountability-table": None,
    # A deduction of the unit head's unit.
    "deduction": {"par_officer", "unit_head"},
    "papers": None,
    # The report of the self-assessment, which says everything of the agency.
    "paper": {"par_officer", "director", "auditor", "one_stop_officer"},
    "new-year": {"par_officer"},
    "targets": {"par_officer", "director"},
    "exchange": {"council_secretary"},
    "exchange-file": None,
    "tokens": VIEWERS | {"council_secretary", "council_member"},
    "token-operations": None,
    # A token of the unit head's.
    "token-revoke": {"unit_head", "administrator"},
    "audit": None,
    "audit-export": None,
    "tasks": None,
    "tasks-export": None,
    "task": {"par_officer", "unit_head"},
    # The task of these tests serves no criterion.
    "task-evidence": set(),
    "notices": VIEWERS | {"council_secretary", "council_member"},
    "notices-count": None,
    "task-new": {"par_officer"},
    "directive-coverage": None,
    "directive-page": None,
    "plan": {"par_officer"},
    "plan-goal": {"par_officer"},
    "plan-import": {"par_officer"},
    "plan-import-template": None,
    "directive-head": {"par_officer"},
    "directive-amended": {"par_officer"},
    "directive-rest": {"par_officer"},
    "my-day": None,
    "task-board": None,
    "task-month": None,
    "tasks-unopened": None,
    "task-filters": VIEWERS,
    "task-feed": VIEWERS,
    # A note on it.
    "task-action": {"par_officer", "unit_head"},
    # The unit head asked for the job.
    "job": {"par_officer", "unit_head"},
    "file": None,
    "file-view": None,
    "file-withdraw": {"par_officer"},
    "files-attach": {"par_officer"},
    "files-cite": {"par_officer"},
}
# Pages of the appraisal council, which sits in the department of these tests.
COUNCIL = {"auditor", "council_secretary", "council_member"}
COUNCIL_POSTERS = {
    "council": None,
    "council-round": {"council_secretary"},
    "council-new": {"council_secretary"},
    "council-settings": {"council_secretary"},
    "council-matrix": None,
    "council-survey": {"council_secretary"},
    "council-survey-export": None,
    "council-adjustments": {"council_secretary"},
    "council-matrix-export": None,
    # By the step that is posted below; the secretary's are tried with the other pages.
    "council-agency": {"council_member"},
    "council-evidence": None,
    "council-round-export": None,
    "council-agency-export": None,
    "council-component": {"council_member"},
    "council-preview": {"council_member"},
    "council-ranking": None,
    "council-ranking-table": None,
    "council-standing": None,
    "council-publish": {"council_secretary"},
    "council-paper": {"council_secretary"},
}
POSTERS |= COUNCIL_POSTERS
OF_A_REGISTER = (
    "register",
    "register-export",
    "register-feeds",
    "register-new",
    "register-import",
    "register-import-template",
    "register-closing",
)
OF_A_QUESTIONNAIRE = ("questionnaire", "questionnaire-preview", "questionnaire-file")
OF_A_DRAFT = ("questionnaire-draft", "questionnaire-words", "questionnaire-section-new")
OF_A_PERIOD = ("report-period", "report-consolidated", "report-paper")
OF_A_SURVEY = (
    "survey",
    "survey-change",
    "survey-population",
    "survey-codes",
    "survey-counter",
    "survey-results",
    "survey-results-export",
    "survey-report",
)
# What is posted: a step that a unit reports, an empty form of values; elsewhere an empty form.
# A form with mistakes is answered politely.
POSTED = {
    "council-agency": {"step": "accept_rest"},
    "round-step": {"unit": "metrology-sub-department"},
    "round-explanations": {"component": "dossiers_on_time"},
    "component-self-score": {"form": "missing"},
    "task": {"step": "start"},
    "component": {"horizon": "so_far"},
    "preview-points": {"horizon": "so_far"},
    "dossier": {"step": "propose"},
    "deduction": {"form": "answer"},
}
# Addresses that not every viewer reads; an administrator is no viewer, and reads the audit.
READERS = {
    "report": VIEWERS - {"unit_officer"},
    "report-consolidated": {"par_officer", "director", "auditor", "one_stop_officer"},
    "plan-import-template": {"par_officer"},
    "tasks-unopened": {"par_officer"},
    "deduction": VIEWERS - {"unit_officer"},
    "dossier": VIEWERS - {"unit_officer"},
    "dossier-apology-letter": VIEWERS - {"unit_officer"},
    "dossier-load-rejected": {"par_officer", "one_stop_officer"},
    "audit": {"auditor", "administrator"},
    "audit-export": {"auditor", "administrator"},
    "scoring-offline-template": {"par_officer", "unit_head", "unit_officer"},
    "procedures-import-template": {"par_officer", "unit_head", "unit_officer"},
    "register-import-template": {"par_officer", "unit_head", "unit_officer"},
    "survey-population-template": {"par_officer"},
    "outside-survey-template": {"par_officer"},
}
READERS["exchange-file"] = {"council_secretary"}
# Who sits in the council is reminded of its round's stages.
READERS |= dict.fromkeys(("notices", "notices-count"), VIEWERS | COUNCIL)
READERS |= dict.fromkeys(("tokens", "token-operations"), (VIEWERS | WITHOUT_DESK) - {"stranger"})
READERS |= dict.fromkeys(COUNCIL_POSTERS, COUNCIL)
READERS["council-new"] = {"council_secretary"}
# Addresses that only those who may post have any use for.
WRITERS_ONLY = {
    "report-obligation-new",
    "report-obligation",
    "report-paper",
    "task-new",
    "exchange",
    "paper",
    "new-year",
    "targets",
    "council-publish",
    "council-paper",
    "procedures-import",
    "register-new",
    "register-import",
    "register-edit",
    "register-withdraw",
    "survey-new",
    "survey-change",
    "survey-population",
    "survey-codes",
    "survey-counter",
    "outside-survey-new",
    "questionnaire-new",
    *OF_A_DRAFT,
    "questionnaire-section",
    "dossier-figures",
    "procedure-new",
    "procedure-edit",
    "procedure-finding",
    "procedure-proposal-new",
    "procedure-publication-new",
    "procedure-publication-dates",
    "dossier-load-new",
    "dossier-load",
    "scoring-offline",
    "directive-new",
    "directive-head",
    "directive-amended",
    "plan-goal",
    "plan-import",
    "preview-points",
    "file-withdraw",
    "files-cite",
    "component-evidence",
}
# Addresses that are only posted to.
POST_ONLY = {
    "outside-survey-withdraw",
    "directive-rest",
    "task-action",
    "task-evidence",
    "task-filters",
    "token-revoke",
    "preview-points",
    "files-attach",
    "council-preview",
    "round-step",
    "component-self-score",
}
# Who has no work of the agency's own is led from its pages to the council's.
LED_TO_COUNCIL = {"council_secretary", "council_member"}


def addresses() -> Iterator[URLPattern]:
    """Every address, through includes."""
    pending = list(get_resolver().url_patterns)
    while pending:
        entry = pending.pop()
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.namespace != "api":  # walked by tests/apps/api/test_permissions.py
            pending.extend(entry.url_patterns)


NAMES = sorted(str(pattern.name) for pattern in addresses())
OF_AN_AGENCY = [name for name in NAMES if name not in PERSONAL]


@dataclass(frozen=True)
class Kept:
    """The department of this module, and the address of every name in it."""

    department: Department
    places: dict[str, str]


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Kept]:
    """Made once: the walk takes well over a thousand steps, each in a transaction of its own."""
    folder = tmp_path_factory.mktemp("walked")
    with (
        override_settings(DATA=folder, FILES=folder / "files"),
        tables_kept(JOB_KINDS, DAILY_WORK, OWNER_TYPES),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        DAILY_WORK.clear()
        register_sample_work()
        register_sample_owner()
        department = make_department("first")
        yield Kept(department, places_of(department))
        transaction.set_rollback(True)


@contextmanager
def tables_kept(*tables: dict) -> Iterator[None]:
    """What is registered for the tests is taken out of the product's tables afterwards."""
    before = [dict(table) for table in tables]
    yield
    for table, entries in zip(tables, before, strict=True):
        table.clear()
        table.update(entries)


@pytest.fixture
def department(kept, db) -> Department:
    return kept.department


@pytest.fixture
def places(kept, db) -> dict[str, str]:
    return kept.places


def some_upload(department: Department) -> int:
    """An export of which a row is refused."""
    content = export([LINES[0], ["", *LINES[1][1:]]])
    return receive_upload(department.access("one_stop_officer"), BytesIO(content), "a.csv").pk


def late_letter(department: Department) -> int:
    """A letter of apology for a late dossier."""
    load_export(department, export(LINES))
    new = NewApology(LATE, "1/TXL", date(2021, 4, 12), "Chậm", date(2021, 4, 12))
    (letter,) = record_apologies(department.access("one_stop_officer"), [new])
    return letter.pk


def places_of(department: Department) -> dict[str, str]:
    """The address of every name, for a component, a directive, a task, a job and a file."""
    owner = Owner(department.agency.pk, "sample", "12:3.4.1")
    access = department.access("par_officer")
    component = department.framework.component("3.4.1")
    department.assessment.owners.filter(component_key=component.key).update(
        unit=department.units["metrology-sub-department"]
    )
    paper, _ = register_directive(access, PAPER, list(department.units.values()))
    other, _ = register_directive(
        access, PAPER.replace("664", "665"), list(department.units.values())
    )
    came = receive_paper(access, upload(pdf_of(WORDS)), "a.pdf")
    read_paper(access, came.pk, lambda *_: None)
    came.refresh_from_db()
    # A paper that is still to be read; one that was leads on to its directive.
    waiting = receive_paper(access, upload(pdf_of("Hai")), "b.pdf")
    new = NewTask("Gửi thư xin lỗi", department.units["metrology-sub-department"])
    (task,) = confirm_directive(access, other, 2021, [new])
    file = store_upload(access, owner, upload(PDF), "a.pdf")
    loaded = some_upload(department)
    load_upload(department.access("one_stop_officer"), loaded, lambda words, share: None)
    apology = late_letter(department)
    one_round, participant = round_in_appraisal(department)
    in_round = [one_round.pk, participant.pk]
    recorded = recorded_procedure(department)
    initiative = [INITIATIVES.key, record(department, initiative_case.CASE).pk]
    survey = [closed_survey(department)]
    questionnaire = begin_draft(access, survey_rounds.CITIZENS)
    owed = reporting.obliged(department)
    period = reporting.period(owed)
    deduction = concluded_round(department)
    concluded = deduction.participant.round
    arguments = {
        **{name: [period.pk] for name in OF_A_PERIOD},
        "report": [reporting.report(period).pk],
        "plan-goal": [add_goal(access, 2021, "I", "Chỉ đạo, điều hành", None).pk],
        "report-obligation": [owed.pk],
        "report-form": [owed.form_id],
        "results-round": [concluded.pk],
        "survey-kiosk": ["not-a-key"],
        **dict.fromkeys(OF_A_SURVEY, survey),
        "outside-survey-withdraw": [others_survey(department)],
        **{name: [survey_rounds.CITIZENS] for name in OF_A_QUESTIONNAIRE},
        **{name: [questionnaire.pk] for name in OF_A_DRAFT},
        "questionnaire-section": [questionnaire.pk, "about"],
        "results-export": [concluded.pk, "json"],
        "deduction": [deduction.pk],
        "paper": ["self-assessment"],
        "council-ranking": [concluded.pk],
        "council-ranking-table": [concluded.pk],
        "council-standing": [concluded.pk, department.agency.key],
        "council-publish": [concluded.pk],
        "council-paper": [concluded.pk, "ranking"],
        "council-round": [one_round.pk],
        "council-settings": [one_round.pk],
        "council-matrix": [one_round.pk],
        "council-survey": [one_round.pk],
        "council-survey-export": [one_round.pk],
        "council-adjustments": [one_round.pk],
        "council-matrix-export": [one_round.pk],
        "council-agency": in_round,
        "council-evidence": in_round,
        "council-round-export": [one_round.pk],
        "council-agency-export": in_round,
        "council-component": [*in_round, component.key],
        "council-preview": [*in_round, component.key],
        "dossier": [LATE],
        "dossier-apology-letter": [apology],
        "portal-component": ["DOSSIER_ON_TIME"],
        "dossier-load": [some_upload(department)],
        "dossier-load-rejected": [1],
        "procedure": [recorded.version.procedure.code],
        "procedure-edit": [recorded.version.procedure.code],
        "procedure-finding": [recorded.review.pk],
        "procedure-proposal": [recorded.proposal.pk],
        "procedure-publication-dates": [recorded.version.pk],
        **dict.fromkeys(("register-entry", "register-edit", "register-withdraw"), initiative),
        **dict.fromkeys(OF_A_REGISTER, initiative[:1]),
        "exchange-file": [exported_round(department)],
        "token-revoke": [create_token(department.access("unit_head"), "a", [Scope.READ], 1)[0].pk],
        "component": [component.key],
        "component-rows": ["dossiers_on_time"],
        "component-self-score": [component.key],
        "component-evidence": ["initiatives"],
        "round-step": ["hand_in"],
        "preview-points": [component.key],
        "directive": [paper.pk],
        "directive-coverage": [paper.pk],
        "directive-head": [paper.pk],
        "directive-amended": [paper.pk],
        "directive-rest": [paper.pk],
        "directive-paper": [waiting.pk],
        "directive-page": [came.directive_id, 1],
        "task": [task.pk],
        "task-action": [task.pk, "note"],
        "task-evidence": [task.pk],
        "calendar-feed": [make_feed(access)],
        "file": [file.pk],
        "file-view": [file.pk],
        "file-withdraw": [file.pk],
        "files-attach": [owner.type, owner.id],
        "files-cite": [owner.type, owner.id],
        "job": [start_job(department.access("unit_head"), "sample.open_agencies", {}).pk],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in NAMES}


def closed_survey(department) -> int:
    """A closed round with enough answers to be shown."""
    opened = survey_rounds.opened(department)
    for _ in range(6):
        opened.answer(4)
    return opened.close().pk


def others_survey(department) -> int:
    """The results of a survey that the province ran."""
    report = OutsideReport(
        year=2021,
        audience="staff",
        conducted_by="Sở Nội vụ",
        source="12/BC-SNV",
        published_on=date(2021, 11, 1),
        results=(MatterResult("Chung", 40, Decimal(80), Decimal(100)),),
    )
    return record_outside_survey(department.access("par_officer"), report).pk


def exported_round(department) -> int:
    """A job of the secretary's that has made an archive."""
    name = store.keep([b"PK"])
    found = start_job(department.access("council_secretary"), EXPORT, {"round": 1})
    found.state, found.finished_at = JobState.DONE, found.created_at
    found.result = {"archive": name, "files": 1, "round": 1}
    found.save()
    return found.pk


def round_in_appraisal(department) -> tuple[Round, Participant]:
    """The department as its own council, before the first appraisal; a member has every field."""
    one_round = Round.objects.create(
        organiser=department.agency,
        year=2021,
        edition=department.assessment.edition,
        name="2021",
        bonus_cap=2,
        penalty_cap=2,
        deduction_reasons=[],
    )
    participant = Participant.objects.create(
        round=one_round,
        cluster=Cluster.objects.create(round=one_round, key="all", name="Sở", name_en="All"),
        agency=department.agency,
        assessment=department.assessment,
        state=State.SUBMITTED,
    )
    content = snapshot_of(participant)
    Submission.objects.create(
        participant=participant,
        number=1,
        sha256=sha256_of(content),
        content=content,
        submitted_at=datetime(2021, 11, 20, tzinfo=UTC),
    )
    keys = [one.key for one in department.framework.components]
    every = AppraisalField.objects.create(
        round=one_round, name="Mọi lĩnh vực", name_en="All", component_keys=keys
    )
    CouncilSeat.objects.create(
        round=one_round, field=every, user=department.people["council_member"]
    )
    return one_round, participant


def test_every_address_has_its_line_in_the_tables():
    assert set(NAMES) == PERSONAL | set(POSTERS)


@pytest.mark.parametrize("name", NAMES)
def test_without_signing_in(client, places, name):
    for answer in (client.get(places[name]), client.post(places[name])):
        if name in OPEN:
            # 404: the round is not published.
            assert answer.status_code in (200, 302, 404, 405)
            assert reverse("sign-in") not in answer.headers.get("Location", "")
        else:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("person", sorted(VIEWERS))
@pytest.mark.parametrize("name", OF_AN_AGENCY)
def test_reading_by_role(client, department, places, name, person):
    client.force_login(department.people[person])
    answer = client.get(places[name])
    if name in POST_ONLY:
        assert answer.status_code == 405
    elif (
        name in WRITERS_ONLY and person not in (POSTERS[name] or ())
    ) or person not in READERS.get(name, VIEWERS):
        assert answer.status_code == 403
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize("person", sorted(VIEWERS))
@pytest.mark.parametrize("name", OF_AN_AGENCY)
def test_posting_by_role(client, department, places, name, person):
    client.force_login(department.people[person])
    answer = client.post(places[name], POSTED.get(name, {}))
    posters = POSTERS[name]
    if posters is None:
        assert answer.status_code == 405
    elif person in posters:
        assert answer.status_code in (200, 302, 422)
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("person", sorted(WITHOUT_DESK))
@pytest.mark.parametrize("name", OF_AN_AGENCY)
def test_roles_that_show_no_agency(client, department, places, name, person):
    client.force_login(department.people[person])
    read = client.get(places[name]).status_code
    if name in ("home", "my-day") and person in LED_TO_COUNCIL:
        assert read == 302
    elif person in READERS.get(name, ()) and name not in POST_ONLY | WRITERS_ONLY:
        assert read == 200
    elif name in WRITERS_ONLY and person in (POSTERS[name] or ()):
        assert read in (200, 405)
    else:
        assert read in (403, 405)
    posts = person in (POSTERS[name] or ())
    posted = client.post(places[name], POSTED.get(name, {})).status_code
    assert posted in ((200, 302, 400, 422) if posts else (403, 405))


@pytest.mark.parametrize(
    "name",
    [
        *("directive", "task", "job", "dossier", "dossier-load", "deduction", *OF_A_DRAFT),
        *("report", "report-obligation", "report-consolidated", "report-form"),
        *("directive-paper", "directive-head", "directive-amended"),
    ],
)
def test_an_agencys_things_are_not_there_for_another(client, places, other_department, name):
    client.force_login(other_department.people["par_officer"])
    assert client.get(places[name]).status_code == 404
    assert client.post(places[name], {"state": "in_progress"}).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_carries_the_policy(client, department, places, name):
    client.force_login(department.people["par_officer"])
    headers = client.get(places[name]).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
