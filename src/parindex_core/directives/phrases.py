"""Set phrases of administrative papers, by which damaged words are recognised and repaired."""

from parindex_core.directives.ocr import NUMBER
from parindex_core.directives.organisations import DEPARTMENTS

# “<n>” stands for any number. Phrases are folded before use.
_PHRASES = f"""
cộng hòa xã hội chủ nghĩa việt nam; độc lập tự do hạnh phúc; ủy ban nhân dân; hội đồng nhân dân
ubnd tỉnh; ủy ban nhân dân tỉnh; ủy ban nhân dân thành phố; ủy ban nhân dân huyện; ubnd huyện
kết luận; thông báo; công văn; kế hoạch; quyết định; chỉ thị; nghị quyết; nghị định; thông tư
thông báo kết luận; hướng dẫn; tờ trình; báo cáo; quy chế; đề án; chương trình; kết luận của
kết luận như sau; kết luận của giám đốc; giám đốc sở; phó giám đốc; chủ tịch ubnd tỉnh
công văn số; kế hoạch số; quyết định số; chỉ thị số; thông báo số; nghị quyết số; nghị định số
thông tư số; luật số; kết luận số; tờ trình số; báo cáo số; hướng dẫn số; văn bản số; theo công văn
tại công văn số; theo kế hoạch số; theo quyết định số; tại quyết định số; tại kế hoạch số
về việc; về việc ban hành; nơi nhận; như trên; như điều; lưu vt; kính gửi; kính gửi các
căn cứ; căn cứ vào; căn cứ luật; căn cứ nghị định; căn cứ quyết định; xét đề nghị; theo đề nghị
theo đề nghị của; căn cứ chức năng nhiệm vụ; trên cơ sở; thực hiện chỉ đạo; để triển khai
ngày {NUMBER} tháng {NUMBER} năm {NUMBER}; ngày {NUMBER} tháng {NUMBER}
trước ngày {NUMBER} tháng {NUMBER} năm {NUMBER}; trước ngày {NUMBER} tháng {NUMBER}
trước ngày {NUMBER}; đến ngày {NUMBER}; chậm nhất ngày {NUMBER}; từ ngày {NUMBER}; kể từ ngày
chậm nhất là ngày {NUMBER}; chậm nhất đến ngày {NUMBER}; đến hết ngày {NUMBER}; hết ngày {NUMBER}
muộn nhất ngày {NUMBER}; không quá ngày {NUMBER}; hạn chót ngày {NUMBER}; trong ngày {NUMBER}
trước tháng {NUMBER}; trong tháng {NUMBER}; trong năm {NUMBER}; năm {NUMBER}; tháng {NUMBER}
tháng {NUMBER} năm {NUMBER}; trước ngày; chậm nhất; muộn nhất; hoàn thành; hoàn thành trước ngày
hoàn thành trong năm; hoàn thành trong tháng; hoàn thành trong quý; hoàn thành chậm nhất
xong trước ngày; quý {NUMBER}; trong quý; cuối quý; hằng quý
hàng quý; hằng tháng; hàng tháng; hằng năm; hàng năm; hằng tuần; hàng tuần; định kỳ hằng tháng
định kỳ hằng quý; định kỳ hằng năm; định kỳ hàng tháng; định kỳ hàng quý; định kỳ hàng năm
định kỳ; thường xuyên; liên tục; hằng ngày; hàng ngày; định kỳ {NUMBER} tháng
{NUMBER} tháng đầu năm; {NUMBER} tháng cuối năm; {NUMBER} tháng năm; cuối năm; sáu tháng đầu năm
báo cáo {NUMBER} tháng; trong thời hạn; thời hạn {NUMBER} ngày; ngày làm việc; làm việc
kể từ ngày ký; có hiệu lực; hiệu lực thi hành; có hiệu lực kể từ ngày ký; có hiệu lực thi hành
chịu trách nhiệm; chịu trách nhiệm thi hành; chịu trách nhiệm thi hành quyết định này
căn cứ quyết định thi hành; có trách nhiệm; trách nhiệm; giao nhiệm vụ; phân công; yêu cầu
chủ trì; phối hợp; phối hợp với; chủ trì phối hợp với; phối hợp chặt chẽ; làm đầu mối
là đơn vị chủ trì; đơn vị chủ trì; đơn vị phối hợp; cơ quan chủ trì; cơ quan phối hợp
đơn vị thực hiện; cơ quan thực hiện; thời gian hoàn thành; thời gian thực hiện; thời hạn hoàn thành
nội dung công việc; nội dung nhiệm vụ; nhiệm vụ; sản phẩm; kết quả; ghi chú; stt; tt; nội dung
tiến độ thực hiện; thời hạn; sản phẩm hoàn thành; kết quả sản phẩm; đơn vị liên quan
và các đơn vị liên quan; và các phòng; với các phòng; với các đơn vị; các đơn vị liên quan
các phòng đơn vị; các phòng ban đơn vị; các phòng; các đơn vị; các đơn vị trực thuộc; các cơ quan
các phòng chuyên môn; các phòng đơn vị thuộc sở; các phòng đơn vị trực thuộc; mỗi phòng đơn vị
từng phòng đơn vị; mỗi đơn vị; trưởng các phòng; thủ trưởng các phòng; thủ trưởng các đơn vị
thủ trưởng các phòng đơn vị; lãnh đạo các phòng; các phòng đơn vị có; trưởng các phòng đơn vị
các sở ban ngành; các sở; các cơ quan đơn vị; trưởng các đơn vị; trưởng phòng; trưởng đơn vị
ubnd các huyện thị xã thành phố; các huyện thị xã thành phố; giám đốc các sở; chánh văn phòng
thủ trưởng các sở ban ngành; thủ trưởng các cơ quan đơn vị; chủ tịch ubnd các huyện
chánh thanh tra; các phòng trung tâm; các phòng chuyên môn đơn vị trực thuộc; toàn thể
công chức viên chức; công chức viên chức và người lao động; trừ trường hợp
tối thiểu; tối đa; ít nhất; không quá; trở lên; đạt trên; đạt từ; phấn đấu; phấn đấu đạt
đạt ít nhất; đạt tối thiểu; vượt; dưới; trên; không dưới; đạt {NUMBER}; đạt tỷ lệ; tỷ lệ
từ {NUMBER}
ít nhất {NUMBER}; tối thiểu {NUMBER}; không quá {NUMBER}; không dưới {NUMBER}; sáng kiến; giải pháp
tổng số hồ sơ; hồ sơ; thủ tục hành chính; tthc; sáng kiến hoặc giải pháp mới
tham mưu; xây dựng; ban hành; triển khai; triển khai thực hiện; tổ chức thực hiện; thực hiện
rà soát; đẩy mạnh; tăng cường; tiếp tục; khẩn trương; nâng cao; bảo đảm; đảm bảo; hướng dẫn
theo dõi; đôn đốc; kiểm tra; tổng hợp; báo cáo; trình; cập nhật; công khai; niêm yết; bố trí
cải cách hành chính; cải cách; hành chính; kế hoạch cải cách hành chính; chỉ số cải cách hành chính
xây dựng kế hoạch; báo cáo giám đốc sở; báo cáo về; gửi về; gửi văn phòng; tổng hợp báo cáo
trên đây là; yêu cầu thủ trưởng; yêu cầu các; đề nghị các; đề nghị; nhận được; trong quá trình
trong quá trình thực hiện; trong quá trình triển khai thực hiện; nếu có khó khăn; vướng mắc
tổ chức thực hiện; mục đích yêu cầu; mục đích; yêu cầu; mục tiêu; điều {NUMBER}; phụ lục
nghiêm túc triển khai thực hiện; biết và thực hiện; để biết; theo quy định
trên {NUMBER}; dưới {NUMBER}; đạt trên {NUMBER}; vượt {NUMBER}; hơn {NUMBER}; lớn hơn {NUMBER}
không dưới {NUMBER}; không thấp hơn {NUMBER}; không thấp hơn; không vượt quá
không vượt quá {NUMBER}
vượt quá {NUMBER}; tối đa {NUMBER}; không ít hơn {NUMBER}; đạt từ {NUMBER}; lên trên {NUMBER}
không quá {NUMBER}; không có quá {NUMBER}; bằng hoặc lớn hơn {NUMBER}; lên tối thiểu {NUMBER}
đối với; đối với văn phòng; đối với phòng; đối với thanh tra; đối với các; đối với các phòng
căn cứ chức năng nhiệm vụ các phòng; hằng tháng trước ngày {NUMBER}; hằng quý trước ngày {NUMBER}
trước ngày {NUMBER} hằng tháng; trước ngày {NUMBER} hằng quý; ngày {NUMBER} hằng tháng
trước ngày {NUMBER} tháng cuối quý; trước ngày {NUMBER} của tháng cuối quý; tháng cuối quý
vào ngày {NUMBER} hằng tháng; chậm nhất vào ngày {NUMBER}; trước {NUMBER} giờ ngày {NUMBER}
cả năm; hết năm; trong {NUMBER} tháng cuối năm
không muộn hơn ngày {NUMBER}; không muộn hơn; hạn cuối ngày {NUMBER}; hạn gửi ngày {NUMBER}
hạn cuối
trong vòng tháng {NUMBER}; hoàn thành trước {NUMBER}; trước {NUMBER} giờ {NUMBER} phút ngày {NUMBER}
giao; của; gửi; thuộc; trước; trong; hoặc; phải; trình; trưởng; phòng; chánh; giám; chi cục
trung tâm
chủ tịch; thủ trưởng; lãnh đạo; công an; trạm; trường; ngày làm việc; chỉ đạo; phân công
bảo đảm {NUMBER}
sở; chấp hành; giải quyết; tiếp nhận; xử lý; hoàn thiện; chuẩn bị; cung cấp; thống kê; thẩm định
công bố; đề xuất; kiến nghị; nghiên cứu; đánh giá; xác định; khắc phục; duy trì; cải thiện
quán triệt
phổ biến; tuyên truyền; niêm yết công khai; số hóa; kết nối; vận hành; quản lý; sử dụng; khai thác
tập trung; nghiêm túc; chủ động; tích cực; kịp thời; đầy đủ; lập; gửi báo cáo; đăng ký; lựa chọn
ký thay; giám đốc; phó chủ tịch; chủ tịch; thay mặt; thừa lệnh
phụ trách; bộ phận; phòng chuyên môn; được giao; lĩnh vực; thuộc sở; thuộc
theo hướng dẫn của; theo chỉ đạo của; theo yêu cầu của; theo kết luận của; của sở
"""

