"""The rules one by one, each on a sentence as papers write it."""

from datetime import date
from decimal import Decimal

import pytest

from parindex_core.directives import Unit, demo_units, read_directive
from parindex_core.directives.reading import Item, Reading

UNITS = demo_units()
HEAD = (
    "UBND TỈNH QUẢNG NGÃI\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 90/KL-SKHCN\n"
    "Quảng Ngãi, ngày 10 tháng 02 năm 2021\n\nKẾT LUẬN\nvề cải cách hành chính\n\n"
)


def read(body: str, units: tuple[Unit, ...] = UNITS) -> Reading:
    return read_directive(HEAD + body, units)


def item(sentence: str) -> Item:
    return read(f"1. {sentence}\n2. Nội dung khác.\n").items[0]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Văn phòng Sở báo cáo trước ngày 15/6/2021.", date(2021, 6, 15)),
        ("Văn phòng Sở trình chậm nhất ngày 05 tháng 3 năm 2021.", date(2021, 3, 5)),
        ("Văn phòng Sở rà soát, hoàn thành trong tháng 6/2021.", date(2021, 6, 30)),
        ("Văn phòng Sở hoàn thành trước tháng 6/2021.", date(2021, 5, 31)),
        ("Văn phòng Sở hoàn thành trong quý III/2021.", date(2021, 9, 30)),
        ("Văn phòng Sở hoàn thành trong quý II.", date(2021, 6, 30)),
        ("Trong năm 2021, Văn phòng Sở đăng ký sáng kiến.", date(2021, 12, 31)),
        ("Văn phòng Sở thực hiện xong trong 6 tháng đầu năm.", date(2021, 6, 30)),
        ("Văn phòng Sở nâng cấp phần mềm đến hết ngày 31/12/2021.", date(2021, 12, 31)),
        ("Văn phòng Sở gửi kết quả trước 17 giờ ngày 20/4/2021.", date(2021, 4, 20)),
        ("Văn phòng Sở gửi kết quả trước ngày 15/01.", date(2022, 1, 15)),
        ("Văn phòng Sở mở lớp. Thời gian: quý II/2021.", date(2021, 6, 30)),
        ("Văn phòng Sở hoàn thành trước khai giảng (05/9/2021).", date(2021, 9, 5)),
        ("Văn phòng Sở xây dựng 01 mô hình trong năm.", date(2021, 12, 31)),
        ("Văn phòng Sở tham mưu đánh giá vào tháng 12/2021.", date(2021, 12, 31)),
        ("Văn phòng Sở xử lý xong trong quý.", date(2021, 3, 31)),
        ("Thanh tra Sở kiểm tra trong tháng 10 và tháng 11.", date(2021, 11, 30)),
        ("Thanh tra Sở kiểm tra xong trong tháng Sáu.", date(2021, 6, 30)),
        ("Văn phòng Sở gửi kết quả trước Chủ nhật, ngày 21/3/2021.", date(2021, 3, 21)),
        ("Từ nay đến hết năm, Văn phòng Sở gửi đủ trước ngày 10/12/2021.", date(2021, 12, 10)),
        ("Thanh tra Sở kiểm tra từ ngày 01/8/2021 đến ngày 31/8/2021.", date(2021, 8, 31)),
    ],
)
def test_deadlines(sentence: str, day: date) -> None:
    deadline = item(sentence).deadline
    assert deadline is not None
    assert deadline.date == day


@pytest.mark.parametrize(
    ("sentence", "recurrence", "day"),
    [
        ("Hằng tháng, trước ngày 20, Văn phòng Sở báo cáo kết quả.", "monthly", 20),
        ("Văn phòng Sở báo cáo vào ngày 05 hằng tháng.", "monthly", 5),
        ("Hằng quý, Văn phòng Sở báo cáo kết quả.", "quarterly", None),
        ("Văn phòng Sở báo cáo định kỳ 6 tháng.", "half_yearly", None),
        ("Hàng tuần, Văn phòng Sở tổng hợp số liệu.", "weekly", None),
        ("Văn phòng Sở báo cáo chậm nhất ngày mùng 5 hằng tháng.", "monthly", 5),
        ("Văn phòng Sở báo cáo 6 tháng một lần.", "half_yearly", None),
    ],
)
def test_recurring_deadlines(sentence: str, recurrence: str, day: int | None) -> None:
    deadline = item(sentence).deadline
    assert deadline is not None
    assert (deadline.date, deadline.recurrence, deadline.day) == (None, recurrence, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng Sở thực hiện Kế hoạch cải cách hành chính năm 2021.",
        "Văn phòng Sở thực hiện Công văn số 12/SNV ngày 25/12/2020.",
        "Ngày 18/5/2021, Sở đã tổ chức tọa đàm.",
        "Văn phòng Sở rà soát các tiêu chí bị trừ điểm trong năm 2020.",
        "Gắn với đánh giá, xếp loại công chức hằng năm.",
    ],
)
def test_dates_that_are_no_deadlines(sentence: str) -> None:
    assert item(sentence).deadline is None


