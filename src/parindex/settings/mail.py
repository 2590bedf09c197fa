"""Where mail and webhooks go, read from one address each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """``security``: none, starttls or tls."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""


class MailAddressInvalid(ValueError):
    """PARINDEX_SMTP or PARINDEX_WEBHOOK is no address of its kind."""


def mail_server(address: str) -> MailServer | None:
    """``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``; None without."""
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise MailAddressInvalid("PARINDEX_SMTP has to be smtp://, smtp+starttls:// or smtps://…")
    security = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}[parts.scheme]
    return MailServer(
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        security,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def webhook_address(address: str, secret: str) -> str:
    """The address of a gateway, which needs a secret to know the product by; empty without."""
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise MailAddressInvalid("PARINDEX_WEBHOOK has to be http:// or https://…")
    if len(secret) < 16:
        raise MailAddressInvalid("PARINDEX_WEBHOOK_SECRET has to have 16 characters or more")
    return address
