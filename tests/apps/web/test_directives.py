"""Pages of directives: the list, taking one in, reviewing and assigning."""

import re
import unicodedata
from datetime import date
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parindex.assignments.models import Directive, PaperFile, Task
from parindex.assignments.services.directives import register_directive

PAPER = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")
READERS = ["par_officer", "director", "auditor", "unit_head", "unit_officer"]
HOSTILE = """UBND TỈNH QUẢNG NGÃI
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 9/KL-SKHCN    Quảng Ngãi, ngày 05 tháng 6 năm 2021
KẾT LUẬN
về <script>alert(1)</script> và {{ settings.SECRET_KEY }}

Giám đốc Sở kết luận như sau:

1. Giao Văn phòng Sở <script>alert(2)</script> báo cáo {% now "Y" %} trước ngày 30/6/2021.

2. Giao Thanh tra Sở kiểm tra trong quý III/2021.
"""


@pytest.fixture
def directive(department) -> Directive:
    access = department.access("par_officer")
    found, _ = register_directive(access, PAPER, list(department.units.values()))
    return found


def typed_as_shown(page) -> dict[str, object]:
    """What a browser would send from the review as it came."""
    review = page.context["review"]
    shown = review.review
    typed: dict[str, object] = {"seen": shown.version, "built_on": shown.built_on}
    for card in review.passages:
        typed[f"{card.key}-verdict"] = card.passage.verdict.value
    for form in review.drafts:
        for field in form:
            value = form[field.name].value()
            if field.name == "taken":
                typed |= {field.html_name: "on"} if value else {}
            elif field.name == "deadline":
                typed[field.html_name] = (
                    f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""
                )
            else:
                typed[field.html_name] = value if value is not None else ""
    return typed


def decided(page) -> dict[str, object]:
    """As ``typed_as_shown``, with a unit for every task and an end for every sentence."""
    typed = typed_as_shown(page)
    for name, value in typed.items():
        if name.endswith("-unit"):
            typed[name] = value or "office"
        if name.endswith("-verdict"):
            typed[name] = value or "information"
    return typed


def sign_in(client, department, person):
    client.force_login(department.people[person])
    return client


@pytest.mark.parametrize("person", READERS)
@pytest.mark.parametrize("name", ["directives", "directive"])
def test_everybody_of_the_agency_reads_papers(client, department, directive, person, name):
    address = reverse(name, args=[directive.pk] if name == "directive" else [])
    page = sign_in(client, department, person).get(address)
    assert page.status_code == 200
    assert "664/KL-SKHCN" in page.content.decode()


@pytest.mark.parametrize("person", ["administrator", "stranger"])
@pytest.mark.parametrize("name", ["directives", "directive", "directive-new"])
def test_whoever_sees_no_agency_reads_no_paper(client, department, directive, person, name):
    address = reverse(name, args=[directive.pk] if name == "directive" else [])
    assert sign_in(client, department, person).get(address).status_code == 403


@pytest.mark.parametrize("name", ["directives", "directive-new"])
def test_nobody_reads_papers_without_signing_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("sign-in"))


def test_another_agencys_paper_is_not_there(client, department, other_department, directive):
    page = sign_in(client, other_department, "par_officer")
    assert page.get(reverse("directive", args=[directive.pk])).status_code == 404
    assert page.post(reverse("directive", args=[directive.pk])).status_code == 404


@pytest.mark.parametrize("person", [p for p in READERS if p != "par_officer"])
def test_only_the_officer_takes_in_and_assigns(client, department, directive, person):
    sign_in(client, department, person)
    assert client.get(reverse("directive-new")).status_code == 403
    assert client.post(reverse("directive-new"), {"text": PAPER}).status_code == 403
    page = client.get(reverse("directive", args=[directive.pk]))
    assert b'<form method="post" novalidate' not in page.content
    assert client.post(reverse("directive", args=[directive.pk])).status_code == 403
    assert not Task.objects.exists()


def test_the_list_finds_papers_without_diacritics(client, department, directive):
    sign_in(client, department, "director")
    found = client.get(reverse("directives"), {"words": "CẢI CÁCH 664"}).content.decode()
    assert "664/KL-SKHCN" in found
    nothing = client.get(reverse("directives"), {"words": "đường sắt"}).content.decode()
    assert "664/KL-SKHCN" not in nothing
    assert "Không có văn bản nào chứa các từ này" in nothing


