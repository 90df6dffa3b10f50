"""Where each answer came from, decided here and not by who sends it.

An answer counts as taken from an offer only if that offer was made to this draft and the value is
still the offered one; anything else was typed.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import asyncpg

from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import unsealed_json
from backend.settings import settings
from shared.vocabulary.vault import SOURCE_LABELS, Source

_KEEP = """
insert into answer_source (id, tenant_id, draft_id, dossier_id, key, source, label, known_at, at,
    verified_label)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (coalesce(dossier_id, draft_id), key) do update set source = excluded.source,
    label = excluded.label, known_at = excluded.known_at, at = excluded.at, verified_by = null,
    verified_label = excluded.verified_label, verified_at = null
"""


async def note_sources(
    connection: asyncpg.Connection,
    draft_id: UUID,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    given: Iterable[str],
    chosen: Mapping[str, str],
) -> None:
    """For the answers just saved; one that was saved unchanged keeps the source it had."""
    named = [key for key in given if after.get(key) not in (None, "", [], {})]
    fresh = [key for key in named if key in chosen or before.get(key) != after.get(key)]
    if not fresh:
        return
    rows = await connection.fetch(
        "select * from draft_offer where draft_id = $1 and key = any($2::text[])", draft_id, fresh
    )
    offered = {str(row["id"]): row for row in rows}
    values = []
    for key in fresh:
        offer = offered.get(chosen.get(key, ""))
        kept = (
            offer is not None and offer["key"] == key and _as_offered(_offered(offer), after[key])
        )
        if not kept and before.get(key) == after[key]:
            continue
        values.append(_row(draft_id, None, key, offer if kept else None))
    await connection.executemany(_KEEP, values)


def bound_to(draft_id: UUID, key: str, source: str) -> str:
    """What an offered value is sealed for: the same answer may be offered anew under its old id."""
    return f"{draft_id}/{key}/{source}"


def _offered(offer: asyncpg.Record) -> Any:
    bound = bound_to(offer["draft_id"], offer["key"], offer["source"])
    return unsealed_json("draft_offer.value", bound, offer["value"])


def _as_offered(offered: Any, kept: Any) -> bool:
    """The very value; of a repeated group also some of the entries, as they were offered."""
    if isinstance(offered, list) and isinstance(kept, list) and kept:
        return all(entry in offered for entry in kept)
    return bool(offered == kept)


async def keep_sources(connection: asyncpg.Connection, draft_id: UUID, dossier_id: UUID) -> None:
    """The draft has become a dossier: its sources are the dossier's from now on.

    What the registers said is not needed any more and goes.
    """
    await connection.execute(
        "update answer_source set dossier_id = $2, draft_id = null where draft_id = $1",
        draft_id,
        dossier_id,
    )
    await connection.execute("delete from draft_offer where draft_id = $1", draft_id)
    await connection.execute("delete from store_paper where draft_id = $1", draft_id)
    await connection.execute(
        "update register_query set facts = null where draft_id = $1 and facts is not null", draft_id
    )


async def typed_anew(connection: asyncpg.Connection, dossier_id: UUID, keys: Iterable[str]) -> None:
    """Answers changed after submission are typed, and nobody has vouched for them yet."""
    await connection.executemany(_KEEP, [_row(None, dossier_id, key, None) for key in keys])


def _row(draft_id: UUID | None, dossier_id: UUID | None, key: str, offer: Any) -> tuple[Any, ...]:
    where = (uuid7(), settings().tenant, draft_id, dossier_id, key)
    if offer is None:
        return (*where, Source.TYPED, SOURCE_LABELS[Source.TYPED].vi, None, clock.now(), "")
    return (
        *where, offer["source"], offer["label"], offer["known_at"], clock.now(),
        offer["verified_label"],
    )  # fmt: skip
