"""What the benchmark of the round works on: a province, its figures, editions made for it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

YEAR = 2021


def province(count: int) -> tuple[Any, list[Any], Any]:
    """The secretary's access, the agencies with their units, the edition."""
    from parindex.accounts.constants import Role
    from parindex.accounts.queries import access
    from parindex.accounts.services import create_account, grant_role
    from parindex.editions.services import load_edition
    from parindex.organisations.constants import AgencyKind
    from parindex.organisations.services import create_agency, create_units
    from parindex_core.directives import demo_units
    from parindex_core.framework import find_edition

    council = create_agency("council", ("Hội đồng", "Council"), kind=AgencyKind.COUNCIL)
    secretary = create_account("secretary", "Minh họa", "a long enough password")
    grant_role(secretary, Role.COUNCIL_SECRETARY, council)
    agencies = []
    for number in range(count):
        kind = AgencyKind.DEPARTMENT if number < 20 else AgencyKind.COMMUNE
        agency = create_agency(f"agency-{number}", (f"Cơ quan {number}", "Agency"), kind=kind)
        create_units(agency, demo_units())
        agencies.append(agency)
    edition = load_edition(find_edition("department-template"))
    return access(secretary, council, YEAR), agencies, edition


def plan_of(name: str, year: int, agencies: list[Any], edition: Any) -> Any:
    from parindex.rounds.constants import Stage
    from parindex.rounds.services import ClusterPlan, RoundPlan

    begin = datetime(year, 12, 1, tzinfo=UTC)
    clusters = [
        ClusterPlan("departments", ("Sở", "Departments"), agencies[:20]),
        ClusterPlan("communes", ("Xã", "Communes"), agencies[20:]),
    ]
    return RoundPlan(
        name=name,
        year=year,
        edition=edition,
        clusters=[cluster for cluster in clusters if cluster.agencies],
        deadlines={stage: begin + timedelta(10 * place) for place, stage in enumerate(Stage)},
    )


def fill(one_round: Any) -> None:
    """Figures of every agency, submitted and appraised, as if people had done it."""
    from tests.apps.rounds.province import figures

    from parindex.assessments.constants import Horizon
    from parindex.assessments.services import Origin, load_values
    from parindex.editions.queries import framework_of
    from parindex.rounds.constants import AppraisalStage, JudgementKind, State
    from parindex.rounds.models import Appraisal, Submission
    from parindex.rounds.snapshots import sha256_of, snapshot_of

    components = list(framework_of(one_round.edition).components)
    values = {one.key: figures(one, 90) for one in components if one.method != "survey"}
    now = datetime.now(UTC)
    related = one_round.participants.select_related("agency", "assessment", "round__edition")
    for participant in related:
        origin = Origin(date(YEAR, 11, 20), "minh họa", True)
        load_values(participant.assessment, Horizon.SO_FAR, values, origin)
        content = snapshot_of(participant)
        Submission.objects.create(
            participant=participant,
            number=1,
            sha256=sha256_of(content),
            content=content,
            submitted_at=now,
        )
        Appraisal.objects.bulk_create(
            Appraisal(
                participant=participant,
                component_key=one.key,
                stage=AppraisalStage.FIRST,
                kind=JudgementKind.BY_RULE,
                points=Decimal(content["components"][one.key]["points"] or 0),
                maximum=one.max,
                values=values[one.key],
                scored_at=now,
            )
            for one in components
            if one.key in values
        )
    one_round.participants.update(state=State.SUBMITTED)


def corrected(data: Path, number: int) -> Any:
    """The template with another threshold of 1.1.3, and a longer remark."""
    from parindex.editions.services import load_edition
    from parindex_core.framework import find_edition

    text = find_edition("department-template").read_text("utf-8")
    path = data / f"corrected-{number}.yaml"
    path.write_text(text.replace("zero_below: 80%", f"zero_below: {50 + number}%", 1), "utf-8")
    return load_edition(path)


def edition_of_100(data: Path) -> Any:
    """Ten areas of ten components, each a share of two numbers, with a report as evidence."""
    from parindex.editions.services import load_edition

    hundred = {
        "key": "hundred",
        "title": {"vi": "Trăm tiêu chí", "en": "A hundred components"},
        "status": "template",
        "notice": {"vi": "Soạn để đo", "en": "Composed for a measurement"},
        "legal_basis": {"vi": "Để đo", "en": "For a measurement"},
        "total": 100,
        "areas": [
            {
                "key": f"area_{area}",
                "code": str(area),
                "label": {"vi": f"Lĩnh vực {area}", "en": f"Area {area}"},
                "max": 10,
                "children": [_component(area, number) for number in range(1, 11)],
            }
            for area in range(1, 11)
        ],
    }
    path = data / "hundred.yaml"
    path.write_text(yaml.safe_dump(hundred, allow_unicode=True, sort_keys=False), "utf-8")
    return load_edition(path)


def _component(area: int, number: int) -> dict[str, Any]:
    code = f"{area}.{number}"
    return {
        "key": f"leaf_{area}_{number}",
        "code": code,
        "label": {"vi": f"Tiêu chí {code}", "en": f"Criterion {code}"},
        "max": 1,
        "method": "document",
        "owner_function": "par",
        "rule": {
            "kind": "proportional",
            "numerator": "done",
            "denominator": "planned",
            "full_at": "100%",
            "zero_denominator": "full",
        },
        "variables": {
            name: {
                "type": "integer",
                "label": {"vi": f"việc {text}", "en": name},
                "question": {"vi": f"Số việc {text}", "en": f"Pieces {name}"},
                "unit": {"vi": "việc", "en": "pieces of work"},
                "register": "tasks",
            }
            for name, text in (("done", "đã làm"), ("planned", "kế hoạch"))
        },
        "evidence": [{"vi": "Báo cáo", "en": "Report"}],
    }


def agency_of_100(secretary: Any, agency: Any, data: Path) -> Any:
    """An officer of an agency whose round has 100 components with 400 pieces of evidence."""
    from parindex.accounts.constants import Role
    from parindex.accounts.queries import access
    from parindex.accounts.services import create_account, grant_role
    from parindex.assessments.constants import Horizon
    from parindex.assessments.services import Origin, load_values
    from parindex.attachments.models import Attachment
    from parindex.editions.queries import framework_of
    from parindex.rounds.services import open_round

    edition = edition_of_100(data)
    plan = plan_of("Trăm tiêu chí", YEAR + 1, [agency], edition)
    one_round = open_round(access(secretary.user, secretary.agency, YEAR + 1), plan)
    participant = one_round.participants.select_related("assessment").get()
    keys = [component.key for component in framework_of(edition).components]
    load_values(
        participant.assessment,
        Horizon.SO_FAR,
        {key: {"done": "9", "planned": "10"} for key in keys},
        Origin(date(YEAR + 1, 11, 20), "minh họa", True),
    )
    Attachment.objects.bulk_create(
        Attachment(
            agency=agency,
            owner_type="component",
            owner_id=participant.component_target(key),
            name=f"Văn bản {number}",
            document_number=f"{number}/KH",
            document_issuer="Sở",
        )
        for key in keys
        for number in range(4)
    )
    officer = create_account("officer", "Minh họa", "a long enough password")
    grant_role(officer, Role.PAR_OFFICER, agency)
    return officer
