"""Procedures of the national database's JSON: what is read of them, and what is refused."""

import json
import tracemalloc
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.procedures import national_database
from parindex.procedures.constants import ProcedureLevel, TimeUnit
from parindex.procedures.national_database import read_national
from parindex.procedures.national_values import _UNITS

ONE: dict[str, Any] = {
    "id": "019d2bfd",
    "code": "1.000358",
    "name": "  Cấp giấy phép tiến hành công việc bức xạ ",
    "isProvince": True,
    "isWard": False,
    "executionMethods": [
        {
            "submissionMethod": "DIRECT",
            "processingTime": 25,
            "processingTimeUnit": "WORKING_DAY",
            "fees": [{"type": "FEE", "value": 500000, "description": ""}],
        },
        {
            "submissionMethod": "ONLINE",
            "processingTime": "30",
            "processingTimeUnit": "WORKING_DAY",
            "fees": [{"value": 500000.0}],
        },
    ],
    "categoriesDetails": [{"code": "KHCN", "name": "An toàn bức xạ và hạt nhân"}],
    "legalBasisesDetails": [
        {"code": "142/2020/NĐ-CP", "name": "Nghị định về tiến hành công việc bức xạ"},
        {"code": "", "name": "Luật Năng lượng nguyên tử"},
    ],
    "resultsDetails": [{"code": "KQ1", "name": "Giấy phép"}],
    "decisionNo": "312/QĐ-UBND",
    # Midnight of 22/3/2021 in Vietnam is the day before in UTC.
    "procedureProposal": {"decisionDate": 1616346000000, "publicationDate": "2021-03-25"},
    "executionSteps": [{"name": "", "description": "left aside"}],
}
READ = {
    "name": "Cấp giấy phép tiến hành công việc bức xạ",
    "field": "An toàn bức xạ và hạt nhân",
    "level": "province",
    "processing_time": 30,
    "time_unit": "working_day",
    "fee": 500_000,
    "fee_note": "",
    "result": "Giấy phép",
    "legal_bases": "142/2020/NĐ-CP: Nghị định về tiến hành công việc bức xạ\n"
    "Luật Năng lượng nguyên tử",
    "decision_number": "312/QĐ-UBND",
    "decision_signed_on": date(2021, 3, 22),
    "made_public_on": date(2021, 3, 25),
}


def read(content: Any):
    return read_national(json.dumps(content).encode())


def one(**changes: Any):
    reading = read({**ONE, **changes})
    assert reading.problems == ()
    return reading.procedures[0]


@pytest.mark.parametrize(
    "content", [ONE, [ONE], {"data": ONE}, {"code": 200, "data": {"items": [ONE]}}]
)
def test_one_a_list_or_what_services_wrap_around(content) -> None:
    (found,) = read(content).procedures
    assert (found.code, dict(found.said), found.is_online) == ("1.000358", READ, True)


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert len(read_national(b"\xef\xbb\xbf" + json.dumps(ONE).encode()).procedures) == 1


def test_what_is_not_said_is_left_to_what_is_recorded() -> None:
    (found,) = read({"code": "1.000358", "name": "Tên"}).procedures
    assert dict(found.said) == {"name": "Tên"}
    assert found.is_online is None


def test_manners_that_differ() -> None:
    methods = [
        {"processingTime": 1, "processingTimeUnit": "YEAR", "fees": [{"value": 20000}]},
        {"processingTime": 8, "processingTimeUnit": "MONTH", "fees": [{"value": 10000}]},
        {"processingTime": 3, "processingTimeUnit": "OTHER", "fees": None},
    ]
    said = one(executionMethods=methods).said
    assert (said["processing_time"], said["time_unit"]) == (12, "month")
    assert (said["fee"], said["fee_note"]) == (None, "10.000 / 20.000 đồng")
    mixed = [*methods, {"processingTime": 5, "processingTimeUnit": "DAY"}]
    said = one(executionMethods=mixed).said
    assert said["processing_time"] is None
    assert "time_unit" not in said