@pytest.mark.parametrize(
    ("sentence", "operator", "value", "unit"),
    [
        ("Không để hồ sơ quá hạn, kết quả đạt 95%.", "=", "95", "%"),
        ("Văn phòng Sở phấn đấu tỷ lệ đạt > 50%.", ">", "50", "%"),
        ("Văn phòng Sở nâng tỷ lệ đạt trên 80%.", ">", "80", "%"),
        ("Văn phòng Sở bảo đảm tối thiểu 95% hồ sơ.", ">=", "95", "%"),
        ("Văn phòng Sở nâng tỷ lệ từ 90% trở lên.", ">=", "90", "%"),
        ("Văn phòng Sở giảm hồ sơ trễ hạn xuống dưới 2%.", "<", "2", "%"),
        ("Văn phòng Sở không để tỷ lệ trễ hạn vượt quá 0,5%.", "<=", "0.5", "%"),
        ("Văn phòng Sở công khai 100% TTHC.", "=", "100", "%"),
        ("Văn phòng Sở mở ít nhất 02 lớp tập huấn.", ">=", "2", "lớp"),
        ("Văn phòng Sở đăng ký 01 sáng kiến.", "=", "1", "sáng kiến"),
        ("Văn phòng Sở khảo sát 1.200 phiếu.", "=", "1200", "phiếu"),
    ],
)
def test_targets(sentence: str, operator: str, value: str, unit: str) -> None:
    (target,) = item(sentence).targets
    assert (target.operator, target.value, target.unit) == (operator, Decimal(value), unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng Sở cung cấp dịch vụ công mức độ 3, mức độ 4.",
        "Văn phòng Sở thực hiện Nghị định số 30/2020/NĐ-CP.",
        "Văn phòng Sở bố trí 350 triệu đồng.",
        "Tỷ lệ hồ sơ trực tuyến mới đạt 18%.",
    ],
)
def test_numbers_that_are_no_targets(sentence: str) -> None:
    assert item(sentence).targets == ()


@pytest.mark.parametrize(
    ("sentence", "leads", "partners"),
    [
        ("Giao VP Sở chủ trì, phối hợp với Chi cục TĐC rà soát.", ["office"],
         ["metrology-sub-department"]),
        ("Chánh Thanh tra Sở tham mưu kế hoạch.", ["inspectorate"], []),
        ("Bộ phận phụ trách văn thư số hóa tài liệu.", ["office"], []),
        ("Rà soát hồ sơ (TTƯD chủ trì).", ["application-centre"], []),
        ("Kinh phí do Văn phòng Sở tham mưu bố trí.", ["office"], []),
        ("Thanh tra Sở chủ trì; Văn phòng Sở phối hợp.", ["inspectorate"], ["office"]),
        ("Phòng QLCN, TTCN&CN báo cáo về Văn phòng Sở.", ["technology-management"], []),
        ("Gửi báo cáo về Văn phòng Sở để tổng hợp.", [], []),
        ("Thực hiện theo hướng dẫn của Thanh tra Sở.", [], []),
    ],
)  # fmt: skip
def test_who_must_act(sentence: str, leads: list[str], partners: list[str]) -> None:
    assignees = item(sentence).assignees
    assert [a.unit for a in assignees if a.role == "lead"] == leads
    assert [a.unit for a in assignees if a.role == "partner"] == partners


@pytest.mark.parametrize(
    ("sentence", "everyone"),
    [
        ("Các phòng, đơn vị rà soát thủ tục.", True),
        ("Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc chịu trách nhiệm.", True),
        ("Trên cơ sở kế hoạch, các phòng, đơn vị triển khai.", True),
        ("Văn phòng Sở đôn đốc các phòng, đơn vị thực hiện.", False),
        ("Văn phòng Sở phối hợp với các phòng, đơn vị rà soát.", False),
        ("Giao Văn phòng Sở và Thanh tra Sở mỗi phòng, đơn vị đăng ký sáng kiến.", False),
    ],
)
def test_everyone(sentence: str, everyone: bool) -> None:
    assert item(sentence).all_units is everyone


