"""Every minute: files that are wanted again and again are asked for when their moment comes."""

import asyncpg
import structlog

from backend.access.actor import Actor
from backend.analyses.actions import next_at
from backend.analyses.rules import READERS
from backend.analyses.saved import one_saved
from backend.exports.actions import ask
from backend.identity.queries import actor_of_officer
from backend.platform import clock
from backend.platform.database import execute, fetch
from backend.platform.problems import Refusal
from shared.vocabulary.analyses import Repeat
from shared.vocabulary.exports import ExportSource, TableKind

_DUE = """
select id, analysis_id, account_id, repeat, kind, next_at from analysis_wish
where next_at <= $1 order by next_at limit 50
"""
log = structlog.get_logger("analyses")


async def send_due() -> int:
    """Asks for the files that are due; one whose reader has lost their role is wanted no more."""
    rows = await fetch(_DUE, clock.now())
    for row in rows:
        actor = await actor_of_officer(row["account_id"])
        if actor is None or not actor.has(*READERS):
            await execute("delete from analysis_wish where id = $1", row["id"])
            continue
        moved = await execute(
            "update analysis_wish set next_at = $3, last_at = $4 where id = $1 and next_at = $2",
            row["id"],
            row["next_at"],
            next_at(Repeat(row["repeat"])),
            clock.now(),
        )
        if moved.endswith(" 1"):
            await _ask(actor, row)
    return len(rows)


async def _ask(actor: Actor, row: asyncpg.Record) -> None:
    try:
        saved = await one_saved(actor, row["analysis_id"])
        params = {
            "definition": saved.definition, "measure": "", "keys": [], "title": saved.title,
        }  # fmt: skip
        await ask(
            actor, ExportSource.ANALYSIS, TableKind(row["kind"]), saved.title,
            params, scheduled=True,
        )  # fmt: skip
    except Refusal as refused:
        # No longer shared, or out of scope by now; the next time may be different.
        log.warning("scheduled report refused", reason=refused.slug)
