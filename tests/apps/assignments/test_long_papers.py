"""A paper that is longer than one review holds: what is not in it is named, and taken in."""

from dataclasses import replace

import pytest
from django.urls import reverse
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import HEAD, decided, new_tasks, seen

from parindex.accounts.services import PermissionRefused
from parindex.assignments import review_limits
from parindex.assignments.models import Directive, Task
from parindex.assignments.passages import Draft, Passage, Verdict
from parindex.assignments.queries.reviews import review_of
from parindex.assignments.review_limits import within_limits
from parindex.assignments.services.continuing import NothingLeft, continue_paper
from parindex.assignments.services.reviewing import RestLeft, confirm_review, save_review

ITEMS = [f"{n}. Giao Văn phòng Sở rà soát hồ sơ số {n} trước ngày 30/6/2021." for n in range(1, 8)]
LONG = HEAD + "\n".join(ITEMS) + "\n"


@pytest.fixture
def paper(department, monkeypatch):
    """Seven items, of which a review holds three."""
    monkeypatch.setattr(review_limits, "MOST_PASSAGES", 3)
    found, _ = register(department, text=LONG)
    return found


def numbers(review):
    return [one.item_number for one in review.passages]


def test_the_review_says_what_it_does_not_hold_and_goes_on_in_papers_of_their_own(
    department, paper
):
    access = department.access("par_officer")
    review = seen(department, paper)
    assert (numbers(review), review.rest.passages) == (["1", "2", "3"], 4)
    assert paper.text[review.rest.start :].startswith("4. Giao")
    second = continue_paper(access, paper)
    assert (second.number, second.issued_on) == ("9/KL-SKHCN, phần 2", paper.issued_on)
    assert (second.amends, second.subject) == (None, paper.subject)
    third = continue_paper(access, second)
    assert third.number == "9/KL-SKHCN, phần 3"
    assert [numbers(seen(department, one)) for one in (second, third)] == [["4", "5", "6"], ["7"]]
    # Nothing between the parts is lost.
    first_part = paper.text[: review.rest.start]
    assert first_part + second.text == paper.text
    assert continue_paper(access, paper) == second
    assert Directive.objects.count() == 3
    with pytest.raises(NothingLeft):
        continue_paper(access, third)
    with pytest.raises(PermissionRefused):
        continue_paper(department.access("unit_head"), paper)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({"number": "9/" + "K" * 98}, [f"9/{'K' * 89}…, phần 2", f"9/{'K' * 89}…, phần 3"]),
        ({"number": "9/" + "K" * 90}, [f"9/{'K' * 90}, phần 2", f"9/{'K' * 90}, phần 3"]),
        # One more digit takes one more sign of it.
        (
            {"number": f"9/{'K' * 90}, phần 9"},
            [f"9/{'K' * 88}…, phần 10", f"9/{'K' * 88}…, phần 11"],
        ),
        ({"number": "", "subject": "x" * 2_000}, [f"{'x' * 1_991}…, phần {n}" for n in (2, 3)]),
        ({"number": "", "subject": ""}, ["Phần 2", "Phần 3"]),
    ],
    ids=["a full number", "one that just fits", "the tenth part", "a full subject", "neither"],
)
def test_a_name_that_fills_its_field_leaves_room_for_the_part(
    client, department, paper, head, expected
):
    client.force_login(department.people["par_officer"])
    name = "number" if head["number"] else "subject"
    correct(client, paper, **head)
    made, named = paper, []
    for _part in expected:
        answer = client.post(reverse("directive-rest", args=[made.pk]), follow=True)
        assert answer.status_code == 200
        made = answer.context["directive"]
        named.append(getattr(made, name))
        # Nor was it taken for a later form of the part before it.
        assert made.amends is None
        # What was made up is short enough to be saved as it stands.
        correct(client, made, arrival_number="88")
    assert named == expected


def correct(client, paper, **said):
    address = reverse("directive-head", args=[paper.pk])
    page = client.get(address)
    sent = {field.name: field.value() or "" for field in page.context["form"]}
    answer = client.post(address, sent | {"seen": page.context["seen"]} | said)
    assert answer.status_code == 302
    paper.refresh_from_db()


def test_an_item_that_is_cut_goes_on_under_its_number(department, monkeypatch):
    monkeypatch.setattr(review_limits, "MOST_PASSAGES", 2)
    sentences = [
        f"Giao {unit} báo cáo kết quả trước ngày 30/{month}/2021;"
        for unit, month in (("Văn phòng Sở", 6), ("Thanh tra Sở", 9), ("Văn phòng Sở", 11))
    ]
    found, _ = register(department, text=f"{HEAD}1. Phân công:\n- " + "\n- ".join(sentences))
    whole = [one.text for one in found_without_limit(department, found, monkeypatch)]
    rest = continue_paper(department.access("par_officer"), found)
    parts = [*seen(department, found).passages, *seen(department, rest).passages]
    assert [one.text for one in parts] == whole
    assert {one.item_number.partition(".")[0] for one in parts} == {"1"}
    last = parts[-1]
    assert "30/11/2021" in rest.text[last.span[0] : last.span[1]]


def test_a_paper_is_cut_in_one_place_whatever_unit_is_suggested(department, monkeypatch):
    joined = [f"{n}. Rà soát hồ sơ số {n}, phối hợp với Thanh tra Sở." for n in range(1, 8)]
    monkeypatch.setattr(review_limits, "_MOST_FIELDS", 40)
    access = department.access("par_officer")
    found, _ = register(department, text=HEAD + "\n".join(joined) + "\n")
    units = department.units
    inspectorate = next(unit for unit in units.values() if unit.name == "Thanh tra Sở")
    suggested = {str(n): inspectorate for n in range(1, 8)}
    review = review_of(access, found, list(units.values()), suggested)
    draft = review.passages[0].drafts[0]
    assert (draft.unit, draft.suggested) == (inspectorate.key, inspectorate.key)
    assert draft.partners == ()
    assert found.text[review.rest.start :] == continue_paper(access, found).text


