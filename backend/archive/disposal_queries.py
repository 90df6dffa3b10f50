"""Reads of disposal lists and their lines."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.rules import DECIDERS, KEEPERS, REVIEWERS
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from shared.contracts.archive_packages import DisposalLine, DisposalList
from shared.contracts.common import Page
from shared.vocabulary.archive import DISPOSAL_LABELS, DisposalState
from shared.vocabulary.roles import Role

READERS = tuple(dict.fromkeys((*KEEPERS, *REVIEWERS, *DECIDERS, Role.AUDITOR)))
LIST = "select p.*, g.name as agency_name from disposal p join agency g on g.id = p.agency_id"


async def disposals(actor: Actor, cursor: str = "") -> Page[DisposalList]:
    """Lists of my agencies, the newest first."""
    args: list[Any] = [actor.agencies(*READERS), MAX_LIMIT + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (p.proposed_at, p.id) < ($3, $4)"
    rows = await fetch(
        f"{LIST} where p.agency_id = any($1::uuid[]) {after} "
        "order by p.proposed_at desc, p.id desc limit $2",
        *args,
    )
    return page(
        rows, MAX_LIMIT, lambda row: shown(actor, row), lambda row: (row["proposed_at"], row["id"])
    )


async def disposal(actor: Actor, disposal_id: UUID) -> DisposalList:
    """One list. Raises NotFound."""
    row = await fetch_row(
        f"{LIST} where p.id = $1 and p.agency_id = any($2::uuid[])",
        disposal_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise unknown_disposal()
    return shown(actor, row)


async def lines(actor: Actor, disposal_id: UUID, cursor: str = "") -> Page[DisposalLine]:
    """The dossiers of a list. Raises NotFound."""
    await disposal(actor, disposal_id)
    after = decode_cursor(cursor, tuple[UUID])[0] if cursor else UUID(int=0)
    rows = await fetch(
        "select id, dossier_id, code, procedure_name, closed_at, class_code, dispose_after, files, "
        "bytes, destroyed_at, kept_because from disposal_item where disposal_id = $1 and id > $2 "
        "order by id limit $3",
        disposal_id,
        after,
        MAX_LIMIT + 1,
    )
    return page(rows, MAX_LIMIT, _line, lambda row: (row["id"],))


def unknown_disposal() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound(
        "Không tìm thấy danh mục hủy này, hoặc danh mục không thuộc cơ quan của bạn.",
        en="There is no such list, or it is not your agency's.",
        slug="unknown-disposal",
    )


def may(actor: Actor, row: asyncpg.Record) -> list[str]:
    """What the caller may do to a list now; each step is another person's."""
    involved = {row["proposed_by"], row["reviewed_by"]}
    if actor.account_id in involved:
        return []
    agency = row["agency_id"]
    if row["state"] == "proposed" and agency in actor.agencies(*REVIEWERS):
        return ["review", "refuse"]
    if row["state"] == "reviewed" and agency in actor.agencies(*DECIDERS):
        return ["approve", "refuse"]
    return []


def shown(actor: Actor, row: asyncpg.Record) -> DisposalList:
    """A list as the contract shows it."""
    state = DisposalState(row["state"])
    return DisposalList(
        id=str(row["id"]),
        agency_name=row["agency_name"],
        reason=row["reason"],
        state=state,
        state_label=DISPOSAL_LABELS[state].vi,
        problem=row["problem"],
        proposed_by=row["proposed_by_name"],
        proposed_at=iso(row["proposed_at"]),
        reviewed_by=row["reviewed_by_name"],
        reviewed_at=iso(row["reviewed_at"]) if row["reviewed_at"] else None,
        approved_by=row["approved_by_name"],
        approved_at=iso(row["approved_at"]) if row["approved_at"] else None,
        refused_by=row["refused_by_name"],
        refusal=row["refusal"],
        total=row["total"],
        done=row["done"],
        kept=row["kept"],
        percent=100 * (row["done"] + row["kept"]) // max(1, row["total"]),
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        may=may(actor, row),
    )


def _line(row: asyncpg.Record) -> DisposalLine:
    return DisposalLine(
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        closed_at=iso(row["closed_at"]),
        class_code=row["class_code"],
        keep_until=row["dispose_after"].isoformat(),
        files=row["files"],
        bytes=row["bytes"],
        destroyed_at=iso(row["destroyed_at"]) if row["destroyed_at"] else None,
        kept_because=row["kept_because"],
    )
