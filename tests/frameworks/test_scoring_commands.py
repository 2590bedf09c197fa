"""The command line: what it prints, what it refuses, and that refusals leave stdout empty."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from parindex.commands import framework, scoring

app = typer.Typer()
app.add_typer(framework.app, name="framework")
app.command("score")(scoring.score)
app.command("explain")(scoring.explain)

HERE = Path(__file__).parent
TEMPLATE = "department-template"


def run(*arguments: str, stdin: str | None = None):
    return CliRunner().invoke(app, list(arguments), input=stdin)


def score(values: object, *options: str):
    return run("score", TEMPLATE, "-", *options, stdin=json.dumps(values, ensure_ascii=False))


def test_score_gives_decimal_strings_by_component_key():
    result = score({"Sở A": {"1.1.3": {"completed": 45, "planned": 50}}, "Sở B": {}}, "--json")
    assert result.exit_code == 0
    scores = json.loads(result.stdout)
    assert list(scores) == ["Sở A", "Sở B"]
    first = scores["Sở A"]
    assert (first["points"], first["assessable"], first["index"]) == ("2.25", "100.00", "2.25")
    assert first["components"]["plan_completion"] == "2.25"
    assert first["components"]["plan_issued"] is None
    assert len(first["components"]) == 53
    assert scores["Sở B"]["points"] == "0.00"


def test_score_without_cases_anywhere_has_no_index_but_never_fails():
    everything = {
        leaf.key: {"numerator": 0, "denominator": 0}
        for leaf in framework.open_edition("qd766-2026").components
        if leaf.key != "CLGQ"
    }
    values = json.dumps({"x": everything})
    result = run("score", "qd766-2026", "-", "--json", stdin=values)
    found = json.loads(result.stdout)["x"]
    # On time (20), digitisation less the formalities' ratio (20) are not applicable.
    assert (found["points"], found["assessable"], found["index"]) == ("12.00", "60.00", "20.00")
    assert found["components"]["DOSSIER_ON_TIME"] is None


@pytest.mark.parametrize("options", [(), ("--json",), ("--lang", "en"), ("--json", "--lang", "en")])
def test_score_refuses_everything_at_once_with_nothing_on_stdout(options: tuple[str, ...]):
    result = score(
        {
            "Sở A": {"1.1.3": {"completed": 45, "planned": 40}, "1.2.1": {}},
            "Sở B": {"9.9": {}, "1.2.2": {"late_reports": -1}},
        },
        *options,
    )
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for words, line in zip(
        (
            ("Sở A", "1.1.3", "plan_completion", "completed", "45", "40"),
            ("Sở A", "1.2.1", "reports_complete", "missing_reports"),
            ("Sở B", "1.2.2", "late_reports", "-1"),
            ("Sở B", "9.9"),
        ),
        sorted(lines),
        strict=True,
    ):
        assert all(word in line for word in words), line


def test_score_prints_a_ranking_and_says_that_it_is_a_template():
    value = {"1.1.3": {"completed": 45, "planned": 50}}
    result = score({"Sở A": {}, "Sở B": value, "Sở C": value})
    assert result.exit_code == 0
    ranks = [line.split()[0] for line in result.stdout.splitlines()[1:4]]
    assert ranks == ["1", "1", "3"]
    assert "không phải bảng chính thức" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("score", TEMPLATE, "missing.json"), "missing.json"),
        (("score", "nothing", "missing.json"), "nothing"),
        (("explain", TEMPLATE, "9.9"), "9.9"),
        (("explain", TEMPLATE, "1.1.3", "completed"), "completed=45"),
        (("explain", TEMPLATE, "1.1.3", "completed=45"), "planned"),
        (("framework", "show", "nothing"), "nothing"),
        (("framework", "check", "missing.yaml"), "missing.yaml"),
        (("framework", "check", str(HERE / "bad" / "total_sum.yaml")), "100"),
        (("framework", "diff", TEMPLATE, "nothing"), "nothing"),
    ],
)
def test_failures_say_what_is_wrong_on_stderr(arguments: tuple[str, ...], words: str):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert words in result.stderr


def test_explain_in_both_languages_from_given_values():
    vi = run("explain", TEMPLATE, "1.1.3", "completed=45", "planned=50")
    assert vi.exit_code == 0
    assert "45/50 = 90,00 % ≥ 80 % nên 2,5 × 90 % = 2,25 điểm" in vi.stdout
    en = run("explain", TEMPLATE, "plan_completion", "completed=45", "planned=50", "--lang", "en")
    assert "45/50 = 90.00 % ≥ 80 % so 2.5 × 90 % = 2.25 points" in en.stdout


def test_explain_from_a_file_of_values(tmp_path: Path):
    path = tmp_path / "values.json"
    values = {"A": {"1.1.2": {"follows_superior_plan": True, "assigns_owner_and_deadline": False}}}
    path.write_text(json.dumps(values | {"B": {}}), encoding="utf-8")
    arguments = ("explain", TEMPLATE, "1.1.2", "--values", str(path), "--json")
    found = json.loads(run(*arguments, "--agency", "A").stdout)
    assert (found["points"], found["arithmetic"]) == ("0.25", "1 × 0,25 = 0,25 điểm")
    assert json.loads(run(*arguments, "--agency", "B").stdout)["status"] == "missing"
    assert run(*arguments).exit_code == 1


def test_explain_without_values_says_the_rule_only():
    result = run("explain", TEMPLATE, "3.4.1")
    assert result.exit_code == 0
    assert "dưới 95 % được 0 điểm" in result.stdout


def test_show_as_json_is_the_tree():
    shown = json.loads(run("framework", "show", TEMPLATE, "--json").stdout)
    assert shown["status"] == "template"
    assert len(shown["areas"]) == 8
    area = shown["areas"][0]
    assert {"key", "code", "label", "max", "method", "children"} <= area.keys()
    assert (area["code"], area["max"], area["method"]) == ("1", "14", None)
    leaf = area["children"][0]["children"][2]
    assert (leaf["key"], leaf["code"], leaf["max"], leaf["method"]) == (
        "plan_completion",
        "1.1.3",
        "2.5",
        "document",
    )
    assert leaf["label"] == "Mức độ hoàn thành kế hoạch CCHC"
    assert leaf["children"] == []


def test_show_for_people_names_every_component_and_the_notice():
    result = run("framework", "show", TEMPLATE)
    assert result.exit_code == 0
    assert "3.4.1" in result.stdout
    assert "không phải bảng chính thức" in result.stdout


def test_check_passes_on_what_is_shipped():
    result = run("framework", "check")
    assert result.exit_code == 0
    assert "department-template.yaml: 53" in result.stdout
    assert json.loads(run("framework", "check", "--json").stdout) == []


def test_check_as_json_lists_problems_with_line_key_and_mend():
    result = run("framework", "check", "--json", str(HERE / "bad" / "total_sum.yaml"))
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert problem["key"] == "areas"
    assert problem["mend"]


def test_diff_tells_in_words(tmp_path: Path):
    new = tmp_path / "new.yaml"
    text = (HERE / "small.yaml").read_text(encoding="utf-8")
    new.write_text(text.replace("zero_below: 80%", "zero_below: 70%"), encoding="utf-8")
    arguments = ("framework", "diff", str(HERE / "small.yaml"), str(new))
    assert run(*arguments).stdout == (
        "1.1 Kế hoạch: tỷ lệ từ 70 % đến dưới 80 % nay được điểm theo tỷ lệ, trước được 0 điểm.\n"
    )
    (change,) = json.loads(run(*arguments, "--json").stdout)
    assert (change["kind"], change["code"]) == ("rule", "1.1")
    assert (
        run("framework", "diff", TEMPLATE, TEMPLATE, "--lang", "en").stdout == "Nothing changed.\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("explain",),
        ("framework", "check"),
        ("framework", "show"),
        ("framework", "diff"),
    ],
)
def test_help_speaks_both_languages(command: tuple[str, ...]):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert " / " in result.stdout
