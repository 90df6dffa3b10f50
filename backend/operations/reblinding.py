"""A new key of look-ups: every keyed word is made anew from the number that is sealed beside it.

Done while API and worker stand still: a look-up knows one key at a time. In batches; what has its
new word already is left alone, so that work that was stopped goes on where it was.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import asyncpg

from backend.platform.sealing import blind, opened, word_under
from backend.settings import settings

BATCH = 500
Say = Callable[[str], Any]
_FIRST = UUID(int=0)
_ACCOUNTS = """
select id, username, personal_id from account
where kind <> 'officer' and personal_id <> '' and id > $1 order by id limit $2
"""
_DOSSIERS = """
select id, applicant_key, owner_key, search_text, applicant_personal_id, applicant_phone,
    owner_personal_id from dossier where id > $1 order by id limit $2
"""
_NUMBERS = {
    "applicant_personal_id": "applicant_key",
    "owner_personal_id": "owner_key",
    "applicant_phone": "",
}
_ARCHIVED = (
    "update archive_record a set personal_id = $2 where a.personal_id = $1",
    "update archive_package p set personal_id = $2 where p.personal_id = $1",
)
_VAULT = "update vault_item set owner_number = $2 where tenant_id = $3 and owner_number = $1"


async def reblind(connection: asyncpg.Connection, old: bytes, say: Say) -> int:
    """Brings accounts, dossiers, archive and vaults under the key of now.

    Returns how many rows moved. Raises NotSealedHere when a number cannot be opened.
    """
    moved = await _batches(connection, _ACCOUNTS, old, _account)
    say(f"account: {moved}")
    dossiers = await _batches(connection, _DOSSIERS, old, _dossier)
    say(f"dossier: {dossiers}")
    return moved + dossiers


async def left_over(connection: asyncpg.Connection) -> int:
    """Archive rows whose word no account and no dossier has: their number is known nowhere."""
    return int(
        await connection.fetchval(
            "select count(*) from (select personal_id from archive_record "
            "union all select personal_id from archive_package) a where a.personal_id <> '' "
            "and not exists (select from account c where c.username = a.personal_id) "
            "and not exists (select from dossier d where d.applicant_key = a.personal_id)"
        )
    )


async def _batches(connection: asyncpg.Connection, sql: str, old: bytes, work: Any) -> int:
    last, moved = _FIRST, 0
    while True:
        async with connection.transaction():
            rows = await connection.fetch(sql, last, BATCH)
            words: dict[str, str] = {}
            for row in rows:
                moved += await work(connection, row, old, words)
            for one in _ARCHIVED:
                await connection.executemany(one, list(words.items()))
            await connection.executemany(
                _VAULT, [(*pair, settings().tenant) for pair in words.items()]
            )
        if len(rows) < BATCH:
            return moved
        last = rows[-1]["id"]


async def _account(
    connection: asyncpg.Connection, row: asyncpg.Record, old: bytes, words: dict[str, str]
) -> int:
    number = opened(row, "account.personal_id")
    before = word_under(old, number)
    words[before] = blind(number)
    if row["username"] != before:
        return 0
    await connection.execute(
        "update account set username = $2 where id = $1", row["id"], blind(number)
    )
    return 1


async def _dossier(
    connection: asyncpg.Connection, row: asyncpg.Record, old: bytes, words: dict[str, str]
) -> int:
    text: str = row["search_text"]
    keys = {"applicant_key": row["applicant_key"], "owner_key": row["owner_key"]}
    for column, key in _NUMBERS.items():
        number = opened(row, f"dossier.{column}")
        if not number:
            continue
        before, now = word_under(old, number), blind(number)
        text = text.replace(before, now)
        if key:
            words[before] = now
            keys[key] = now
    if text == row["search_text"] and all(row[name] == key for name, key in keys.items()):
        return 0
    await connection.execute(
        "update dossier set search_text = $2, applicant_key = $3, owner_key = $4 where id = $1",
        row["id"],
        text,
        keys["applicant_key"],
        keys["owner_key"],
    )
    return 1
