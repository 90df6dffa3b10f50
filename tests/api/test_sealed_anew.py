"""A new key takes over whatever an older one sealed, answers kept for repeated requests among it;
what an older release left in the clear is sealed."""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from backend.operations import resealing
from backend.operations.sealed_columns import SEALED, Sealed
from backend.platform import clock, sealing
from backend.platform.idempotency import opened_answer, sealed_answer
from backend.platform.sealing import NotSealedHere, blind
from backend.privacy import retention
from shared.client import dossiers, prefill
from shared.client.base import ApiProblem
from tests.api.lived import Life, Officer, lived
from tests.api.people import Person


@pytest.fixture
async def life(http: httpx.AsyncClient, person: Person, officer: Officer) -> Life:
    """Somebody who has used much of the portal."""
    return await lived(http, person, officer)


# A handful in an installation; they are read through.
FEW_ROWS = {"agency_provider", "token_key"}
# Rows of a person in each table, by account ($1) and dossier ($2).
_OF_DOSSIER = "dossier_id = $2 and $1::uuid is not null"
_ROWS = {
    "account": "id = $1 and $2::uuid is not null",
    "dossier": "id = $2 and $1::uuid is not null",
    "draft": "account_id = $1 and $2::uuid is not null",
    "postal_wish": (
        "draft_id in (select id from draft where account_id = $1) and $2::uuid is not null"
    ),
    "postal_order": _OF_DOSSIER,
    "supplement_item": _OF_DOSSIER,
    "notice": "account_id = $1 and $2::uuid is not null",
    "result_draft": _OF_DOSSIER,
    "dossier_message": _OF_DOSSIER,
}


