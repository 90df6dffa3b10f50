"""A real SMTP server that delivers to a folder, and a page to read what came."""

import base64
import html
import json
import mailbox
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from litestar import MediaType, get

from backend.sandbox.returned import kind_of, lay_into, report


class Mailbox:
    """Letters as JSON files in one folder, newest first by name."""

    def __init__(self, folder: Path, returned: Path | None = None) -> None:
        """`returned` is the Maildir into which reports about letters that came back are laid."""
        self.folder, self._returned = folder, returned
        folder.mkdir(parents=True, exist_ok=True)
        if returned is not None:
            mailbox.Maildir(returned)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by the SMTP server for each letter.

        A mailbox called `tu-choi…` is unknown here (550), one called `ban…` busy (451); what is
        sent to `tra-ve-…`, `day-…` or `cham-…` is taken and comes back.
        """
        name = str(envelope.rcpt_tos[0]).lower() if envelope.rcpt_tos else ""
        if name.startswith("tu-choi"):
            return "550 5.1.1 no such mailbox"
        if name.startswith("ban-"):
            return "451 4.3.0 try again later"
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        letter = message_from_bytes(raw, policy=policy.default)
        body = letter.get_body(preferencelist=("plain",))
        now = datetime.now(UTC)
        name = f"{now:%Y%m%d%H%M%S%f}-{uuid4().hex[:6]}.json"
        half = self.folder / f"{name}.half"  # a reader never meets half a letter
        half.write_text(
            json.dumps(
                {
                    "at": now.isoformat(),
                    "to": envelope.rcpt_tos,
                    "sender": envelope.mail_from,
                    "subject": str(letter["subject"]),
                    "message_id": str(letter["message-id"]),
                    "raw": base64.b64encode(raw).decode(),
                    "body": body.get_content() if body is not None else "",
                },
                ensure_ascii=False,
            ),
            encoding="utf-8",
        )
        half.rename(self.folder / name)
        to = str(envelope.rcpt_tos[0]) if envelope.rcpt_tos else ""
        kind = kind_of(to)
        if kind and self._returned is not None:
            lay_into(self._returned, report(raw, str(envelope.mail_from), to, kind))
        return "250 OK"

    def letters(self, to: str = "", limit: int = 100) -> list[dict[str, str]]:
        """The newest letters, or those to one address."""
        found = []
        for path in sorted(self.folder.glob("*.json"), reverse=True):
            letter = json.loads(path.read_text(encoding="utf-8"))
            if not to or to in letter["to"]:
                found.append(letter)
            if len(found) >= limit:
                break
        return found


def smtp_server(box: Mailbox, port: int) -> Controller:
    """The SMTP server, not started yet."""
    return Controller(box, hostname="127.0.0.1", port=port)


def mail_routes(box: Mailbox) -> list[object]:
    """A page for people and JSON for tests."""

    @get("/mail.json", sync_to_thread=True)
    def letters(to: str = "") -> list[dict[str, str]]:
        """Letters, newest first."""
        return box.letters(to)

    @get("/mail", media_type=MediaType.HTML, sync_to_thread=True)
    def page() -> str:
        """Letters to read."""
        rows = "".join(
            f"<article><h2>{html.escape(letter['subject'])}</h2>"
            f"<p>{html.escape(', '.join(letter['to']))} · {html.escape(letter['at'][:19])}</p>"
            f"<pre>{html.escape(letter['body'])}</pre></article>"
            for letter in box.letters(limit=50)
        )
        return (
            "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Hộp thư thử nghiệm</title>"
            "<style>body{font:16px system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}"
            "article{border-top:1px solid #ccc;padding:1rem 0}pre{white-space:pre-wrap}</style>"
            f"<h1>Hộp thư thử nghiệm</h1>{rows or '<p>Chưa có thư.</p>'}</html>"
        )

    return [letters, page]
