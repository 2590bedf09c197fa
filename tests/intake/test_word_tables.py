"""The tables of Word files: as they look, whatever was merged, deleted or made to harm."""

import pytest
from tests.intake import files
from tests.intake.test_hostile_files import bomb_in_word, entities_in_word

from parindex_intake.reading import tables
from parindex_intake.refusals import PaperRefused, Reason

NUMBERING = (
    f'<w:numbering {files.W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
COUNTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'


def cell(words="", setting=""):
    paragraph = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" if words else COUNTED
    return f"<w:tc><w:tcPr>{setting}</w:tcPr>{paragraph}</w:tc>"


def row(*cells, setting=""):
    return f"<w:tr><w:trPr>{setting}</w:trPr>{''.join(cells)}</w:tr>"


def kept(tmp_path, *rows):
    grid = '<w:tblGrid><w:gridCol w:w="10"/><w:gridCol w:w="30"/><w:gridCol w:w="20"/></w:tblGrid>'
    body = f"<w:body><w:tbl>{grid}{''.join(rows)}</w:tbl></w:body>"
    path = tmp_path / "plan"
    document = f"<w:document {files.W}>{body}</w:document>"
    path.write_bytes(files.word_archive(document, NUMBERING))
    return path


def test_cells_have_their_place_their_number_and_what_is_merged_into_them(tmp_path):
    path = kept(
        tmp_path,
        row(cell("Mục tiêu", '<w:gridSpan w:val="3"/>')),
        row(cell(), cell("Một"), cell("Văn phòng", '<w:vMerge w:val="restart"/>')),
        row(cell("Bỏ"), cell("Bỏ"), cell("Bỏ"), setting="<w:del/>"),
        row(cell(), cell("Hai"), cell("", "<w:vMerge/>")),
    )
    (table,) = tables(path)
    assert [[(c.left, c.right, c.text) for c in one] for one in table.rows] == [
        [(0, 60, "Mục tiêu")],
        [(0, 10, "1."), (10, 40, "Một"), (40, 60, "Văn phòng")],
        [(0, 10, "2."), (10, 40, "Hai"), (40, 60, "Văn phòng")],
    ]


def test_a_table_wider_than_any_and_a_bomb_have_their_reason(tmp_path):
    wide = kept(tmp_path, row(cell("x", '<w:gridSpan w:val="900000000"/>')))
    with pytest.raises(PaperRefused) as refused:
        tables(wide)
    assert refused.value.reason is Reason.BROKEN
    wide.write_bytes(bomb_in_word())
    with pytest.raises(PaperRefused) as refused:
        tables(wide)
    assert refused.value.reason is Reason.TOO_HEAVY
    wide.write_bytes(entities_in_word())
    assert tables(wide) == []
