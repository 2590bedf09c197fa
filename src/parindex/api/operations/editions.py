"""The edition of a year: what is asked and how it is scored."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import Limit, Offset, Words, YearInPath, exact
from parindex.api.paging import Page, page
from parindex.api.places import agency_year
from parindex.editions.measures import measure_of
from parindex_core.framework import Component, Variable

router = Router(tags=["edition"])


class VariableOut(Schema):
    """A number, a choice or a yes or no that a component asks for."""

    name: str
    type: str
    label: Words
    question: Words
    unit: Words | None
    options: dict[str, Words]
    at_most: str | None

    @classmethod
    def of(cls, one: Variable) -> "VariableOut":
        return cls(
            name=one.name,
            type=one.type,
            label=Words.of(one.label),
            question=Words.of(one.question),
            unit=Words.of(one.unit) if one.unit else None,
            options={name: Words.of(label) for name, label in one.options.items()},
            at_most=exact(one.at_most),
        )


class ComponentOut(Schema):
    """A scored component. ``measure``: the register that counts it, where one does."""

    key: str
    code: str
    label: Words
    maximum: str
    method: str
    evidence: list[Words]
    measure: str | None
    variables: list[VariableOut]

    @classmethod
    def of(cls, one: Component) -> "ComponentOut":
        measure = measure_of(one.key)
        return cls(
            key=one.key,
            code=one.code,
            label=Words.of(one.label),
            maximum=str(one.max),
            method=one.method,
            evidence=[Words.of(asked) for asked in one.evidence],
            measure=measure.name if measure else None,
            variables=[VariableOut.of(variable) for variable in one.variables],
        )


@router.get(
    "/years/{year}/edition/components",
    response=Page[ComponentOut],
    summary=gettext_noop("The components of the year's edition"),
)
def list_edition_components(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[ComponentOut]:
    """Scope: read."""
    place = agency_year(request, Scope.READ, year)
    return page(place.framework.components, offset, limit, ComponentOut.of)
