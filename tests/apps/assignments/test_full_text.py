"""Finding directives by words: the database's index says what each paper has, and nothing else."""

import pytest
from django.db import connection
from tests.apps.assignments.given import PAPER, register

from parindex.assignments import full_text
from parindex.assignments.models import Directive
from parindex.assignments.queries.directives import DirectiveFilter, directives_of
from parindex.assignments.services.directive_heads import Head, correct_head
from parindex.web.excerpts import excerpt


def found(department, words, **narrowed):
    asked = DirectiveFilter(words=words, **narrowed)
    return list(directives_of(department.access("auditor"), asked))


def test_words_are_found_whole_and_the_last_begun(department):
    first, _ = register(department)
    second, _ = register(
        department, text=PAPER.replace("664", "665").replace("27 thang", "28 thang")
    )
    third, _ = register(department, text="Số: 7/KL-SKHCN\n\n1. Giao Thanh tra Sở kiểm định zebu.")
    assert found(department, "cải cách") == [second, first]
    assert found(department, "CAI CACH hanh ch") == [second, first]
    assert found(department, "664/KL") == [first]
    assert found(department, "kiểm định zeb") == [third]
    assert found(department, "ebu") == []
    assert found(department, "zeb kiểm") == []
    assert found(department, "cải cách zebu") == []
    assert found(department, "(( '") == [second, first, third]
    assert found(department, '" OR a* NEAR(') == []


def test_what_is_corrected_or_taken_away_is_found_so(department):
    paper, _ = register(department)
    head = Head("912/TB-XYZ", paper.issued_on, paper.issuer, "Chuyên đề mới", "urgent", None, "15")
    correct_head(department.access("par_officer"), paper, head)
    assert found(department, "912/TB-XYZ") == [paper]
    assert found(department, "chuyên đề mới", urgency="urgent") == [paper]
    assert found(department, "chuyên đề mới", urgency="normal") == []
    Directive.objects.all().delete()
    other, _ = register(department, text="Số: 1/KL-SKHCN\n\n1. Giao Thanh tra Sở kiểm tra.")
    assert found(department, "912/TB-XYZ") == []
    assert found(department, "kiểm tra") == [other]


def test_another_agencys_words_are_not_found(department, other_department):
    register(other_department)
    assert found(department, "cải cách") == []


def test_a_remade_table_gets_its_index_again(department):
    register(department)
    # Nothing is altered while rows wait for their constraints.
    connection.check_constraints()
    full_text.install_index(connection)
    assert len(found(department, "cải cách")) == 1
    register(department, text="Số: 1/KL-SKHCN\n\n1. Giao Thanh tra Sở tìm zebu.")
    assert len(found(department, "thanh tra zebu")) == 1


def test_an_excerpt_marks_every_word_and_is_cut_on_both_sides():
    text = f"{'a ' * 200}Giao Văn phòng Sở rà soát thủ tục; Văn phòng báo cáo. {'b ' * 200}"
    pieces = excerpt(text, "van phong soat")
    assert [piece.text for piece in pieces if piece.is_found] == [
        "Văn",
        "phòng",
        "soát",
        "Văn",
        "phòng",
    ]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert excerpt(text, "xyz") == []
    assert excerpt(text, "") == []


@pytest.mark.parametrize("text", ["ﬁ ﬁ Giao việc", "Gia\u0301o Giao việc", "Giao việc"])
def test_an_excerpt_stands_in_the_text_whatever_signs_it_has(text):
    pieces = excerpt(text, "viec")
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_found] == ["việc"]
