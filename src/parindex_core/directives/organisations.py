"""Bodies that papers of any department name: kept by their names, never taken for its units."""

_DEPARTMENTS = """
Sở Nội vụ; Sở Tài chính; Sở Tư pháp; Sở Kế hoạch và Đầu tư; Sở Khoa học và Công nghệ
Sở Thông tin và Truyền thông; Sở Xây dựng; Sở Giao thông vận tải; Sở Công Thương
Sở Nông nghiệp và Phát triển nông thôn; Sở Nông nghiệp và Môi trường; Sở Tài nguyên và Môi trường
Sở Giáo dục và Đào tạo; Sở Y tế; Sở Lao động - Thương binh và Xã hội; Sở Dân tộc và Tôn giáo
Sở Văn hóa, Thể thao và Du lịch; Sở Văn hóa và Thể thao; Sở Du lịch; Sở Ngoại vụ
Sở Quy hoạch - Kiến trúc; Sở TT&TT; Sở KH&CN; Sở KH&ĐT; Sở TN&MT; Sở NN&PTNT; Sở GD&ĐT; Sở LĐTBXH
Sở LĐ-TB&XH; Sở VHTTDL; Sở KHCN; Sở TTTT; Sở KHĐT; Sở TNMT; Sở GDĐT; Sở GTVT
"""
_BODIES = """
Văn phòng UBND tỉnh; Văn phòng Ủy ban nhân dân tỉnh; Văn phòng HĐND tỉnh
Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh; Thanh tra tỉnh; Công an tỉnh; Công an thành phố
Văn phòng UBND thành phố; Văn phòng HĐND và UBND; Văn phòng HĐND và UBND huyện
Bộ Chỉ huy Quân sự tỉnh; Ban Dân tộc; Ban Tổ chức Tỉnh ủy; Ban Tuyên giáo Tỉnh ủy
Ban Quản lý Khu kinh tế; Ban Quản lý các khu công nghiệp; Ban Quản lý các khu công nghiệp tỉnh
Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp; Cục Thuế tỉnh; Cục Thống kê
Bảo hiểm xã hội tỉnh; BHXH tỉnh; Kho bạc Nhà nước tỉnh; Kho bạc Nhà nước; Ngân hàng Nhà nước
Đài Phát thanh và Truyền hình; Đài Phát thanh và Truyền hình tỉnh; Đài PTTH tỉnh
Trung tâm Phục vụ hành chính công tỉnh; Trung tâm Phục vụ hành chính công; Trung tâm PVHCC tỉnh
Trung tâm PVHCC; Trung tâm Phục vụ - Kiểm soát thủ tục hành chính tỉnh
Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh; Ủy ban MTTQ Việt Nam tỉnh; Hội đồng nhân dân tỉnh
HĐND tỉnh; Hội đồng thẩm định; Tỉnh ủy; Thành ủy; Huyện ủy; Tỉnh Đoàn; Liên đoàn Lao động tỉnh
UBND tỉnh; Ủy ban nhân dân tỉnh; Chủ tịch UBND tỉnh; Chủ tịch Ủy ban nhân dân tỉnh
UBND thành phố; Ủy ban nhân dân thành phố; UBND huyện; Ủy ban nhân dân huyện
UBND các xã, phường, thị trấn; UBND các xã, thị trấn; UBND các xã, phường; UBND cấp xã
UBND các huyện, thị xã, thành phố; UBND các huyện, thành phố; UBND cấp huyện
Ủy ban nhân dân các huyện, thị xã, thành phố; Ủy ban nhân dân các huyện, thành phố
Ủy ban nhân dân các xã, phường, thị trấn; Ủy ban nhân dân cấp xã; Ủy ban nhân dân cấp huyện
UBND các xã, phường, đặc khu; Ủy ban nhân dân các xã, phường, đặc khu; UBND các huyện, thị xã
Chính phủ; Thủ tướng Chính phủ; Văn phòng Chính phủ; Quốc hội; Bộ Nội vụ; Bộ Tài chính
Bộ Khoa học và Công nghệ; Bộ Tư pháp; Bộ Thông tin và Truyền thông; Bộ Công an
"""
_DIVISIONS = """
Văn phòng Sở; Thanh tra Sở; Phòng Tổ chức cán bộ; Phòng Tổ chức - Hành chính; Phòng Pháp chế
Phòng Kế hoạch - Tài chính; Phòng Kế hoạch, Tài chính; Phòng Kế hoạch và Tài chính
Phòng Hành chính - Tổng hợp; Phòng Cải cách hành chính; Phòng Tổ chức bộ máy; Phòng Nội vụ
Phòng Tài chính - Kế hoạch; Phòng Tư pháp; Phòng Văn hóa và Thông tin; Phòng Quản lý khoa học
Phòng Quản lý Khoa học; Phòng Kiểm soát thủ tục hành chính; Phòng Nghiệp vụ
Phòng Công nghệ thông tin
Phòng Quản lý chuyên ngành; Phòng Quản lý Chuyên ngành; Phòng Quản lý khoa học và công nghệ cơ sở
Phòng Tổ chức, Hành chính; Phòng Tổ chức - Cán bộ; Phòng Tổng hợp; Phòng Chuyển đổi số
Phòng Công chức, viên chức; Phòng Xây dựng chính quyền
Trung tâm Công nghệ thông tin và Truyền thông
Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng
Trung tâm Thông tin và Thống kê khoa học và công nghệ
Chi cục Văn thư - Lưu trữ; Chi cục Thủy lợi; Chi cục Kiểm lâm; Chi cục Bảo vệ môi trường
Phòng Khoa học; Phòng Giáo dục và Đào tạo; Phòng Kinh tế; Phòng Kinh tế - Hạ tầng; Phòng Y tế
Phòng Tài nguyên và Môi trường; Phòng Lao động - Thương binh và Xã hội; Phòng Tài chính
"""
_PROVINCES = """
An Giang; Bà Rịa - Vũng Tàu; Bạc Liêu; Bắc Giang; Bắc Kạn; Bắc Ninh; Bến Tre; Bình Dương; Bình Định
Bình Phước; Bình Thuận; Cà Mau; Cao Bằng; Cần Thơ; Đà Nẵng; Đắk Lắk; Đắk Nông; Điện Biên; Đồng Nai
Đồng Tháp; Gia Lai; Hà Giang; Hà Nam; Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình
Thành phố Hồ Chí Minh; Hồ Chí Minh; Hưng Yên; Khánh Hòa; Kiên Giang; Kon Tum; Lai Châu; Lạng Sơn
Lào Cai; Lâm Đồng; Long An; Nam Định; Nghệ An; Ninh Bình; Ninh Thuận; Phú Thọ; Phú Yên; Quảng Bình
Quảng Nam; Quảng Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh; Thái Bình; Thái Nguyên
Thanh Hóa; Thừa Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc; Yên Bái; Huế
"""


def _rows(text: str) -> list[str]:
    rows = text.replace("\n", ";").split(";")
    return [row.strip() for row in rows if row.strip()]


DEPARTMENTS = _rows(_DEPARTMENTS)
BODIES = _rows(_BODIES)
DIVISIONS = _rows(_DIVISIONS)
PROVINCES = _rows(_PROVINCES)