@pytest.mark.parametrize(
    ("fees", "fee", "note"),
    [
        ([], 0, ""),
        ([{"value": 0, "description": " Miễn  phí "}], 0, "Miễn phí"),
        ([{"value": None, "description": "Theo quy định"}], None, "Theo quy định"),
        ([{"value": "75000"}], 75_000, ""),
    ],
)
def test_fees(fees, fee, note) -> None:
    said = one(executionMethods=[{"submissionMethod": "DIRECT", "fees": fees}]).said
    assert (said["fee"], said["fee_note"]) == (fee, note)


def test_a_procedure_without_an_online_manner_is_not_online() -> None:
    assert one(executionMethods=[{"submissionMethod": "POSTAL"}]).is_online is False
    assert one(executionMethods=[{"submissionMethod": "DIRECT_AND_ONLINE"}]).is_online is True
    # Also where a hand wrote the file in words.
    assert one(executionMethods=[{"submissionMethod": "Trực tuyến"}]).is_online is True
    assert one(executionMethods=[{"submissionMethod": "Trực tiếp"}]).is_online is False
    assert one(isProvince=False, isWard=True).said["level"] == "commune"


def test_a_text_too_long_is_cut_where_it_is_seen() -> None:
    said = one(resultsDetails=[{"name": "x" * 600}]).said
    assert len(said["result"]) == 500
    assert said["result"].endswith("…")


def test_its_choices_are_those_of_the_catalogue() -> None:
    assert {name for name, _ in _UNITS.values()} <= set(TimeUnit.values)
    assert {READ["level"], "commune"} == set(ProcedureLevel.values)


@pytest.mark.parametrize(
    ("changes", "entry", "value"),
    [
        ({"name": ""}, "name", ""),
        ({"code": 1}, "code", "1"),
        ({"name": "a\u0000b"}, "name", ""),
        ({"name": "\ud800"}, "name", ""),
        ({"isProvince": "yes"}, "isProvince", "yes"),
        ({"executionMethods": {"a": 1}}, "executionMethods", ""),
        ({"executionMethods": [{"processingTime": -1}]}, "processingTime", "-1"),
        ({"executionMethods": [{"processingTime": 2.5}]}, "processingTime", "2.5"),
        ({"executionMethods": [{"processingTime": True}]}, "processingTime", "True"),
        ({"executionMethods": [{"fees": [{"value": 1e30}]}]}, "value", "1E+30"),
        ({"categoriesDetails": ["x"]}, "categoriesDetails", ""),
        ({"procedureProposal": []}, "procedureProposal", "list"),
        ({"procedureProposal": {"decisionDate": "32/1/2021"}}, "decisionDate", "32/1/2021"),
        ({"procedureProposal": {"decisionDate": 10**30}}, "decisionDate", str(10**30)),
    ],
)
def test_a_value_that_is_none_is_named(changes, entry, value) -> None:
    reading = read([ONE, {**ONE, **changes}])
    (problem,) = reading.problems
    assert (problem.entry, problem.value) == (entry, value)
    assert problem.place.vi.startswith("Thủ tục thứ 2")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe{}",
        b"[NaN]",
        b'{"code": 1e999999999999, "name": NaN}',
        b"[" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"code": ' + b"9" * 50_000 + b', "name": "x"}',
        b"[" + b"{}," * 500_000 + b"{}]",
        b"[" + b"1," * 2_100_000 + b"1]",
        json.dumps([{"code": "1", "name": "x"}] * 2_001).encode(),
        b'{"data": {"data": {"data": {"data": [{"code": "1", "name": "x"}]}}}}',
        b"[1, 2]",
        b'"text"',
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content) -> None:
    tracemalloc.start()
    reading = read_national(content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.procedures == ()
    assert len(reading.problems) == 1
    assert reading.problems[0].mend.vi
    assert peak < 120 << 20


def test_a_file_larger_than_the_page_takes_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(national_database, "LARGEST_FILE", 10)
    (problem,) = read([ONE]).problems
    assert problem.reason.en == "the file is too large"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(ONE)), _JSON))
def test_nothing_that_json_can_say_breaks_the_reader(changes) -> None:
    reading = read({**ONE, **changes})
    assert reading.problems or len(reading.procedures) == 1