def test_the_list_counts_items_and_shows_the_state(client, department, directive):
    page = sign_in(client, department, "director").get(reverse("directives"))
    (row,) = page.context["rows"]
    assert (row.directive.item_count, row.task_count) == (10, 0)
    assert "Chờ rà soát" in page.content.decode()


def test_an_empty_list_says_what_to_do_first(client, department):
    page = sign_in(client, department, "par_officer").get(reverse("directives")).content.decode()
    assert "Chưa có văn bản nào" in page
    assert reverse("directive-new") in page


def test_the_list_asks_the_database_as_often_for_many_papers(
    client, department, directive, django_assert_num_queries
):
    sign_in(client, department, "director")
    client.get(reverse("directives"))
    with django_assert_num_queries(8):
        client.get(reverse("directives"))
    for number in range(3):
        register_directive(department.access("par_officer"), f"{PAPER}{number}", [])
    with django_assert_num_queries(8):
        client.get(reverse("directives"))


def test_pasted_text_becomes_a_directive_and_the_same_text_leads_to_it(client, department):
    sign_in(client, department, "par_officer")
    pasted = PAPER.replace("\n", "\r\n")
    first = client.post(reverse("directive-new"), {"text": pasted})
    (found,) = Directive.objects.all()
    assert first.url == reverse("directive", args=[found.pk])
    assert found.text == PAPER
    again = client.post(reverse("directive-new"), {"text": pasted}, follow=True)
    assert again.redirect_chain == [(first.url, 302)]
    assert "đã được đọc trước đây" in again.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        PAPER.encode(),
        b"\xef\xbb\xbf" + PAPER.encode(),
        b"\xff\xfe" + PAPER.replace("\n", "\r\n").encode("utf-16-le"),
        b"\xfe\xff" + PAPER.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with its mark", "Notepad's Unicode", "big endian"],
)
def test_a_text_file_becomes_a_directive(client, department, content):
    sign_in(client, department, "par_officer")
    client.post(reverse("directive-new"), {"file": SimpleUploadedFile("664.TXT", content)})
    assert Directive.objects.get().text == PAPER


def test_a_sign_newer_than_the_tables_of_signs_is_taken(client, department):
    # Not assigned yet, as an emoji of next year; and a bullet of Word's own fonts.
    newer = "\U0001faff\U0003fffd\u0378\uf0b7"
    assert "Cn" in {unicodedata.category(one) for one in newer}
    content = f"{PAPER}\n{newer}\n"
    sign_in(client, department, "par_officer")
    file = SimpleUploadedFile("664.txt", content.encode())
    assert client.post(reverse("directive-new"), {"file": file}).status_code == 302
    assert Directive.objects.get().text == content


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Hãy chọn tệp văn bản"),
        ({"text": " \n "}, "Hãy chọn tệp văn bản"),
        ({"text": "x" * 2_000_001}, "2.000.000"),
        ({"file": SimpleUploadedFile("a.docx", b"PK")}, "PDF, Word"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")}, "Tệp bị hỏng"),
        ({"file": SimpleUploadedFile("a.txt", "Số".encode("utf-16-le"))}, "không phải mã UTF-8"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfeS\x00\xd1")}, "không phải mã UTF-8"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfea\x00\x00\xd8")}, "không phải mã UTF-8"),
        ({"file": SimpleUploadedFile("a.txt", b"a\x00b")}, "không phải chữ"),
        ({"file": SimpleUploadedFile("a.txt", "Số".encode("utf-32"))}, "không phải chữ"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfea\x00\xff\xff")}, "không phải chữ"),
        ({"file": SimpleUploadedFile("a.txt", "a\ufdd0".encode())}, "không phải chữ"),
        ({"file": SimpleUploadedFile("a.txt", "a\U0010fffe".encode())}, "không phải chữ"),
        ({"file": SimpleUploadedFile("a.txt", b"a" * (2 * 1024 * 1024 + 1))}, "lớn hơn 2 MB"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "Tệp trống"),
        ({"text": "giữ nguyên", "file": SimpleUploadedFile("a.txt", b"a")}, "Có cả nội dung"),
    ],
    ids=[
        "nothing",
        "blank",
        "long",
        "docx",
        "pdf",
        "utf-16 without its mark",
        "half a sign",
        "half a pair",
        "binary",
        "utf-32",
        "binary after a mark",
        "noncharacter",
        "noncharacter of the last plane",
        "large",
        "empty file",
        "both",
    ],
)
def test_what_is_no_paper_is_refused_in_words(client, department, typed, said):
    for file in typed.values():
        if isinstance(file, SimpleUploadedFile):
            file.seek(0)
    page = sign_in(client, department, "par_officer").post(reverse("directive-new"), typed)
    assert page.status_code == 422
    assert said in page.content.decode()
    if typed.get("text") == "giữ nguyên":
        assert "giữ nguyên</textarea>" in page.content.decode()
    assert not Directive.objects.exists()
    assert not PaperFile.objects.exists()