def test_a_body_outside_the_units_file_is_kept_and_asked_about() -> None:
    reading = read("1. Đề nghị Sở Tài chính bố trí kinh phí.\n")
    (assignee,) = reading.items[0].assignees
    assert (assignee.unit, assignee.matched, assignee.name) == (None, False, "Sở Tài chính")
    assert any("Sở Tài chính" in doubt.what for doubt in reading.doubts)


def test_sub_items_belong_to_those_named_above() -> None:
    reading = read("1. Văn phòng Sở:\na) Rà soát;\nb) Phối hợp với Thanh tra Sở kiểm tra.\n")
    assert [i.number for i in reading.items] == ["1", "1.a", "1.b"]
    assert [[a.unit for a in i.assignees] for i in reading.items] == [
        ["office"], ["office"], ["office", "inspectorate"],
    ]  # fmt: skip


def test_numbers_at_line_starts_that_are_no_items() -> None:
    reading = read(
        "1. Văn phòng Sở công khai thủ tục mã số\n1.000358 theo Công văn số\n2737/SNV ngày\n"
        "25/12/2020 trước ngày\n15. Tiếp tục rà soát.\n\n2\n\n2. Thanh tra Sở kiểm tra.\n"
    )
    assert [i.number for i in reading.items] == ["1", "2"]


@pytest.mark.parametrize("marker", ["l.", "I.", "1)", "1,"])
def test_a_misread_first_number_is_recovered(marker: str) -> None:
    reading = read(f"{marker} Văn phòng Sở rà soát.\n2. Thanh tra Sở kiểm tra.\n3. Báo cáo.\n")
    assert [i.number for i in reading.items] == ["1", "2", "3"]


def test_a_number_missing_from_the_count_is_asked_about() -> None:
    reading = read("1. Rà soát.\n2. Kiểm tra.\n4. Văn phòng Sở báo cáo.\n5. Công khai.\n")
    assert [i.number for i in reading.items] == ["1", "2", "4", "5"]
    assert any("thiếu 1 mục" in doubt.what for doubt in reading.doubts)


def test_repeated_numbers_carry_their_section() -> None:
    reading = read("I. NHIỆM VỤ\n1. Rà soát.\n2. Kiểm tra.\nII. TỔ CHỨC\n1. Báo cáo.\n2. Họp.\n")
    assert [i.number for i in reading.items] == ["I.1", "I.2", "II.1", "II.2"]


@pytest.mark.parametrize(
    "table",
    [
        "| STT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Rà soát 100% thủ tục | Văn phòng Sở | Thanh tra Sở | Quý II/2021 |\n",
        "STT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n"
        "1\tRà soát 100% thủ tục\tVăn phòng Sở\tThanh tra Sở\tQuý II/2021\n",
        "TT   Nội dung             Chủ trì        Phối hợp       Thời gian\n"
        "1    Rà soát 100%         Văn phòng      Thanh tra      Quý\n"
        "     thủ tục              Sở             Sở             II/2021\n",
        "STT\nNội dung\nChủ trì\nPhối hợp\nThời gian\n"
        "1\nRà soát 100% thủ tục\nVăn phòng Sở\nThanh tra Sở\nQuý II/2021\n",
    ],
    ids=["pipes", "tabs", "spaces", "upright"],
)
def test_tables(table: str) -> None:
    (row,) = read(table).items
    assert row.number == "1"
    assert row.text == "Rà soát 100% thủ tục"
    assert [(a.unit, a.role) for a in row.assignees] == [
        ("office", "lead"), ("inspectorate", "partner"),
    ]  # fmt: skip
    assert row.deadline is not None
    assert row.deadline.date == date(2021, 6, 30)
    assert [(t.operator, t.value) for t in row.targets] == [("=", Decimal(100))]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Quyết định số 766/QD-TTg ngày 23/6/2022", "766/QĐ-TTg"),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ", "30/2020/NĐ-CP"),
        ("Luật Đầu tư theo phương thức đối tác công tư số 64/2020/QH14", "64/2020/QH14"),
        ("Kế hoạch số 15/KH-UBND", "15/KH-UBND"),
        ("Kết luận số 19-KL/TW ngày 14/10/2021", "19-KL/TW"),
    ],
)
def test_citations(written: str, number: str) -> None:
    assert [c.number for c in read(f"1. Thực hiện {written}.\n").citations] == [number]


