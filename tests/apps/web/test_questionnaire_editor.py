"""The editor of questionnaires: begun, changed piece by piece, refused where wrong, published."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.apps.surveys.rounds import CITIZENS
from tests.apps.surveys.test_questionnaires import MISTAKES, SMALL

from parindex.surveys.models import QuestionnaireVersion
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import QuestionnaireInvalid, load_questionnaire
from parindex.surveys.services.questionnaires import begin_draft, save_draft
from parindex.web.questionnaire_problems import words_of
from parindex_core.framework import Problem
from parindex_core.framework.document import read_document


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return client


@pytest.fixture
def draft(department):
    return save_draft(department.access("par_officer"), SMALL)


def section_place(draft, key=""):
    if not key:
        return reverse("questionnaire-section-new", args=[draft.pk])
    return reverse("questionnaire-section", args=[draft.pk, key])


def draft_place(draft):
    return reverse("questionnaire-draft", args=[draft.pk])


def asked(draft):
    return questionnaire_of(QuestionnaireVersion.objects.get(pk=draft.pk))


def filled(answer, **changed):
    """What a browser sends of a section's form, with some fields changed; None: without it."""
    page = answer.context["page"]
    forms = [page.form, *(one.form for one in page.questions)]
    forms += [option for one in page.questions for option in one.options]
    sent = {field.html_name: field.value() for form in forms for field in form if field.value()}
    sent |= {f"q{one.place}-options": len(one.options) for one in page.questions}
    sent |= {"questions": len(page.questions), "seen": answer.context["seen"]}
    return {name: value for name, value in (sent | changed).items() if value is not None}


def errors(answer):
    """By the field's name, what stands beside it."""
    page = answer.context["page"]
    forms = [page.form, *(one.form for one in page.questions)]
    forms += [option for one in page.questions for option in one.options]
    return {form[name].html_name: list(form[name].errors) for form in forms for name in form.errors}


def test_a_questionnaire_begins_as_the_next_version_of_a_shipped_one(officer):
    new = reverse("questionnaire-new")
    answer = officer.post(new, {"reference": CITIZENS, "makes": "next"})
    draft = QuestionnaireVersion.objects.get()
    assert answer["Location"] == draft_place(draft)
    assert str(draft) == "citizen-satisfaction@2"
    unnamed = officer.post(new, {"reference": CITIZENS, "makes": "own", "title_vi": "Tại quầy"})
    assert (unnamed.status_code, list(unnamed.context["form"].errors)) == (422, ["title_en"])
    named = {"reference": CITIZENS, "makes": "own", "title_vi": "Quầy", "title_en": "At the desk"}
    officer.post(new, named)
    assert str(QuestionnaireVersion.objects.last()) == "citizen-satisfaction@2"
    assert QuestionnaireVersion.objects.filter(key="at-the-desk", version=1).exists()


@pytest.mark.parametrize("key", ["first", "second", "third"])
def test_a_section_that_is_saved_as_it_is_changes_nothing(officer, draft, key):
    shown = officer.get(section_place(draft, key))
    assert officer.post(section_place(draft, key), filled(shown)).status_code == 302
    assert asked(draft) == load_questionnaire(SMALL, "")


def test_a_shipped_questionnaire_goes_through_every_form_unchanged(officer, department):
    draft = begin_draft(department.access("par_officer"), CITIZENS)
    before = asked(draft)
    for section in before.sections:
        shown = officer.get(section_place(draft, section.key))
        saved = officer.post(section_place(draft, section.key), filled(shown))
        assert saved.status_code == 302
    words = reverse("questionnaire-words", args=[draft.pk])
    page = officer.get(words).context["page"]
    forms = [page.form, *page.matters.values(), *page.scales.values()]
    sent = {field.html_name: field.value() for form in forms for field in form}
    draft.refresh_from_db()
    assert officer.post(words, sent | {"seen": draft.sha256}).status_code == 302
    assert asked(draft) == before


