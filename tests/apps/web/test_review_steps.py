"""The review as people work on it: cut, merged, answered, saved; two at once; papers as files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.assignments.given import plan_task, register
from tests.apps.assignments.test_reviews import AMENDED, PAPER
from tests.apps.web.test_directives import decided, typed_as_shown
from tests.intake.files import WORDS, pdf_of

from parindex.assignments.models import Directive, DirectiveReview, PaperFile, Task
from parindex.jobs.models import Job
from parindex.jobs.worker import run_waiting


@pytest.fixture
def paper(department) -> Directive:
    found, _ = register(department, text=PAPER)
    return found


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return client


def opened(client, paper):
    return client.get(reverse("directive", args=[paper.pk]))


def stepped(client, paper, step, **more):
    typed = typed_as_shown(opened(client, paper)) | {"step": step} | more
    return client.post(reverse("directive", args=[paper.pk]), typed)


def test_a_sentence_is_cut_merged_and_given_to_another_unit_step_by_step(officer, paper):
    first = opened(officer, paper).context["review"].passages[0]
    at, _words = first.cuts[0]
    answer = stepped(officer, paper, f"split:{first.passage.id}", **{f"{first.key}-cut": at})
    assert answer.url.endswith(f"#{first.key}")
    review = opened(officer, paper).context["review"]
    assert review.total == 5
    stepped(officer, paper, f"merge:{first.passage.id}")
    assert opened(officer, paper).context["review"].total == 4
    stepped(officer, paper, f"another:{first.passage.id}", **{"draft-0-action": "Việc đã sửa"})
    review = opened(officer, paper).context["review"]
    assert [form["action"].value() for form in review.drafts[:2]] == ["Việc đã sửa"] * 2
    assert len(review.left) == 2
    stepped(officer, paper, "missed", missed="Việc tự viết thêm")
    assert opened(officer, paper).context["review"].passages[-1].passage.text == "Việc tự viết thêm"
    assert DirectiveReview.objects.get(directive=paper).version == 4
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    "step", ["split:0", "split:99", "merge:3", "merge:x", "another:77", "missed", "split:-1"]
)
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(officer, paper, step):
    answer = stepped(officer, paper, step)
    assert answer.status_code == 422
    assert "Chưa có gì thay đổi" in answer.content.decode()
    assert not DirectiveReview.objects.exists()


def test_questions_are_answered_and_stay_so(officer, paper, department):
    doubtful, _ = register(department, text="1. Giao Phòng Không Tên báo cáo trước ngày 30/6/2021.")
    stepped(officer, doubtful, "settle")
    doubts = opened(officer, doubtful).context["doubts"]
    assert doubts
    assert all(doubt["is_settled"] for doubt in doubts)


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed(officer, paper):
    typed = typed_as_shown(opened(officer, paper))
    stepped(officer, paper, "save", **{"draft-0-action": "Của đồng nghiệp"})
    address = reverse("directive", args=[paper.pk])
    for step in ("save", "confirm"):
        answer = officer.post(address, typed | {"step": step, "draft-0-action": "Của tôi"})
        assert answer.status_code == 422
        (one,) = answer.context["unsaved"]
        assert (one.typed, one.kept) == ("Của tôi", "Của đồng nghiệp")
    assert not Task.objects.exists()
    assert DirectiveReview.objects.get().version == 1


def test_a_sentence_is_a_task_already_by_its_number(officer, paper, department):
    task = plan_task(department, unit="office")
    page = opened(officer, paper)
    first = page.context["review"].passages[0]
    typed = decided(page) | {f"{first.key}-verdict": "already"}
    address = reverse("directive", args=[paper.pk])
    missing = officer.post(address, typed | {f"{first.key}-number": "#999999"})
    assert "Không có nhiệm vụ mang số đó" in missing.content.decode()
    assert not Task.objects.filter(directive=paper).exists()
    officer.post(address, typed | {f"{first.key}-number": f"#{task.pk}"})
    made = Task.objects.filter(directive=paper)
    assert sorted(made.values_list("item_number", flat=True)) == ["2", "3"]
    page = opened(officer, paper)
    assert [card.task for card in page.context["review"].passages[0].already] == [task]


def test_the_amended_form_is_shown_with_its_changes_and_confirmed(officer, paper, department):
    address = reverse("directive", args=[paper.pk])
    officer.post(address, decided(opened(officer, paper)))
    first = Task.objects.get(item_number="1")
    officer.post(f"{reverse('directive-new')}?amends={paper.pk}", {"text": AMENDED})
    later = Directive.objects.get(amends=paper)
    page = opened(officer, later)
    content = page.content.decode()
    assert "thời hạn khác" in content
    assert "Không còn trong văn bản" in content
    second = Task.objects.get(item_number="2", directive=paper)
    typed = decided(page) | {"passage-0-move": "on", "cancel": str(second.pk)}
    officer.post(reverse("directive", args=[later.pk]), typed)
    first.refresh_from_db()
    # 31/7/2021 is a Saturday.
    assert f"{first.due_on:%d/%m/%Y}" == "02/08/2021"
    second.refresh_from_db()
    assert second.state == "cancelled"
    assert "Văn bản này đã được sửa đổi" in opened(officer, paper).content.decode()
    assert officer.get(reverse("directive-coverage", args=[later.pk])).status_code == 200


def test_a_paper_sent_as_a_file_is_followed_read_and_shown(officer, department):
    content = pdf_of(f"Số: 9/KL-SKHCN\n\nKẾT LUẬN\n\n1\\. {WORDS}")
    sent = {"file": SimpleUploadedFile("ket-luan.pdf", content)}
    answer = officer.post(reverse("directive-new"), sent)
    received = PaperFile.objects.get()
    assert answer.url == reverse("directive-paper", args=[received.pk])
    waiting = officer.get(answer.url)
    assert waiting.context["card"] is not None
    run_waiting()
    received.refresh_from_db()
    assert officer.get(answer.url).url == reverse("directive", args=[received.directive_id])
    page = opened(officer, received.directive)
    (shown,) = page.context["pages"]
    assert {band.mark.kind for band in shown.bands} >= {"unit", "deadline"}
    assert b'<rect class="mark-deadline"' in page.content
    picture = officer.get(reverse("directive-page", args=[received.directive_id, 1]))
    assert picture["Content-Type"] == "image/webp"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert picture["X-Content-Type-Options"] == "nosniff"
    again = officer.get(
        reverse("directive-page", args=[received.directive_id, 1]),
        headers={"if-none-match": picture["ETag"]},
    )
    assert again.status_code == 304
    assert (
        officer.get(reverse("directive-page", args=[received.directive_id, 2])).status_code == 404
    )


def test_a_reading_that_failed_says_why_and_can_be_asked_for_again(officer, monkeypatch):
    from parindex.assignments.services import papers
    from parindex_intake.refusals import PaperRefused, Reason

    officer.post(reverse("directive-new"), {"file": SimpleUploadedFile("a.pdf", pdf_of(WORDS))})
    received = PaperFile.objects.get()

    def read(*_):
        raise PaperRefused(Reason.TOO_HEAVY)

    with monkeypatch.context() as patched:
        patched.setattr(papers.reading, "read", read)
        run_waiting()
    address = reverse("directive-paper", args=[received.pk])
    assert "bộ nhớ" in officer.get(address).content.decode()
    officer.post(address, {"step": "read"})
    assert Job.objects.count() == 2
    officer.post(address, {"step": "discard"})
    run_waiting()
    assert "đã bị bỏ" in officer.get(address).content.decode()
    assert not Directive.objects.exists()


def test_the_register_is_corrected_by_hand(officer, paper):
    address = reverse("directive-head", args=[paper.pk])
    sent = {"number": "10/KL-SKHCN", "issued_on": "5/6/2021", "issuer": "Sở", "subject": "Về việc",
            "urgency": "express", "received_on": "7/6/2021", "arrival_number": "88"}  # fmt: skip
    assert officer.post(address, sent | {"received_on": "1/6/2021"}).status_code == 422
    assert officer.post(address, sent | {"urgency": "no such"}).status_code == 422
    officer.post(address, sent | {"seen": officer.get(address).context["seen"]})
    paper.refresh_from_db()
    assert (paper.number, paper.urgency, paper.arrival_number) == ("10/KL-SKHCN", "express", "88")
    listed = officer.get(reverse("directives"), {"urgency": "express", "since": "1/6/2021"})
    assert [row.directive for row in listed.context["rows"]] == [paper]
    assert "Hỏa tốc" in listed.content.decode()
    assert not officer.get(reverse("directives"), {"until": "1/6/2021"}).context["rows"]
    wrong = officer.get(reverse("directives"), {"since": "31/2/2021"})
    assert "ngày/tháng/năm" in wrong.content.decode()
