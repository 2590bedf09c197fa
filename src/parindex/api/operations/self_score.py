"""An agency's own part in a round: its state, its lines, its steps up to the submission."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import (
    Key,
    KeyInPath,
    Limit,
    Offset,
    Points,
    Sent,
    Text,
    YearInPath,
    exact,
    iso,
)
from parindex.api.paging import Page, page
from parindex.api.places import Part, part
from parindex.api.problems import NotThere
from parindex.organisations.queries import units_of
from parindex.rounds.queries import (
    SelfScoreLine,
    SelfScorePage,
    open_steps,
    self_score_page,
)
from parindex.rounds.services import (
    claim_lower,
    consolidate,
    explain_missing,
    hand_in,
    send_back,
    submit,
)

router = Router(tags=["self score"])


class UnitOut(Schema):
    """How far a unit is with its components."""

    key: str
    name: str
    components: int
    handed_in: int
    given_back: int
    without_figures: int


class YearOut(Schema):
    """Where the agency stands. ``open_steps``: what this token's person may do now."""

    round: int
    name: str
    year: int
    cluster: str
    edition: str
    state: str
    deadlines: dict[str, str | None]
    points: str
    missing_evidence: list[str]
    units: list[UnitOut]
    open_steps: list[str]


class LineOut(Schema):
    """A component of the self score; ``points`` is the claim where there is one."""

    key: str
    code: str
    maximum: str
    status: str
    by_rule: str | None
    points: str | None
    claimed: str | None
    claim_reason: str
    explanation: str
    unit: str | None
    entry: str
    evidence: int
    is_missing_evidence: bool
    sent_back: str | None


class ClaimIn(Sent):
    """Fewer points than the rule gives, with the reason; null takes the rule's again."""

    points: Points | None
    reason: Text = ""


class ExplanationIn(Sent):
    """In place of evidence or figures; empty takes it back."""

    text: Text


class UnitIn(Sent):
    """The key of a unit."""

    unit: Key


class SendBackIn(Sent):
    """The component and the Office's note."""

    component: Key
    note: Text


@router.get(
    "/years/{year}", response=YearOut, summary=gettext_noop("Where the agency stands in its round")
)
def show_year(request: HttpRequest, year: YearInPath) -> YearOut:
    """Scope: read."""
    return _year(part(request, Scope.READ, year))


@router.get(
    "/years/{year}/self-score",
    response=Page[LineOut],
    summary=gettext_noop("The self score, line by line"),
)
def list_self_score(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[LineOut]:
    """Scope: read."""
    return page(_page(part(request, Scope.READ, year)).lines, offset, limit, _line)


@router.put(
    "/years/{year}/components/{key}/claim",
    response=LineOut,
    summary=gettext_noop("Claim fewer points, or not"),
)
def put_claim(request: HttpRequest, year: YearInPath, key: KeyInPath, body: ClaimIn) -> LineOut:
    """Scope: write."""
    place = part(request, Scope.WRITE, year)
    component = place.component(key)
    claim_lower(
        place.access, place.participant, component.key, body.points, body.reason, now=place.now
    )
    return _line_of(place, component.key)


@router.put(
    "/years/{year}/components/{key}/explanation",
    response=LineOut,
    summary=gettext_noop("Explain missing evidence or figures"),
)
def put_explanation(
    request: HttpRequest, year: YearInPath, key: KeyInPath, body: ExplanationIn
) -> LineOut:
    """Scope: write."""
    place = part(request, Scope.WRITE, year)
    component = place.component(key)
    explain_missing(place.access, place.participant, component.key, body.text, now=place.now)
    return _line_of(place, component.key)


@router.post(
    "/years/{year}/hand-in", response=YearOut, summary=gettext_noop("Hand a unit's components in")
)
def post_hand_in(request: HttpRequest, year: YearInPath, body: UnitIn) -> YearOut:
    """Scope: write."""
    place = part(request, Scope.WRITE, year)
    units = {unit.key: unit for unit in units_of(place.access.agency)}
    if body.unit not in units:
        raise NotThere
    hand_in(place.access, place.participant, units[body.unit], now=place.now)
    return _year(part(request, Scope.WRITE, year))


@router.post(
    "/years/{year}/send-back", response=YearOut, summary=gettext_noop("Send a component back")
)
def post_send_back(request: HttpRequest, year: YearInPath, body: SendBackIn) -> YearOut:
    """Scope: submit."""
    place = part(request, Scope.SUBMIT, year)
    component = place.component(body.component)
    try:
        send_back(place.access, place.participant, component.key, body.note, now=place.now)
    except KeyError:
        raise NotThere from None
    return _year(part(request, Scope.SUBMIT, year))


@router.post(
    "/years/{year}/consolidate", response=YearOut, summary=gettext_noop("Sign the self score off")
)
def post_consolidate(request: HttpRequest, year: YearInPath) -> YearOut:
    """Scope: submit."""
    place = part(request, Scope.SUBMIT, year)
    consolidate(place.access, place.participant, now=place.now)
    return _year(part(request, Scope.SUBMIT, year))


@router.post(
    "/years/{year}/submit", response=YearOut, summary=gettext_noop("Submit to the council")
)
def post_submit(request: HttpRequest, year: YearInPath) -> YearOut:
    """Scope: submit. Figures and evidence are closed; what is submitted is kept with its hash."""
    place = part(request, Scope.SUBMIT, year)
    submit(place.access, place.participant, now=place.now)
    return _year(part(request, Scope.SUBMIT, year))


def _page(place: Part) -> SelfScorePage:
    return self_score_page(place.access, place.participant, place.now)


def _line_of(place: Part, key: str) -> LineOut:
    lines = {one.line.component.key: one for one in _page(place).lines}
    return _line(lines[key])


def _year(place: Part) -> YearOut:
    found = _page(place)
    participant = place.participant
    return YearOut(
        round=participant.round.pk,
        name=participant.round.name,
        year=participant.round.year,
        cluster=participant.cluster.key,
        edition=participant.round.edition.sha256,
        state=found.state.value,
        deadlines={stage.value: iso(ends_at) for stage, ends_at in found.deadlines.items()},
        points=str(found.points),
        missing_evidence=list(found.missing_evidence),
        units=[
            UnitOut(
                key=one.unit.key,
                name=one.unit.name,
                components=one.components,
                handed_in=one.handed_in,
                given_back=one.given_back,
                without_figures=one.without_figures,
            )
            for one in found.units
        ],
        open_steps=[step.value for step in open_steps(place.access, participant, place.now)],
    )


def _line(one: SelfScoreLine) -> LineOut:
    line = one.line
    return LineOut(
        key=line.component.key,
        code=line.component.code,
        maximum=str(line.component.max),
        status=line.status.value,
        by_rule=exact(line.by_rule),
        points=exact(line.points),
        claimed=exact(line.claimed),
        claim_reason=line.claim_reason,
        explanation=line.explanation,
        unit=one.unit.key if one.unit else None,
        entry=one.entry.value,
        evidence=one.evidence,
        is_missing_evidence=one.is_missing_evidence,
        sent_back=one.sent_back.note if one.sent_back else None,
    )
