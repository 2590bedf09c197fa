"""What a load replaced: before and after, also once a later load has replaced it again."""

from pathlib import Path

import pytest

from parindex_dossiers.importing import import_exports
from parindex_dossiers.replacements import Change, replaced_by
from parindex_dossiers.store import Store

HEADERS = "Mã hồ sơ;Đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Kênh thực hiện;Lệ phí"
FIRST = "H48.12-210104-0001;Thanh tra;04/01/2021 08:00;11/01/2021;{ended};{channel};{fee}"
SECOND = "H48.12-210105-0002;Thanh tra;05/01/2021 08:00;12/01/2021;;1;0"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three exports: as first said, moved to another channel, then ended."""
    made = Store(tmp_path / "data")
    for number, line in enumerate(
        (
            FIRST.format(ended="", channel=1, fee=0),
            FIRST.format(ended="", channel=2, fee=0),
            FIRST.format(ended="08/01/2021 10:00", channel=2, fee=50_000),
        )
    ):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join((HEADERS, line, SECOND)) + "\n", encoding="utf-8-sig")
        import_exports(made, [path])
    return made


def test_each_load_tells_what_it_changed(store: Store) -> None:
    assert replaced_by(store, 1).total == 0
    second, third = replaced_by(store, 2), replaced_by(store, 3)
    assert (second.total, third.total) == (1, 1)
    assert second.dossiers[0].code == "H48.12-210104-0001"
    # A later load replaced it again: what the second load brought still stands.
    assert second.dossiers[0].changes == (Change("channel", 1, 2),)
    assert [change.column for change in third.dossiers[0].changes] == ["processed_at", "fee"]
    assert third.dossiers[0].changes[1] == Change("fee", 0, 50_000)


def test_a_page_at_a_time(store: Store) -> None:
    assert replaced_by(store, 2, offset=1).dossiers == []
    assert replaced_by(store, 2, offset=1).total == 1
