"""The demonstration as its command loads it, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from parindex.assessments.models import IndexResult
from parindex.assignments.models import Directive, Task
from parindex.demonstration.department import is_loaded, load_demonstration
from parindex.demonstration.summary import summary_lines

PARINDEX = Path(sys.executable).with_name("parindex")


def start(data: Path) -> subprocess.Popen[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PARINDEX_DATABASE", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.Popen(
        [PARINDEX, "demo", "--no-serve"],
        env=environment | {"PARINDEX_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_loadings_at_once_end_with_the_same_department(tmp_path):
    said = [process.communicate(timeout=120) for process in (start(tmp_path), start(tmp_path))]
    assert said[0] == said[1]
    assert "664/KL-SKHCN" in said[0][0]
    assert said[0][1] == ""


@pytest.mark.django_db
def test_the_demonstration_is_marked_and_computed():
    assert not is_loaded()
    load_demonstration("a long enough password")
    assert is_loaded()
    assert Directive.objects.get().number == "664/KL-SKHCN"
    assert Task.objects.filter(unit__isnull=True).count() == 0
    assert {str(result.index) for result in IndexResult.objects.all()} == {"69.78", "93.03"}
    text = "\n".join(summary_lines())
    assert "Số liệu minh họa" in text
    assert "94,00" in text