def test_ten_megabytes_of_pasted_text_are_refused_in_words(client, department):
    sign_in(client, department, "par_officer")
    page = client.post(reverse("directive-new"), {"text": "Giao việc. " * 1_000_000})
    assert page.status_code == 413
    assert "2.000.000 ký tự" in page.content.decode()
    assert not Directive.objects.exists()


def test_no_browser_cuts_off_what_is_pasted(client, department):
    page = sign_in(client, department, "par_officer").get(reverse("directive-new"))
    assert b"maxlength" not in page.content


def test_the_review_marks_what_was_read_and_where(client, department, directive):
    page = sign_in(client, department, "par_officer").get(reverse("directive", args=[directive.pk]))
    marks = page.context["review"].marks
    phrases = {(mark.kind, directive.text[mark.start : mark.end]) for mark in marks}
    assert ("unit", "Thanh tra So") in phrases
    assert ("deadline", "trong ndm 2021") in phrases
    assert ("target", "> 50%") in phrases
    assert any(kind == "citation" and "2737/SNV" in text for kind, text in phrases)
    anchors = re.findall(r'<span id="(item-\d+)">', page.content.decode())
    assert anchors == [f"item-{number}" for number in range(1, 11)]
    keys = set(re.findall(r'data-mark-key="([^"]+)"', page.content.decode()))
    assert {key for mark in marks for key in mark.links} <= keys


def test_every_draft_is_lit_by_some_phrase_of_its_item(client, department, directive):
    page = sign_in(client, department, "par_officer").get(reverse("directive", args=[directive.pk]))
    review = page.context["review"]
    lit = {key for mark in review.marks for key in mark.links}
    cards = {card.key for one in review.passages for card in one.drafts}
    alone = {one.key for one in review.passages if not one.drafts}
    assert cards | alone <= lit


def test_a_duty_without_a_unit_shows_the_suggested_one_as_such(client, department, directive):
    page = sign_in(client, department, "par_officer").get(reverse("directive", args=[directive.pk]))
    ninth = [form for form in page.context["review"].drafts if form.item_number == "9"]
    assert ninth
    for form in ninth:
        assert form["unit"].value() == form.suggested.key
        assert "Văn bản không nêu đơn vị" in str(form["unit"].help_text)
    assert "Đơn vị gợi ý" in page.content.decode()


def test_assigning_makes_the_tasks_as_corrected(client, department, directive):
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[directive.pk])
    page = client.get(address)
    typed = decided(page)
    third = [f for f in page.context["review"].drafts if f.item_number == "3"]
    typed[third[0]["unit"].html_name] = "inspectorate"
    typed[third[0]["deadline"].html_name] = "1/12/2021"
    typed[third[0]["partners"].html_name] = ["inspectorate", "office"]
    del typed[third[1]["taken"].html_name]
    typed[third[1]["action"].html_name] = ""
    ninth = [f for f in page.context["review"].drafts if f.item_number == "9"]
    answer = client.post(address, typed, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    made = list(Task.objects.filter(item_number="3").order_by("id"))
    assert [task.unit.key for task in made] == ["inspectorate", "metrology-sub-department"]
    assert made[0].deadline == date(2021, 12, 1)
    assert made[0].deadline_text == "trong ndm 2021"
    assert [unit.key for unit in made[0].partners.all()] == ["office"]
    assert directive.text[made[0].span_start : made[0].span_end].startswith("Giao Van phong So")
    assert Task.objects.filter(item_number="9", unit=ninth[0].suggested).exists()
    assert set(made[0].components.values_list("component_key", flat=True)) == {
        leaf.key for leaf in department.framework.components if leaf.conclusion == "3"
    }
    content = answer.content.decode()
    assert f"Đã giao {Task.objects.count()} nhiệm vụ." in content
    assert reverse("task", args=[made[0].pk]) in content
    assert 'name="draft-0-unit"' not in content


def test_assigning_twice_changes_nothing_and_says_so(client, department, directive):
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[directive.pk])
    typed = decided(client.get(address))
    client.post(address, typed)
    made = Task.objects.count()
    again = client.post(address, typed, follow=True)
    assert Task.objects.count() == made > 0
    assert "đã được giao trước đó" in again.content.decode()