def test_a_row_that_says_the_same_as_one_before_the_rest_keeps_whose_it_is(department, monkeypatch):
    monkeypatch.setattr(review_limits, "MOST_PASSAGES", 1)
    rows = "| 1 | Rà soát hồ sơ | Văn phòng Sở | 30/6/2021 |\n| 2 | Báo cáo | -nt- | -nt- |\n"
    head = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n"
    found, _ = register(department, text=HEAD + head + rows)
    rest = continue_paper(department.access("par_officer"), found)
    assert rest.text.startswith("| 2 | Báo cáo")
    (passage,) = seen(department, rest).passages
    assert (passage.text, passage.drafts[0].deadline) == ("Báo cáo | -nt- | -nt-", "30/6/2021")
    assert passage.drafts[0].unit == seen(department, found).passages[0].drafts[0].unit
    (item,) = rest.reading["items"]
    places = [item["deadline"], *item["assignees"], item["tasks"][0]["deadline"]]
    assert [one["span"] for one in places] == [item["span"]] * 3


def test_orders_in_no_item_are_all_there_however_many(department):
    closing = [f"Yêu cầu các phòng, đơn vị báo cáo kết quả lần {n} đúng hạn." for n in range(450)]
    recipients = "Nơi nhận:\n- Các phòng, đơn vị có trách nhiệm thi hành và lưu hồ sơ.\n"
    found, _ = register(department, text="\n\n".join([LONG, *closing, recipients]))
    passages = seen(department, found).passages
    assert len(passages) == 7 + 450
    words = [found.text[one.span[0] : one.span[1]].rstrip(".") for one in passages[7:]]
    assert words == [one.rstrip(".") for one in closing]


def test_an_order_above_the_first_item_of_the_rest_is_asked_for(department, paper):
    order = "Yêu cầu các phòng, đơn vị báo cáo kết quả thực hiện đúng hạn.\n"
    text = LONG.replace("4. Giao", f"\n{order}\n4. Giao").replace("Số: 9/", "Số: 39/")
    found, _ = register(department, text=text)
    whole = [*seen(department, found).passages]
    while seen(department, found).rest is not None:
        found = continue_paper(department.access("par_officer"), found)
        whole += seen(department, found).passages
    assert sum("Yêu cầu các phòng" in one.text for one in whole) == 1
    assert {one.item_number for one in whole} - {""} == {str(n) for n in range(1, 8)}


def found_without_limit(department, found, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(review_limits, "MOST_PASSAGES", 3_000)
        return seen(department, found).passages


def test_nothing_is_assigned_before_the_rest_was_taken_in(department, paper):
    access = department.access("par_officer")
    review = save_review(access, paper, decided(seen(department, paper)))
    assert seen(department, paper).rest == review.rest
    with pytest.raises(RestLeft):
        confirm_review(access, paper, 2021, review, new_tasks(department, review))
    assert not Task.objects.exists()
    continue_paper(access, paper)
    assert len(confirm_review(access, paper, 2021, review, new_tasks(department, review))) == 3


def test_the_amended_form_of_a_long_paper_is_compared_part_by_part(department, paper):
    access = department.access("par_officer")
    second = continue_paper(access, paper)
    later, _ = register(
        department, text=LONG.replace("số 5 trước ngày 30/6", "số 5 trước ngày 31/7")
    )
    assert later.amends == paper
    went_on = continue_paper(access, later)
    assert went_on.amends == second
    fourth, fifth, _sixth = seen(department, went_on).passages
    assert fourth.earlier.changes == ()
    assert "deadline" in fifth.earlier.changes


def test_the_page_names_the_rest_and_takes_it_in(client, department, paper):
    client.force_login(department.people["par_officer"])
    address = reverse("directive", args=[paper.pk])
    answer = client.get(address)
    assert not answer.context["is_covered"]
    page = answer.content.decode()
    assert "4 câu, từ “4. Giao Văn phòng Sở rà soát hồ sơ số 4" in page
    answer = client.post(reverse("directive-rest", args=[paper.pk]))
    second = Directive.objects.get(number__endswith="phần 2")
    assert answer.url == reverse("directive", args=[second.pk])
    answer = client.get(address)
    assert answer.context["is_covered"]
    assert "phần 2</a>" in answer.content.decode()


def drafted(number, start, words="Rà soát", partners=()):
    draft = Draft(number, words, "office", partners=partners)
    return Passage(number, "", (start, start + 5), words, Verdict.TASK, drafts=(draft,))


def test_a_review_is_no_larger_than_what_its_form_sends_back():
    text = "x" * 100_000
    many = [drafted(at, at * 10) for at in range(2_500)]
    kept, rest = within_limits(text, many)
    assert len(kept) == 1_600
    assert rest.passages == 900
    long = [drafted(at, at * 10, "ấ" * 100_000) for at in range(10)]
    assert len(within_limits(text, long)[0]) == 3
    with_partners = [drafted(at, at * 10, partners=("a",) * 90) for at in range(1_000)]
    assert len(within_limits(text, with_partners)[0]) == 160
    assert within_limits(text, many[:1_600]) == (many[:1_600], None)


def test_what_stands_at_one_place_is_not_cut_apart():
    text = "x" * 100
    same = [replace(drafted(at, 0, "ấ" * 200_000)) for at in range(9)]
    assert within_limits(text, same) == (same, None)