def leads(sentence: str, units: tuple[Unit, ...] = UNITS) -> set[str | None]:
    assignees = read(f"1. {sentence}\n2. Nội dung khác.\n", units).items[0].assignees
    return {assignee.unit for assignee in assignees if assignee.role == "lead"}


COMMUNES = (
    Unit("tan-hoi", "UBND xã Tân Hội", aliases=("xã Tân Hội",)),
    Unit("my-khe", "UBND xã Mỹ Khê", aliases=("xã Mỹ Khê",)),
    Unit("town", "UBND thị trấn An Phước", aliases=("thị trấn An Phước",)),
    Unit("home-affairs", "Phòng Nội vụ"),
    Unit("justice", "Phòng Tư pháp"),
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "UBND các xã Tân Hội, Mỹ Khê và thị trấn An Phước thực hiện.",
            {"tan-hoi", "my-khe", "town"},
        ),
        ("Giao UBND xã Tân Hội, xã Mỹ Khê lập danh sách.", {"tan-hoi", "my-khe"}),
        ("Các đồng chí Trưởng phòng Nội vụ, Tư pháp tham mưu.", {"home-affairs", "justice"}),
        ("Về đất đai: Phòng Nội vụ đồng loạt rút ngắn thời gian.", {"home-affairs"}),
        ("Phòng Nội vụ chủ trì; Phòng Tư pháp trợ giúp pháp lý.", {"home-affairs", "justice"}),
        ("Về đề nghị của Phòng Nội vụ: đồng ý, giao Phòng lập danh sách.", {"home-affairs"}),
        ("Tình hình: Phòng Nội vụ đã trả 20 hồ sơ; Phòng Tư pháp còn 3 hồ sơ.", set()),
        (
            "Quyết định có hiệu lực. Trưởng phòng Nội vụ; Chủ tịch UBND các xã: Tân Hội, Mỹ Khê "
            "chịu trách nhiệm thi hành.",
            {"home-affairs", "tan-hoi", "my-khe"},
        ),
    ],
)
def test_who_is_asked_in_lists_and_later_sentences(sentence: str, expected: set[str]) -> None:
    assert leads(sentence, COMMUNES) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Văn phòng Sở thẩm định không quá 5 ngày làm việc.", [("<=", Decimal(5), "ngày")]),
        ("Văn phòng Sở trả lời tối đa 10 ngày kể từ ngày nhận đơn.", []),
        ("Văn phòng Sở nâng tỷ lệ từ 40% lên 65%.", [("=", Decimal(65), "%")]),
        ("Tỷ lệ hồ sơ trễ hạn giảm 4% so với cùng kỳ.", []),
        ("Văn phòng Sở có trên 100 hồ sơ tồn đọng, yêu cầu xử lý xong.", []),
        ("Văn phòng Sở không để quá 3 hồ sơ trễ hạn.", [("<=", Decimal(3), "hồ sơ")]),
        ("Văn phòng Sở bàn giao 12,5 ha đất.", [("=", Decimal("12.5"), "ha")]),
    ],
)
def test_limits_rises_and_what_is_only_told(
    sentence: str, expected: list[tuple[str, Decimal, str]]
) -> None:
    assert [(t.operator, t.value, t.unit) for t in item(sentence).targets] == expected


@pytest.mark.parametrize("place", ["Hà Lĩnh", "Ha Linh", "Quảng Nghĩa"])
def test_a_place_like_a_province_is_kept_as_written(place: str) -> None:
    head = HEAD.replace("Quảng Ngãi", place).replace("QUẢNG NGÃI", place.upper())
    header = read_directive(head + "1. Nội dung.\n", UNITS).header
    assert (header.place, header.superior) == (place, f"UBND tỉnh {place}")


def test_orders_of_a_paper_without_numbers_are_items_with_a_doubt() -> None:
    reading = read(
        "Qua theo dõi, còn nhiều hồ sơ chậm.\n\n"
        "Giao Văn phòng Sở niêm yết thủ tục trước ngày 15/6/2021.\n\n"
        "Yêu cầu Thanh tra Sở kiểm tra việc thực hiện.\n\nTrên đây là kết luận./.\n"
    )
    assert [(i.number, i.assignees[0].unit) for i in reading.items] == [
        ("1", "office"),
        ("2", "inspectorate"),
    ]
    assert sum("không đánh số" in doubt.what for doubt in reading.doubts) == 2


