"""Units files: the forms that are taken, and what is said of one that is not."""

from pathlib import Path

import pytest

from parindex_core.directives import UnitsInvalid, demo_units, load_units

OWNER_FUNCTIONS = {
    "par", "reporting", "communications", "inspection", "initiatives", "assigned_tasks", "legal",
    "law_enforcement_monitoring", "procedures", "one_stop", "dossiers", "petitions", "organization",
    "personnel", "training", "finance", "digital", "quality", "science_missions", "surveys",
}  # fmt: skip


def write(folder: Path, text: str) -> Path:
    path = folder / "units.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_function_belongs_to_exactly_one_demo_unit() -> None:
    functions = [function for unit in demo_units() for function in unit.functions]
    assert len(functions) == len(set(functions))
    assert set(functions) == OWNER_FUNCTIONS


@pytest.mark.parametrize(
    "text",
    [
        "units:\n  - {key: office, name: Văn phòng Sở, aliases: [VP Sở]}",
        "- {key: office, name: Văn phòng Sở, aliases: VP Sở}",
        "office: {name: Văn phòng Sở, aliases: [VP Sở]}",
        "office: [Văn phòng Sở, VP Sở]",
        '{"units": [{"id": "office", "name": "Văn phòng Sở", "alias": ["VP Sở"]}]}',
        "\ufeff- {code: office, name: {vi: Văn phòng Sở, en: Office}, aliases: [VP Sở]}",
    ],
)
def test_lenient_forms_give_the_same_unit(tmp_path: Path, text: str) -> None:
    (unit,) = load_units(write(tmp_path, text))
    assert (unit.key, unit.name, unit.aliases) == ("office", "Văn phòng Sở", ("VP Sở",))


def test_a_mapping_of_keys_to_names_is_enough(tmp_path: Path) -> None:
    units = load_units(write(tmp_path, "office: Văn phòng Sở\ninspectorate: Thanh tra Sở"))
    assert [(u.key, u.name) for u in units] == [
        ("office", "Văn phòng Sở"),
        ("inspectorate", "Thanh tra Sở"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("units: [", "dòng 1"),
        ("just words", "danh sách đơn vị"),
        ("- {key: office}", "đơn vị thứ 1: thiếu “name”"),
        ("- {key: a, name: A}\n- {key: a, name: B}", "“a” dùng hai lần"),
        ("- {key: a, name: '  '}", "tên trống"),
        ("- {key: a, name: A, aliases: {x: y}}", "“aliases” phải là danh sách"),
        ("- 7", "đơn vị thứ 1"),
        ("a: []", "thiếu tên"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_mend(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnitsInvalid, match=said):
        load_units(write(tmp_path, text))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    path.write_bytes("- {key: a, name: Văn phòng}".encode("utf-16"))
    with pytest.raises(UnitsInvalid, match="UTF-8"):
        load_units(path)