def test_every_kind_of_question_is_written(officer, draft):
    place = section_place(draft)
    typed = officer.get(place)
    for step in ("add single", "add multiple", "add number", "add words", "add-option 1"):
        typed = officer.post(place, filled(typed, do=step))
        assert typed.status_code == 200
    sent = filled(
        typed,
        title_vi="Mới",
        title_en="New part",
        matter_vi="Chỗ chờ",
        matter_en="The waiting room",
        when="who",
        when_options=["you"],
        **{
            "q0-text_vi": "Ghế", "q0-text_en": "Seats are enough", "q0-scale": "five",
            "q1-text_vi": "Ai", "q1-text_en": "Who came?", "q1-o0-vi": "Tôi", "q1-o0-en": "Me",
            "q1-o2-vi": "Khác", "q1-o2-en": "Me",
            "q2-text_vi": "Gì", "q2-text_en": "What?", "q2-o0-vi": "A", "q2-o0-en": "A",
            "q2-o1-vi": "B", "q2-o1-en": "B", "q2-may_stay_empty": "on", "q2-help_vi": "Nhiều",
            "q2-help_en": "Many", "q2-when": "easy", "q2-when_to": "2",
            "q3-text_vi": "Số", "q3-text_en": "Seats are enough", "q3-least": "1",
            "q3-most": "2.500,5",
            "q4-text_vi": "Chữ", "q4-text_en": "Words", "q4-longest": "1.200",
        },
    )  # fmt: skip
    assert asked(draft) == load_questionnaire(SMALL, "")
    saved = officer.post(place, sent)
    assert saved["Location"] == f"{draft_place(draft)}#section-new_part"
    section = asked(draft).section("new_part")
    assert (section.matter, section.when.options) == ("the_waiting_room", ("you",))
    assert asked(draft).matters["the_waiting_room"].vi == "Chỗ chờ"
    scale, single, several, number, words = section.questions
    assert (scale.key, scale.scale_name) == ("seats_are_enough", "five")
    assert [one.key for one in single.options] == ["me", "me_2"]
    assert (several.is_required, several.help.en, several.when.at_most) == (False, "Many", 2)
    assert (number.key, str(number.most)) == ("seats_are_enough_2", "2500.5")
    assert (words.type, words.longest) == ("words", 1200)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(officer, draft):
    place = section_place(draft, "third")
    sent = filled(officer.get(place), when="who", when_to=None)
    sent |= {"title_en": "", "q0-longest": "9999", "q1-least": "mười", "q1-text_vi": "x" * 2001}
    refused = officer.post(place, sent)
    assert refused.status_code == 422
    assert errors(refused) == {
        "title_en": ["Chưa viết gì ở đây."],
        "when": ["Nêu sau những câu trả lời nào."],
        "q0-longest": ["Từ 1 đến 4.000 ký tự."],
        "q1-least": ["Viết một số không âm."],
        "q1-text_vi": ["Chỉ được viết tối đa 2.000 ký tự."],
    }
    html = refused.content.decode()
    assert "mười" in html
    assert 'name="when_options" value="you"' in html  # the chosen question's answers
    assert asked(draft) == load_questionnaire(SMALL, "")


def test_what_a_change_breaks_elsewhere_is_said_with_its_section(officer, draft):
    place = section_place(draft, "first")
    refused = officer.post(place, filled(officer.get(place), do="remove 1"))
    refused = officer.post(place, filled(refused))
    assert refused.status_code == 422
    assert [words.split(":")[0] for words in refused.context["page"].elsewhere] == ["Phần “Hai”"]
    kept = {"seen": draft.sha256, "section": "second", "step": "up"}
    moved = officer.post(draft_place(draft), kept)
    assert moved.status_code == 422
    assert "Phần “Hai”" in moved.context["refused"][0]
    assert officer.post(draft_place(draft), kept | {"section": "first", "step": "remove"})
    assert asked(draft) == load_questionnaire(SMALL, "")


