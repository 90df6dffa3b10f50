"""Sealing personal data that is in the clear, and sealing it anew under the newest key.

In batches, each a transaction of its own. Which key sealed a value stands in the value, so the work
goes on where it was stopped, and two runs at once do no harm.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.operations.sealed_columns import SEALED, Sealed
from backend.platform.database import fetch, transaction
from backend.platform.idempotency import opened_answer, sealed_answer
from backend.platform.sealing import blind, current_key, known_keys, sealed, unsealed

BATCH = 500
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
Say = Callable[[str], Any]
_REGISTER = """
update register_line l set frozen = l.frozen || $2::jsonb where l.id = $1 and l.frozen = $3::jsonb
"""
_REGISTER_KEY = "least(sealed_by(frozen ->> 'phone'), sealed_by(frozen ->> 'address'))"
REGISTER_TEXTS = {"phone": "dossier.applicant_phone", "address": "dossier.applicant_address"}
# Numbers that an older release kept as they are, and that are looked up by a keyed word now.
_NUMBERS = (
    ("archive_record", "dossier_id", "personal_id"),
    ("archive_package", "id", "personal_id"),
    ("vault_item", "id", "owner_number"),
)
_ANSWERS = """
select account_id, key, body, created_at from idempotency
where body is not null and (created_at, account_id, key) > ($1, $2, $3)
order by created_at, account_id, key limit $4 for update
"""


async def seal_what_is_clear(say: Say) -> int:
    """Seals what an older release left in the clear; returns how many rows."""
    return await _all([0], say)


async def rotate(say: Say) -> int:
    """Brings everything under the newest key; returns how many rows.

    Raises NotSealedHere when a key that sealed something is not at hand.
    """
    return await _all([0, *known_keys()], say)


async def counted() -> list[tuple[str, int, int]]:
    """How many rows of each table each key seals: (table, key, rows); key 0 is in the clear."""
    found = []
    others = [
        ("register_line", _REGISTER_KEY), ("idempotency", "sealed_by(encode(body, 'escape'))"),
    ]  # fmt: skip
    for one in [(s.table, s.key) for s in SEALED] + others:
        rows = await fetch(
            f"select {one[1]} as key, count(*) as rows from {one[0]} "
            f"where {one[1]} is not null group by 1 order by 1"
        )
        found += [(one[0], row["key"], row["rows"]) for row in rows]
    return found


async def _all(keys: list[int], say: Say) -> int:
    old = [key for key in keys if key != current_key()]
    total = 0
    for one in SEALED:
        done = 0
        while size := await _batch(one, old):
            done += size
            say(f"{one.table}: {done}")
        total += done
    while size := await _register_batch(old):
        total += size
        say(f"register_line: {size}")
    if keys != [0]:  # none is ever kept in the clear
        total += await _answers(say)
    for table, id_, column in _NUMBERS:
        while size := await _number_batch(table, id_, column):
            total += size
            say(f"{table}: {size}")
    return total


async def _batch(of: Sealed, old: list[int]) -> int:
    names = [of.row_id, *of.columns, *([of.also] if of.also else [])]
    bound = f"{of.bound or of.row_id} as bound"
    async with transaction() as connection:
        rows = await connection.fetch(
            f"select {', '.join(dict.fromkeys(names))}, {bound} from {of.table} "
            f"where {of.key} = any($1::int[]) limit {BATCH} for update skip locked",
            old,
        )
        for row in rows:
            new = _resealed(of, row)
            marks = ", ".join(
                f"{name} = ${i}" + ("::jsonb" if name in of.json else "")
                for i, name in enumerate(new, start=2)
            )
            await connection.execute(
                # nosemgrep: sql-from-request (names of our own list)
                f"update {of.table} set {marks} where {of.row_id} = $1",
                row[of.row_id],
                *new.values(),
            )
    return len(rows)


def _resealed(of: Sealed, row: asyncpg.Record) -> dict[str, Any]:
    new: dict[str, Any] = {}
    plain: dict[str, str] = {}
    for name, place in of.columns.items():
        stored = row[name]
        if stored is None:
            continue
        plain[name] = plain_of(of, name, place, row)
        value: Any = sealed(place, row["bound"], plain[name])
        if name in of.json:
            value = msgspec.json.encode(value).decode() if plain[name] != "{}" else "{}"
        elif name in of.bytes_:
            value = value.encode()
        new[name] = value
    return new | (of.more(row, plain) if of.more is not None else {})


def plain_of(of: Sealed, name: str, place: str, row: asyncpg.Record) -> str:
    """The text of one sealed column, `row["bound"]` being what it is bound to. Raises
    NotSealedHere."""
    from backend.identity.passwords import unseal_totp

    stored = row[name]
    if name in of.bytes_:
        return unseal_totp(row["bound"], bytes(stored))
    if name in of.json:
        value = msgspec.json.decode(stored)
        if not isinstance(value, str):
            return msgspec.json.encode(value).decode()
        stored = value
    return unsealed(place, row["bound"], stored)


async def _register_batch(old: list[int]) -> int:
    async with transaction() as connection:
        rows = await connection.fetch(
            "select id, dossier_id, frozen from register_line where frozen is not null "
            f"and {_REGISTER_KEY} = any($1::int[]) limit {BATCH} for update skip locked",
            old,
        )
        for row in rows:
            frozen = msgspec.json.decode(row["frozen"])
            id_ = row["dossier_id"]
            new = {
                name: sealed(place, id_, unsealed(place, id_, frozen[name]))
                for name, place in REGISTER_TEXTS.items()
            }
            await connection.execute(
                _REGISTER, row["id"], msgspec.json.encode(new).decode(), row["frozen"]
            )
    return len(rows)


async def _answers(say: Say) -> int:
    """Answers kept for repeated requests, from the oldest on: they live for two days alone."""
    after, done = (_BEGINNING, UUID(int=0), ""), 0
    while True:
        async with transaction() as connection:
            rows = await connection.fetch(_ANSWERS, *after, BATCH)
            for row in rows:
                plain = opened_answer(row["account_id"], row["key"], row["body"])
                await connection.execute(
                    "update idempotency set body = $3 where account_id = $1 and key = $2",
                    row["account_id"],
                    row["key"],
                    sealed_answer(row["account_id"], row["key"], plain),
                )
        if not rows:
            return done
        done += len(rows)
        last = rows[-1]
        after = (last["created_at"], last["account_id"], last["key"])
        say(f"idempotency: {done}")


async def _number_batch(table: str, id_: str, column: str) -> int:
    """Numbers of an older release become keyed words."""
    async with transaction() as connection:
        rows = await connection.fetch(
            f"select {id_} as id, {column} as number from {table} where {column} ~ '^[0-9]' "
            f"limit {BATCH} for update skip locked"
        )
        for row in rows:
            await connection.execute(
                # nosemgrep: sql-from-request (names of our own list)
                f"update {table} set {column} = $2 where {id_} = $1",
                row["id"],
                blind(row["number"]),
            )
    return len(rows)
