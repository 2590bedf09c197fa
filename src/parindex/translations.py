"""The screens' Vietnamese: `python -m parindex.translations extract|compile|check`.

Sources are English; `locale/vi/LC_MESSAGES/django.po` holds the Vietnamese. Works without GNU
gettext: Babel reads and writes, Django turns templates into something Babel can read.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent
PO_FILE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
MO_FILE = PO_FILE.with_suffix(".mo")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
IDLE_HEADERS = re.compile(
    r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To'
    r"|Project-Id-Version|Generated-By): .*\n"
)
HEADER = "# Vietnamese of parindex's screens. Written by `make translations`; translate in place."


def source_catalog() -> Catalog:
    """Every sentence of the code and the templates, with the files it stands in."""
    catalog = Catalog(locale="vi", domain="django", charset="utf-8", fuzzy=False)
    for path, source in sources():
        place = str(path.relative_to(PACKAGE.parent))
        found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=())
        for _line, message, _comments, context in found:
            catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # What is left of the template's indentation would not be Python.
        yield path, "\n".join(line.lstrip() for line in source.splitlines())


def stored_catalog() -> Catalog:
    if not PO_FILE.exists():
        return Catalog(locale="vi", domain="django")
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="vi", domain="django", charset="utf-8")


def extract_messages() -> int:
    """Bring the .po up to date: new sentences come in empty, gone ones go."""
    stored, fresh = stored_catalog(), source_catalog()
    fresh.header_comment = HEADER
    for message in messages_of(fresh):
        known = stored.get(message.id, message.context)
        if known is not None:
            message.string = known.string
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, fresh, width=98, sort_output=True, include_lineno=False)
    # Days, persons and versions would change the file each time and tell nobody anything.
    text = IDLE_HEADERS.sub("", written.getvalue().decode())
    PO_FILE.write_text(text, encoding="utf-8")
    return 0


def compile_messages() -> int:
    """Write the .mo that Django reads, beside the .po."""
    with MO_FILE.open("wb") as file:
        write_mo(file, stored_catalog())
    return 0


def check_messages() -> int:
    """Say everything that is not in order, one line each; 1 when there is anything."""
    problems = list(problems_of(stored_catalog(), source_catalog()))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(
            f"{len(problems)} to mend in {PO_FILE.name}: run `make translations`, then write the"
            " Vietnamese in it.",
            file=sys.stderr,
        )
    return 1 if problems else 0


def problems_of(stored: Catalog, fresh: Catalog) -> Iterator[str]:
    for message in messages_of(fresh):
        known = stored.get(message.id, message.context)
        if known is None:
            yield f"not in the file: {first(message.id)!r} ({places(message)})"
        else:
            yield from problems_of_message(known, places(message))
    for message in messages_of(stored):
        if fresh.get(message.id, message.context) is None:
            yield f"no longer in the sources: {first(message.id)!r}"
    for message in stored.obsolete.values():
        yield f"obsolete: {first(message.id)!r}"


def problems_of_message(message: Message, where: str) -> Iterator[str]:
    string = message.string
    translations = [
        text or "" for text in ([string] if isinstance(string, str) else string or [""])
    ]
    if not all(translations):
        yield f"without Vietnamese: {first(message.id)!r} ({where})"
        return
    if message.fuzzy:
        yield f"marked fuzzy: {first(message.id)!r}"
    # Vietnamese has one form, which serves the plural's sentence.
    wanted = placeholders(message.id[-1] if isinstance(message.id, (tuple, list)) else message.id)
    for text in translations:
        if placeholders(text) != wanted:
            yield f"other placeholders than {wanted}: {first(message.id)!r} → {text!r}"


def messages_of(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def first(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def places(message: Message) -> str:
    return ", ".join(sorted({place for place, _line in message.locations}))


COMMANDS = {"extract": extract_messages, "compile": compile_messages, "check": check_messages}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m parindex.translations {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
