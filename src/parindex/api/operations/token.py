"""Who the token lets in."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.api.fields import iso
from parindex.api.security import bearer

router = Router(tags=["token"])


class TokenOut(Schema):
    """The token that the call was made with, whom and what it is for."""

    person: str
    agency: str
    agency_name: str
    name: str
    scopes: list[str]
    expires_at: str | None


@router.get("/token", response=TokenOut, summary=gettext_noop("Whom and what this token is for"))
def show_token(request: HttpRequest) -> TokenOut:
    token = bearer(request).token
    return TokenOut(
        person=token.user.full_name,
        agency=token.agency.key,
        agency_name=token.agency.name,
        name=token.name,
        scopes=token.scopes,
        expires_at=iso(token.expires_at),
    )
