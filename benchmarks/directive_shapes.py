"""Megabytes that no directive is: what repeats without end in one place of reading each."""

SHAPES = {
    "one line of digits": "1234567890" * 100_000,
    "newlines": "\n" * 1_000_000,
    "spaces": " " * 1_000_000,
    "one word": "a" * 1_000_000,
    "points": "1. " * 333_000,
    "orders": "1. Giao Văn phòng Sở, Thanh tra Sở, " * 5_000,
    "work handed on": "1. Giao Văn phòng Sở " + "ủy quyền cho Thanh tra Sở x " * 36_000,
    "lists of partners": ("1. Văn phòng Sở phối hợp với " + "xa và " * 30 + "xe q Thanh tra Sở.\n")
    * 4_500,
    "dates": "trước ngày 15/6/2021 " * 48_000,
    "titles": "phối hợp với các phòng, đơn vị " * 32_000,
    "rules": "_" * 1_000_000,
    "numbers of papers": "12/QĐ-" * 160_000,
    "heads": "CỘNG HÒA XÃ HỘI " * 60_000,
}
