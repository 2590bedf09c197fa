"""A real mail server on loopback that keeps what it takes."""

import asyncio
import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Sink:
    """``refuse``: addresses that it does not take, each with its answer."""

    messages: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    address: str = ""
    # Seconds that it takes over a mail.
    pause: float = 0.0

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.pause)
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        self.messages.append(email.message_from_bytes(raw, policy=policy.default))
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        """Whom the mails went to, in their order."""
        return [str(message["To"]) for message in self.messages]


@contextmanager
def mail_sink() -> Iterator[Sink]:
    """A sink that listens as long as the block runs."""
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    sink.address = f"smtp://127.0.0.1:{port}"
    try:
        yield sink
    finally:
        controller.stop()