def test_points_directly_under_the_subject_are_not_taken_into_it() -> None:
    reading = read_directive(
        HEAD.rstrip("\n") + "\n1. Văn phòng Sở rà soát.\n2. Việc khác.\n", UNITS
    )
    assert reading.header.subject == "về cải cách hành chính"
    assert [item.number for item in reading.items] == ["1", "2"]


def test_counted_nouns_are_written_out_where_an_ocr_lost_their_marks() -> None:
    (task,) = item("Văn phòng Sở đăng ký 01 sang kién trong năm 2021.").tasks
    assert task.target is not None
    assert (task.target.unit, task.product) == ("sáng kiến", "01 sáng kiến")


def test_a_point_as_long_as_a_book_is_read_to_its_last_sentence() -> None:
    orders = "".join(f"Giao Thanh tra Sở kiểm tra hồ sơ số {n}.\n" for n in range(1_500))
    (first, _second) = read(f"1. {orders}2. Nội dung khác.\n").items
    assert [task.action for task in first.tasks] == [f"Kiểm tra hồ sơ số {n}" for n in range(1_500)]
    assert {task.unit for task in first.tasks} == {"inspectorate"}


def test_what_the_director_asks_within_a_sentence_is_an_order_and_what_follows_too() -> None:
    reading = read(
        "Kính gửi: Các phòng, đơn vị thuộc Sở.\n\n"
        "Thực hiện Chỉ thị số 26/CT-TTg ngày 05/9/2016, Giám đốc Sở yêu cầu Thanh tra Sở kiểm tra "
        "đột xuất 02 đơn vị trong tháng 12/2021. Văn phòng Sở tham mưu quy chế làm việc trước "
        "ngày 30/11/2021. Đề nghị Văn phòng Sở tổng hợp kết quả.\n"
    )
    tasks = [task for item in reading.items for task in item.tasks]
    assert [task.unit for task in tasks] == ["inspectorate", "office", "office"]


def test_words_without_any_head_are_nobodys_name() -> None:
    reading = read_directive(
        "Giao Thanh tra Sở hoàn thành việc kiểm tra trước ngày 1/12/2021.", UNITS
    )
    assert reading.header.issuer is None
    assert len(reading.items) == 1


def test_a_second_day_has_the_work_in_its_words_and_no_role_heads_them() -> None:
    found = item(
        "Thanh tra Sở (chủ trì), Văn phòng Sở (phối hợp): kiểm tra 02 đơn vị, báo cáo kết quả "
        "đợt 1 trước ngày 01/12/2022, đợt 2 trước ngày 20/12/2022."
    )
    first, second = found.tasks
    assert first.action.startswith("Kiểm tra 02 đơn vị")
    assert second.action.startswith("Kiểm tra 02 đơn vị")
    assert [task.deadline and task.deadline.date for task in (first, second)] == [
        date(2022, 12, 1),
        date(2022, 12, 20),
    ]


def test_the_end_of_late_is_no_word_of_a_deadline() -> None:
    found = item("Văn phòng Sở công khai hồ sơ trễ hạn trước ngày 30/11/2022.")
    assert found.deadline is not None
    assert found.deadline.text == "trước ngày 30/11/2022"


def test_parts_in_letters_have_numbers_of_their_own() -> None:
    reading = read(
        "A. KHẮC PHỤC HẠN CHẾ\n1. Văn phòng Sở rà soát.\n2. Thanh tra Sở kiểm tra.\n"
        "B. TỔ CHỨC THỰC HIỆN\n1. Thanh tra Sở đôn đốc.\n2. Văn phòng Sở tổng hợp.\n"
    )
    assert [found.number for found in reading.items] == ["A.1", "A.2", "B.1", "B.2"]


@pytest.mark.parametrize(
    "written",
    [
        "Sở Nông nghiệp và PTNT",
        "Sở NN&PTNT",
        "Sở Nông nghiệp và Phát triển nông thôn",
    ],
)
def test_a_name_is_known_with_a_usual_phrase_abbreviated(written: str) -> None:
    unit = Unit("agriculture", "Sở Nông nghiệp và Phát triển nông thôn", (), ())
    assert leads(f"{written} rà soát quy hoạch.", (unit,)) == {"agriculture"}


