"""The words of directives as the database finds them: FTS5 of SQLite, GIN of PostgreSQL.

Part of the migration. On SQLite triggers keep the index; a migration that alters the table of
directives there remakes it, which loses them: such a migration ends with ``install_index``.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from parindex.assignments.models import Directive
from parindex.assignments.search import search_text

_TABLE, _WORDS = "assignments_directive", "assignments_directive_words"
# PostgreSQL takes no text whose different words fill a megabyte; no paper's do.
_VECTOR = "to_tsvector('simple', left(NEW.search_text, 250000))"
_LONGEST_QUERY = 200  # characters
_MANY = 2_000  # papers

# Names of our own making; nothing that was typed is in them.
_TAKE_IN = f"INSERT INTO {_WORDS} (rowid, search_text) VALUES (NEW.id, NEW.search_text);"  # nosec B608
_TAKE_OUT = (
    f"INSERT INTO {_WORDS} ({_WORDS}, rowid, search_text)"  # nosec B608
    " VALUES ('delete', OLD.id, OLD.search_text);"
)
_ON_SQLITE = {
    "directive_words_in": ("AFTER INSERT", _TAKE_IN),
    "directive_words_out": ("AFTER DELETE", _TAKE_OUT),
    "directive_words_changed": ("AFTER UPDATE OF search_text", f"{_TAKE_OUT} {_TAKE_IN}"),
}


# A table of its own, as on SQLite: asked row by row, each row's words are there and not computed.
_ON_POSTGRESQL = (
    f"DROP TABLE IF EXISTS {_WORDS}",
    f"CREATE TABLE {_WORDS} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX directive_words ON {_WORDS} USING gin (words)",
    f"""CREATE OR REPLACE FUNCTION directive_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN TRUNCATE {_WORDS}; RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN DELETE FROM {_WORDS} WHERE id = OLD.id; END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO {_WORDS} VALUES (NEW.id, {_VECTOR}); END IF;
  RETURN NULL;
END $$""",  # nosec B608
    "CREATE OR REPLACE TRIGGER directive_words_kept AFTER INSERT OR DELETE OR"
    f" UPDATE OF search_text ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION directive_words_kept()",
    "CREATE OR REPLACE TRIGGER directive_words_emptied AFTER TRUNCATE"
    f" ON {_TABLE} FOR EACH STATEMENT EXECUTE FUNCTION directive_words_kept()",
    f"INSERT INTO {_WORDS} SELECT id, {_VECTOR.replace('NEW.', '')} FROM {_TABLE}",  # nosec B608
    # As the register is sorted; SQLite sorts so by itself.
    f"CREATE INDEX IF NOT EXISTS directive_by_day_last ON {_TABLE}"
    " (agency_id, issued_on DESC NULLS LAST, id DESC)",
)


def install_index(database: Any) -> None:
    """Create the index, anew where it exists."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            for statement in _ON_POSTGRESQL:
                cursor.execute(statement)
            return
        cursor.execute(f"DROP TABLE IF EXISTS {_WORDS}")
        cursor.execute(
            f"CREATE VIRTUAL TABLE {_WORDS} USING fts5 (search_text, content='{_TABLE}',"
            " content_rowid='id', tokenize='unicode61', prefix='2 3')"
        )
        for name, (when, action) in _ON_SQLITE.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {when} ON {_TABLE} BEGIN {action} END")
        cursor.execute(f"INSERT INTO {_WORDS} ({_WORDS}) VALUES ('rebuild')")  # nosec B608


def with_full_text(rows: QuerySet[Directive], words: str) -> QuerySet[Directive]:
    """The directives that have every word, with or without diacritics; the last may be begun only.

    What is typed without spaces, such as 664/KL-SKHCN or 31/12/2021, is sought as one.
    """
    terms = [found for typed in words[:_LONGEST_QUERY].split() if (found := terms_of(typed))]
    if not terms:
        return rows
    # Nothing that was typed but letters, digits and “_” gets into the query.
    if connection.vendor == "postgresql":
        exact, last = [" <-> ".join(term) for term in terms[:-1]], " <-> ".join(terms[-1])
        query = " & ".join([*exact, f"{last}:*"])
        found = f"SELECT id FROM {_WORDS} WHERE words @@ to_tsquery('simple', %s)"  # nosec B608
        rare = _first(found, query)
        if len(rare) < _MANY:
            return rows.filter(pk__in=rare)
        return rows.filter(pk__in=RawSQL(found, [query]))  # nosec B611
    # The last word may be begun only: to ask this of each takes ten times as long.
    whole = ['"' + " ".join(term) + '"' for term in terms]
    query = f"{' '.join(whole)} *"
    found = f"SELECT rowid FROM {_WORDS} WHERE {_WORDS} MATCH %s"  # nosec B608
    return rows.filter(pk__in=RawSQL(found, [query]))  # nosec B611


def _first(found: str, query: str) -> list[int]:
    """The first papers that have the words, by the index: its planner thinks little of reading all.

    What most papers have is better asked row by row, in the register's order.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{found} LIMIT {_MANY}", [query])
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
    return ids


def terms_of(typed: str) -> list[str]:
    """The folded words of what was typed without a space."""
    return search_text(typed).split()
