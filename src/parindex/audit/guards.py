"""Triggers by which the database itself refuses to change or delete what the audit holds.

They are part of the migration. A migration that alters a table of the audit on SQLite remakes it,
which loses its triggers: such a migration ends with ``install_guards``.
"""

from typing import Any

_EVENT_FIELDS = (
    "id", "at", "actor_id", "agency_id", "action", "target_type", "target_id",
    "before", "after", "reason", "search_text",
)  # fmt: skip

_SAME_ON_SQLITE = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in _EVENT_FIELDS)
_SAME_ON_POSTGRESQL = " AND ".join(
    f'OLD."{name}" IS NOT DISTINCT FROM NEW."{name}"' for name in _EVENT_FIELDS
)
# The one change there is: an event without a link gets its place in the chain.
_LINKING = "OLD.link = '' AND NEW.link <> '' AND {same}"
_FORWARD = "NEW.id = OLD.id AND NEW.position > OLD.position"

ON_SQLITE = {
    "audit_event_kept": "BEFORE DELETE ON audit_auditevent",
    "audit_event_unchanged": "BEFORE UPDATE ON audit_auditevent"
    f" WHEN NOT ({_LINKING.format(same=_SAME_ON_SQLITE)})",
    "audit_head_kept": "BEFORE DELETE ON audit_chainhead",
    "audit_head_forward": f"BEFORE UPDATE ON audit_chainhead WHEN NOT ({_FORWARD})",
}
ON_POSTGRESQL = {
    "audit_event_kept": "BEFORE DELETE ON audit_auditevent FOR EACH ROW",
    "audit_event_unchanged": "BEFORE UPDATE ON audit_auditevent FOR EACH ROW"
    f" WHEN (NOT ({_LINKING.format(same=_SAME_ON_POSTGRESQL)}))",
    "audit_event_not_emptied": "BEFORE TRUNCATE ON audit_auditevent FOR EACH STATEMENT",
    "audit_head_kept": "BEFORE DELETE ON audit_chainhead FOR EACH ROW",
    "audit_head_forward": f"BEFORE UPDATE ON audit_chainhead FOR EACH ROW WHEN (NOT ({_FORWARD}))",
    "audit_head_not_emptied": "BEFORE TRUNCATE ON audit_chainhead FOR EACH STATEMENT",
}
_REFUSING_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit records are never changed or deleted'; END $$
"""


def guard_names(connection: Any) -> frozenset[str]:
    """The names of the triggers that a database of this kind has."""
    return frozenset(ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE)


def install_guards(connection: Any) -> None:
    """Create the triggers, anew where they exist."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSING_FUNCTION)
            for name, when in ON_POSTGRESQL.items():
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION audit_refuses()"
                )
            return
        for name, when in ON_SQLITE.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(
                f"CREATE TRIGGER {name} {when} BEGIN"
                " SELECT RAISE(ABORT, 'audit records are never changed or deleted'); END"
            )


def missing_guards(connection: Any) -> list[str]:
    """The triggers that somebody took away or switched off, by name."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgrelid IN"
        " ('audit_auditevent'::regclass, 'audit_chainhead'::regclass)"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(guard_names(connection) - present)