def test_the_number_of_a_row_may_stand_in_the_middle_of_its_height() -> None:
    reading = read(
        "TT   Nội dung                   Chủ trì         Thời gian\n\n"
        "     Tập huấn nghiệp vụ số\n"
        "1    hóa hồ sơ cho công chức    Văn phòng Sở    30/6/2021\n"
        "     một cửa\n\n"
        "     Kiểm tra việc trực tại\n"
        "2    các bộ phận tiếp nhận      Thanh tra Sở    31/8/2021\n"
        "     và trả kết quả\n"
    )
    assert [found.text for found in reading.items] == [
        "Tập huấn nghiệp vụ số hóa hồ sơ cho công chức một cửa",
        "Kiểm tra việc trực tại các bộ phận tiếp nhận và trả kết quả",
    ]


def test_what_a_check_found_is_no_order() -> None:
    reading = read(
        "Kính gửi:\n- Các phòng, đơn vị.\n\n"
        "Qua kiểm tra còn những tồn tại: Thanh tra Sở chưa mở sổ theo dõi; Văn phòng Sở niêm yết "
        "17 thủ tục hết hiệu lực.\n\nGiao Văn phòng Sở khắc phục trước ngày 15/6/2021.\n"
    )
    assert [found.deadline and found.deadline.date for found in reading.items] == [
        date(2021, 6, 15)
    ]


def test_partners_are_all_whom_the_list_names() -> None:
    found = item("Văn phòng Sở chủ trì, Thanh tra Sở, Bưu điện tỉnh phối hợp mở điểm hướng dẫn.")
    roles = {a.unit: a.role for a in found.assignees if a.unit}
    assert roles == {"office": "lead", "inspectorate": "partner"}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Văn phòng Sở hoàn thành trong ngày làm việc cuối cùng của tháng 6/2021.", (6, 30)),
        ("Từ nay đến hết năm, Văn phòng Sở rà soát; Thanh tra Sở báo cáo trước ngày 10/6/2021.",
         (12, 31)),
        ("Từ nay đến hết ngày 30/6/2021, Văn phòng Sở đối thoại; báo cáo trước ngày 05/7/2021.",
         (6, 30)),
        ("Văn phòng Sở đăng trên Trang thông tin điện tử trong tháng 6/2021.", (6, 30)),
        ("Văn phòng Sở phổ biến Thông tư trong quý II/2021.", (6, 30)),
    ],
)  # fmt: skip
def test_the_first_of_several_times(sentence: str, day: tuple[int, int]) -> None:
    deadline = item(sentence).deadline
    assert deadline is not None
    assert deadline.date == date(2021, *day)


@pytest.mark.parametrize(
    "words",
    [
        "trong tháng tạm dừng tiếp nhận hồ sơ giấy",
        "trong tháng chấp hành nghiêm quy chế",
        "trong tháng chín đơn vị đã nộp",
        "trước tháng Chạp",
        "trong tháng Tư pháp xã rà soát",
        "trước tháng Mười hai đơn vị",
    ],
)
def test_words_like_the_names_of_months(words: str) -> None:
    assert item(f"Văn phòng Sở rà soát {words}.").deadline is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Giao Văn phòng Sở chủ trì mua sắm, ủy quyền cho Thanh tra Sở ký hợp đồng.",
        "Giao Văn phòng Sở mua sắm, phân công nhiệm vụ cho Thanh tra Sở giám sát.",
    ],
)
def test_work_handed_on_within_a_sentence(sentence: str) -> None:
    assert leads(sentence) == {"office", "inspectorate"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Giao Văn phòng Sở mua sắm máy tính cho Thanh tra Sở.",
        "Văn phòng Sở báo cáo lãnh đạo Sở chỉ đạo Thanh tra Sở kiểm tra.",
        "Văn phòng Sở tham mưu lãnh đạo Sở chỉ đạo Thanh tra Sở kiểm tra.",
    ],
)
def test_who_is_only_spoken_of(sentence: str) -> None:
    assert leads(sentence) == {"office"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Văn phòng Sở mở 02 lớp tập huấn về xử lý hồ sơ trễ hạn.", ["2"]),
        ("Thanh tra Sở tổ chức 02 cuộc kiểm tra việc xử lý hồ sơ quá hạn.", ["2"]),
        ("Văn phòng Sở hoàn thành 20 nhiệm vụ không quá hạn.", ["20"]),
        ("Văn phòng Sở số hóa từ 2000 hồ sơ trở lên.", ["2000"]),
        ("Văn phòng Sở dự trữ lương thực đủ dùng tối thiểu 07 ngày.", ["7"]),
        ("Văn phòng Sở gửi tài liệu ít nhất 02 ngày làm việc trước khi họp.", []),
        ("Văn phòng Sở gửi giấy mời tối thiểu 03 ngày trước cuộc họp.", []),
        ("Văn phòng Sở giải quyết dứt điểm 11 hồ sơ đất đai trễ hạn.", []),
        ("Văn phòng Sở chủ trì lĩnh vực chỉ đạo, điều hành (11,5 điểm).", []),
    ],
)
def test_amounts_beside_what_is_left_over(sentence: str, expected: list[str]) -> None:
    assert [str(target.value) for target in item(sentence).targets] == expected


