"""Reads of the comparison with the national lists."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.national.lists.rules import can_be_taken_over, why_not_confirm
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, page
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.national_lists import FieldDifference, ListDifference, Pull
from shared.vocabulary import national as words


async def pulls() -> list[Pull]:
    """The last ten comparisons, newest first."""
    rows = await fetch(
        "select * from national_pull where tenant_id = $1 order by started_at desc, id desc "
        "limit 10",
        settings().tenant,
    )
    return [_pull(row) for row in rows]


async def list_differences(
    actor: Actor,
    which: str = "",
    state: str = "open",
    cursor: str = "",
    limit: int = 20,
) -> Page[ListDifference]:
    """Differences in one state, the newest first."""
    before: tuple[datetime, UUID] | None = None
    if cursor:
        before = decode_cursor(cursor, tuple[datetime, UUID])
    rows = await fetch(
        "select * from national_difference where tenant_id = $1 and state = $2 "
        "and ($3 = '' or list = $3) "
        "and ($4::timestamptz is null or (found_at, id) < ($4, $5::uuid)) "
        "order by found_at desc, id desc limit $6",
        settings().tenant,
        state,
        which,
        before[0] if before else None,
        before[1] if before else None,
        limit + 1,
    )
    return page(rows, limit, lambda r: _difference(actor, r), lambda r: (r["found_at"], r["id"]))


def _pull(row: asyncpg.Record) -> Pull:
    state = words.PullState(row["state"])
    return Pull(
        id=str(row["id"]),
        state=state,
        state_label=words.PULL_STATE_LABELS[state].vi,
        started_at=iso(row["started_at"]),
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        total=row["total"],
        looked_at=row["looked_at"],
        differences=row["differences"],
        error=row["last_error"],
    )


def _difference(actor: Actor, row: asyncpg.Record) -> ListDifference:
    which = words.NationalList(row["list"])
    kind = words.DifferenceKind(row["kind"])
    state = words.ListDifferenceState(row["state"])
    fields = msgspec.json.decode(row["fields"], type=list[FieldDifference])
    proposal = row["proposal"]
    refusal = why_not_confirm(actor, row)
    proposed = state is words.ListDifferenceState.PROPOSED
    return ListDifference(
        id=str(row["id"]),
        which=which,
        which_label=words.NATIONAL_LIST_LABELS[which].vi,
        kind=kind,
        kind_label=words.DIFFERENCE_KIND_LABELS[kind].vi,
        key=row["key"],
        title=row["title"],
        state=state,
        state_label=words.LIST_DIFFERENCE_LABELS[state].vi,
        found_at=iso(row["found_at"]),
        proposal=proposal,
        proposal_label=words.LIST_DIFFERENCE_LABELS[words.ListDifferenceState(proposal)].vi
        if proposal
        else "",
        chosen=row["chosen"],
        proposed_by=row["proposed_by_name"],
        proposed_at=iso(row["proposed_at"]) if row["proposed_at"] else None,
        revision=row["revision"],
        decided_by=row["decided_by_name"],
        decided_at=iso(row["decided_at"]) if row["decided_at"] else None,
        note=row["note"],
        fields=fields,
        may_approve=state in (words.ListDifferenceState.OPEN, words.ListDifferenceState.HELD)
        and can_be_taken_over(which, kind, fields),
        may_confirm=not refusal,
        why_not_confirm=refusal if proposed else "",
    )
