"""Whose work a paper gives: the province's, the agency's own, or the year's reform plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parindex.assignments.constants import Origin
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.assignments.models import Directive
    from parindex.organisations.models import Agency

_COMMITTEE = re.compile(r"\buy ban nhan dan\b")
_CHAIRMAN = re.compile(r"^(?:pho )?chu tich ")
_REFORM = re.compile(r"\b(?:cai cach hanh chinh|cchc)\b")


def origin_of(directive: Directive | None, agency: Agency) -> Origin:
    """What a task of the paper is counted as; without a paper it is the year's plan's.

    What an officer said of the paper goes before what its issuer and kind tell.
    """
    if directive is None:
        return Origin.PLAN
    if directive.origin:
        return Origin(directive.origin)
    issuer, superior = _body(directive.issuer), _body(agency.superior)
    if issuer.startswith("ubnd tinh") or (superior and issuer == superior):
        return Origin.PROVINCE
    if directive.kind == "plan" and _REFORM.search(fold(directive.subject)):
        return Origin.PLAN
    return Origin.AGENCY


def _body(name: str) -> str:
    """A committee's name in one form: folded, without its chairman, “ubnd” for its words."""
    short = _COMMITTEE.sub("ubnd", " ".join(fold(name).split()))
    return _CHAIRMAN.sub("", short)
