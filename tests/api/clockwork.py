"""From one look at a dossier to the next: nothing is lost, and its clock only goes on."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.law.lifecycle import RULES, Clock
from shared.vocabulary.acts import Act

_MOVING = (Clock.START, Clock.CONTINUE_BY_POLICY, Clock.EXTEND)
MOVES_THE_CLOCK = {rule.act for rule in RULES if rule.clock in _MOVING} | {Act.RECALCULATE}
_KEPT = """
select (select count(*) from document where dossier_id = $1) as documents,
    (select count(*) from due_date where dossier_id = $1) as promises,
    (select count(*) from issued_form where dossier_id = $1) as forms,
    (select string_agg(encode(hash, 'hex'), '' order by seq) from dossier_event
        where dossier_id = $1) as chain,
    (select due_at from due_date where dossier_id = $1 order by set_at desc, id desc
        limit 1) as promised
"""


async def goes_only_on(
    database: asyncpg.Connection, before: dict[UUID, Any], row: Any, acts: list[Act]
) -> None:
    """Compares with the look before, kept in `before`; `acts` are all acts of the dossier."""
    now = await database.fetchrow(_KEPT, row["id"])
    assert now["promised"] == row["due_at"], "the last promise is the one that counts"
    if row["id"] in before:
        was, was_row = before[row["id"]]
        since = set(acts[was_row["version"] :])
        assert now["chain"].startswith(was["chain"]), "what happened stays as it was"
        for kind in ("documents", "promises", "forms"):
            assert now[kind] >= was[kind], kind
        if was_row["due_at"] is not None:
            # A term that starts anew (Điều 19.4) may end before the date an extension had promised.
            anew = Act.SUPPLEMENT in since and Act.EXTEND in acts
            assert anew or row["due_at"] >= was_row["due_at"]
            assert row["due_original"] == was_row["due_original"]
        if row["due_at"] != was_row["due_at"]:
            assert since & MOVES_THE_CLOCK, since
        if was_row["waiting_since"] is not None and row["waiting_since"] is not None:
            assert row["due_at"] == was_row["due_at"], "while it waits the clock stands still"
    before[row["id"]] = (now, row)
