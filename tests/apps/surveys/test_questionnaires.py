"""Questionnaires as data: shipped ones, mistakes by line, conditions, answers, points, versions."""

import re
from dataclasses import replace

import pytest
from tests.apps.surveys.rounds import CITIZENS

from parindex.accounts.services import PermissionRefused
from parindex.surveys.models import QuestionnaireVersion
from parindex.surveys.queries.questionnaires import (
    QuestionnaireTampered,
    questionnaire_of,
    questionnaires_of,
)
from parindex.surveys.questionnaire import (
    MatterPoints,
    QuestionnaireInvalid,
    cleaned,
    load_questionnaire,
    matter_points,
    read_section,
    shipped_questionnaires,
    written,
)
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.questionnaires import (
    begin_draft,
    discard_draft,
    draft_from_text,
    publish_questionnaire,
    published_version,
    replace_draft,
    save_draft,
)
from parindex_core.framework import Label

SMALL = """\
key: small
version: 1
audience: citizens
title: {vi: Phiếu, en: Form}
introduction: {vi: Xin chào, en: Hello}
basis: {vi: Dự án soạn, en: Composed}
scales:
  five:
    - {points: 0, label: {vi: Một, en: One}}
    - {points: 1, label: {vi: Hai, en: Two}}
    - {points: 2, label: {vi: Ba, en: Three}}
    - {points: 3, label: {vi: Bốn, en: Four}}
    - {points: 4, label: {vi: Năm, en: Five}}
matters:
  access: {vi: Tiếp cận, en: Access}
sections:
  - key: first
    title: {vi: Đầu, en: First}
    questions:
      - key: who
        type: single
        text: {vi: Ai, en: Who}
        options:
          me: {vi: Tôi, en: Me}
          you: {vi: Bạn, en: You}
      - key: how
        type: multiple
        required: false
        text: {vi: Cách, en: How}
        options:
          phone: {vi: Điện thoại, en: Phone}
          post: {vi: Thư, en: Post}
  - key: second
    title: {vi: Hai, en: Second}
    matter: access
    questions:
      - key: easy
        type: likert
        scale: five
        text: {vi: Dễ, en: Easy}
      - key: near
        type: likert
        scale: five
        required: false
        when: {question: how, options: [post]}
        text: {vi: Gần, en: Near}
  - key: third
    title: {vi: Ba, en: Third}
    when: {question: easy, at_most: 2}
    questions:
      - key: why
        type: words
        longest: 10
        text: {vi: Vì sao, en: Why}
      - key: times
        type: number
        required: false
        least: 1
        most: "9.5"
        text: {vi: Lần, en: Times}
"""
MISTAKES = {
    ("version: 1", "version: 1\nversion: 2"): "line 3: version: the key version stands here again",
    ("version: 1", "version: 1.5"): "line 2: version: the bare number 1.5 would lose",
    ("audience: citizens", "audience: citizen"): "Did you mean citizens",
    (
        "type: likert\n        scale: five\n        text: {vi: Dễ",
        "type: likert\n        text: {vi: Dễ",
    ): ("the key scale is missing"),
    ("options: [post]", "options: [pigeon]"): "the option pigeon is unknown",
    ("when: {question: how,", "when: {question: easy,"): (
        "easy is no choice or likert question of an earlier section"
    ),
    ("at_most: 2", "at_most: 6"): "6 is no level",
    ("at_most: 2", "options: [me]"): "a scale is asked by its level",
    ("    matter: access\n", ""): "nothing gives points for the matter access",
    ("    - {points: 4, label: {vi: Năm, en: Five}}\n", ""): "the scale has 4 levels",
    ("{points: 3,", "{points: 2,"): "2 points are no more than the level before",
    ("key: near", "key: easy"): "a question easy stands at line",
    ("key: third", "key: first"): "a section first stands here already",
    ("        longest: 10\n", "        options: {a: {vi: A, en: A}, b: {vi: B, en: B}}\n"): (
        "a question of type words has no options"
    ),
    ("least: 1", "least: 10"): "9.5 is no more than least",
    ("title: {vi: Phiếu, en: Form}", "title: {vi: Phiếu}"): "the English text is missing",
    (
        "required: false\n        least",
        "required: maybe\n        least",
    ): "true or false is expected",
    ("key: small", "key: small\nscript: x"): "the key script is unknown",
}


@pytest.fixture
def small():
    return load_questionnaire(SMALL, "small.yaml")


