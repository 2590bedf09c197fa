"""Single-use codes: unguessable, easy to read aloud, known to the database by a keyed hash only."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

# Neither 0 and O nor 1 and I: 32 signs, twelve of them, are 60 bits.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 12, 4


def new_code() -> str:
    """A code made by chance."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def grouped_code(code: str) -> str:
    """“ABCD-EFGH-JKLM”, as it is printed."""
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def typed_code(text: str) -> str:
    """What a person typed, as it was made: capitals without spaces and dashes."""
    return "".join(one for one in text.upper()[:60] if one.isalnum())


def code_digest(code: str) -> str:
    """The keyed hash by which the database knows a code; the key is the installation's."""
    return _keyed("code", typed_code(code)).hex()


def kiosk_digest(key: str) -> str:
    """The keyed hash of a kiosk's address."""
    return _keyed("kiosk", key).hex()


def address_digest(address: str) -> str:
    """What an address is counted under: nobody reads it back."""
    return _keyed("address", address).hex()


def new_answer_id() -> int:
    """A row's identity made by chance: it tells nothing of the order in which answers came."""
    return secrets.randbits(62) + 1


def sheet_answer_id(token: str) -> int:
    """The identity of an answer at a kiosk, the same for the same form sent twice."""
    digest = _keyed("sheet", token)
    return (int.from_bytes(digest[:8], "big") >> 2) + 1


def _keyed(purpose: str, text: str) -> bytes:
    """A hash that only this installation can make: the key is its signing key, for one purpose."""
    secret = f"parindex.surveys.{purpose}:{settings.SECRET_KEY}"
    return hmac.digest(hashlib.sha256(secret.encode()).digest(), text.encode(), "sha256")
