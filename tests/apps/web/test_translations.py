"""The keeper of the translations finds what is not in order."""

from babel.messages.catalog import Catalog

from parindex.translations import problems_of, source_catalog


def catalog(*entries: tuple[str, str]) -> Catalog:
    made = Catalog(locale="vi", domain="django")
    for identity, text in entries:
        made.add(identity, text, locations=[("page.html", 0)])
    return made


def problems(stored: Catalog, fresh: Catalog) -> list[str]:
    return [problem.split(":")[0] for problem in problems_of(stored, fresh)]


def test_complete_translations_have_no_problem() -> None:
    fresh = catalog(("Year %(year)s", ""))
    assert problems(catalog(("Year %(year)s", "Năm %(year)s")), fresh) == []


def test_each_problem_is_found() -> None:
    fresh = catalog(("Tasks", ""))
    assert problems(catalog(), fresh) == ["not in the file"]
    assert problems(catalog(("Tasks", "")), fresh) == ["without Vietnamese"]
    gone = catalog(("Tasks", "Nhiệm vụ"), ("Old", "Cũ"))
    assert problems(gone, fresh) == ["no longer in the sources"]
    doubtful = catalog()
    doubtful.add("Tasks", "Nhiệm vụ", flags=["fuzzy"])
    assert problems(doubtful, fresh) == ["marked fuzzy"]


def test_placeholders_must_match() -> None:
    fresh = catalog(("{count} of %(whole)s", ""))
    stored = catalog(("{count} of %(whole)s", "{dem} trên %(whole)s"))
    assert problems(stored, fresh)[0].startswith("other placeholders")


def test_sources_are_found_in_code_and_templates() -> None:
    found = source_catalog()
    assert found.get("Overview") is not None
    assert found.get("PAR index, year %(year)s") is not None
    assert found.get("Open scoring") is not None, "a constant in a tag's argument"
