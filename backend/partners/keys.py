"""The keys that sign access tokens: a new one signs at once, the old one is believed until the last
token it signed has expired.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from backend.audit.actions import record
from backend.identity.tokens import ACCESS_SECONDS, KeySet, SigningKey
from backend.platform import clock
from backend.platform.database import fetch, transaction
from backend.platform.sealing import sealed, unsealed
from backend.settings import settings

BELIEVED_AFTER = timedelta(seconds=ACCESS_SECONDS + 120)
_KEPT_SECONDS = 5.0
PLACE = "token_key.sealed"
_LIVE = (
    "select kid, sealed, public, retired_at from token_key where tenant_id = $1 "
    "and (retired_at is null or retired_at > $2) order by signs_from desc limit 20"
)


@dataclass
class _Kept:
    """Parsed keys of this process, read anew every few seconds so that a rotation is seen."""

    at: datetime
    signing: SigningKey
    document: dict[str, Any]
    public: KeySet


_kept: dict[str, _Kept] = {}


async def signing_key() -> SigningKey:
    """The key that signs now; the first one is made when it is first needed."""
    return (await _keys()).signing


async def public_keys() -> KeySet:
    """Whose tokens are believed."""
    return (await _keys()).public


async def jwks() -> dict[str, Any]:
    """The public halves as a JWKS document (RFC 7517)."""
    return (await _keys()).document


async def rotate() -> str:
    """A new key signs from now on; returns its name."""
    async with transaction() as connection:
        await _lock(connection)
        kid = await _add(connection)
    _kept.clear()
    return kid


async def forget_old_keys() -> int:
    """Drops keys whose last token expired long ago; returns how many."""
    gone = await fetch(
        "delete from token_key where retired_at < $1 returning kid",
        clock.now() - timedelta(days=30),
    )
    return len(gone)


async def _keys() -> _Kept:
    found = _kept.get(settings().tenant)
    now = clock.now()
    if found is not None and now - found.at < timedelta(seconds=_KEPT_SECONDS):
        return found
    rows = await fetch(_LIVE, settings().tenant, now - BELIEVED_AFTER)
    if not any(row["retired_at"] is None for row in rows):
        async with transaction() as connection:
            await _lock(connection)
            made = await connection.fetchval(
                "select true from token_key where tenant_id = $1 and retired_at is null",
                settings().tenant,
            )
            if not made:
                await _add(connection)
        rows = await fetch(_LIVE, settings().tenant, now - BELIEVED_AFTER)
    newest = next(row for row in rows if row["retired_at"] is None)
    document = {"keys": [json.loads(row["public"]) for row in rows]}
    kept = _Kept(
        now,
        SigningKey(newest["kid"], unsealed(PLACE, newest["kid"], newest["sealed"])),
        document,
        KeySet(document),
    )
    _kept[settings().tenant] = kept
    return kept


async def _lock(connection: asyncpg.Connection) -> None:
    await connection.execute("select pg_advisory_xact_lock(hashtextextended('token_key', 0))")


async def _add(connection: asyncpg.Connection) -> str:
    key, pem = SigningKey.fresh()
    now = clock.now()
    await connection.execute(
        "update token_key set retired_at = $2 where tenant_id = $1 and retired_at is null",
        settings().tenant,
        now,
    )
    await connection.execute(
        "insert into token_key (kid, tenant_id, sealed, public, created_at, signs_from) "
        "values ($1, $2, $3, $4, $5, $5)",
        key.kid,
        settings().tenant,
        sealed(PLACE, key.kid, pem),
        json.dumps(key.public()),
        now,
    )
    await record(connection, None, "token_key.rotated", detail={"kid": key.kid})
    return key.kid
