"""A code with all that its form needs: each page of a form asks for it twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.transaction import TransactionManagementError

from parindex.surveys.models import QuestionnaireVersion, SurveyCode, SurveyDraft, SurveyRound
from parindex.surveys.prepared import Prepared

# In the order of the models' fields. What is not among them is read once somebody asks for it.
_CODE = ("id", "round_id", "procedure", "channel", "unit_id")
_ROUND = (
    "id", "agency_id", "questionnaire_id", "state", "opens_on", "closes_on", "is_illustrative",
)  # fmt: skip
_AGENCY = ("id", "name", "name_en", "demonstration_date")
_VERSION = ("id", "sha256")
_DRAFT = ("id", "code_id", "answers", "started_at")
_AGENCIES = SurveyRound._meta.get_field("agency").related_model


def find_code(digest: str) -> tuple[SurveyCode, SurveyDraft | None] | None:
    """The code of a digest with its round, agency and questionnaire, and its draft; one query."""
    row = _FOUND.row(digest)
    if row is None:
        return None
    values = iter(row)
    return _code(values), _draft(values)


def hold_code(digest: str) -> tuple[SurveyCode, SurveyDraft | None] | None:
    """The same held until the transaction ends; two queries.

    Under the lock the draft is read by itself: another of the person's pages may have come first.

    :raises TransactionManagementError: outside a transaction, in which nothing would be held.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a code is held in a transaction")
    row = _HELD.row(digest)
    if row is None:
        return None
    code = _code(iter(row))
    draft = _DRAFT_OF.row(code.pk)
    return code, None if draft is None else _draft(iter(draft))


def _code(values: Iterator[Any]) -> SurveyCode:
    code = _loaded(SurveyCode, _CODE, values)
    code.round = _loaded(SurveyRound, _ROUND, values)
    code.round.agency = _loaded(_AGENCIES, _AGENCY, values)
    code.round.questionnaire = _loaded(QuestionnaireVersion, _VERSION, values)
    return code


def _draft(values: Iterator[Any]) -> SurveyDraft | None:
    return _loaded(SurveyDraft, _DRAFT, values)


def _loaded(model: Any, names: tuple[str, ...], values: Iterator[Any]) -> Any:
    """A row as Django itself loads one of which only some fields are asked for; None for none."""
    row = list(islice(values, len(names)))
    return None if row[0] is None else model.from_db(DEFAULT_DB_ALIAS, names, row)


def _rows(digest: str, *more: str) -> Any:
    asked = [
        *_CODE,
        *(f"round__{name}" for name in _ROUND),
        *(f"round__agency__{name}" for name in _AGENCY),
        *(f"round__questionnaire__{name}" for name in _VERSION),
    ]
    return SurveyCode.objects.filter(digest=digest).order_by().values_list(*asked, *more)


def _found(digest: str) -> Any:
    return _rows(digest, *(f"draft__{name}" for name in _DRAFT))


def _held(digest: str) -> Any:
    return _rows(digest).select_for_update(of=("self",))


def _draft_of(code_id: int) -> Any:
    return SurveyDraft.objects.filter(code_id=code_id).values_list(*_DRAFT)


_FOUND, _HELD = Prepared(_found, "digest"), Prepared(_held, "digest")
_DRAFT_OF = Prepared(_draft_of, 1)
