"""Letters over SMTP, signed with DKIM (RFC 6376) where a key is configured."""

import asyncio
import base64
import re
from email import policy
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate, parseaddr
from functools import cache
from uuid import UUID

import aiosmtplib
import dkim

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.notifications import bounce_mailbox
from backend.notifications.adapters import mail_server
from backend.notifications.bounce_address import sender_for
from backend.notifications.marking import handed, line, refused_by_provider, tried
from backend.organisation.queries import site
from backend.settings import settings
from shared.contracts.organisation import PublicSite

_MAILBOX = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
_SIGNED = [
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type",
    b"Content-Transfer-Encoding",
]  # fmt: skip


class SmtpSettings(Settings, frozen=True, kw_only=True):
    """Where letters are handed in, and whether they are signed."""

    secret = frozenset({"password"})
    port: int = 25
    security: str = "none"
    user: str = ""
    password: str = ""
    dkim_domain: str = ""
    dkim_selector: str = ""
    bounce_address: str = ""
    bounce_mailbox: str = ""


class Mail(Adapter):
    """The operator's mail server; the same Message-ID at every try, so that it drops a repeat."""

    id = "mail"
    name = "Thư điện tử (SMTP)"
    name_en = "E-mail (SMTP)"
    format_version = "RFC 5321"
    repeatable = True
    concurrency = 8
    timeout = 20.0

    def __init__(self) -> None:
        here = settings()
        self.settings = SmtpSettings(
            url=here.smtp_host,
            port=here.smtp_port,
            security=here.smtp_security,
            user=here.smtp_user,
            password=here.smtp_password,
            dkim_domain=here.dkim_domain,
            dkim_selector=here.dkim_selector,
            bounce_address=here.bounce_address,
            bounce_mailbox=here.bounce_mailbox,
        )

    async def send(self, delivery: Delivery) -> Sent:
        """Hands one letter in. Raises Unreachable, Refused."""
        to = str(delivery.payload.get("to", ""))
        if not to:
            return Sent()  # asked for somebody who is not there; nobody learns that
        if not _MAILBOX.fullmatch(to):
            raise Refused("Địa chỉ thư không đúng dạng.")
        await tried(delivery, self.id)
        body = str(delivery.payload["body"]) + foot(await site())
        raw = letter(delivery.key, to, str(delivery.payload["subject"]), body)
        try:
            await hand_in(raw, to, line(delivery))
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPSenderRefused) as error:
            await _settle(delivery, error)
        except aiosmtplib.SMTPResponseException as error:
            await _settle(delivery, error)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unreachable(type(error).__name__) from error
        await handed(delivery)
        return Sent()

    async def check(self) -> Health:
        """Whether the mail server greets us."""
        client = aiosmtplib.SMTP(
            hostname=settings().smtp_host, port=settings().smtp_port, timeout=5
        )
        try:
            async with client:
                await client.noop()
        except (aiosmtplib.SMTPException, OSError) as error:
            return Health(False, f"Máy chủ thư không trả lời ({type(error).__name__}).")
        box = bounce_mailbox.box()
        if box is not None:
            try:
                await asyncio.to_thread(box.check)
            except bounce_mailbox.MailboxAway as away:
                return Health(False, f"Hộp thư nhận thư trả lại: {away}")
        return Health(True)


async def _settle(delivery: Delivery, error: Exception) -> None:
    """A passing refusal (4xx) is tried again; a lasting one (5xx) is the mailbox's own answer."""
    code = getattr(error, "code", 0)
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients:
        code = error.recipients[0].code
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) or not 500 <= code < 600:
        raise Unreachable(f"SMTP {code}") from error
    words = f"Hộp thư không nhận (SMTP {code})."
    await refused_by_provider(delivery, words)
    raise Refused(words, str(code)) from error


def letter(id_: str, to: str, subject: str, body: str) -> bytes:
    """A letter as it goes over the wire; in ASCII, so that no relay re-encodes what is signed.

    The older classes of the library: the newer ones lose the blank between two encoded words.
    """
    here = settings()
    name, address = parseaddr(here.mail_from)
    mail = MIMEText(body, "plain", "utf-8")
    mail["From"] = formataddr((str(Header(name, "utf-8")), address))
    mail["To"] = to
    mail["Subject"] = Header(" ".join(subject.split()), "utf-8", header_name="Subject").encode()
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = f"<{id_}@{address.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    raw = mail.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))
    if not here.dkim_key:
        return raw
    signature: bytes = dkim.sign(
        raw, here.dkim_selector.encode(), here.dkim_domain.encode(), _key(), include_headers=_SIGNED
    )
    return signature + raw


@cache
def _key() -> bytes:
    """The private key: PEM, or its base64 where an environment variable has no lines."""
    text = settings().dkim_key
    return text.encode() if text.startswith("-----") else base64.b64decode(text)


def foot(here: PublicSite) -> str:
    """Who writes and how they are reached, under the mark that mail programs know a signature by
    (RFC 3676 4.3)."""
    reached = [f"Tổng đài {here.hotline}" if here.hotline else "", here.email]
    lines = [here.portal_name, here.authority, " · ".join(part for part in reached if part)]
    return "\n\n-- \n" + "\n".join(line for line in lines if line) + "\n"


async def hand_in(raw: bytes, to: str, line_id: UUID | None = None) -> None:
    """One letter into the mail server; what comes back names the line of the ledger it is of.

    Raises aiosmtplib's errors, OSError.
    """
    here = settings()
    usual = parseaddr(here.mail_from)[1]
    sender = sender_for(line_id, here.bounce_address) if here.bounce_address else usual
    server = mail_server.Server(
        here.smtp_host, here.smtp_port, here.smtp_security, here.smtp_user, here.smtp_password
    )
    await mail_server.hand_in(server, sender, to, raw)
