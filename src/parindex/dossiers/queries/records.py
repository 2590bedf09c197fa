"""What was recorded of late dossiers: causes, letters of apology; and the exports' units."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_own, require_view
from parindex.dossiers.agency_store import agency_store, is_filled, store_names
from parindex.dossiers.cause_documents import document_counts
from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ApologyLetter, DossierUnit, ObjectiveCause
from parindex.dossiers.promised_day import promised_day
from parindex.organisations.queries import working_date
from parindex_core.vietnamese.folding import fold
from parindex_dossiers.explanation import find_dossier
from parindex_papers import apology_letter, docx_writer
from parindex_papers.model import Letterhead, Signature

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access


class LetterUnavailable(ValueError):
    """No return was appointed and no longest time is known; the text is the dossier's code."""


@dataclass(frozen=True)
class UnitLine:
    """A code of the exports with the name that they give it and the unit that it stands for."""

    pair: DossierUnit
    name: str | None


@dataclass(frozen=True)
class LetterFile:
    """A file to download."""

    name: str
    content: bytes


def objective_causes(access: Access, state: CauseState | None = None) -> QuerySet[ObjectiveCause]:
    """The causes that the person sees, the newest first: all, or those of the person's units.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = ObjectiveCause.objects.filter(agency=access.agency).select_related(
        "unit", "proposed_by", "decided_by"
    )
    if state is not None:
        found = found.filter(state=state)
    if Permission.VIEW not in access.agency_permissions:
        found = found.filter(unit__in=access.units)
    return found


def causes_to_decide(access: Access) -> list[ObjectiveCause]:
    """Proposed causes that the person may approve or return.

    :raises PermissionRefused: unless the person sees the agency.
    """
    proposed = objective_causes(access, CauseState.PROPOSED)
    return [
        cause
        for cause in proposed
        if cause.proposed_by_id != access.user.pk
        and access.may(Permission.APPROVE_OBJECTIVE_CAUSES, cause.unit_id)
    ]


def causes_matching(
    access: Access, state: CauseState | None = None, words: str = ""
) -> list[ObjectiveCause]:
    """The causes in a state of which code, cause, document or unit have every word; see above."""
    return [
        cause
        for cause in objective_causes(access, state)
        if _has_words(words, cause.dossier_code, cause.cause, cause.document_number, cause.unit)
    ]


def documents_behind(access: Access, causes: Sequence[ObjectiveCause]) -> dict[int, int]:
    """How many documents are attached to each cause, by its id; those without are left out.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return document_counts(access.agency.pk, causes)


def letters_matching(access: Access, words: str = "") -> list[ApologyLetter]:
    """The letters of which number, code, cause or unit have every word; see below."""
    return [
        letter
        for letter in apology_letters(access)
        if _has_words(words, letter.number, letter.dossier_code, letter.cause, letter.unit)
    ]


def apology_letter_of(access: Access, letter_id: int) -> ApologyLetter | None:
    """One letter of the agency; ``letter_file`` asks whether the person sees it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    letters = ApologyLetter.objects.filter(agency=access.agency, pk=letter_id)
    return letters.select_related("agency").first()


def _has_words(words: str, *texts: object) -> bool:
    """Whether the texts have every word, however written."""
    text = fold(" ".join(str(one) for one in texts if one))
    return all(word in text for word in fold(words).split())


def apology_letters(access: Access) -> QuerySet[ApologyLetter]:
    """The letters that the person sees, the newest first: all, or those of the person's units.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = ApologyLetter.objects.filter(agency=access.agency).select_related("unit", "recorded_by")
    if Permission.VIEW not in access.agency_permissions:
        found = found.filter(unit__in=access.units)
    return found


def dossier_units(access: Access) -> list[UnitLine]:
    """The codes of the exports' units; two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    store = agency_store(access.agency)
    names = store_names(store) if is_filled(store) else None
    pairs = DossierUnit.objects.filter(agency=access.agency).select_related("unit")
    return [UnitLine(pair, names.of("unit", pair.code) if names else None) for pair in pairs]


def letter_file(access: Access, letter: ApologyLetter, signature: Signature) -> LetterFile:
    """A letter as a Word document.

    :raises PermissionRefused: unless the letter is one that the person sees.
    :raises DossierNotFound: when the store has the dossier no longer.
    :raises LetterUnavailable: when nothing tells the day that was promised.
    """
    require_own(access, letter)
    require_view(access)
    own = {unit.pk for unit in access.units}
    if Permission.VIEW not in access.agency_permissions and letter.unit_id not in own:
        raise refused(access, Permission.VIEW.value, ("apology_letter", letter.pk))
    return _letter_file(access, letter, signature)


def letters_zip(
    access: Access, letters: Sequence[ApologyLetter], signature: Signature
) -> LetterFile:
    """Many letters as one ZIP; the same bytes for the same letters.

    :raises PermissionRefused: unless every letter is one that the person sees.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in letters:
            file = letter_file(access, letter, signature)
            entry = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.content)
    day = working_date(access.agency)
    return LetterFile(f"thu-xin-loi-{day.isoformat()}.zip", buffer.getvalue())


def _letter_file(access: Access, letter: ApologyLetter, signature: Signature) -> LetterFile:
    agency, store = access.agency, agency_store(access.agency)
    facts = find_dossier(store, letter.dossier_code)
    names, received = store_names(store), facts["received_at"]
    appointed = promised_day(facts)
    if appointed is None:
        raise LetterUnavailable(letter.dossier_code)
    number, _, symbol = letter.number.partition("/")
    paper = apology_letter.apology_letter(
        apology_letter.ApologyLetter(
            letterhead=Letterhead(
                issuing_body=agency.name,
                symbol=symbol or "TXL",
                superior=agency.superior,
                number=number,
                place=agency.place,
                day=letter.issued_on,
            ),
            signature=signature,
            dossier_code=letter.dossier_code,
            procedure_name=names.of("procedure", facts["procedure"]) or facts["procedure"],
            procedure_code=facts["procedure"],
            appointed_day=appointed,
            new_day=letter.new_day,
            cause=letter.cause,
            received_day=received.date() if received else None,
            is_illustrative=agency.demonstration_date is not None,
        )
    )
    return LetterFile(
        f"thu-xin-loi-{_plain(letter.dossier_code)}.docx", docx_writer.write_docx(paper)
    )


def _plain(code: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "_" for c in code)[:120]