def test_a_matter_without_a_scale_is_said_at_the_matter(officer, draft):
    place = section_place(draft, "first")
    refused = officer.post(place, filled(officer.get(place), matter_vi="Mới", matter_en="New"))
    assert list(errors(refused)) == ["matter"]


def test_sections_and_questions_are_put_in_order(officer, draft):
    first = section_place(draft, "first")
    typed = officer.post(first, filled(officer.get(first), do="down 0"))
    typed = officer.post(first, filled(typed, do="option-up 1 1"))
    officer.post(first, filled(typed))
    how, who = asked(draft).section("first").questions
    assert (how.key, [one.key for one in who.options]) == ("how", ["you", "me"])
    draft.refresh_from_db()
    officer.post(draft_place(draft), {"seen": draft.sha256, "section": "third", "step": "remove"})
    assert [one.key for one in asked(draft).sections] == ["first", "second"]
    for step in (
        "up 9",
        "remove 5",
        "add-option 7",
        "option-up 0 9",
        "up x",
        "remove-option 0",
        "",
    ):
        again = officer.post(first, filled(officer.get(first), do=step or "nothing"))
        assert len(again.context["page"].questions) == 2


def test_two_at_once_lose_nothing(officer, draft):
    first, second = section_place(draft, "first"), section_place(draft, "second")
    mine, theirs = officer.get(first), officer.get(first)
    other = officer.get(second)
    assert officer.post(first, filled(theirs, title_vi="Của họ")).status_code == 302
    # Another section does not stand in the way.
    assert officer.post(second, filled(other, title_vi="Hai mới")).status_code == 302
    conflict = officer.post(first, filled(mine, title_vi="Của tôi"))
    assert (conflict.status_code, conflict.context["stands"].title) == (422, "Của họ")
    assert conflict.context["page"].form["title_vi"].value() == "Của tôi"
    assert officer.post(first, filled(conflict)).status_code == 302
    titles = [one.title.vi for one in asked(draft).sections]
    assert titles == ["Của tôi", "Hai mới", "Ba"]
    stale = {"seen": draft.sha256, "step": "publish"}
    officer.post(draft_place(draft), stale)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_words_matters_and_levels(officer, draft):
    words = reverse("questionnaire-words", args=[draft.pk])
    page = officer.get(words).context["page"]
    forms = [page.form, *page.matters.values(), *page.scales.values()]
    sent = {one.html_name: one.value() for form in forms for one in form if one.value() is not None}
    sent["seen"] = draft.sha256
    wrong = sent | {"title_en": "", "scale-five-points_3": "0", "matter-access-vi": ""}
    refused = officer.post(words, wrong).context["page"]
    assert [*refused.form.errors, *refused.matters["access"].errors] == ["title_en", "vi"]
    assert list(refused.scales["five"].errors) == ["points_3"]
    sent |= {"notice_vi": "Thử", "notice_en": "A trial", "scale-five-points_5": "10"}
    assert officer.post(words, sent).status_code == 302
    assert asked(draft).notice.vi == "Thử"
    assert asked(draft).question("easy").scale[-1].points == 10


def test_a_published_version_is_asked_and_no_longer_edited(officer, draft):
    answer = officer.post(draft_place(draft), {"seen": draft.sha256, "step": "publish"})
    assert answer["Location"] == reverse("questionnaire", args=["small@1"])
    for place in (draft_place(draft), section_place(draft, "first"), section_place(draft)):
        assert officer.get(place).status_code == 404
    officer.post(reverse("questionnaire-new"), {"reference": "small@1", "makes": "next"})
    following = QuestionnaireVersion.objects.get(version=2)
    officer.post(draft_place(following), {"step": "discard"})
    assert not QuestionnaireVersion.objects.filter(pk=following.pk).exists()


