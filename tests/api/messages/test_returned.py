"""Letters that come back: the ledger says why, another way is taken, their owner is told."""

import re
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.notifications.bounce_address import sender_for
from backend.notifications.bounces import read_bounces, take
from backend.notifications.dead_mailboxes import word_of
from backend.platform.database import close_pool, open_pool
from backend.sandbox.returned import report
from shared.client import mandates, notifications, registration
from shared.client.base import ApiClient
from tests.api.conftest import Office, eventually
from tests.api.messages.conftest import Somebody, handed_in, somebody
from tests.api.messages.test_ways import accepted, choose, ledger, lines
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
LETTER = b"Subject: Thu\r\n\r\nNoi dung\r\n"
ADDRESS = "tra-lai@motcua.example"


@pytest.fixture
async def pool() -> AsyncIterator[None]:
    """What the worker does every minute, done by this test at once."""
    await open_pool(minimum=1, maximum=2)
    yield
    await close_pool()


def a_mailbox(kind: str) -> str:
    """One whose letters come back in this way."""
    return f"{kind}-{uuid.uuid4().hex[:10]}@congdan.example"


async def returned(me: Somebody, id_: str, words: str) -> Any:
    """The line of a letter that came back; the mailbox is read until it did."""

    async def read() -> Any:
        await read_bounces()
        line = (await lines(me.api, id_, words)).get("mail")
        return line if line is not None and line.state == "bounced" else None

    found = await eventually(read)
    assert found, await ledger(me.api, id_)
    return found


@pytest.mark.usefixtures("pool")
@pytest.mark.criterion("II.23")
@pytest.mark.criterion("III.5")
async def test_a_mailbox_that_is_not_there_is_spared_and_a_text_takes_its_place(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, services: Services
) -> None:
    me = await somebody(http, database, a_mailbox("tra-ve"))
    office = Office(officer, "dongkinh")
    id_ = await handed_in(me, "Đông Kinh")
    line = await returned(me, id_, "Đã nhận hồ sơ")
    assert line.reason == "Không có hộp thư này." and line.state_label == "Bị trả lại"
    sender = next(m["sender"] for m in services.mail if me.email in m["to"])
    assert sender.startswith("tra-lai+") and me.email.partition("@")[0] not in sender

    async def text() -> Any:  # that only a letter was to tell is told by text now
        return [m for m in me.texts(services) if "Đã nhận hồ sơ" in m["text"]]

    assert await eventually(text)
    # The desk sees it; the person is told at the next sign-in and in the inbox.
    seen = await lines(await office.as_("tiepnhan1"), id_, "Đã nhận hồ sơ")
    assert (seen["mail"].state, seen["mail"].reason) == ("bounced", "Không có hộp thư này.")
    told = (await mandates.acting(me.api)).mail_returned
    assert "bị trả lại" in told and me.email not in told

    async def notice() -> Any:
        page = await notifications.notices(me.api)
        return [n for n in page.items if "hãy sửa địa chỉ thư" in n.subject]

    assert await eventually(notice)
    assert (await notice())[0].link == "/tai-khoan/lien-he/"
    # The next message takes the other way at once.
    await office.accept(id_)

    async def next_told() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("sms") else None

    assert set(await eventually(next_told)) == {"inbox", "sms"}
    kept = await database.fetch("select mailbox from dead_mailbox")
    assert not [row for row in kept if "@" in row["mailbox"]]


@pytest.mark.usefixtures("pool")
async def test_a_full_mailbox_is_said_and_written_to_again(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await somebody(http, database, a_mailbox("day"))
    await choose(me, sms=False)
    _office, id_, _code = await accepted(me, officer)
    line = await returned(me, id_, "Đã nhận hồ sơ")
    assert line.reason == "Hộp thư đã đầy."
    assert (await returned(me, id_, "được tiếp nhận")).reason == "Hộp thư đã đầy."
    assert (await mandates.acting(me.api)).mail_returned == ""
    assert not [x for x in await ledger(me.api, id_) if x.medium == "sms"]


@pytest.mark.usefixtures("pool")
@pytest.mark.criterion("S.12")
async def test_reports_that_are_forged_repeated_late_or_passing_change_nothing(
    me: Somebody, officer: Officer, database: asyncpg.Pool, services: Services
) -> None:
    _office, id_, _code = await accepted(me, officer)

    async def handed() -> Any:
        line = (await lines(me.api, id_, "được tiếp nhận")).get("mail")
        return line if line is not None and line.state == "handed" else None

    line = await eventually(handed)
    line_id = uuid.UUID(line.id)
    good = sender_for(line_id, ADDRESS)
    seal = good.partition("@")[0][-16:]
    forged = good.replace(seal, seal[::-1])

    async def state_after(sender: str, kind: str) -> tuple[bool, str]:
        taken = await take(report(LETTER, sender, me.email, kind))
        return taken, (await lines(me.api, id_, "được tiếp nhận"))["mail"].state

    assert await state_after(forged, "tra-ve") == (False, "handed")
    assert await state_after(ADDRESS, "tra-ve") == (False, "handed")
    assert await state_after(sender_for(uuid.uuid4(), ADDRESS), "tra-ve") == (True, "handed")
    assert await state_after(good, "cham") == (True, "handed")
    at = "update message_sending set told_at = now() - make_interval(days => $2) where id = $1"
    await database.execute(at, line_id, 31)
    assert await state_after(good, "tra-ve") == (True, "handed")
    await database.execute(at, line_id, 1)
    assert not await take(LETTER)
    spared = "select count(*) from dead_mailbox where mailbox = $1"
    assert await database.fetchval(spared, word_of(me.email)) == 0
    assert (await mandates.acting(me.api)).mail_returned == ""
    assert await state_after(good, "tra-ve") == (True, "bounced")
    assert await state_after(good, "tra-ve") == (True, "bounced")
    verdicts = await database.fetch(
        "select verdict from message_receipt where provider = 'mail' and sending_id = $1 "
        "order by at, id",
        line_id,
    )
    assert [row["verdict"] for row in verdicts] == ["accepted", "late", "accepted", "repeated"]
    # Proving the mailbox by a code ends it.
    assert (await mandates.acting(me.api)).mail_returned
    await registration.ask_email(me.api, me.email)

    async def code() -> Any:
        letters = [m for m in me.letters(services) if "Mã xác nhận" in m["subject"]]
        return re.search(r": (\d{6})", letters[0]["body"]) if letters else None

    found = await eventually(code)
    await registration.confirm_email(me.api, found[1])
    assert (await mandates.acting(me.api)).mail_returned == ""
    # Texts had told it already: no second one.
    texts = await database.fetchval(
        "select count(*) from message_sending where dossier_id = $1 and medium = 'sms' "
        "and event = 'act.accept'",
        uuid.UUID(id_),
    )
    assert texts == 1
