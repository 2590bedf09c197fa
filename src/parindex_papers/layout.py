"""Measures of a paper, in mm and points: decree 30/2020/NĐ-CP, appendix I, parts I to III."""

from typing import Final

FONT: Final = "Times New Roman"
# The same widths letter by letter, free, and with every Vietnamese letter: what a PDF embeds.
EMBEDDED_FONT: Final = "Tinos"

SHORT_EDGE: Final = 210
LONG_EDGE: Final = 297
MARGIN_TOP: Final = 20
MARGIN_BOTTOM: Final = 20
MARGIN_LEFT: Final = 30
MARGIN_RIGHT: Final = 15
PAGE_NUMBER_FROM_EDGE: Final = 10

TEXT_WIDTH: Final = SHORT_EDGE - MARGIN_LEFT - MARGIN_RIGHT
WIDE_TEXT_WIDTH: Final = LONG_EDGE - MARGIN_LEFT - MARGIN_RIGHT
LEFT_OF_HEADER: Final = 69
RIGHT_OF_HEADER: Final = TEXT_WIDTH - LEFT_OF_HEADER
LEFT_OF_FOOT: Final = 80
RIGHT_OF_FOOT: Final = TEXT_WIDTH - LEFT_OF_FOOT

ISSUER_SIZE: Final = 12
MOTTO_SIZE: Final = 13
NUMBER_SIZE: Final = 13
KIND_SIZE: Final = 14
BODY_SIZE: Final = 14
TABLE_SIZE: Final = 12
RECIPIENTS_TITLE_SIZE: Final = 12
RECIPIENTS_SIZE: Final = 11

# The subject keeps clear of the margins, so that its last line is not a single word.
SUBJECT_INSET: Final = 15
FIRST_LINE: Final = 12.7
BETWEEN_PARAGRAPHS: Final = 6
LINE_SPACING: Final = 1.15

COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
# Of the motto in bold at its size, as long as the line: 27 letters measured in the font.
MOTTO_RULE: Final = 56


def rule_under(text: str, size: int, available: int) -> float:
    """Length in mm of the rule under a centred line: between a third and half of its text.

    Bold letters of Times are on average 0.55 of their size wide, capitals 0.72; a text wider than
    the ``available`` mm is broken, and its last line is no longer than they are.
    """
    capitals = sum(character.isupper() for character in text)
    points = size * (0.72 * capitals + 0.45 * (len(text) - capitals))
    return round(0.42 * min(points * 25.4 / 72, available), 1)
