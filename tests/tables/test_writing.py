"""What is written comes back as it was, whatever the cells say."""

import io
import string
import zipfile
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.workbooks import COLUMNS

from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

WORDS = st.text(alphabet=string.printable[:95] + "ăâđêôơưĐẵệ_=+@", min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and text.strip("\u00a0 ") != ""
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "code": WORDS,
            "name": WORDS,
            "days": st.none() | st.integers(0, 365),
            "fee": st.none() | st.decimals(0, 10**9, places=2, allow_nan=False),
            "since": st.none() | st.dates(date(1901, 1, 1), date(2100, 12, 31)),
            "on_paper": st.none() | st.booleans(),
            "level": st.sampled_from([None, "full", "partial"]),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row["code"],
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["vi", "en"]), st.sampled_from(["", "DANH MỤC"]))
def test_every_list_comes_back_as_it_was(rows, language, title):
    reading = read_table(write_table(COLUMNS, rows, title=title, language=language), COLUMNS)
    assert [problem.sentence() for problem in reading.problems] == []
    assert [dict(row.values) for row in reading.rows] == rows


def test_a_text_that_starts_like_a_formula_stays_a_text():
    row = {"code": "=1+1", "name": '=HYPERLINK("http://x")', "fee": Decimal("12345678901234567.5")}
    content = write_table(COLUMNS, [row])
    assert b"<f>" not in _sheet(content)
    assert read_table(content, COLUMNS).rows[0].values["name"] == row["name"]
    assert b'quotePrefix="1"' in _part(content, "xl/styles.xml")


def test_the_header_is_bold_and_frozen_and_dates_are_dates():
    sheet = _sheet(write_table(COLUMNS, [{"code": "1", "name": "a", "since": date(2021, 5, 27)}]))
    assert b'state="frozen"' in sheet
    assert b"<v>44343</v>" in sheet


def test_five_thousand_rows_are_written_and_read():
    rows = [
        {"code": f"1.{n:06}", "name": f"Thủ tục {n}", "days": n % 60, "since": date(2021, 1, 1)}
        for n in range(5000)
    ]
    assert len(read_table(write_table(COLUMNS, rows), COLUMNS).rows) == 5000


def _sheet(content: bytes) -> bytes:
    return _part(content, "xl/worksheets/sheet1.xml")


def _part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)
