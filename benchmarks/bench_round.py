"""A province's round: opening, the council's matrix, an edition's correction, a large tree.

    python benchmarks/bench_round.py [--agencies N]

On SQLite in a temporary folder, or on PARINDEX_DATABASE. Medians with the limits of issue 3; the
benchmark fails where one is missed. The tree has 100 components and 400 pieces of evidence, of an
edition composed here.
"""

import argparse
import gzip
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

RUNS, YEAR = 7, 2021
# Seconds, queries (None: no limit).
LIMITS = {
    "opening of the round": (5.0, None),
    "council's matrix": (0.4, 15),
    "council's matrix, its page": (0.4, 15),
    "correction of the edition": (2.0, None),
    "tree of 100 components, 400 pieces of evidence": (0.15, 12),
}


def set_up(data: Path) -> None:
    os.environ["PARINDEX_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def measured(work: Callable[[], Any]) -> tuple[float, int, Any]:
    """Seconds, queries and the result of one run."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    # The log keeps 9,000 queries; what comes after a full one is not counted.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - begun
    return seconds, len(queries), result


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
    from parindex.editions.services import load_edition

    lines = [
        "key: hundred",
        "title: {vi: Trăm tiêu chí, en: A hundred components}",
        "status: template",
        "notice: {vi: Soạn để đo, en: Composed for a measurement}",
        "legal_basis: {vi: Để đo, en: For a measurement}",
        "total: 100",
        "areas:",
    ]
    for area in range(1, 11):
        lines += [
            f"  - key: area_{area}",
            f'    code: "{area}"',
            f"    label: {{vi: Lĩnh vực {area}, en: Area {area}}}",
            "    max: 10",
            "    children:",
        ]
        for leaf in range(1, 11):
            lines += [
                f"      - key: leaf_{area}_{leaf}",
                f'        code: "{area}.{leaf}"',
                f"        label: {{vi: Tiêu chí {area}.{leaf}, en: Criterion {area}.{leaf}}}",
                "        max: 1",
                "        method: document",
                "        owner_function: par",
                "        rule:",
                "          kind: proportional",
                "          numerator: done",
                "          denominator: planned",
                "          full_at: 100%",
                "          zero_denominator: full",
                "        variables:",
            ]
            for name, text in (("done", "đã làm"), ("planned", "kế hoạch")):
                lines += [
                    f"          {name}:",
                    "            type: integer",
                    f"            label: {{vi: việc {text}, en: {name}}}",
                    f"            question: {{vi: Số việc {text}, en: Pieces {name}}}",
                    "            unit: {vi: việc, en: pieces of work}",
                    "            register: tasks",
                ]
            lines += [
                "        evidence:",
                "          - {vi: Báo cáo, en: Report}",
            ]
    path = data / "hundred.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return load_edition(path)


def tree(secretary: Any, agency: Any, data: Path) -> Callable[[], Any]:
    """The page of the tree of an agency with 100 components and 400 pieces of evidence."""
    from django.test import Client

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

    client = Client(SERVER_NAME="localhost")
    client.force_login(officer)

    def read() -> Any:
        answer = client.get("/scoring/")
        rows = answer.content.decode().split(" is-scored")[1:]
        # Each component with its four pieces of evidence.
        assert len([row for row in rows if ">4</td>" in row]) == 100
        return answer

    return read


def matrix_page(secretary: Any, one_round: Any) -> Callable[[], Any]:
    """Asking for the matrix's page as a browser does, and what comes over the line."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(secretary.user)
    address = reverse("council-matrix", args=[one_round.pk])

    def ask() -> Any:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer

    return ask


def told(name: str, runs: list[tuple[float, int, Any]]) -> bool:
    """Print a figure beside its limit; whether it keeps it."""
    seconds = statistics.median(run[0] for run in runs)
    queries = max(run[1] for run in runs)
    most_seconds, most_queries = LIMITS[name]
    kept = seconds < most_seconds and (most_queries is None or queries <= most_queries)
    limit = f"limit {most_seconds * 1000:.0f} ms"
    if most_queries:
        limit += f", {most_queries} queries"
    verdict = "" if kept else "  MISSED"
    print(f"{name:<48} {seconds * 1000:8.1f} ms {queries:6} queries   ({limit}){verdict}")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=170)
    count = parser.parse_args().agencies
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as folder:
        data = Path(folder)
        set_up(data)
        from parindex.rounds.queries import council_matrix
        from parindex.rounds.services import correct_edition, open_round

        secretary, agencies, edition = province(count)
        print(f"{count} agencies, 53 components; medians of {RUNS} runs (opening: one)")
        opening = measured(lambda: open_round(secretary, plan_of("2021", YEAR, agencies, edition)))
        kept = [told("opening of the round", [opening])]
        one_round = opening[2]
        fill(one_round)
        runs = [measured(lambda: council_matrix(secretary, one_round)) for _ in range(RUNS + 1)]
        kept.append(told("council's matrix", runs[1:]))
        ask = matrix_page(secretary, one_round)
        runs = [measured(ask) for _ in range(RUNS + 1)]
        kept.append(told("council's matrix, its page", runs[1:]))
        sent = runs[-1][2].content
        print(f"    {len(gzip.decompress(sent)) >> 10} kB of HTML, {len(sent) >> 10} kB compressed")
        now = datetime(YEAR, 12, 30, tzinfo=UTC)
        corrections = []
        for number in range(RUNS):
            new = corrected(data, number)
            corrections.append(
                measured(lambda new=new: correct_edition(secretary, one_round, new, "Đo", now=now))
            )
        kept.append(told("correction of the edition", corrections))
        read = tree(secretary, agencies[0], data)
        runs = [measured(read) for _ in range(RUNS + 1)]
        kept.append(told("tree of 100 components, 400 pieces of evidence", runs[1:]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"peak memory {peak} MB")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