@pytest.mark.parametrize("reference", sorted(shipped_questionnaires()))
def test_a_shipped_questionnaire_says_that_it_is_not_official_and_writes_back(reference):
    shipped = shipped_questionnaires()[reference]
    assert shipped.reference == reference
    assert shipped.notice.vi == "Mẫu do dự án soạn, không phải mẫu chính thức."
    assert load_questionnaire(written(shipped), reference) == shipped


def test_the_citizens_questionnaire_has_the_five_matters_of_sipas():
    matters = shipped_questionnaires()[CITIZENS].matters
    assert list(matters) == ["access", "procedure", "officials", "result", "feedback"]


@pytest.mark.parametrize(("change", "said"), MISTAKES.items(), ids=lambda one: str(one)[:40])
def test_a_mistake_is_said_with_its_line_and_how_to_mend_it(change, said):
    assert change[0] in SMALL
    with pytest.raises(QuestionnaireInvalid) as refused:
        load_questionnaire(SMALL.replace(*change, 1), "small.yaml")
    lines = [str(one).replace("small.yaml:", "line ", 1) for one in refused.value.problems]
    assert any(said in line and re.match(r"line \d+: ", line) for line in lines), lines


def test_every_mistake_is_said_at_once():
    broken = SMALL.replace("at_most: 2", "at_most: 6").replace("least: 1", "least: 10")
    with pytest.raises(QuestionnaireInvalid) as refused:
        load_questionnaire(broken, "small.yaml")
    assert [one.line for one in refused.value.problems] == sorted(
        one.line for one in refused.value.problems
    )
    assert len(refused.value.problems) == 2


def test_sections_and_questions_are_asked_by_what_was_answered(small):
    assert [[one.key for one in page] for page in small.pages] == [["first"], ["second"], ["third"]]
    assert small.asked_pages({}) == [0, 1]
    second = small.section("second")
    assert [one.key for one in second.asked({"how": ["phone"]})] == ["easy"]
    assert [one.key for one in second.asked({"how": ["phone", "post"]})] == ["easy", "near"]
    assert small.asked_pages({"easy": 2}) == [0, 1, 2]
    assert small.asked_pages({"easy": 3}) == [0, 1]


@pytest.mark.parametrize(
    ("section", "posted", "answers", "problems"),
    [
        ("first", {"who": ["me"], "how": ["post", "phone"]},
         {"who": "me", "how": ["phone", "post"]}, []),
        ("first", {"who": ["he"], "how": [""]}, {}, [("who", "unknown")]),
        ("first", {}, {}, [("who", "missing")]),
        ("second", {"easy": ["5"]}, {"easy": 5}, []),
        ("second", {"easy": ["6"]}, {}, [("easy", "unknown")]),
        ("second", {"easy": ["٣"]}, {}, [("easy", "unknown")]),
        ("third", {"why": [" a\x00b "], "times": ["2,5"]}, {"why": "ab", "times": "2.5"}, []),
        ("third", {"why": ["x" * 11], "times": ["0"]}, {},
         [("why", "too_long"), ("times", "too_small")]),
        ("third", {"why": ["a"], "times": ["9,6"]}, {"why": "a"}, [("times", "too_large")]),
        ("third", {"why": ["a"], "times": ["nhiều"]}, {"why": "a"}, [("times", "no_number")]),
    ],
)  # fmt: skip
def test_what_was_filled_in_is_read_strictly(small, section, posted, answers, problems):
    read, found = read_section(small.section(section), posted, {"easy": 1})
    assert (read, [(one.question, one.reason) for one in found]) == (answers, problems)


def test_an_answer_that_is_no_longer_asked_is_left_out(small):
    given = {"who": "me", "how": ["phone"], "easy": 5, "near": 1, "why": "chậm"}
    assert cleaned(small, given) == ({"who": "me", "how": ["phone"], "easy": 5}, [])
    _, problems = cleaned(small, {"who": "me", "easy": 1})
    assert [one.question for one in problems] == ["why"]


def test_points_are_those_of_the_levels_that_were_answered(small):
    assert matter_points(small, {"easy": 4}) == {"access": MatterPoints(3, 4)}
    assert matter_points(small, {"easy": 1, "near": 5}) == {"access": MatterPoints(4, 8)}
    assert matter_points(small, {"who": "me"}) == {}