def test_a_mistake_stands_beside_its_field_and_all_that_was_typed_is_kept(
    client, department, directive
):
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[directive.pk])
    page = client.get(address)
    typed = typed_as_shown(page) | {
        "draft-0-unit": "",
        "draft-0-action": "Việc đã gõ",
        "draft-1-deadline": "31/02/2021",
        "draft-2-deadline": "1/5/2021",
        "draft-3-action": " ",
        "draft-4-unit": "elsewhere",
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert not Task.objects.exists()
    forms = answer.context["review"].drafts
    assert [set(form.errors) for form in forms[:5]] == [
        {"unit"}, {"deadline"}, {"deadline"}, {"action"}, {"unit"},
    ]  # fmt: skip
    content = answer.content.decode()
    assert "Việc đã gõ</textarea>" in content
    assert 'value="31/02/2021"' in content
    assert "Ghi ngày dạng ngày/tháng/năm" in content
    assert "sớm hơn ngày ban hành văn bản, 27/5/2021" in content
    directive.refresh_from_db()
    assert directive.confirmed_at is None


def test_a_plan_of_hundreds_of_tasks_is_assigned_at_once(client, department):
    rows = "\n".join(
        f"{number}. Các phòng, đơn vị báo cáo chuyên đề {number} trước ngày 30/11/2021."
        for number in range(1, 61)
    )
    head = "Số: 8/KL-SKHCN\nQuảng Ngãi, ngày 27 tháng 5 năm 2021\nKẾT LUẬN\n"
    text = f"{head}\nGiám đốc Sở kết luận như sau:\n\n{rows}\n"
    access = department.access("par_officer")
    found, _ = register_directive(access, text, list(department.units.values()))
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[found.pk])
    page = client.get(address)
    assert client.post(address, typed_as_shown(page)).status_code == 302
    assert Task.objects.count() == len(page.context["review"].drafts) == 300


def test_assigning_nothing_is_asked_about(client, department, directive):
    sign_in(client, department, "par_officer")
    answer = client.post(reverse("directive", args=[directive.pk]), {})
    assert answer.status_code == 422
    assert "chưa có ai chịu trách nhiệm" in answer.content.decode()
    directive.refresh_from_db()
    assert directive.confirmed_at is None


def test_a_paper_that_asks_nothing_is_closed_with_a_reason_only(client, department):
    access = department.access("par_officer")
    found, _ = register_directive(access, "Một tờ giấy không giao việc gì.", [])
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[found.pk])
    silent = client.post(address, {"step": "confirm", "closing_reason": "  "})
    assert silent.status_code == 422
    assert "Hãy ghi lý do" in silent.content.decode()
    found.refresh_from_db()
    assert found.confirmed_at is None
    client.post(address, {"step": "confirm", "closing_reason": "Chỉ chúc mừng"})
    found.refresh_from_db()
    assert found.confirmed_at is not None
    assert not Task.objects.exists()
    assert "Chỉ chúc mừng" in client.get(address).content.decode()


def test_the_counter_counts_sentences_with_a_unit_in_charge(client, department, directive):
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[directive.pk])
    page = client.get(address)
    before = page.context["review"]
    first = [f for f in before.drafts if f.item_number == "1"]
    typed = typed_as_shown(page) | {f["unit"].html_name: "" for f in first}
    client.post(address, typed | {"step": "save"})
    after = client.get(address).context["review"]
    assert after.total == before.total > 10
    assert after.covered == before.covered - 1


def test_hostile_text_stays_text(client, department):
    sign_in(client, department, "par_officer")
    content = client.post(reverse("directive-new"), {"text": HOSTILE}, follow=True).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in content
    assert "{{ settings.SECRET_KEY }}" in content
    assert "{% now &quot;Y&quot; %}" in content


def test_the_review_asks_the_database_as_often_before_and_after(
    client, department, directive, django_assert_max_num_queries
):
    sign_in(client, department, "par_officer")
    address = reverse("directive", args=[directive.pk])
    with django_assert_max_num_queries(15):
        page = client.get(address)
    client.post(address, decided(page))
    client.get(address)
    with django_assert_max_num_queries(17):
        client.get(address)
