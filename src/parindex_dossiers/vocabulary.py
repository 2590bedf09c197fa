"""The fields of an export: national names, local spellings, and what must not be stored.

Names: the national synchronisation of dossiers, listed in docs/guides/dossiers.md. Spellings are
compared without case, accents, spaces and punctuation, so “Mã hồ sơ” already equals ``MaHoSo``.
"""

from dataclasses import dataclass
from typing import Literal

from parindex_core.vietnamese.folding import fold

Kind = Literal["text", "moment", "count", "money", "flag", "channel", "level", "status", "payment"]


@dataclass(frozen=True)
class Field:
    """A field of an export; ``column`` is its name in the store."""

    name: str
    column: str
    kind: Kind
    label: str
    spellings: tuple[str, ...] = ()


def _field(name: str, column: str, kind: Kind, label: str, spellings: str = "") -> Field:
    return Field(name, column, kind, label, tuple(spellings.split()))


FIELDS: tuple[Field, ...] = (
    _field("MaHoSo", "code", "text", "Mã hồ sơ", "sohoso mahs sohs mabiennhan sobiennhan"),
    _field(
        "MaTTHC",
        "procedure",
        "text",
        "Mã thủ tục",
        "mathutuc mathutuchanhchinh mathutuchc matthcquocgia",
    ),
    _field(
        "TenTTHC",
        "procedure_name",
        "text",
        "Tên thủ tục",
        "tenthutuc thutuc tenthutuchanhchinh thutuchanhchinh tthc",
    ),
    _field("MaLinhVuc", "field", "text", "Lĩnh vực", "linhvuc tenlinhvuc malv"),
    _field(
        "MaDonVi",
        "unit",
        "text",
        "Mã đơn vị",
        "madonvixuly madonvigiaiquyet macoquan madonvithuchien",
    ),
    _field(
        "TenDonVi",
        "unit_name",
        "text",
        "Tên đơn vị",
        "donvi donvixuly donvigiaiquyet donvithuchien tencoquan coquan coquangiaiquyet "
        "coquanthuchien phongban phongbanxuly",
    ),
    _field(
        "KenhThucHien",
        "channel",
        "channel",
        "Kênh thực hiện",
        "kenh kenhtiepnhan hinhthucnop hinhthuctiepnhan hinhthucnophoso kenhnop",
    ),
    _field("MucDo", "level", "level", "Mức độ", "mucdodvc mucdodichvucong mucdotructuyen mucdv"),
    _field(
        "NgayNopHoSo", "submitted_at", "moment", "Ngày nộp hồ sơ", "ngaynop thoigiannop ngaygionop"
    ),
    _field(
        "NgayTiepNhan",
        "received_at",
        "moment",
        "Ngày tiếp nhận",
        "ngaytiepnhanhoso thoigiantiepnhan ngaynhan ngaynhanhoso ngaygiotiepnhan",
    ),
    _field(
        "NgayHenTra",
        "appointed_at",
        "moment",
        "Ngày hẹn trả",
        "ngayhentraketqua ngayhentrakq thoigianhentra ngayhen hentra hantra hantraketqua hanxuly "
        "hangiaiquyet ngayhengiaiquyet",
    ),
    _field(
        "NgayYeuCauBoSung",
        "supplement_requested_at",
        "moment",
        "Ngày yêu cầu bổ sung",
        "ngayyeucaubosunghoso thoigianyeucaubosung ngayycbosung",
    ),
    _field(
        "NgayHoanThanhBoSung",
        "supplement_completed_at",
        "moment",
        "Ngày hoàn thành bổ sung",
        "ngaybosung ngaybosungxong ngaydabosung thoigianhoanthanhbosung ngaynopbosung",
    ),
    _field(
        "SoLanBoSung",
        "supplement_requests",
        "count",
        "Số lần bổ sung",
        "solanyeucaubosung lanbosung",
    ),
    _field(
        "NgayKetThucXuLy",
        "processed_at",
        "moment",
        "Ngày kết thúc xử lý",
        "ngayketthuc ngayketthucxulyhoso ngayxulyxong ngayhoanthanh ngaygiaiquyetxong "
        "thoigianketthuc thoigianketthucxuly ngaycoketqua",
    ),
    _field(
        "NgayTra",
        "returned_at",
        "moment",
        "Ngày trả",
        "ngaytraketqua ngaytrakq ngaytrahoso thoigiantra thoigiantraketqua",
    ),
    _field(
        "TrangThaiHoSo",
        "status",
        "status",
        "Trạng thái hồ sơ",
        "trangthai tinhtrang tinhtranghoso trangthaixuly",
    ),
    _field("PhiLePhi", "fee", "money", "Phí, lệ phí", "phi lephi tongphilephi sotien tongtien"),
    _field(
        "DuocThanhToanTrucTuyen",
        "payment",
        "payment",
        "Thanh toán trực tuyến",
        "thanhtoantructuyen thanhtoan hinhthucthanhtoan dathanhtoantructuyen",
    ),
    _field(
        "DuongDanTepTinKetQua",
        "result_file",
        "text",
        "Tệp kết quả điện tử",
        "tepketqua teptinketqua ketquadientu fileketqua duongdanketqua",
    ),
    _field(
        "HoSoCoThanhPhanSoHoa",
        "has_digitised_part",
        "flag",
        "Hồ sơ có thành phần số hóa",
        "cothanhphansohoa thanhphansohoa",
    ),
    _field("DuocSoHoa", "digitised", "flag", "Được số hóa", "sohoa dasohoa hosoduocsohoa"),
    _field(
        "DuocLayTuKhoDMQG",
        "reused",
        "flag",
        "Được lấy từ kho dữ liệu",
        "laytukhodmqg laytukho sudunglaidulieu khaithacsudunglai taisudungdulieu",
    ),
    _field(
        "TaiKhoanDuocXacThucVoiVNeID",
        "identity_verified",
        "flag",
        "Tài khoản xác thực VNeID",
        "vneid xacthucvneid taikhoanvneid",
    ),
    _field(
        "LyDoTreKhachQuan",
        "objective_reason",
        "text",
        "Lý do trễ khách quan",
        "lydokhachquan lydotre lydotrehan nguyennhankhachquan",
    ),
    # Ours, not national: the apology letter that component 3.4.3 of the template counts.
    _field("ThuXinLoi", "apology", "flag", "Thư xin lỗi", "dathuxinloi cothuxinloi guithuxinloi"),
)