COUNTED_NOUNS = """
sáng kiến; giải pháp; lớp; cuộc; hội nghị; hội thảo; bài; tin; phóng sự; chuyên mục; chuyên đề; buổi
đợt; mô hình; đề tài; đề án; dự án; sản phẩm; văn bản; người; lượt; cán bộ; công chức; viên chức
dịch vụ; đơn vị; cơ quan; phòng; xã; huyện; thủ tục; tthc; hồ sơ; chi nhánh; doanh nghiệp; tổ chức
nhiệm vụ; bậc; điểm; lần; quy trình; báo cáo; kế hoạch; câu; câu hỏi; phiếu; chỉ tiêu; tiêu chí
trường; cơ sở; phương án; video; clip; tiểu phẩm; bản tin; tọa đàm; cuộc thi; khóa; học viên; tổ
đoàn; điểm cầu; trang; kênh; kỳ; lĩnh vực; ngành; nhóm; hạng mục; nội dung; hệ thống; phần mềm; máy
thiết bị; bộ; số; cách làm; hộ; thôn; phường; nhân viên; đại biểu; quầy; màn hình; tờ rơi; pano
ý kiến; vụ; đối thoại; mét; km; ha; khu phố; di tích; đầu sách; vận động viên; tin bài; tài liệu
hồ sơ tài liệu; chuyên trang; bản đồ; công trình; giấy chứng nhận; thửa; điểm; xe; hộ gia đình
"""
"""What papers count: “ít nhất 01 sáng kiến”."""


def counted_nouns() -> list[str]:
    """The counted nouns, with diacritics."""
    return [noun.strip() for noun in COUNTED_NOUNS.replace("\n", ";").split(";") if noun.strip()]


def set_phrases() -> list[str]:
    """All set phrases, with diacritics; ``NUMBER`` for any number."""
    counts = [f"{NUMBER} {noun}" for noun in counted_nouns()]
    rows = [*_PHRASES.replace("\n", ";").split(";"), *DEPARTMENTS, *counts]
    return list(dict.fromkeys(row.strip() for row in rows if row.strip()))
