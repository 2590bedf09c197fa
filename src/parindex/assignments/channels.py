"""The two ways out of the product: a mail server, and a gateway's signed webhook."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import smtplib
import ssl
import time
from collections.abc import Mapping
from email.message import Message
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from parindex.settings.mail import MailServer

TIMEOUT = 20.0  # seconds
_WEBHOOK_TRIES = 3


class Refused(Exception):
    """What was to be sent certainly did not leave. ``for_good``: trying again is of no use."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Doubtful(Exception):
    """The connection broke while a letter was on its way: nobody knows whether it left."""


class Unreachable(Exception):
    """The server does not answer; nothing left."""


class Post:
    """A connection to the mail server, opened for a run and opened again when it was closed."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def connect(self) -> None:
        """Be ready to send; called before a letter is claimed.

        :raises Unreachable: when the server does not take the connection.
        """
        if self._smtp is not None:
            return
        try:
            self._smtp = self._opened()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(str(error)) from error

    def send(self, message: Message) -> None:
        """Hand one letter over.

        :raises Refused: when the server says that it does not take it.
        :raises Doubtful: when the connection broke in the middle.
        """
        if self._smtp is None:
            raise Refused("not connected")
        try:
            self._smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise Refused(_said(code, words), for_good=code >= 500) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            words = _said(error.smtp_code, error.smtp_error)
            raise Refused(words, for_good=error.smtp_code >= 500) from error
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise Doubtful(str(error)) from error

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        trust = ssl.create_default_context()
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=trust)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        if server.security == "starttls":
            smtp.starttls(context=trust)
        if server.user:
            smtp.login(server.user, server.password)
        return smtp

    def _close(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()
            self._smtp = None


class Gateway:
    """A gateway that is told by signed requests; redirects are not followed."""

    def __init__(self, address: str, secret: str, *, pause: float = 1.0) -> None:
        self._parts = urlsplit(address)
        self._secret = secret.encode()
        self._pause = pause  # seconds before the second try; doubled for the next

    def send(self, payload: Mapping[str, object]) -> None:
        """Tell the gateway, up to three times; it knows a repeated delivery by its number.

        :raises Refused: when it does not take it.
        """
        body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
        problem = ""
        for attempt in range(_WEBHOOK_TRIES):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            try:
                status = self._post(body, str(payload["delivery"]))
            except (OSError, http.client.HTTPException) as error:
                problem = str(error)
                continue
            if 200 <= status < 300:
                return
            problem = f"HTTP {status}"
            if 400 <= status < 500 and status not in (408, 425, 429):
                raise Refused(problem, for_good=True)
        raise Refused(problem)

    def _post(self, body: bytes, delivery: str) -> int:
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Parindex-Delivery": delivery,
            "X-Parindex-Timestamp": stamp,
            "X-Parindex-Signature": f"sha256={signature(self._secret, stamp, body)}",
        }
        path = self._parts.path or "/"
        if self._parts.query:
            path = f"{path}?{self._parts.query}"
        connection = self._connection()
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read(65536)
            return answer.status
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=TIMEOUT)
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over “stamp.body”, hexadecimal: an old request cannot be sent anew later."""
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
