"""Reads of saved definitions: one's own, and those shared within one's agencies."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.analyses.rules import READERS
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from shared.contracts.analyses import Analysis, AnalysisVersion, Definition
from shared.contracts.common import Page
from shared.vocabulary.analyses import REPEAT_LABELS, Repeat
from shared.vocabulary.exports import TableKind

# $1 the caller, $2 the agencies in which they read reports.
_SEEN = "s.removed_at is null and (s.owner_id = $1 or (s.shared and s.agency_id = any($2::uuid[])))"
_SAVED = """
select s.*, o.full_name as owner_name, g.name as agency_name, s.owner_id = $1 as mine,
    w.repeat, w.kind as send_kind, w.next_at from analysis s
join account o on o.id = s.owner_id join agency g on g.id = s.agency_id
left join analysis_wish w on w.analysis_id = s.id and w.account_id = $1
"""


async def all_saved(actor: Actor, cursor: str = "") -> Page[Analysis]:
    """What the caller saved and what was shared with them, the newest first."""
    args: list[Any] = [actor.account_id, actor.agencies(*READERS), MAX_LIMIT + 1]
    where = _SEEN
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += " and (s.changed_at, s.id) < ($4, $5)"
    rows = await fetch(
        f"{_SAVED} where {where} order by s.changed_at desc, s.id desc limit $3", *args
    )
    return page(rows, MAX_LIMIT, shown, lambda row: (row["changed_at"], row["id"]))


async def one_saved(actor: Actor, analysis_id: UUID) -> Analysis:
    """One saved definition. Raises NotFound, also for what is not shared with the caller."""
    row = await fetch_row(
        f"{_SAVED} where {_SEEN} and s.id = $3",
        actor.account_id,
        actor.agencies(*READERS),
        analysis_id,
    )
    if row is None:
        raise unknown_analysis()
    return shown(row)


async def versions(actor: Actor, analysis_id: UUID) -> list[AnalysisVersion]:
    """The versions of a definition, the newest first, at most a hundred. Raises NotFound."""
    await one_saved(actor, analysis_id)
    rows = await fetch(
        "select v.number, v.title, v.definition, v.changed_at, a.full_name from analysis_version v "
        "join account a on a.id = v.changed_by where v.analysis_id = $1 "
        "order by v.number desc limit 100",
        analysis_id,
    )
    return [
        AnalysisVersion(
            row["number"],
            row["title"],
            msgspec.json.decode(row["definition"], type=Definition),
            row["full_name"],
            iso(row["changed_at"]),
        )
        for row in rows
    ]


def unknown_analysis() -> NotFound:
    """The same answer for what is not there and for what is not shared."""
    return NotFound(
        "Không tìm thấy báo cáo này, hoặc báo cáo không được chia sẻ với bạn.",
        en="There is no such report, or it is not shared with you.",
        slug="unknown-analysis",
    )


def shown(row: asyncpg.Record) -> Analysis:
    """A saved definition as the contract shows it."""
    repeat = Repeat(row["repeat"]) if row["repeat"] else Repeat.NEVER
    return Analysis(
        id=str(row["id"]),
        title=row["title"],
        definition=msgspec.json.decode(row["definition"], type=Definition),
        shared=row["shared"],
        version=row["version"],
        owner_name=row["owner_name"],
        agency_name=row["agency_name"],
        mine=row["mine"],
        changed_at=iso(row["changed_at"]),
        repeat=repeat,
        repeat_label=REPEAT_LABELS[repeat].vi,
        send_kind=row["send_kind"] or TableKind.XLSX,
        next_at=iso(row["next_at"]) if row["next_at"] else None,
    )
