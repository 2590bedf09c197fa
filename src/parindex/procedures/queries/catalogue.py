"""The catalogue of a day: the version of each procedure that holds on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.procedures.constants import (
    ONLINE,
    CatalogueState,
    OnlineLevel,
    Part,
    Reception,
)
from parindex.procedures.facts import national_code
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.search import search_text
from parindex_core.vietnamese.folding import vietnamese_sort_key

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency

# What a list may be sorted by; “-” before it turns it round. The words of people are sorted by the
# Vietnamese alphabet, which no database here knows.
_BY_WORDS = ("name", "field")
_BY_VALUES = {
    "code": "procedure__code",
    "unit": "procedure__unit__position",
    "time": "processing_time",
    "fee": "fee",
}
CATALOGUE_ORDERS = (*_BY_VALUES, *_BY_WORDS)
ONLINE_ANY = "online"
# What holds since long ago is still read year by year only so far back.
_MOST_YEARS = 15
_STATES = {
    CatalogueState.DECIDED: Q(decision_signed_on__isnull=False),
    CatalogueState.UNDECIDED: Q(decision_signed_on__isnull=True),
    CatalogueState.COMPLETE: Q(public_parts=list(Part.values)),
    CatalogueState.INCOMPLETE: ~Q(public_parts=list(Part.values)),
}
_RECEPTIONS = {
    Reception.ONE_STOP: Q(one_stop=True),
    Reception.INTER_AGENCY: Q(inter_agency=True),
    Reception.ELSEWHERE: Q(one_stop=False, inter_agency=False),
}


@dataclass(frozen=True)
class CatalogueFilter:
    """What a catalogue is narrowed to; ``online`` is a level, ``ONLINE_ANY`` or nothing.

    ``state`` and ``reception``: a ``CatalogueState`` and a ``Reception``, or nothing.
    """

    words: str = ""
    field: str = ""
    unit_id: int | None = None
    without_unit: bool = False
    level: str = ""
    online: str = ""
    reception: str = ""
    state: str = ""


def holding_on(agency: Agency, day: date) -> QuerySet[ProcedureVersion]:
    """The versions that hold on a day, of procedures that are not repealed by then."""
    return _newest_on(agency, day).filter(is_repealed=False)


def catalogue(
    access: Access, day: date, narrowed: CatalogueFilter, order: str = "code"
) -> list[ProcedureVersion]:
    """The agency's catalogue of a day, by one of ``CATALOGUE_ORDERS``.

    Procedures repealed by that day are left out, unless they are what is asked for.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    is_turned, key = order.startswith("-"), order.removeprefix("-")
    found = _narrowed(_newest_on(access.agency, day), narrowed).order_by("procedure__code")
    found = found.defer("search_text")
    if key in _BY_WORDS:
        return sorted(
            found,
            key=lambda version: vietnamese_sort_key(getattr(version, key)),
            reverse=is_turned,
        )
    value = F(_BY_VALUES.get(key, "procedure__code"))
    sort = value.desc(nulls_last=True) if is_turned else value.asc(nulls_last=True)
    return list(found.order_by(sort, "procedure__code"))


def _newest_on(agency: Agency, day: date) -> QuerySet[ProcedureVersion]:
    of_procedure = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), effective_from__lte=day
    )
    newest = of_procedure.order_by("-effective_from", "-revision").values("pk")[:1]
    holding = ProcedureVersion.objects.filter(procedure__agency=agency, pk=Subquery(newest))
    return holding.select_related("procedure__unit")


def _narrowed(
    found: QuerySet[ProcedureVersion], narrowed: CatalogueFilter
) -> QuerySet[ProcedureVersion]:
    for typed in narrowed.words.split():
        found = found.filter(search_text__contains=search_text(typed))
    if narrowed.field:
        found = found.filter(field=narrowed.field)
    if narrowed.unit_id is not None:
        found = found.filter(procedure__unit_id=narrowed.unit_id)
    if narrowed.without_unit:
        found = found.filter(procedure__unit__isnull=True)
    if narrowed.level:
        found = found.filter(level=narrowed.level)
    if narrowed.online == ONLINE_ANY:
        found = found.filter(online_level__in=ONLINE)
    elif narrowed.online in OnlineLevel.values:
        found = found.filter(online_level=narrowed.online)
    if narrowed.reception in Reception.values:
        found = found.filter(_RECEPTIONS[Reception(narrowed.reception)])
    found = found.filter(is_repealed=narrowed.state == CatalogueState.REPEALED)
    if narrowed.state in _STATES:
        found = found.filter(_STATES[CatalogueState(narrowed.state)])
    return found


def fields_on(access: Access, day: date) -> list[str]:
    """The fields of the catalogue of a day, by the Vietnamese alphabet.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    fields = holding_on(access.agency, day).order_by("field").values_list("field", flat=True)
    return sorted(fields.distinct(), key=vietnamese_sort_key)


def catalogue_years(access: Access, today: date) -> list[int]:
    """The years that the catalogue is known of, this one first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    versions = ProcedureVersion.objects.filter(procedure__agency=access.agency)
    first = versions.aggregate(first=Min("effective_from"))["first"] or today
    return list(
        range(today.year, max(min(first.year, today.year), today.year - _MOST_YEARS) - 1, -1)
    )


def procedure(access: Access, procedure_id: int) -> Procedure | None:
    """One procedure of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Procedure.objects.filter(agency=access.agency, pk=procedure_id)
    return found.select_related("unit").first()


def procedure_by_code(access: Access, code: str) -> Procedure | None:
    """One procedure of the agency by its national code, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Procedure.objects.filter(agency=access.agency, code=national_code(code) or "")
    return found.select_related("unit").first()


def procedures_of(access: Access) -> list[Procedure]:
    """Every procedure of the agency, repealed ones too, by code.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return list(Procedure.objects.filter(agency=access.agency).select_related("unit"))


def versions_of(access: Access, found: Procedure) -> list[ProcedureVersion]:
    """The versions of a procedure, newest first, those of one day by their revision.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    versions = ProcedureVersion.objects.filter(procedure=found, procedure__agency=access.agency)
    return list(versions.select_related("recorded_by").order_by("-effective_from", "-revision"))


def version_on(versions: list[ProcedureVersion], day: date) -> ProcedureVersion | None:
    """Which of a procedure's versions, newest first, holds on a day."""
    return next((version for version in versions if version.effective_from <= day), None)


def may_keep(access: Access, found: Procedure | None = None) -> bool:
    """Whether the person may record versions: of this procedure, or any at all."""
    if access.may(Permission.KEEP_PROCEDURES):
        return True
    if found is not None:
        return found.unit_id is not None and access.may(Permission.KEEP_PROCEDURES, found.unit_id)
    return any(access.may(Permission.KEEP_PROCEDURES, unit) for unit in access.units)


def dossier_catalogue(agency: Agency, day: date) -> list[dict[str, Any]]:
    """The catalogue of a day as ``parindex_dossiers.procedures`` takes it, by code.

    ``{code, name, working_days, result_on_paper, online_level, fee}``: ``working_days`` None where
    the time is not counted in working days; ``fee`` in dong, None where it varies.
    """
    return [
        {
            "code": version.procedure.code,
            "name": version.name,
            "working_days": version.working_days,
            "result_on_paper": version.result_on_paper,
            "online_level": version.online_level,
            "fee": version.fee,
        }
        for version in holding_on(agency, day).order_by("procedure__code")
    ]
