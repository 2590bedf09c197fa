"""The guide's examples are run as they stand, by curl, on a real server."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.apps.api.calling import key_of
from tests.apps.attachments.sample_owner import PDF
from tests.apps.rounds.province import Province, enter_figures, make_province

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "api.md"
EXAMPLES = re.findall(r"```bash\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def served(transactional_db, live_server, settings, tmp_path) -> Province:
    settings.FILES = tmp_path / "files"
    province = make_province(departments=1, communes=0)
    enter_figures(province, province.agencies[0], share=80)
    return province


def test_every_example_does_what_the_guide_says(served, live_server, tmp_path):
    (tmp_path / "report.pdf").write_bytes(PDF)
    officer = served.of(served.agencies[0], "par_officer")
    environment = {
        **os.environ,
        "API": f"{live_server.url}/api/v1",
        "TOKEN": key_of(officer),
        "NO_PROXY": "*",
    }
    answers = []
    for example in EXAMPLES:
        for command in re.split(r"(?<!\\)\n+(?=curl)", example.strip()):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, (command, done.stderr, done.stdout)
            answers.append(json.loads(done.stdout))
    assert len(answers) == 10
    written = answers[4]
    assert written["so_far"]["points"] == "2.25"
    assert answers[7]["total"] == 2
    assert answers[8]["type"] == "urn:parindex:problem:state"
    assert answers[9]["total"] == 0
