"""Which paper a paper amends, said otherwise while nothing was done on that ground."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from tests.apps.assignments.given import register
from tests.apps.assignments.test_reviews import (
    AMENDED,
    PAPER,
    confirmed,
    decided,
    new_tasks,
    seen,
)
from tests.apps.web.test_directives import typed_as_shown

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import Origin
from parindex.assignments.models import Directive, DirectiveReview, Task
from parindex.assignments.passages import Verdict
from parindex.assignments.queries.directives import directives_numbered
from parindex.assignments.services.amending import (
    AmendmentChangedMeanwhile,
    AmendmentStays,
    Hindrance,
    change_amended,
)
from parindex.assignments.services.directives import (
    AmendsLaterPaper,
    Arrival,
    register_directive,
)
from parindex.assignments.services.reviewing import (
    Move,
    ReviewChangedMeanwhile,
    confirm_review,
    save_review,
)
from parindex.assignments.services.steps import ReasonMissing
from parindex.audit.queries import history

OTHER = PAPER.replace("Số: 9/", "Số: 12/").replace("05 tháng 6", "03 tháng 6")
LATER = PAPER.replace("Số: 9/", "Số: 15/").replace("05 tháng 6", "07 tháng 6")


@pytest.fixture
def amended(department):
    """The paper with its tasks, and what was taken for its amended form."""
    found, made = confirmed(department)
    Directive.objects.filter(pk=found.pk).update(origin=Origin.PROVINCE)
    later, _ = register(department, text=AMENDED)
    assert (later.amends, later.origin) == (found, Origin.PROVINCE)
    return found, made, later


def said(department, paper, amends, *, reason="Hai văn bản khác nhau", by="par_officer", before=0):
    before = paper.amends_id if before == 0 else before
    return change_amended(department.access(by), paper, amends, reason, seen=before, suggested={})


def test_undone_its_sentences_are_as_they_were_read_and_a_stale_page_is_not_taken(
    department, amended
):
    _found, _made, later = amended
    stale = seen(department, later)
    assert Verdict.ALREADY in {one.verdict for one in stale.passages}
    undone = said(department, later, None)
    assert (undone.amends, undone.origin) == (None, "")
    review = seen(department, undone)
    assert [one.verdict for one in review.passages] == [*[Verdict.TASK] * 3, Verdict.OPEN]
    assert not review.gone
    assert not any(one.earlier or one.tasks for one in review.passages)
    with pytest.raises(ReviewChangedMeanwhile):
        confirm_review(department.access("par_officer"), undone, 2021, decided(stale), [])
    (event, *_) = history(department.agency.pk, "directive", later.pk)
    assert (event.action, event.reason) == ("change_amended", "Hai văn bản khác nhau")


def test_what_was_decided_otherwise_stays(department, amended):
    _found, made, later = amended
    review = seen(department, later)
    first, second, third, closing = review.passages
    draft = replace(second.drafts[0], product="Kế hoạch kiểm định")
    elsewhere = confirmed(department, OTHER)[1][0]
    typed = (
        first,
        replace(second, drafts=(draft,)),
        replace(third, tasks=(made[2].pk, elsewhere.pk)),
        closing,
    )
    save_review(department.access("par_officer"), later, replace(review, passages=typed))
    first, second, third, closing = seen(department, said(department, later, None)).passages
    assert (first.verdict, first.tasks) == (Verdict.TASK, ())
    assert second.drafts == (draft,)
    # It is a task of a third paper, which it stays.
    assert (third.verdict, third.tasks) == (Verdict.ALREADY, (elsewhere.pk,))
    # Whether it orders anything is asked again.
    assert closing.verdict is Verdict.OPEN


def test_it_amends_another_paper_and_its_tasks(department, amended):
    _found, _made, later = amended
    other, tasks = confirmed(department, OTHER)
    changed = said(department, later, other)
    assert (changed.amends, changed.origin) == (other, "")
    review = seen(department, changed)
    assert review.passages[0].tasks == (tasks[0].pk,)
    assert [one.tasks for one in review.gone] == [(tasks[1].pk,)]


def test_once_its_tasks_were_assigned_what_it_moved_stands(department, amended):
    found, made, later = amended
    review = decided(seen(department, later))
    moves = [Move((made[0].pk,), date(2021, 8, 2))]
    confirm_review(
        department.access("par_officer"), later, 2021, review, new_tasks(department, review), moves
    )
    with pytest.raises(AmendmentStays) as stays:
        said(department, later, None)
    assert stays.value.hindrance is Hindrance.ASSIGNED
    later.refresh_from_db()
    assert later.amends == found
    assert Task.objects.get(pk=made[0].pk).due_on == date(2021, 8, 2)


def test_a_later_form_that_builds_on_it_is_undone_first(department, amended):
    _found, _made, later = amended
    third, _ = register(department, text=AMENDED.replace("31/7/2021", "31/8/2021"))
    assert third.amends == later
    access = department.access("par_officer")
    save_review(access, third, seen(department, third))
    with pytest.raises(AmendmentStays) as stays:
        said(department, later, None)
    assert stays.value.hindrance is Hindrance.BUILT_ON


def test_what_was_said_of_a_later_form_before_it_was_undone_is_not_taken(department, amended):
    _found, _made, later = amended
    third, _ = register(department, text=AMENDED.replace("31/7/2021", "31/8/2021"))
    access = department.access("par_officer")
    save_review(access, later, seen(department, later))
    stale = seen(department, third)
    carried = {task for one in stale.passages for task in one.tasks}
    assert carried
    said(department, later, None)
    for keep in (
        lambda: save_review(access, third, stale),
        lambda: confirm_review(access, third, 2021, decided(stale), []),
    ):
        with pytest.raises(ReviewChangedMeanwhile):
            keep()
    assert not DirectiveReview.objects.filter(directive=third).exists()
    fresh = seen(department, third)
    assert carried.isdisjoint(task for one in fresh.passages for task in one.tasks)
    save_review(access, third, fresh)


def test_a_page_of_a_later_form_that_was_open_meanwhile_is_shown_what_is_now(
    client, department, amended
):
    _found, _made, later = amended
    third, _ = register(department, text=AMENDED.replace("31/7/2021", "31/8/2021"))
    client.force_login(department.people["par_officer"])
    address = reverse("directive", args=[third.pk])
    typed = typed_as_shown(client.get(address)) | {"step": "save"}
    said(department, later, None)
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert not DirectiveReview.objects.filter(directive=third).exists()
    shown = typed_as_shown(client.get(address)) | {"step": "save"}
    assert client.post(address, shown).status_code == 302


def test_papers_never_amend_each_other_nor_themselves(department, amended):
    found, _made, later = amended
    Directive.objects.filter(pk=found.pk).update(confirmed_at=None)
    found.refresh_from_db()
    for circle in (later, found):
        with pytest.raises(AmendmentStays) as stays:
            said(department, found, circle)
        assert stays.value.hindrance is Hindrance.CIRCLE


def test_a_paper_amends_none_that_was_issued_after_it(client, department, amended):
    found, _made, later = amended
    newer, _ = register(department, text=LATER)
    with pytest.raises(AmendsLaterPaper):
        said(department, later, newer)
    client.force_login(department.people["par_officer"])
    sent = {"number": newer.number, "issued_on": "", "reason": "Nhầm", "seen": str(found.pk)}
    address = reverse("directive-amended", args=[later.pk])
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Văn bản này ngày 5/6/2021, văn bản vừa ghi ngày 7/6/2021" in refused.content.decode()
    later.refresh_from_db()
    assert later.amends == found
    # On the same day, or where a day is not known, nothing speaks against it.
    for day in (later.issued_on, None):
        Directive.objects.filter(pk=newer.pk).update(issued_on=day)
        newer.refresh_from_db()
        assert said(department, later, newer).amends == newer
        later = said(department, later, None, before=newer.pk)


def test_a_new_paper_that_is_older_than_what_it_is_said_to_amend_is_not_taken_in(
    client, department
):
    newer, _ = register(department, text=LATER)
    units = list(department.units.values())
    with pytest.raises(AmendsLaterPaper):
        register_directive(department.access("par_officer"), PAPER, units, Arrival(amends=newer))
    client.force_login(department.people["par_officer"])
    address = f"{reverse('directive-new')}?amends={newer.pk}"
    refused = client.post(address, {"text": PAPER})
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "ban hành ngày 5/6/2021, trước ngày ban hành (7/6/2021) của 15/KL-SKHCN" in words
    assert "1. Giao Văn phòng Sở" in words
    assert list(Directive.objects.all()) == [newer]


def test_by_its_number_a_paper_is_no_form_of_a_later_one(department):
    later, _ = register(department, text=PAPER)
    older, _ = register(department, text=PAPER.replace("05 tháng 6", "04 tháng 6"))
    assert older.amends is None
    assert directives_numbered(department.access("auditor"), older.number, None) == [later, older]


def test_by_its_number_a_paper_is_a_form_of_the_last_one_before_it(department):
    first, last, taken_in_late, new = (
        register(department, text=PAPER.replace("05 tháng 6", f"{day} tháng 6"))[0]
        for day in ("01", "07", "05", "09")
    )
    assert [one.amends for one in (last, taken_in_late, new)] == [first, first, last]


def test_who_says_so_and_on_what_was_seen(department, other_department, amended):
    _found, _made, later = amended
    with pytest.raises(PermissionRefused):
        said(department, later, None, by="unit_head")
    with pytest.raises(PermissionRefused):
        said(other_department, later, None)
    foreign, _ = register(other_department, text=PAPER)
    with pytest.raises(PermissionRefused):
        said(department, later, foreign)
    with pytest.raises(ReasonMissing):
        said(department, later, None, reason=" ")
    with pytest.raises(AmendmentChangedMeanwhile):
        said(department, later, None, before=None)
    later.refresh_from_db()
    assert later.amends is not None


def test_the_page_names_the_paper_undoes_it_and_says_why_it_cannot(client, department, amended):
    found, _made, later = amended
    client.force_login(department.people["par_officer"])
    address = reverse("directive-amended", args=[later.pk])
    assert address in client.get(reverse("directive", args=[later.pk])).content.decode()
    sent = {"number": "", "issued_on": "", "reason": "Nhầm văn bản", "seen": str(found.pk)}
    for wrong in ({"reason": ""}, {"number": "404/X"}, {"seen": ""}, {"issued_on": "31/2/2021"}):
        assert client.post(address, sent | wrong).status_code == 422
    # The day of the paper that it no longer amends may stay in its field.
    assert client.post(address, sent | {"issued_on": "5/6/2021"}).status_code == 302
    later.refresh_from_db()
    assert later.amends is None
    page = client.get(address).content.decode()
    assert "Hiện nay: không" in page
    back = sent | {"number": "9/KL-SKHCN", "seen": ""}
    assert client.post(address, back).status_code == 302
    later.refresh_from_db()
    assert later.amends == found
    Directive.objects.filter(pk=later.pk).update(confirmed_at="2021-11-01T00:00Z")
    refused = client.post(address, sent)
    assert "không thể thay đổi" in refused.content.decode()