@pytest.mark.django_db
def test_a_published_version_never_changes(department):
    officer = department.access("par_officer")
    draft = save_draft(officer, SMALL)
    changed = SMALL.replace("Xin chào", "Kính chào")
    with pytest.raises(SurveyRefused, match="version"):
        save_draft(officer, changed)
    with pytest.raises(SurveyRefused, match="changed"):
        save_draft(officer, changed, seen="another")
    draft = save_draft(officer, changed, seen=draft.sha256)
    with pytest.raises(SurveyRefused, match="unknown"):
        published_version(department.agency, "small@1", None)
    draft = publish_questionnaire(officer, draft)
    assert publish_questionnaire(officer, draft).published_at == draft.published_at
    with pytest.raises(SurveyRefused, match="published"):
        save_draft(officer, SMALL, seen=draft.sha256)
    with pytest.raises(SurveyRefused, match="published"):
        discard_draft(officer, draft)
    assert str(begin_draft(officer, "small@1")) == "small@2"
    QuestionnaireVersion.objects.filter(pk=draft.pk).update(source=SMALL)
    with pytest.raises(QuestionnaireTampered):
        questionnaire_of(QuestionnaireVersion.objects.get(pk=draft.pk))


@pytest.mark.django_db
def test_a_shipped_version_is_taken_in_once_and_its_next_one_is_the_agencys(department):
    officer = department.access("par_officer")
    first = published_version(department.agency, CITIZENS, None)
    assert published_version(department.agency, CITIZENS, None) == first
    source = begin_draft(officer, CITIZENS).source
    assert source.startswith("# Phiếu khảo sát do dự án soạn")
    found = [(one.reference, one.is_shipped, one.is_draft) for one in questionnaires_of(officer)]
    assert found == [
        ("citizen-satisfaction@2", False, True),
        (CITIZENS, True, False),
        ("staff-assessment@1", True, False),
    ]
    auditor = questionnaires_of(department.access("auditor"))
    assert [one.reference for one in auditor] == [CITIZENS, "staff-assessment@1"]
    with pytest.raises(SurveyRefused, match="published"):
        save_draft(officer, source.replace("version: 2", "version: 1"))
    staff = begin_draft(officer, "staff-assessment@1").source
    with pytest.raises(SurveyRefused, match="version"):
        save_draft(officer, staff.replace("version: 2", "version: 1"))


@pytest.mark.django_db
def test_a_text_becomes_the_next_version_of_what_its_key_names(department):
    officer = department.access("par_officer")
    assert [str(draft_from_text(officer, SMALL)) for _ in range(2)] == ["small@1", "small@2"]
    own = begin_draft(officer, "small@1", Label("Nhỏ", "Small"))
    assert (str(own), own.title) == ("small-2@1", "Nhỏ")
    with pytest.raises(SurveyRefused, match="other"):
        replace_draft(officer, own, SMALL, seen=own.sha256)
    draft = draft_from_text(officer, SMALL)
    with pytest.raises(SurveyRefused, match="changed"):
        replace_draft(officer, draft, SMALL, seen="another")
    commented = "# của Sở\n" + SMALL.replace("version: 1", "version: 77  # mới")
    changed = replace_draft(officer, draft, commented, seen=draft.sha256)
    assert str(changed) == "small@3"
    assert changed.source.startswith("# của Sở\nkey: small\nversion: 3\n")
    for unknown in ("none@1", "small@99", "small@²", "small"):
        with pytest.raises(SurveyRefused, match="unknown"):
            begin_draft(officer, unknown)


@pytest.mark.django_db
def test_only_what_was_looked_at_is_published(department):
    officer = department.access("par_officer")
    draft = save_draft(officer, SMALL)
    save_draft(officer, SMALL.replace("Xin chào", "Kính chào"), seen=draft.sha256)
    with pytest.raises(SurveyRefused, match="changed"):
        publish_questionnaire(officer, draft, seen=draft.sha256)
    discard_draft(officer, draft)
    discard_draft(officer, draft)
    with pytest.raises(SurveyRefused, match="changed"):
        publish_questionnaire(officer, draft)


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["director", "unit_head", "auditor", "stranger"])
def test_who_does_not_run_surveys_drafts_nothing(department, person):
    with pytest.raises(PermissionRefused):
        save_draft(department.access(person), SMALL)


@pytest.mark.django_db
def test_another_agencys_draft_cannot_be_published(department, other_department):
    draft = save_draft(department.access("par_officer"), SMALL)
    with pytest.raises(PermissionRefused):
        publish_questionnaire(other_department.access("par_officer"), draft)


def test_a_questionnaire_without_a_scale_question_is_refused(small):
    nothing = replace(small, sections=small.sections[:1])
    with pytest.raises(QuestionnaireInvalid):
        load_questionnaire(written(nothing), "")
