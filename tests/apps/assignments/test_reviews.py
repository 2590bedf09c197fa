"""Deciding on sentences: split, merged, added; kept as it goes; made into tasks all at once."""

from dataclasses import replace
from datetime import date

import pytest
from tests.apps.assignments.given import make_task, plan_task, put_in, register

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import TaskState
from parindex.assignments.models import Directive, DirectiveReview, Task
from parindex.assignments.passages import (
    Gone,
    PassageUnknown,
    Review,
    Verdict,
    cuts_of,
    merge_with_next,
    split,
    with_another_draft,
    with_missed_task,
)
from parindex.assignments.queries.reviews import review_of, similar_tasks
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.directives import DirectiveAlreadyConfirmed
from parindex.assignments.services.reviewing import (
    Move,
    PassagesLeft,
    ReviewChangedMeanwhile,
    TaskNotThere,
    confirm_review,
    save_review,
)
from parindex.assignments.services.steps import ReasonMissing
from parindex.audit.queries import history

HEAD = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 9/KL-SKHCN    Quảng Ngãi, ngày 05 tháng 6 năm 2021
KẾT LUẬN

Giám đốc Sở kết luận như sau:

"""
FIRST = (
    "1. Giao Văn phòng Sở rà soát thủ tục hành chính, báo cáo Giám đốc Sở trước ngày 30/6/2021.\n"
)
SECOND = "2. Giao Thanh tra Sở kiểm tra việc tiếp nhận hồ sơ tại các phòng trước ngày 15/9/2021.\n"
THIRD = "3. Giao Văn phòng Sở đăng tin về cải cách hành chính trên trang thông tin điện tử.\n"
CLOSING = "\nYêu cầu các phòng, đơn vị nghiêm túc triển khai thực hiện Kết luận này./.\n"
PAPER = HEAD + FIRST + SECOND + THIRD + CLOSING


def reviewed(department, text=PAPER) -> tuple[Directive, Review]:
    found, _ = register(department, text=text)
    return found, seen(department, found)


def seen(department, found, person="par_officer") -> Review:
    units = list(department.units.values())
    return review_of(department.access(person), found, units, {})


def decided(review: Review) -> Review:
    """The rest is for information."""
    passages = tuple(
        one if one.is_decided else replace(one, verdict=Verdict.INFORMATION)
        for one in review.passages
    )
    return replace(review, passages=passages)


def new_tasks(department, review: Review) -> list[NewTask]:
    return [
        NewTask(draft.action, department.units[draft.unit], passage.item_number, passage.span,
                deadline=date(2021, 6, 30))
        for passage in review.passages
        if passage.verdict is Verdict.TASK
        for draft in passage.taken
    ]  # fmt: skip


def confirmed(department, text=PAPER) -> tuple[Directive, list[Task]]:
    found, review = reviewed(department, text)
    review = decided(review)
    made = confirm_review(
        department.access("par_officer"), found, 2021, review, new_tasks(department, review)
    )
    return found, made


def test_each_sentence_waits_for_its_end_and_what_no_item_holds_is_asked_for(department):
    found, review = reviewed(department)
    assert [one.item_number for one in review.passages] == ["1", "2", "3", ""]
    assert [one.verdict for one in review.passages[:3]] == [Verdict.TASK] * 3
    (left,) = review.left
    assert left.text == CLOSING.strip().removesuffix("/.")
    start, end = left.span
    assert " ".join(found.text[start:end].split()) == left.text


def test_a_review_is_the_same_after_it_was_kept(department):
    found, review = reviewed(department)
    review = replace(review, settled=frozenset({2}), gone=(Gone("4", "Bỏ", (1, 2), cancel=True),))
    kept = save_review(department.access("par_officer"), found, review)
    assert seen(department, found) == kept == replace(review, version=1)


def test_a_sentence_is_cut_where_it_may_be_and_its_units_stand_in_both_parts(department):
    found, review = reviewed(department)
    first = review.passages[0]
    at = next(at for at in cuts_of(first, found.text) if found.text[at:].startswith("báo cáo"))
    cut = split(review, first.id, at, found.text)
    one, two = cut.passages[:2]
    assert (one.text, two.text) == (
        "Giao Văn phòng Sở rà soát thủ tục hành chính",
        "báo cáo Giám đốc Sở trước ngày 30/6/2021.",
    )
    assert [one.drafts[0].unit, two.drafts[0].unit] == ["office", "office"]
    assert two.drafts[0].action == "Báo cáo Giám đốc Sở trước ngày 30/6/2021."
    assert found.text[slice(*two.span)] == "báo cáo Giám đốc Sở trước ngày 30/6/2021."
    ids = [draft.id for passage in cut.passages for draft in passage.drafts]
    assert len(ids) == len(set(ids))
    with pytest.raises(PassageUnknown):
        split(review, first.id, at + 1, found.text)
    with pytest.raises(PassageUnknown):
        split(review, 99, at, found.text)


def test_two_sentences_become_one_task_of_a_unit_that_both_name(department):
    _found, review = reviewed(department, HEAD + FIRST + THIRD.replace("3.", "2."))
    merged = merge_with_next(review, review.passages[0].id)
    (passage,) = merged.passages
    (draft,) = passage.drafts
    assert draft.action.startswith("Rà soát thủ tục hành chính")
    assert "; Đăng tin về cải cách hành chính" in draft.action
    assert draft.deadline == "30/6/2021"
    assert passage.span == (review.passages[0].span[0], review.passages[1].span[1])
    with pytest.raises(PassageUnknown):
        merge_with_next(merged, passage.id)


def test_a_task_that_was_not_found_stands_where_the_paper_has_its_words(department):
    found, review = reviewed(department)
    added, passage = with_missed_task(review, found.text, "đăng  tin về cải cách hành chính")
    assert found.text[slice(*passage.span)] == "đăng tin về cải cách hành chính"
    assert passage.item_number == "3"
    assert added.passages.index(passage) == 3
    own, foreign = with_missed_task(added, found.text, "Việc mà văn bản không nêu")
    assert foreign.span is None
    assert own.passages[-1] == foreign
    assert not foreign.is_decided
    another = with_another_draft(own, own.passages[1].id).passages[1]
    assert [draft.unit for draft in another.drafts] == ["inspectorate", ""]
    assert not another.is_decided


@pytest.mark.parametrize("person", ["director", "auditor", "unit_head", "stranger"])
def test_who_decides(department, person):
    found, review = reviewed(department)
    with pytest.raises(PermissionRefused):
        save_review(department.access(person), found, review)
    with pytest.raises(PermissionRefused):
        confirm_review(department.access(person), found, 2021, decided(review), [])
    assert not DirectiveReview.objects.exists()


def test_another_agency_decides_nothing(department, other_department):
    found, review = reviewed(department)
    with pytest.raises(PermissionRefused):
        save_review(other_department.access("par_officer"), found, review)


def test_of_two_who_save_the_second_is_told(department):
    found, review = reviewed(department)
    access = department.access("par_officer")
    kept = save_review(access, found, review)
    with pytest.raises(ReviewChangedMeanwhile):
        save_review(access, found, decided(review))
    save_review(access, found, decided(kept))
    with pytest.raises(ReviewChangedMeanwhile):
        confirm_review(access, found, 2021, decided(kept), new_tasks(department, kept))
    assert not Task.objects.exists()
    assert seen(department, found).version == 2


def test_nothing_is_assigned_while_a_sentence_has_no_end(department):
    found, review = reviewed(department)
    access = department.access("par_officer")
    with pytest.raises(PassagesLeft) as caught:
        confirm_review(access, found, 2021, review, new_tasks(department, review))
    assert [one.item_number for one in caught.value.left] == [""]
    assert not Task.objects.exists()
    assert not DirectiveReview.objects.exists()


def test_the_end_of_a_review_is_kept_with_its_tasks(department):
    found, made = confirmed(department)
    assert [task.item_number for task in made] == ["1", "2", "3"]
    review = seen(department, found)
    assert not review.left
    assert review.passages[-1].verdict is Verdict.INFORMATION
    actions = [event.action for event in history(found.agency_id, "directive", found.pk)]
    assert set(actions) == {"register_directive", "review_directive", "assign_tasks"}
    with pytest.raises(DirectiveAlreadyConfirmed):
        save_review(department.access("par_officer"), found, review)


def test_a_sentence_can_be_a_task_that_is_there_and_only_of_the_agency(
    department, other_department
):
    theirs = plan_task(other_department, unit="office")
    ours = plan_task(department, unit="office")
    found, review = reviewed(department, HEAD + FIRST)
    access = department.access("par_officer")

    def already(task):
        passage = replace(review.passages[0], verdict=Verdict.ALREADY, tasks=(task.pk,))
        return replace(review, passages=(passage,))

    with pytest.raises(TaskNotThere):
        confirm_review(access, found, 2021, already(theirs), [])
    assert confirm_review(access, found, 2021, already(ours), []) == []
    found.refresh_from_db()
    assert found.confirmed_at is not None
    assert found.closing_reason == ""


def test_a_task_that_was_cancelled_is_nobodys_work(department):
    found, review = reviewed(department)
    gone = put_in(plan_task(department), TaskState.CANCELLED)
    whole = replace(
        review,
        passages=tuple(
            replace(one, verdict=Verdict.ALREADY, tasks=(gone.pk,)) for one in review.passages
        ),
    )
    with pytest.raises(TaskNotThere):
        confirm_review(department.access("par_officer"), found, 2021, whole, [])


def test_a_paper_that_gives_nobody_any_work_is_not_closed_silently(department):
    found, review = reviewed(department, HEAD + FIRST)
    nothing = replace(review, passages=(replace(review.passages[0], verdict=Verdict.INFORMATION),))
    access = department.access("par_officer")
    with pytest.raises(ReasonMissing):
        confirm_review(access, found, 2021, nothing, [], closing_reason=" ")
    found.refresh_from_db()
    assert found.confirmed_at is None
    assert not DirectiveReview.objects.exists()
    confirm_review(access, found, 2021, nothing, [], closing_reason="Đã làm xong năm trước")
    found.refresh_from_db()
    assert found.closing_reason == "Đã làm xong năm trước"


def test_tasks_that_a_sentence_may_already_be(department):
    alike = plan_task(department, action="Rà soát thủ tục hành chính của Sở, báo cáo Giám đốc")
    plan_task(department, action="Mua sắm máy tính")
    found, review = reviewed(department)
    access = department.access("par_officer")
    offered = similar_tasks(access, 2021, review.passages, found)
    assert offered[review.passages[0].id] == [alike]
    assert offered[review.passages[2].id] == []


AMENDED = (
    HEAD
    + FIRST.replace("30/6/2021", "31/7/2021")
    + "2. Giao Chi cục Tiêu chuẩn Đo lường Chất lượng xây dựng kế hoạch kiểm định năm 2021.\n"
    + THIRD
    + CLOSING
)


@pytest.fixture
def amended(department):
    """The paper with its tasks, the first of them done, and its amended form."""
    found, made = confirmed(department)
    put_in(made[0], TaskState.ASSIGNED)
    put_in(made[2], TaskState.CONFIRMED)
    later, is_new = register(department, text=AMENDED)
    assert is_new
    return found, made, later


def test_the_amended_form_is_known_by_number_and_year(department, amended):
    found, _made, later = amended
    assert later.amends == found
    other, _ = register(department, text=PAPER.replace("năm 2021\nKẾT", "năm 2020\nKẾT"))
    assert other.amends is None


def test_an_amended_form_shows_what_changed_and_keeps_what_was_assigned(department, amended):
    _found, made, later = amended
    review = seen(department, later)
    first, second, third, closing = review.passages
    assert (first.verdict, first.tasks) == (Verdict.ALREADY, (made[0].pk,))
    assert first.earlier.changes == ("deadline",)
    assert first.earlier.deadline == "30/6/2021"
    assert (second.verdict, second.earlier) == (Verdict.TASK, None)
    assert (third.tasks, third.earlier.changes) == ((made[2].pk,), ())
    assert closing.verdict is Verdict.INFORMATION
    assert [(one.item_number, one.tasks) for one in review.gone] == [("2", (made[1].pk,))]


def test_confirming_the_amended_form_moves_cancels_and_leaves_what_is_done(department, amended):
    _found, made, later = amended
    review = seen(department, later)
    review = replace(review, gone=(replace(review.gone[0], cancel=True),))
    moves = [Move(passage.tasks, date(2021, 8, 2)) for passage in review.passages if passage.tasks]
    (new,) = confirm_review(
        department.access("par_officer"), later, 2021, review,
        new_tasks(department, review), moves,
    )  # fmt: skip
    assert new.unit == department.units["metrology-sub-department"]
    first, second, third = (Task.objects.get(pk=task.pk) for task in made)
    # The deadline first set stays beside the one that counts now.
    assert (first.deadline, first.due_on) == (date(2021, 6, 30), date(2021, 8, 2))
    assert second.state == TaskState.CANCELLED
    assert (third.state, third.due_on) == (TaskState.CONFIRMED, date(2021, 6, 30))
    assert Task.objects.count() == 4


def test_a_paper_whose_tasks_were_assigned_before_reviews_were_kept_is_amended_too(department):
    made = make_task(department, item_number="3")
    found = made.directive
    later, _ = register(department, text=f"{found.text}\n\n11. Giao Thanh tra Sở kiểm tra.\n")
    carried = [one for one in seen(department, later).passages if made.pk in one.tasks]
    assert [one.item_number for one in carried] == ["3"]
