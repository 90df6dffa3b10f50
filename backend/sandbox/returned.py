"""Letters that a mail server takes and cannot deliver: its report (RFC 3462, 3464) to the sender.

As Postfix writes it, laid into a Maildir as the mailbox of the installation.
"""

import mailbox
from email import message_from_bytes
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid
from pathlib import Path

# By the beginning of the recipient's name: action, status and what the far server said.
KINDS = {
    "tra-ve": ("failed", "5.1.1", "smtp; 550 5.1.1 <{to}>: Recipient address rejected"),
    "day": ("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full"),
    "cham": ("delayed", "4.4.1", "X-Postfix; connect to mx.example[192.0.2.1]: timed out"),
}


def kind_of(recipient: str) -> str:
    """Why a letter to this mailbox comes back, or nothing."""
    return next((kind for kind in KINDS if recipient.lower().startswith(f"{kind}-")), "")


def report(raw: bytes, sender: str, to: str, kind: str) -> bytes:
    """The report about one letter."""
    action, status, said = KINDS[kind]
    letter = MIMEMultipart("report")
    letter.set_param("report-type", "delivery-status")
    letter["From"] = "Mail Delivery System <MAILER-DAEMON@mx.congdan.example>"
    letter["To"] = sender
    letter["Subject"] = "Undelivered Mail Returned to Sender"
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain="mx.congdan.example")
    letter["Auto-Submitted"] = "auto-replied"
    letter.attach(MIMEText(f"I'm sorry. Your message to <{to}>: {action}.", "plain"))
    about, person = Message(), Message()
    about["Reporting-MTA"] = "dns; mx.congdan.example"
    person["Final-Recipient"] = f"rfc822; {to}"
    person["Action"] = action
    person["Status"] = status
    person["Diagnostic-Code"] = said.format(to=to)
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([about, person])
    letter.attach(part)
    headers = "".join(f"{name}: {value}\n" for name, value in message_from_bytes(raw).items())
    letter.attach(MIMEText(headers, "rfc822-headers"))
    return letter.as_bytes()


def lay_into(folder: Path, content: bytes) -> None:
    """Delivers into a Maildir, which is made where there is none."""
    mailbox.Maildir(folder).add(content)