@pytest.mark.parametrize(
    "body",
    [
        "I. Kết quả giải quyết thủ tục: Văn phòng Sở báo cáo trước ngày 15/6/2021.\n"
        "II. NHIỆM VỤ\n1. Thanh tra Sở kiểm tra.\n2. Văn phòng Sở rà soát.\n",
        "I. TÌNH HÌNH TRIỂN KHAI CÁC DỰ ÁN\n1. Văn phòng Sở hoàn thành trước ngày 15/6/2021.\n"
        "2. Nội dung khác.\nII. NHIỆM VỤ\n1. Thanh tra Sở kiểm tra.\n2. Văn phòng Sở rà soát.\n",
        "I. TỒN TẠI, HẠN CHẾ\n1. Văn phòng Sở chấn chỉnh, báo cáo trước ngày 15/6/2021.\n"
        "2. Nội dung khác.\nII. NHIỆM VỤ\n1. Thanh tra Sở kiểm tra.\n2. Văn phòng Sở rà soát.\n",
        "1. Văn phòng Sở rà soát thủ tục.\nQuá trình thực hiện, Văn phòng Sở báo cáo kết quả trước "
        "ngày 15/6/2021.\n2. Thanh tra Sở kiểm tra.\n",
    ],
)
def test_no_order_is_lost_to_what_stands_above_it(body: str) -> None:
    tasks = [task for found in read(body).items for task in found.tasks if task.deadline]
    assert {(task.unit, task.deadline and task.deadline.date) for task in tasks} == {
        ("office", date(2021, 6, 15))
    }


def test_sections_of_parts_have_numbers_of_their_own() -> None:
    reading = read(
        "A. CÔNG TÁC CHỈ ĐẠO\nI. Văn phòng Sở rà soát.\nII. Thanh tra Sở kiểm tra.\n"
        "B. CÔNG TÁC PHỐI HỢP\nI. Thanh tra Sở đôn đốc.\nII. Văn phòng Sở tổng hợp.\n"
    )
    assert [found.number for found in reading.items] == ["A.I", "A.II", "B.I", "B.II"]


def test_blocks_of_a_table_that_are_no_rows() -> None:
    head = "TT   Nội dung                   Chủ trì         Thời gian\n\n"
    reading = read(
        head + "1    Tập huấn nghiệp vụ số      Văn phòng Sở    30/6/2021\n"
        "     hóa hồ sơ cho\n\n                         2\n\n     công chức một cửa\n"
        "2    Kiểm tra việc trực tại     Thanh tra Sở    31/8/2021\n     các bộ phận\n"
    )
    assert [found.text for found in reading.items] == [
        "Tập huấn nghiệp vụ số hóa hồ sơ cho công chức một cửa",
        "Kiểm tra việc trực tại các bộ phận",
    ]


@pytest.mark.parametrize(
    ("heads", "row", "unit", "text"),
    [
        ("Nội dung, đối tượng kiểm tra | Chỉ tiêu | Đơn vị chủ trì",
         "Kiểm tra | 02 cuộc | Thanh tra Sở", "inspectorate", "Kiểm tra"),
        ("Nội dung | Đối tượng thực hiện | Thời gian", "Tập huấn | Văn phòng Sở | 30/6/2021",
         "office", "Tập huấn"),
        ("Cơ quan được kiểm tra | Cơ quan chủ trì | Thời gian",
         "Các phòng | Thanh tra Sở | 30/6/2021", "inspectorate", "Các phòng"),
    ],
)  # fmt: skip
def test_columns_by_their_heads(heads: str, row: str, unit: str, text: str) -> None:
    first = read(f"TT | {heads}\n1 | {row}\n2 | {row}\n").items[0]
    assert [assignee.unit for assignee in first.assignees] == [unit]
    assert first.text.startswith(text)