def test_a_file_goes_out_and_comes_in_again(officer, draft):
    sent = officer.get(reverse("questionnaire-file", args=["small@1"])).content
    assert sent.decode() == SMALL
    file = {"file": SimpleUploadedFile("a.yaml", sent), "upload": "1"}
    officer.post(reverse("questionnaire-new"), file)
    assert QuestionnaireVersion.objects.filter(key="small", version=2).exists()
    changed = SimpleUploadedFile("a.yaml", SMALL.replace("Xin chào", "Kính chào").encode())
    replaced = {"file": changed, "step": "replace", "seen": draft.sha256}
    assert officer.post(draft_place(draft), replaced).status_code == 302
    assert asked(draft).introduction.vi == "Kính chào"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (SMALL.replace("at_most: 2", "at_most: 6").encode(), "dòng 49"),
        (b"\xff", "dòng 1"),
        (b"[]", "dòng 1"),
        (SMALL.replace("{vi: Ai,", '{vi: "A\\0i",').encode(), "dòng 22"),
    ],
)
def test_a_file_with_mistakes_writes_nothing_and_says_the_lines(officer, content, place):
    file = {"file": SimpleUploadedFile("a.yaml", content), "upload": "1"}
    refused = officer.post(reverse("questionnaire-new"), file)
    assert refused.status_code == 422
    assert [one.place for one in refused.context["problems"]] == [place]
    assert not QuestionnaireVersion.objects.exists()


def test_the_preview_asks_like_the_form_and_keeps_nothing(officer, draft):
    place = reverse("questionnaire-preview", args=["small@1"])
    page = officer.get(place)
    html = page.content.decode()
    assert "Xin chào" in html
    answers = {"page": "0", "answers": "{}", "who": "me"}
    second = officer.post(place, answers).content.decode()
    assert "Dễ" in second
    assert "Gần" not in second
    carried = '{"who": "me", "how": ["post"]}'
    assert (
        "Gần"
        in officer.post(
            place, {"page": "0", "answers": carried, "who": "me", "how": "post"}
        ).content.decode()
    )
    wrong = officer.post(place, {"page": "1", "answers": carried})
    assert wrong.status_code == 422
    done = officer.post(place, {"page": "1", "answers": carried, "easy": "5"})
    assert "Bắt đầu lại" in done.content.decode()
    assert "Hello" in officer.get(f"{place}?language=en").content.decode()


def test_every_finding_of_the_loader_is_said_in_the_pages_language():
    """A sentence for each: an English one on a Vietnamese page is a gap of the table."""
    texts = [SMALL.replace(*change, 1) for change in MISTAKES]
    texts += ["a: &x 1", "a: !t 1", "a: [", "[]", "a: 1\n---\nb: 2", "a: {1.5: x}", "key: 5"]
    texts += [SMALL.replace("sections:", "sections: []\nold:"), SMALL.replace("key: small", "key:")]
    texts += [
        SMALL.replace("{vi: Ai, en: Who}", other) for other in ("Ai", "[1]", '{vi: "", en: 1}')
    ]
    texts += [SMALL.replace("version: 1", other) for other in ("version: 0", "version: [1]")]
    texts += [SMALL.replace("key: who", 'key: "Who?"'), SMALL.replace("points: 0", 'points: "0.5"')]
    texts += [
        SMALL.replace("longest: 10", "longest: 9000"),
        SMALL.replace("scale: five", "scale: 6"),
    ]
    found: list[Problem] = []
    for text in texts:
        with pytest.raises(QuestionnaireInvalid) as refused:
            load_questionnaire(text, "")
        found += refused.value.problems
    read_document("a: " + "[" * 30, "", found)
    unsaid = {one.message for one in found if words_of(one) == f"{one.message}. {one.mend}"}
    assert not unsaid
    assert not {words_of(one) for one in found if re.search(r"\b(the|is|here)\b", words_of(one))}
