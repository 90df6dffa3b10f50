"""Letters over SMTP: conversations are kept open, and one that was ended costs no letter."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiosmtplib
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from backend.notifications.adapters import mail_server
from backend.notifications.adapters.mail_server import Server, hand_in
from backend.sandbox.mail import Mailbox
from tests.conftest import _free_port

RAW = b"Subject: x\r\nMessage-ID: <%s@motcua.example>\r\n\r\nx\r\n"


class Counting(Mailbox):
    """A mail server that knows its conversations; it takes leave of one when told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.conversations: set[object] = set()
        self.leaves = 0

    async def handle_MAIL(
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called at the start of each letter."""
        if self.leaves:
            self.leaves -= 1
            return "421 4.3.2 closing"
        self.conversations.add(session.peer)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    def subjects(self) -> list[str]:
        """The ids of what arrived, in the order of arrival."""
        return [letter["message_id"][1:].partition("@")[0] for letter in self.letters()[::-1]]


class Standing:
    """The mail server, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.mailbox, self.port = Counting(folder), _free_port()
        self.server = Server("127.0.0.1", self.port)
        self.start()

    def start(self) -> None:
        """Listens again at the same address."""
        self._controller = Controller(self.mailbox, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Ends all conversations."""
        self._controller.stop()

    async def send(self, id_: str, to: str = "a@b.example") -> None:
        """One letter."""
        await hand_in(self.server, "mc@motcua.example", to, RAW % id_.encode())


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Standing]:
    found = Standing(tmp_path)
    yield found
    found.stop()


@pytest.mark.criterion("S.12")
async def test_letters_one_after_another_share_a_conversation(standing: Standing) -> None:
    for number in range(6):
        await standing.send(str(number))
    assert standing.mailbox.subjects() == [str(number) for number in range(6)]
    assert len(standing.mailbox.conversations) == 1


async def test_letters_at_the_same_time_have_each_their_own(standing: Standing) -> None:
    await asyncio.gather(*(standing.send(str(number)) for number in range(5)))
    assert sorted(standing.mailbox.subjects()) == [str(number) for number in range(5)]
    assert 1 <= len(standing.mailbox.conversations) <= 5
    await standing.send("after")
    assert len(standing.mailbox.conversations) <= 5, "one of those that were there"


@pytest.mark.criterion("S.12")
async def test_a_conversation_that_the_server_ended_costs_no_letter(standing: Standing) -> None:
    await standing.send("before")
    standing.stop()
    with pytest.raises((aiosmtplib.SMTPException, OSError)):
        await standing.send("away")
    standing.start()
    await standing.send("after")
    standing.mailbox.leaves = 1  # 421, as a server says that is about to close
    await standing.send("again")
    assert standing.mailbox.subjects() == ["before", "after", "again"], "each once"


async def test_a_mailbox_that_refuses_is_told_apart_and_the_next_letter_goes(
    standing: Standing,
) -> None:
    await standing.send("one")
    with pytest.raises(aiosmtplib.SMTPResponseException) as refused:
        await standing.send("two", "tu-choi@b.example")
    assert refused.value.code == 550
    await standing.send("three")
    assert standing.mailbox.subjects() == ["one", "three"]


async def test_no_conversation_goes_on_for_ever(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_server, "_LETTERS", 2)
    for number in range(6):
        await standing.send(str(number))
    assert standing.mailbox.subjects() == [str(number) for number in range(6)]
    assert len(standing.mailbox.conversations) == 3
    monkeypatch.setattr(mail_server, "_KEPT_SECONDS", 0.0)
    await standing.send("last")
    await asyncio.sleep(0.05)
    assert not mail_server._kept[asyncio.get_running_loop()], "let go when nobody writes"