def test_the_same_day_is_that_of_the_paper_named_before() -> None:
    reading = read(
        "Theo Quyết định số 5/QĐ-UBND ngày 01/02/2021. Theo Kết luận số 90/KL-SKHCN ngày "
        "10/02/2021 và Công văn số 7/UBND-NC cùng ngày:\n1. Văn phòng Sở rà soát.\n2. Khác.\n"
    )
    days = {citation.number: citation.issued_on for citation in reading.citations}
    assert days["7/UBND-NC"] == date(2021, 2, 10)


def test_a_long_symbol_is_put_right_where_a_letter_was_misread() -> None:
    reading = read("1. Văn phòng Sở thực hiện Công văn số 12/SNNPTNI ngày 01/02/2021.\n2. Khác.\n")
    assert [citation.number for citation in reading.citations] == ["12/SNNPTNT"]


RANGERS = tuple(
    Unit(key, f"Hạt Kiểm lâm {name}", None, (), ())
    for key, name in (
        ("khe-thuong", "huyện Khe Thượng"),
        ("nam-bay", "huyện Nậm Bảy"),
        ("reserve", "Khu bảo tồn thiên nhiên Pu Lường"),
    )
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Các Hạt Kiểm lâm huyện Khe Thượng, Nậm Bảy tuần tra.", {"khe-thuong", "nam-bay"}),
        ("Hạt Kiểm lâm Khu BTTN Pu Lường báo cáo tình hình.", {"reserve"}),
    ],
)
def test_a_beginning_that_names_share_and_initials_within_them(
    sentence: str, expected: set[str]
) -> None:
    assert leads(sentence, RANGERS) == expected


def test_specks_between_the_rows_of_a_scanned_table() -> None:
    reading = read(
        "| STT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Kiểm tra | Thanh tra Sở | 30/6/2021 |\n"
        "409A\nSi: hộ\n| 2 | Rà soát | Văn phòng Sở | 31/8/2021 |\n"
    )
    assert [found.number for found in reading.items] == ["1", "2"]


def test_the_text_goes_on_below_a_table_of_columns() -> None:
    reading = read(
        "I. NỘI DUNG\n\nSTT  Nội dung công việc                Đơn vị chủ trì    Thời gian\n"
        "1    Rà soát thủ tục hành chính        Văn phòng Sở      30/6/2021\n"
        "2    Kiểm tra việc trực tại bộ phận    Thanh tra Sở      31/8/2021\n\n"
        "     II. TỔ CHỨC THỰC HIỆN\n"
        "     1. Trưởng các phòng, đơn vị phân công 01 công chức làm đầu mối, gửi danh sách.\n"
        "     2. Văn phòng Sở theo dõi.\n"
    )
    assert [found.number for found in reading.items] == ["I.1", "I.2", "II.1", "II.2"]


def test_two_days_of_every_month() -> None:
    found = item("Văn phòng Sở báo cáo ngày 05 và ngày 20 hằng tháng.")
    assert found.deadline is not None
    assert (found.deadline.recurrence, found.deadline.day) == ("monthly", 5)


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng Sở điều chuyển vốn của các dự án giải ngân dưới 50%.",
        "Văn phòng Sở rà soát hồ sơ phải bổ sung từ 02 lần trở lên.",
        "Văn phòng Sở giải quyết dứt điểm 846 hồ sơ đất đai, 97 hồ sơ cấp đổi đang quá hạn.",
    ],
)
def test_amounts_that_say_which(sentence: str) -> None:
    assert item(sentence).targets == ()


def test_bullets_that_each_say_who_and_when() -> None:
    found = item(
        "Tuyên truyền trên hệ thống truyền thanh\n- Mở chuyên trang, đăng 04 tin. Đơn vị chủ trì: "
        "Văn phòng Sở; Thời gian: trước ngày 01/3/2021.\n- Sản xuất 06 phóng sự. Đơn vị chủ trì: "
        "Thanh tra Sở; Thời gian: hoàn thành trước 30/11/2021."
    )
    told = {(task.unit, task.deadline and task.deadline.date) for task in found.tasks}
    assert ("office", date(2021, 3, 1)) in told
    assert ("inspectorate", date(2021, 11, 30)) in told


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng Sở tổng hợp số liệu báo cáo được lấy từ ngày 15/12/2020 đến ngày 14/11/2021.",
        "Văn phòng Sở xét thi đua; phòng có từ 02 phản ánh trở lên thì không xét.",
    ],
)
def test_what_is_counted_and_when_it_counts(sentence: str) -> None:
    found = item(sentence)
    assert (found.deadline, found.targets) == (None, ())
