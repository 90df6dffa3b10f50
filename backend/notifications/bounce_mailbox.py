"""The mailbox that letters come back to: over IMAP (RFC 3501), or a Maildir of a server beside us.

Blocking; used in a thread.

What was a report about a letter of ours is deleted once it is written down; anything else people or
programs send there stays, marked as read.
"""

import contextlib
import imaplib
import mailbox
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from backend.settings import settings

_SECONDS = 20.0
MOST = 50  # letters at a time
MOST_BYTES = 256 * 1024  # of each: the report stands before the letter it is about


class MailboxAway(Exception):
    """It cannot be read now; the words say why in Vietnamese."""


class Box(Protocol):
    """A mailbox of either kind."""

    def waiting(self) -> list[tuple[str, bytes]]:
        """Letters nobody has looked at, with the name each is settled by. Raises MailboxAway."""

    def settle(self, taken: list[str], left: list[str]) -> None:
        """Deletes what was taken, marks the rest as read. Raises MailboxAway."""

    def check(self) -> None:
        """Whether it can be read. Raises MailboxAway."""


def box() -> Box | None:
    """The one of the settings, or None."""
    url = settings().bounce_mailbox
    if not url:
        return None
    return (
        MaildirBox(Path(url.removeprefix("maildir:")))
        if url.startswith("maildir:")
        else (ImapBox(url, settings().bounce_user, settings().bounce_password))
    )


class ImapBox:
    """`imaps://host[:993]/folder`, or `imap://` with STARTTLS; `imap+plain://` for trials."""

    def __init__(self, url: str, user: str, password: str) -> None:
        parts = urlsplit(url)
        self._scheme, self._host = parts.scheme, parts.hostname or ""
        self._port = parts.port or (993 if parts.scheme == "imaps" else 143)
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._user, self._password = user, password

    def waiting(self) -> list[tuple[str, bytes]]:
        """Unseen letters, the oldest first, the beginning of each."""
        with self._opened() as imap:
            _, found = imap.uid("SEARCH", "UNSEEN")
            uids = (found[0] or b"").decode().split()[:MOST]
            return [(uid, self._letter(imap, uid)) for uid in uids]

    def settle(self, taken: list[str], left: list[str]) -> None:
        """Deletes and marks."""
        with self._opened() as imap:
            if left:
                imap.uid("STORE", ",".join(left), "+FLAGS", r"(\Seen)")
            if taken:
                imap.uid("STORE", ",".join(taken), "+FLAGS", r"(\Seen \Deleted)")
                imap.expunge()

    def check(self) -> None:
        """Signs in and opens the folder."""
        with self._opened():
            pass

    @contextlib.contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        try:
            imap = self._connected()
            try:
                imap.login(self._user, self._password)
                status, _ = imap.select(f'"{self._folder}"')
                if status != "OK":
                    raise MailboxAway(f"Không có thư mục {self._folder}.")
                yield imap
            finally:
                with contextlib.suppress(imaplib.IMAP4.error, OSError):
                    imap.logout()
        except imaplib.IMAP4.error as error:
            raise MailboxAway("Máy chủ thư không cho đăng nhập hoặc không hiểu lệnh.") from error
        except OSError as error:
            raise MailboxAway(f"Không kết nối được ({type(error).__name__}).") from error

    def _connected(self) -> imaplib.IMAP4:
        context = ssl.create_default_context()
        if self._scheme == "imaps":
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=_SECONDS)
        imap = imaplib.IMAP4(self._host, self._port, timeout=_SECONDS)
        if self._scheme == "imap":
            imap.starttls(context)
        return imap

    @staticmethod
    def _letter(imap: imaplib.IMAP4, uid: str) -> bytes:
        _, found = imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
        parts = [part for part in found if isinstance(part, tuple)]
        return bytes(parts[0][1]) if parts else b""


class MaildirBox:
    """A folder with `new`, `cur` and `tmp`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def waiting(self) -> list[tuple[str, bytes]]:
        """What lies in `new`, the beginning of each."""
        self.check()
        found = []
        for path in sorted((self._folder / "new").iterdir())[:MOST]:
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                found.append((path.name, file.read(MOST_BYTES)))
        return found

    def settle(self, taken: list[str], left: list[str]) -> None:
        """Deletes and marks."""
        folder = mailbox.Maildir(self._folder, create=False)
        for name in taken:
            folder.discard(name.partition(":")[0])
        for name in left:
            with contextlib.suppress(FileNotFoundError):
                (self._folder / "new" / name).rename(
                    self._folder / "cur" / f"{name.partition(':')[0]}:2,S"
                )

    def check(self) -> None:
        """Whether the folder is there."""
        if not (self._folder / "new").is_dir():
            raise MailboxAway("Không có thư mục Maildir của hộp thư trả lại.")
