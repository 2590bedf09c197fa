"""Codes of an export's values, their Vietnamese words, and the spellings that exports use."""

# The states of the national synchronisation.
STATUSES: dict[int, str] = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
# States of a dossier that was never taken in: kept, counted nowhere.
NOT_TAKEN_IN = (1, 3)
ENDED_STATES = (7, 8, 9, 10)
GIVEN_UP = (7, 8)

STATUS_WORDS: dict[str, int] = {
    "moidangky": 1,
    "chotiepnhan": 1,
    "duoctiepnhan": 2,
    "datiepnhan": 2,
    "moitiepnhan": 2,
    "khongduoctiepnhan": 3,
    "khongtiepnhan": 3,
    "tuchoitiepnhan": 3,
    "dangxuly": 4,
    "danggiaiquyet": 4,
    "yeucaubosunggiayto": 5,
    "yeucaubosung": 5,
    "yeucaubosunghoso": 5,
    "chobosung": 5,
    "yeucauthuchiennghiavutaichinh": 6,
    "congdanyeucauruthoso": 7,
    "ruthoso": 7,
    "darut": 7,
    "yeucaurut": 7,
    "dungxuly": 8,
    "tuchoi": 8,
    "tuchoigiaiquyet": 8,
    "daxulyxong": 9,
    "xulyxong": 9,
    "dagiaiquyet": 9,
    "coketqua": 9,
    "dacoketqua": 9,
    "datraketqua": 10,
    "datra": 10,
    "hoanthanh": 10,
}
CHANNELS: dict[int, str] = {1: "trực tiếp", 2: "trực tuyến", 3: "bưu chính"}
CHANNEL_WORDS: dict[str, int] = {
    "tructiep": 1,
    "noptructiep": 1,
    "motcua": 1,
    "tructuyen": 2,
    "noptructuyen": 2,
    "online": 2,
    "quamang": 2,
    "buuchinh": 3,
    "buuchinhcongich": 3,
    "dichvubuuchinh": 3,
    "quabuudien": 3,
}
LEVELS: dict[int, str] = {2: "mức độ 2", 3: "mức độ 3, một phần", 4: "mức độ 4, toàn trình"}
LEVEL_WORDS: dict[str, int] = {
    "2": 2,
    "3": 3,
    "4": 4,
    "motphan": 3,
    "toantrinh": 4,
    "muc2": 2,
    "muc3": 3,
    "muc4": 4,
    "mucdo2": 2,
    "mucdo3": 3,
    "mucdo4": 4,
    "dvcmotphan": 3,
    "dvctoantrinh": 4,
    "cungcapthongtin": 2,
}
PAYMENT_WORDS: dict[str, int] = {
    "khong": 0,
    "chua": 0,
    "false": 0,
    "tructiep": 0,
    "tienmat": 0,
    "congdvcqg": 1,
    "congquocgia": 1,
    "congdichvucongquocgia": 1,
    "co": 1,
    "true": 1,
    "tructuyen": 1,
    "congdiaphuong": 2,
    "congtinh": 2,
}
FLAG_WORDS: dict[str, int] = {
    "co": 1,
    "x": 1,
    "true": 1,
    "yes": 1,
    "da": 1,
    "dung": 1,
    "khong": 0,
    "false": 0,
    "no": 0,
    "chua": 0,
    "sai": 0,
}
