"""A department whose store holds a few dossiers composed by hand; every store in a folder apart."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from tests.departments import Department, make_department
from tests.kept import Kept

from parindex.accounts.constants import Role
from parindex.accounts.services import create_account, grant_role
from parindex.dossiers.models import DossierUpload
from parindex.dossiers.services.uploads import load_upload, receive_upload, start_load

HEADERS = (
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên đơn vị",
    "Kênh thực hiện",
    "Mức độ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Phí, lệ phí",
    "Thanh toán trực tuyến",
    "Họ tên người nộp",
)
METROLOGY = "Chi cục Tiêu chuẩn Đo lường Chất lượng"
INSPECTORATE = "Thanh tra"


def line(
    number: int,
    received: str,
    appointed: str,
    ended: str,
    unit: str = METROLOGY,
    channel: int = 2,
    level: int = 3,
    fee: int = 0,
    paid: int = 0,
    procedure: str = "1.000358",
) -> list[str]:
    """A dossier of 2021; days as dd/mm."""
    day = datetime.strptime(f"{received}/2021", "%d/%m/%Y")  # noqa: DTZ007
    return [
        f"H48.12-{day:%y%m%d}-{number:04d}",
        procedure,
        unit,
        str(channel),
        str(level),
        f"{received}/2021 08:00",
        f"{appointed}/2021 16:00",
        f"{ended}/2021 10:00" if ended else "",
        str(fee),
        str(paid),
        "Nguyễn Văn Minh Họa",
    ]


# On time 3 (early 2), late 2 of 5 settled; open: one due today, one soon, one late now.
LINES = [
    line(1, "04/01", "11/01", "08/01"),
    line(2, "01/02", "08/02", "08/02", level=4, fee=50_000, paid=1),
    line(3, "01/03", "08/03", "05/03", channel=1, fee=50_000),
    line(4, "01/04", "08/04", "12/04", unit=METROLOGY),
    line(5, "04/05", "11/05", "13/05", unit=INSPECTORATE, channel=1),
    line(6, "15/11", "24/11", ""),
    line(7, "16/11", "26/11", "", unit=INSPECTORATE),
    line(8, "01/11", "08/11", ""),
]
LATE, LATE_OF_INSPECTORATE, LATE_NOW = (
    "H48.12-210401-0004",
    "H48.12-210504-0005",
    "H48.12-211101-0008",
)
ON_TIME = "H48.12-210104-0001"


def export(lines: Sequence[Sequence[str]]) -> bytes:
    """An export as .csv with BOM."""
    rows = [";".join(row) for row in (HEADERS, *lines)]
    return ("\ufeff" + "\n".join(rows) + "\n").encode()


def load(department: Department, content: bytes, name: str = "ho-so.csv") -> DossierUpload:
    """Upload and load an export as the one-stop officer and the worker would."""
    officer = department.access("one_stop_officer")
    upload = receive_upload(officer, io.BytesIO(content), name)
    start_load(officer, upload)
    load_upload(officer, upload.pk, lambda words, share: None)
    upload.refresh_from_db()
    return upload


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def with_one_stop_officer(department: Department) -> Department:
    if "one_stop_officer" not in department.people:
        key = department.agency.key
        user = create_account(f"one_stop.{key}", "one stop", "a long enough password")
        grant_role(user, Role.ONE_STOP_OFFICER, department.agency)
        department.people["one_stop_officer"] = user
    for person, unit in (("second_head", "metrology-sub-department"), ("metrology_officer", None)):
        user = create_account(f"{person}.{department.agency.key}", person, "a long enough password")
        role = Role.UNIT_HEAD if unit else Role.UNIT_OFFICER
        grant_role(user, role, department.agency, department.units["metrology-sub-department"])
        department.people[person] = user
    return department


@pytest.fixture
def empty(department: Department) -> Department:
    return with_one_stop_officer(department)


def make_loaded_department() -> Department:
    """The department with the dossiers of LINES in the store under DATA."""
    department = with_one_stop_officer(make_department("first"))
    load(department, export(LINES))
    return department


@pytest.fixture
def loaded(kept_loaded: Kept[Department], db: None) -> Department:
    return kept_loaded.lay()
