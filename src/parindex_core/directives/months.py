"""Months called by their names: “trong tháng Sáu”, no “05 tháng sau”, no “tháng tạm dừng”."""

from parindex_core.vietnamese.folding import fold

# “Giêng” and “Chạp” are months of the lunar year, which begin on other days every year.
_MONTHS = {
    "Hai": 2, "Ba": 3, "Tư": 4, "Năm": 5, "Sáu": 6, "Bảy": 7, "Bẩy": 7, "Tám": 8, "Chín": 9,
    "Mười": 10, "Mười Một": 11, "Mười một": 11, "Mười Hai": 12, "Mười hai": 12,
}  # fmt: skip
_BY_FOLD = {fold(name): month for name, month in _MONTHS.items()}
# What may follow the name; other words make it another: “tháng Tư pháp xã rà soát”.
MONTH_NAME = (
    f"(?:{'|'.join(sorted(_BY_FOLD, key=len, reverse=True))})"
    r"(?= ?(?:[.,;:)/]|$)| (?:nam|nay|toi|va|den|hang nam)\b)"
)
"""Of the folded text; whether it is a month's name the words of the input tell."""


def month_of(folded: str | None) -> int | None:
    """The month of a folded name that the input was found to mean."""
    return _BY_FOLD.get(folded or "")


def month_named(written: str) -> int | None:
    """The month of a name as the input has it, with a capital; without its marks if need be."""
    if written in _MONTHS:
        return _MONTHS[written]
    return month_of(fold(written)) if written.isascii() and written[:1].isupper() else None
