"""One thing told once on each way that was chosen; the ledger says what became of it."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.platform import clock
from shared.client import notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.common import Page
from shared.contracts.notifications import LedgerLine, MessageChoices, SetMessageChoices
from tests.api.conftest import Office, eventually
from tests.api.messages.conftest import Break, Somebody, handed_in, somebody, zalo_messages
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, PLACE = "dongkinh", "Đông Kinh"


async def accepted(me: Somebody, officer: Officer) -> tuple[Office, str, str]:
    """A dossier of mine that the desk accepted; its id and code."""
    office = Office(officer, SLUG)
    id_ = await handed_in(me, PLACE)
    now = await office.accept(id_)
    return office, id_, now.code or ""


async def choose(me: Somebody, **changed: Any) -> MessageChoices:
    now = await notifications.choices(me.api)
    names = SetMessageChoices.__struct_fields__
    data = {name: getattr(now, name) for name in names} | changed
    return await notifications.choose(me.api, SetMessageChoices(**data))


async def ledger(api: ApiClient, id_: str) -> list[LedgerLine]:
    return (await notifications.sendings(api, id_)).items


async def lines(api: ApiClient, id_: str, words: str) -> dict[str, LedgerLine]:
    """The lines of one message, by way."""
    return {x.medium: x for x in await ledger(api, id_) if words in x.subject}


@pytest.mark.criterion("III.5")
@pytest.mark.criterion("II.23")
@pytest.mark.criterion("S.12")
@pytest.mark.criterion("G.7")
async def test_acceptance_is_told_by_letter_by_text_and_in_the_inbox_and_arrives(
    me: Somebody, officer: Officer, services: Services
) -> None:
    office, id_, code = await accepted(me, officer)

    async def arrived() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("sms") and found["sms"].state == "received" else None

    mine = await eventually(arrived)
    assert mine, await ledger(me.api, id_)
    assert set(mine) == {"inbox", "mail", "sms"}
    assert mine["mail"].state == "handed"
    assert (mine["sms"].address, mine["mail"].address[:5]) == (
        "•" * 7 + me.phone[-3:],
        me.email[:1] + "••••",
    )
    letters = [m for m in me.letters(services) if "được tiếp nhận" in m["subject"]]
    texts = [m for m in me.texts(services) if "được tiếp nhận" in m["text"]]
    assert (len(letters), len(texts)) == (1, 1)
    assert code in letters[0]["body"]
    assert "Hẹn trả kết quả" in letters[0]["body"]
    assert "http" not in texts[0]["text"]
    assert len(texts[0]["text"]) <= 320
    # What only tells how things go does not ring a telephone.
    assert not [m for m in me.texts(services) if "Đã nhận hồ sơ" in m["text"]]

    desk = await office.as_("tiepnhan1")
    seen = await lines(desk, id_, "được tiếp nhận")
    assert set(seen) == {"inbox", "mail", "sms"}
    assert me.phone not in str(seen) and me.email not in str(seen)


@pytest.mark.criterion("III.5")
async def test_the_inbox_keeps_what_is_read_and_what_is_not(me: Somebody, officer: Officer) -> None:
    await accepted(me, officer)

    async def two() -> bool:
        return await notifications.unread(me.api) == 2

    assert await eventually(two)
    page = await notifications.notices(me.api)
    newest = page.items[0]
    assert "được tiếp nhận" in newest.subject and not newest.read
    assert not newest.body.startswith("Kính gửi")
    marked = await notifications.mark(me.api, [newest.id], read=True)
    assert (marked.count, marked.unread) == (1, 1)
    assert [n.id for n in (await notifications.notices(me.api, unread=True)).items] == [
        page.items[1].id
    ]
    assert (await notifications.mark(me.api, [newest.id], read=False)).unread == 2
    assert (await notifications.mark(me.api, [], read=True)).unread == 0


async def test_nobody_marks_the_messages_of_another(
    me: Somebody, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    other = await somebody(http, database)
    await handed_in(me, PLACE)
    assert await eventually(lambda: notifications.unread(me.api))
    mine = (await notifications.notices(me.api)).items[0]
    assert (await notifications.mark(other.api, [mine.id], read=True)).count == 0
    assert await notifications.unread(me.api) == 1


@pytest.mark.criterion("II.23")
async def test_whoever_switches_everything_off_still_has_it_in_the_inbox(
    me: Somebody, officer: Officer, services: Services
) -> None:
    await choose(me, mail=False, sms=False, zalo=False, push=False)
    _office, id_, _code = await accepted(me, officer)

    async def told() -> Any:
        return await lines(me.api, id_, "được tiếp nhận") or None

    found = await eventually(told)
    assert set(found) == {"inbox"}
    await asyncio.sleep(1)
    assert not me.letters(services) and not me.texts(services)


@pytest.mark.criterion("II.23")
async def test_who_chose_english_is_written_to_in_english(
    me: Somebody, officer: Officer, services: Services
) -> None:
    await choose(me, language="en")
    await accepted(me, officer)

    async def letter() -> Any:
        return next((m for m in me.letters(services) if "is accepted" in m["subject"]), None)

    found = await eventually(letter)
    assert found and found["body"].startswith("Dear ")


def around(now: datetime) -> tuple[str, str]:
    """Quiet hours that hold now and for two hours more."""
    begin, end = now - timedelta(hours=1), now + timedelta(hours=2)
    return f"{begin:%H:%M}", f"{end:%H:%M}"


@pytest.mark.criterion("II.23")
async def test_in_quiet_hours_no_telephone_rings_but_the_letter_goes(
    me: Somebody, officer: Officer, services: Services
) -> None:
    begin, end = around(clock.now())
    await choose(me, quiet_from=begin, quiet_to=end)
    _office, id_, _code = await accepted(me, officer)

    async def told() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("mail") and found["mail"].state == "handed" else None

    found = await eventually(told)
    assert found["sms"].state == "quiet"
    assert found["sms"].state_at[11:16] == end
    assert not me.texts(services)


async def test_quiet_hours_need_both_ends_and_an_hour_is_an_hour(me: Somebody) -> None:
    with pytest.raises(ApiProblem) as half:
        await choose(me, quiet_from="22:00")
    assert half.value.status == 422 and half.value.errors[0].pointer == "/quiet_to"
    with pytest.raises(ApiProblem) as wrong:
        await choose(me, quiet_from="25:00", quiet_to="06:00")
    assert wrong.value.status == 400


@pytest.mark.criterion("S.12")
@pytest.mark.criterion("G.7")
async def test_zalo_gets_its_own_template_with_the_facts_and_an_event_without_one_waits(
    me: Somebody, officer: Officer, database: asyncpg.Pool
) -> None:
    await map_zalo(database, "act.accept", "375847")
    await choose(me, zalo=True, sms=False, mail=False)
    _office, id_, code = await accepted(me, officer)

    async def told() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("zalo") and found["zalo"].state == "received" else None

    assert await eventually(told), await ledger(me.api, id_)
    phone = f"84{me.phone[1:]}"
    sent = [m for m in await zalo_messages() if m["phone"] == phone]
    assert [m["template_id"] for m in sent] == ["375847"]
    assert sent[0]["template_data"]["code"] == code
    # Reception has no template of Zalo's: it waits, and nothing else was sent in its place.
    assert (await lines(me.api, id_, "Đã nhận hồ sơ"))["zalo"].state == "waiting"


async def map_zalo(database: asyncpg.Pool, event: str, template: str) -> None:
    """Zalo's template for an event of ours, as an operator enters it."""
    await database.execute(
        "insert into code_mapping (id, tenant_id, adapter_id, kind, code, their_code, valid_from, "
        "set_at) values ($1, 'trinh-dien', 'zalo', 'event', $2, $3, $4, now()) "
        "on conflict do nothing",
        uuid.uuid4(), event, template, date(2026, 1, 1),
    )  # fmt: skip


