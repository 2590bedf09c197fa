"""Which unaccented words can be Vietnamese syllables: what cannot be one is likely an OCR error."""

import re

_ONSET = "(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_RIMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "ec",
    "em",
    "en",
    "eng",
    "eo",
    "ep",
    "et",
    "ech",
    "enh",
    "eu",
    "i",
    "ia",
    "ich",
    "iec",
    "iem",
    "ien",
    "ieng",
    "iep",
    "iet",
    "ieu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "o",
    "oc",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "oa",
    "oac",
    "oach",
    "oai",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oao",
    "oap",
    "oat",
    "oay",
    "oe",
    "oen",
    "oeo",
    "oet",
    "oong",
    "u",
    "ua",
    "uc",
    "ui",
    "um",
    "un",
    "ung",
    "up",
    "ut",
    "uu",
    "uan",
    "uang",
    "uat",
    "uay",
    "uay",
    "ue",
    "uech",
    "uenh",
    "uy",
    "uya",
    "uych",
    "uyen",
    "uyet",
    "uynh",
    "uyt",
    "uyu",
    "uoc",
    "uoi",
    "uom",
    "uon",
    "uong",
    "uop",
    "uot",
    "uou",
    "uo",
    "y",
    "yem",
    "yen",
    "yeng",
    "yet",
    "yeu",
]
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(sorted(set(_RIMES), key=len, reverse=True))})")


def is_syllable(folded: str) -> bool:
    """Whether a folded word is spelt like a Vietnamese syllable without its diacritics."""
    return len(folded) <= 7 and _SYLLABLE.fullmatch(folded) is not None


# Syllables that administrative papers use, without their diacritics.
_FREQUENT = """
an anh ap ba bac bach bai bam ban bang bao bat bay ben benh bi bien biet bieu binh bo boi bon buc
buoi ca cac cach cai cam can canh cao cap cat cau cham chanh chao chap chat chau che chi chiem
chin chinh chiu cho chon chot chu chua chuan chuc chung chuong chuyen co con cong cu cua cuc cung
cuoc cuoi cuong cuu da dac dai dam dan dang danh dao dat dau day de den di dia dich diem dien dieu
dinh do doan doc doi don dong dot du dua duc dung duoc duoi duong dut duyet em gan ghi gi gia giai
giam gian giao giay gio giu giup gom gui ha hai han hang hanh hau hay he hen het hiem hien hiep
hieu hinh ho hoa hoac hoach hoan hoat hoc hoi hom hon hop hue hung huong hut huy huyen in it kan
ke kem kenh keo ket kha khac khach khai kham khan khanh khao khen khi khich kho khoa khoan khoang
khoi khong khu khuyen kich kiem kien kinh kip ky la lai lam lan lang lanh lao lap le len lenh lich
lien liet lieu linh lo loai loi lon long lop lua luan luat luc luong luot luu ly ma mac mai man
mang manh mat may mem men minh mo moi mon mong mot mua muc mui mung muoi muon muu nam nang nao nay
ne nen neo neu ngach ngai ngan nganh ngay nghe nghi nghia nghiem nghien nghiep ngoai ngon ngu
ngung nguoi nguyen nha nham nhan nhanh nhat nhiem nhien nhieu nho nhom nhu nhung niem no noi non
nong nop nu nua nuoc nuoi ong pha phai pham phan phap phat phe phep phi phia phien phieu pho phoi
phong phu phuc phuoc phuong phut qua quan quang quat quay quen quet quoc quy quyen quyet ra rang
rao ria rieng ro roi rua rut sac sach sam san sang sao sap sat sau siet so soan soat soc som son
song su sua suot ta tac tai tam tan tang tao tap tat tau tay te tet thac thai tham than thang
thanh thao thap thay the theo thi thien thiet thieu tho thoai thoi thon thong thu thua thuan thuat
thuc thue thuoc thuong thuy tich tiec tien tiep tiet tieu tim tin tinh to toa toan toc toi ton
tong tot tra trach tram tran trang tranh trao tre tren tri trien triet trieu trinh tro trong tru
truc trung truoc truong truyen tu tuan tuc tung tuong tuy tuyen ty ung uy va vai van vang vao ve
ven vi viec vien viet vinh voi von vong vu vuc vui vung vuong vuot xa xac xay xe xem xep xet xin
xoa xong xu xua xuat xuyen y yen yet yeu
"""
FREQUENT_SYLLABLES = frozenset(_FREQUENT.split())
