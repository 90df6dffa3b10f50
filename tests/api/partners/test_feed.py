"""The feed of events: one order, no gap, no repeat, whatever commits when; bounded and scoped."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.dossiers import feed
from backend.platform import clock
from backend.platform.database import uuid7
from shared.client import documents, dossiers, partners, programs
from shared.client.base import ApiClient
from shared.client.partners import PartnerApi
from shared.contracts.drafts import SaveDraft
from shared.contracts.partners import FieldGrant
from shared.contracts.programs import FeedEvent
from tests.api.conftest import PROCEDURE, Office, different, eventually, pdf, submitted
from tests.api.partners.programs import Officer, Program, entered, refused
from tests.api.people import fresh_citizen

LetIn = Callable[..., Awaitable[Program]]


async def read_on(api: PartnerApi, cursor: str, limit: int = 7) -> tuple[list[FeedEvent], str]:
    """All that can be read after a cursor, page by page, and where that ends."""
    found: list[FeedEvent] = []
    for _ in range(1000):
        page = await programs.events_after(api, cursor, limit)
        assert len(page.items) <= limit
        found += page.items
        if not page.more:
            return found, page.cursor
        assert page.cursor != cursor, "a page with more behind it moves on"
        cursor = page.cursor
    raise AssertionError("no end")


async def code_of(officer: Officer, dossier_id: str) -> str:
    found = await dossiers.dossier(await officer("lanhdao.kylua"), dossier_id)
    return found.code or found.reference


@pytest.mark.criterion("S.14")
async def test_an_event_that_commits_late_is_neither_missed_nor_told_twice(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, database: asyncpg.Pool
) -> None:
    """One submission is held open after it wrote its event; another overtakes it and is read."""
    api = await entered(home, await let_in())
    start = (await programs.events_after(api, "latest")).cursor
    slow = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(slow, PROCEDURE)
    agency = next(a for a in draft.agencies if "Kỳ Lừa" in a.name)
    data = SaveDraft(answers=different(), agency_id=agency.id, delivery="electronic")
    await dossiers.save_draft(slow, draft.id, data, draft.version)
    paper = draft.papers[0].key
    file = await documents.upload_to_draft(slow, draft.id, "giay.pdf", pdf(), paper)
    async with database.acquire() as holder:
        held = holder.transaction()
        await held.start()
        await holder.execute("select 1 from document where id = $1 for update", uuid.UUID(file.id))
        late = asyncio.create_task(dossiers.submit(slow, draft.id, uuid.uuid4().hex))
        # It has written its event and waits for the row of the file.
        await eventually(
            lambda: database.fetchval(
                "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' "
                "and query like 'update document set dossier_id%'"
            )
        )
        quick = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")

        async def seen() -> bool:
            events, _ = await read_on(api, start)
            return quick.reference in {e.dossier.code for e in events}

        await eventually(seen)
        before, cursor = await read_on(api, start)
        assert not late.done()
        await held.rollback()
    slow_one = await late
    assert slow_one.reference not in {e.dossier.code for e in before}

    async def told() -> list[FeedEvent]:
        events, _ = await read_on(api, cursor)
        return [e for e in events if e.dossier.code == slow_one.reference]

    assert [e.act for e in await eventually(told)] == ["submit"]
    whole, _ = await read_on(api, start)
    ids = [e.id for e in whole]
    assert len(ids) == len(set(ids))
    assert [e.id for e in before] == ids[: len(before)], "what was read stays where it was"
    # The late event began earlier: an order by its own number would have lost it.
    assert next(e.id for e in whole if e.dossier.code == slow_one.reference) < next(
        e.id for e in whole if e.dossier.code == quick.reference
    )


@pytest.mark.criterion("G.5")
async def test_many_at_once_are_told_once_each_and_every_dossier_in_its_order(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    officer: Officer,
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in())
    start = (await programs.events_after(api, "latest")).cursor
    people = [await fresh_citizen(http, database) for _ in range(6)]
    office = Office(officer, "kylua")
    await office.as_("tiepnhan1")

    async def one(person: ApiClient) -> str:
        sent = await submitted(person, "Kỳ Lừa")
        await office.accept(sent.dossier_id)
        return sent.dossier_id

    ids = await asyncio.gather(*(one(person) for person in people))
    expected = await database.fetch(
        "select id, dossier_id, seq from dossier_event where dossier_id = any($1) order by seq",
        [uuid.UUID(id_) for id_ in ids],
    )
    wanted = {str(row["id"]) for row in expected}

    async def all_of_them() -> bool:
        events, _ = await read_on(api, start)
        return wanted <= {e.id for e in events}

    await eventually(all_of_them)
    events = [e for e in (await read_on(api, start, 3))[0] if e.id in wanted]
    assert len(events) == len(wanted)
    of_dossier: dict[str, list[int]] = {}
    for event in events:
        of_dossier.setdefault(event.dossier.code, []).append(event.sequence)
    assert len(of_dossier) == len(ids)
    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in of_dossier.values())
    assert all(set(e.dossier.fields) <= {"state", "due_at"} for e in events)


async def test_a_program_reads_events_of_its_procedures_and_agencies_only(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, database: asyncpg.Pool
) -> None:
    other = await database.fetchval(
        "select code from procedure where code <> $1 order by code limit 1", PROCEDURE
    )
    mine = await entered(home, await let_in())
    blind = await entered(home, await let_in(grants=[FieldGrant(other, ["state"])]))
    starts = [(await programs.events_after(a, "latest")).cursor for a in (mine, blind)]
    here = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")
    there = await submitted(await fresh_citizen(http, database), "Đông Kinh")

    async def arrived() -> bool:
        return {here.reference} <= {e.dossier.code for e in (await read_on(mine, starts[0]))[0]}

    await eventually(arrived)
    assert there.reference not in {e.dossier.code for e in (await read_on(mine, starts[0]))[0]}
    nothing, cursor = await read_on(blind, starts[1])
    assert nothing == []
    assert cursor != starts[1], "and yet it moves past what is not its own"
    few = await let_in(scopes=["dossiers:read"])
    assert await refused(programs.events_after(await entered(home, few))) == "insufficient-scope"
    for nonsense in ("x", "WyJ4Il0", "Wy0xXQ", "WzFlMzBd"):
        assert await refused(programs.events_after(mine, nonsense)) == "bad-cursor"


async def test_what_is_no_longer_kept_is_said_and_not_skipped(
    home: httpx.AsyncClient, let_in: LetIn, database: asyncpg.Pool
) -> None:
    """On a table of its own kind: the trimming statement against rows that are old and new."""
    api = await entered(home, await let_in())
    old = (await programs.events_after(api, "", 1)).cursor
    floor = await database.fetchval("select position from dossier_feed_floor") or 0
    kept = await database.fetchval("select min(position) from dossier_feed")
    # Nothing is old enough: nothing goes.
    assert await feed.forget_old_places() == 0
    assert await database.fetchval("select min(position) from dossier_feed") == kept
    ids = [uuid7() for _ in range(3)]
    async with database.acquire() as connection:
        ended = connection.transaction()
        await ended.start()
        rows = await connection.fetch(
            "insert into dossier_feed (event_id, dossier_id, at) select x, x, $2 "
            "from unnest($1::uuid[]) x returning position",
            ids,
            clock.now(),
        )
        newest = max(row["position"] for row in rows)
        gone = await connection.fetchval(
            feed.TRIM, clock.now().replace(year=2100), 10**6, "trinh-dien"
        )
        assert gone >= 3
        assert await connection.fetchval("select position from dossier_feed_floor") == newest
        await ended.rollback()
    await database.execute(
        "insert into dossier_feed_floor (tenant_id, position) values ($1, $2) "
        "on conflict (tenant_id) do update set position = excluded.position",
        "trinh-dien",
        2**40,
    )
    try:
        assert await refused(programs.events_after(api, old)) == "cursor-expired"
    finally:
        await database.execute("update dossier_feed_floor set position = $1", floor)


async def test_the_older_address_still_answers_and_says_that_it_ends(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, database: asyncpg.Pool
) -> None:
    api = await entered(home, await let_in())
    cursor = (await programs.events_after(api, "latest")).cursor
    sent = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")

    async def arrived() -> list[str]:
        page = await partners.changes(api, cursor)
        return [i.dossier.code for i in page.items if i.dossier.code == sent.reference]

    assert await eventually(arrived) == [sent.reference]
    answer = await home.get("/api/v1/partner/changes", headers=api._headers)
    assert answer.headers["deprecation"].startswith("@")
    assert answer.headers["sunset"].endswith("GMT")
    assert 'rel="successor-version"' in answer.headers["link"]
    described = (await http.get("/api/openapi.json")).json()
    assert described["paths"]["/api/v1/partner/changes"]["get"]["deprecated"] is True
    newer = await home.get("/api/v1/events", headers=api._headers)
    assert "deprecation" not in newer.headers