@pytest.fixture
async def apart(
    database: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[asyncpg.Connection]:
    """A transaction that is taken back, in which the rotation works as well."""
    async with database.acquire() as connection:
        trial = connection.transaction()
        await trial.start()

        @asynccontextmanager
        async def within() -> AsyncIterator[asyncpg.Connection]:
            yield connection

        monkeypatch.setattr(resealing, "transaction", within)
        yield connection
        await trial.rollback()


async def test_a_new_key_takes_over_whatever_an_older_one_sealed(
    life: Life, apart: asyncpg.Connection, person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    me, words, dossier_id, key = life.me, life.words, life.dossier_id, life.key
    draft = await dossiers.start_draft(me, "1.001193")
    assert (await prefill.offers(me, draft.id)).answers
    id_ = uuid.UUID(dossier_id)
    rows = _ROWS | {"draft_offer": f"draft_id = '{draft.id}' and $1::uuid <> $2::uuid"}
    ring = sealing._keys() | {98: os.urandom(32)}
    monkeypatch.setattr(sealing, "_keys", lambda: ring)
    sealing._cipher.cache_clear()
    try:
        # Under a key of their own, so that the rotation touches these rows alone.
        mine = {
            of.table: of
            for of in SEALED
            if of.table in rows and await _seal_by_hand(apart, of, rows[of.table], person.id, id_)
        }
        # What the worker writes and what a draft gave to its dossier need not be there.
        assert set(mine) >= set(rows) - {"notice", "draft", "postal_wish"}, sorted(mine)
        ring[99] = os.urandom(32)
        for table, of in mine.items():
            assert await resealing._batch(of, [98]) > 0, table
            assert await resealing._batch(of, [98]) == 0, "a second time there is nothing"
            oldest = await apart.fetch(
                f"select {of.key} as key from {table} where {rows[table]}", person.id, id_
            )
            assert {row["key"] for row in oldest} <= {99, None}, table
        for of in SEALED:
            if of.table not in FEW_ROWS:
                plan = await _plan(apart, of)
                assert "sealed_by" in plan and "Index" in plan, f"{of.table} has no index: {plan}"
        dossier = await apart.fetchrow("select * from dossier where id = $1", id_)
        assert sealing.opened(dossier, "dossier.applicant_address") == words.home
        kept = "select body from idempotency where account_id = $1 and key = $2"
        assert await resealing._answers(print) > 0
        body = await apart.fetchval(kept, person.id, key)
        assert body.startswith(b"enc:99:") and dossier_id.encode() in opened_answer(
            person.id, key, body
        )
    finally:
        sealing._cipher.cache_clear()


async def _seal_by_hand(
    connection: asyncpg.Connection, of: Sealed, where: str, account_id: uuid.UUID, id_: uuid.UUID
) -> int:
    bound = of.bound or of.row_id
    rows = await connection.fetch(
        f"select *, {bound} as bound from {of.table} where {where}", account_id, id_
    )
    for row in rows:
        new = resealing._resealed(of, row)
        marks = ", ".join(
            f"{name} = ${i}" + ("::jsonb" if name in of.json else "")
            for i, name in enumerate(new, start=2)
        )
        await connection.execute(
            f"update {of.table} set {marks} where {of.row_id} = $1", row[of.row_id], *new.values()
        )
    return int(
        await connection.fetchval(
            f"select count(*) from {of.table} where {where} and {of.key} is not null",
            account_id,
            id_,
        )
    )


async def _plan(connection: asyncpg.Connection, of: Sealed) -> str:
    await connection.execute("set local enable_seqscan = off")
    rows = await connection.fetch(
        f"explain select 1 from {of.table} where {of.key} = any('{{98}}'::int[])"
    )
    return " ".join(row[0] for row in rows)


async def test_an_answer_opens_for_its_caller_and_key_alone_and_is_forgotten_in_time(
    life: Life, database: asyncpg.Pool, person: Person
) -> None:
    dossier_id, key = life.dossier_id, life.key
    row = "select * from idempotency where account_id = $1 and key = $2"
    kept = await database.fetchrow(row, person.id, key)
    assert kept["body"].startswith(b"enc:") and dossier_id.encode() not in kept["body"]
    assert dossier_id.encode() in opened_answer(person.id, key, kept["body"])
    for account, other in ((person.id, key + "x"), (uuid.uuid4(), key)):
        with pytest.raises(NotSealedHere):
            opened_answer(account, other, kept["body"])
    assert opened_answer(person.id, key, sealed_answer(person.id, key, bytes(range(256)))) == bytes(
        range(256)
    )
    await database.execute(
        "update idempotency set created_at = now() - interval '49 hours' where account_id = $1 "
        "and key = $2",
        person.id,
        key,
    )
    await _taken_away(database, "answers kept for requests that are sent again")
    kept = await database.fetchrow(row, person.id, key)
    assert kept["body"] is None and kept["status"] == 201
    draft = await database.fetchval(
        "select id from draft where account_id = $1 and dossier_id = $2",
        person.id,
        uuid.UUID(dossier_id),
    )
    with pytest.raises(ApiProblem) as again:
        await dossiers.submit(life.me, str(draft), key)
    assert (again.value.status, again.value.problem.type.rsplit(":", 1)[-1]) == (
        409, "already-done",
    )  # fmt: skip
    await database.execute(
        "update idempotency set created_at = now() - interval '181 days' where account_id = $1 "
        "and key = $2",
        person.id,
        key,
    )
    await _taken_away(database, "what tells a request that is sent again from a new one")
    assert await database.fetchrow(row, person.id, key) is None


async def _taken_away(database: asyncpg.Pool, name: str) -> None:
    """One rule of retention, as the worker does it."""
    rule = next(rule for rule in retention.rules() if rule.name == name)
    await database.execute(rule.sql, clock.now() - rule.period)


async def test_an_older_releases_clear_values_are_sealed_and_its_numbers_become_words(
    life: Life, apart: asyncpg.Connection
) -> None:
    words, dossier_id = life.words, life.dossier_id
    id_ = uuid.UUID(dossier_id)
    await apart.execute(
        "update dossier set applicant_address = $2, delivery_address = $3 where id = $1",
        id_, words.home, words.box,
    )  # fmt: skip
    await apart.execute(
        "insert into vault_item (id, tenant_id, owner_number, owner_name, kind, origin, title, "
        "issuer, issued_at, valid_from, dossier_id, component_key, document_ids) select $2, "
        "tenant_id, $3, 'Nguyễn Văn Mẫu', 'mau', 'component', 'Mẫu', 'Mẫu', now(), current_date, "
        "id, 'mau', array[$2::uuid] from dossier where id = $1",
        id_, uuid.uuid4(), words.number,
    )  # fmt: skip
    for of in SEALED:
        if of.table == "dossier":
            while await resealing._batch(of, [0]):
                pass
    while await resealing._number_batch("vault_item", "id", "owner_number"):
        pass
    row = await apart.fetchrow("select * from dossier where id = $1", id_)
    for name, word in (("applicant_address", words.home), ("delivery_address", words.box)):
        assert row[name].startswith("enc:") and sealing.opened(row, f"dossier.{name}") == word
    owner = "select owner_number from vault_item where dossier_id = $1"
    assert await apart.fetchval(owner, id_) == blind(words.number)