FIELD_BY_NAME = {field.name: field for field in FIELDS}
FIELD_BY_COLUMN = {field.column: field for field in FIELDS}
REQUIRED = ("MaHoSo", "NgayTiepNhan")

# Columns of a file of rejected rows that the product itself wrote: read over when loaded again.
REJECTION_HEADERS = ("Dòng", "Cột", "Giá trị", "Lý do")
SYNTHETIC_HEADER = "DuLieuTongHop"

# Any of these in a folded header: about a person, never stored (domain of decree 13/2023/NĐ-CP).
PERSONAL_WORDS = [
    "hoten",
    "hovaten",
    "chuhoso",
    "nguoinop",
    "nguoiyeucau",
    "nguoidaidien",
    "nguoinhan",
    "nguoiduoc",
    "nguoiuyquyen",
    "congdan",
    "tochuc",
    "khachhang",
    "doanhnghiep",
    "chusohuu",
    "cccd",
    "cmnd",
    "cmtnd",
    "cancuoc",
    "chungminh",
    "sodinhdanh",
    "madinhdanh",
    "dinhdanhcanhan",
    "hochieu",
    "sogiayto",
    "masothue",
    "dienthoai",
    "sdt",
    "didong",
    "email",
    "thudientu",
    "diachi",
    "thuongtru",
    "tamtru",
    "noio",
    "ngaysinh",
    "namsinh",
    "gioitinh",
    "sotaikhoan",
    "applicant",
    "fullname",
    "phone",
    "identity",
    "address",
    "birth",
    "trichyeu",
]


def compact(text: str) -> str:
    """A header or word reduced to its folded letters and digits: “Mã hồ sơ” is “mahoso”."""
    return "".join(character for character in fold(text) if character.isalnum())


def is_personal(header: str) -> bool:
    """Whether a header speaks of the applicant and is no field that the product needs."""
    reduced = compact(header)
    if reduced in SPELLINGS:
        return False
    return any(word in reduced for word in PERSONAL_WORDS)


SPELLINGS: dict[str, str] = {
    compact(spelling): field.name
    for field in FIELDS
    for spelling in (field.name, field.label, *field.spellings)
}