async def test_a_mailbox_that_does_not_exist_is_said_in_the_ledger_and_not_tried_for_ever(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await somebody(http, database, f"tu-choi-{uuid.uuid4().hex[:8]}@congdan.example")
    _office, id_, _code = await accepted(me, officer)

    async def failed() -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found if found.get("mail") and found["mail"].state == "failed" else None

    assert await eventually(failed), await ledger(me.api, id_)


@pytest.mark.criterion("III.5")
async def test_what_the_handler_does_twice_is_told_once(
    me: Somebody, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    from backend.notifications.actions import tell_applicant
    from backend.platform.database import close_pool, open_pool
    from backend.platform.outbox import Message

    _office, id_, _code = await accepted(me, officer)
    assert await eventually(lambda: lines(me.api, id_, "được tiếp nhận"))
    row = await database.fetchrow(
        "select o.id, o.tenant_id from outbox o join notice n on n.outbox_id = o.id "
        "where n.dossier_id = $1 and n.event = 'act.accept'",
        uuid.UUID(id_),
    )
    message = Message(
        row["id"], row["tenant_id"], "dossier.event", uuid.UUID(id_), {"act": "accept"}
    )
    await open_pool(minimum=1, maximum=2)
    try:
        await asyncio.gather(*(tell_applicant(message) for _ in range(4)))
    finally:
        await close_pool()
    await asyncio.sleep(1.5)
    assert len([m for m in me.letters(services) if "được tiếp nhận" in m["subject"]]) == 1
    assert len([m for m in me.texts(services) if "được tiếp nhận" in m["text"]]) == 1


@pytest.mark.criterion("S.12")
async def test_a_gateway_that_answers_too_late_leaves_a_maybe_that_its_receipt_settles(
    me: Somebody, officer: Officer, services: Services, gateways: Break
) -> None:
    await gateways("sms", "slow")
    _office, id_, _code = await accepted(me, officer)

    async def state(wanted: str) -> Any:
        found = await lines(me.api, id_, "được tiếp nhận")
        return found.get("sms") if found.get("sms") and found["sms"].state == wanted else None

    assert await eventually(lambda: state("maybe")), await ledger(me.api, id_)
    await gateways("sms", "none")
    assert await eventually(lambda: state("received"))
    assert len([m for m in me.texts(services) if "được tiếp nhận" in m["text"]]) == 1


async def test_an_officer_elsewhere_does_not_see_the_ledger(
    me: Somebody, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    id_ = await handed_in(me, PLACE)
    stranger = await somebody(http, database)
    for api in (stranger.api, await officer("lanhdao.luongvantri")):
        with pytest.raises(ApiProblem) as hidden:
            await notifications.sendings(api, id_)
        assert hidden.value.status == 404


async def test_the_ledger_pages_by_key(me: Somebody, officer: Officer) -> None:
    _office, id_, _code = await accepted(me, officer)

    async def all_there() -> Any:
        found = await ledger(me.api, id_)
        return found if len(found) == 5 else None

    whole = await eventually(all_there)
    seen, cursor = [], ""
    for _ in range(5):
        params = {"limit": 2, "cursor": cursor}
        found = await me.api.get(f"/dossiers/{id_}/sendings", Page[LedgerLine], params=params)
        seen += [line.id for line in found.items]
        cursor = found.next_cursor or ""
        if not cursor:
            break
    assert seen == [line.id for line in whole]
    assert len(set(seen)) == 5
