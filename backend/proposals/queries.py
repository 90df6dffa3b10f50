"""Reads of what is being written or waits for a second person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.proposals.rules import Subject, why_not_approve, why_not_edit
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.proposals import NextVersion, ProposalRow
from shared.vocabulary.proposals import PROPOSAL_SUBJECT_LABELS, ProposalSubject


async def proposal(of: Subject) -> asyncpg.Record | None:
    """The next version, if there is one."""
    if "\x00" in of.key:
        return None
    return await fetch_row(
        "select * from proposal where tenant_id = $1 and subject = $2 and key = $3",
        settings().tenant,
        of.name,
        of.key,
    )


async def begun(name: ProposalSubject) -> dict[str, asyncpg.Record]:
    """Everything of one kind that is being written, by key; at most two hundred."""
    rows = await fetch(
        "select * from proposal where tenant_id = $1 and subject = $2 order by key limit 200",
        settings().tenant,
        name,
    )
    return {row["key"]: row for row in rows}


async def proposals(actor: Actor, cursor: str = "", limit: int = 50) -> Page[ProposalRow]:
    """What is being written or waits, the newest change first."""
    before: tuple[datetime, UUID] | None = None
    if cursor:
        before = decode_cursor(cursor, tuple[datetime, UUID])
    rows = await fetch(
        "select * from proposal where tenant_id = $1 "
        "and ($2::timestamptz is null or (changed_at, id) < ($2, $3::uuid)) "
        "order by changed_at desc, id desc limit $4",
        settings().tenant,
        before[0] if before else None,
        before[1] if before else None,
        limit + 1,
    )
    return page(rows, limit, lambda row: _row(actor, row), lambda r: (r["changed_at"], r["id"]))


def next_version(
    actor: Actor,
    row: asyncpg.Record | Mapping[str, Any] | None,
    of: Subject,
) -> NextVersion:
    """How the next version stands, and what the caller may do with it."""
    state = row["state"] if row is not None else ""
    refusal = why_not_approve(actor, row)
    return NextVersion(
        state=state,
        revision=row["revision"] if row is not None else 0,
        changed_by=row["changed_by_name"] if row is not None else "",
        changed_at=_iso(row["changed_at"]) if row is not None else None,
        proposed_by=row["proposed_by_name"] if row is not None else "",
        note=row["note"] if row is not None else "",
        may_edit=not why_not_edit(actor, state, of),
        may_approve=not refusal,
        why_not_approve=refusal if state == "proposed" else "",
        may_give_back=row is not None
        and state == "proposed"
        and (not refusal or row["proposed_by"] in actor.persons()),
    )


def _row(actor: Actor, row: asyncpg.Record) -> ProposalRow:
    subject = ProposalSubject(row["subject"])
    return ProposalRow(
        subject=subject,
        subject_label=PROPOSAL_SUBJECT_LABELS[subject].vi,
        key=row["key"],
        title=row["title"],
        state=row["state"],
        by=row["proposed_by_name"] or row["changed_by_name"],
        at=_iso(row["changed_at"]),
        mine_to_approve=not why_not_approve(actor, row),
    )


def _iso(at: datetime) -> str:
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
