"""Reads of results that wait for a signature or a seal, and of many signed in one act."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.results.kind_versions import kinds
from shared.contracts.common import Page
from shared.contracts.results import ReadyResult, SignedMany, SignedOne
from shared.vocabulary.roles import Role

_READY = """
select w.id, w.dossier_id, w.kind, w.updated_at, coalesce(w.signed_sha256, w.sha256) as digest,
    coalesce(d.code, d.reference) as code, d.procedure_name, d.owner_name, d.version,
    u.full_name as editor, g.name as agency,
    exists (select from result_view v where v.draft_id = w.id and v.account_id = $1
        and v.sha256 = coalesce(w.signed_sha256, w.sha256)) as seen,
    coalesce(last.state, '') as signing, coalesce(last.words, '') as words
from result_draft w join dossier d on d.id = w.dossier_id join account u on u.id = w.updated_by
    join agency g on g.id = d.holding_agency_id
    left join lateral (select s.state, s.words from result_signing s where s.draft_id = w.id
        order by s.started_at desc, s.id desc limit 1) last on true
where w.state = $2 and d.state in ($3, 'accepted') and w.sha256 is not null
    and w.change_id is null
    and case when $2 = 'signed' and d.state = 'accepted'
            then d.receiving_agency_id = any($6::uuid[])
        when $2 = 'signed'
            then d.holding_agency_id = any($4::uuid[]) or d.executor_id = any($5::uuid[])
        else d.holding_agency_id = any($4::uuid[]) and w.updated_by <> all($5::uuid[])
            and (d.executor_id is null or d.executor_id <> all($5::uuid[])) end
    and d.applicant_id is distinct from $1
"""
_BATCH = """
select s.state, s.words, w.dossier_id, coalesce(d.code, d.reference) as code, d.procedure_name
from result_signing s join result_draft w on w.id = s.draft_id
    join dossier d on d.id = w.dossier_id
where s.batch_id = $1 and s.account_id = $2 order by s.id
"""


async def ready(actor: Actor, what: str, cursor: str = "", limit: int = 50) -> Page[ReadyResult]:
    """What the caller can sign (`sign`) or seal (`seal`) now, the longest waiting first."""
    sealing = what == "seal"
    args: list[Any] = [
        actor.account_id,
        "signed" if sealing else "open",
        "approved" if sealing else "submitted_for_approval",
        actor.agencies(Role.CLERK if sealing else Role.LEADER),
        actor.persons(),
        actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD),
        limit + 1,
    ]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (w.updated_at, w.id) > ($8, $9)"
    rows = await fetch(f"{_READY} {after} order by w.updated_at, w.id limit $7", *args)
    titles = {key: kind.title for key, kind in (await kinds()).items()}
    return page(rows, limit, lambda r: _ready(r, titles), lambda r: (r["updated_at"], r["id"]))


async def batch(actor: Actor, batch_id: UUID) -> SignedMany:
    """How the caller's own act stands. Raises NotFound."""
    rows = await fetch(_BATCH, batch_id, actor.account_id)
    if not rows:
        raise NotFound("Không có lượt ký này.", en="There is no such signing.")
    return summed(
        batch_id,
        [
            SignedOne(str(r["dossier_id"]), r["code"], r["procedure_name"], r["state"], r["words"])
            for r in rows
        ],
    )


def summed(batch_id: UUID, items: list[SignedOne]) -> SignedMany:
    """The whole from its parts."""
    states = [one.state for one in items]
    return SignedMany(
        str(batch_id),
        states.count("running"),
        states.count("done"),
        states.count("failed"),
        items,
    )


async def named(_actor: Actor, dossier_id: UUID) -> tuple[str, str]:
    """Code and procedure of a dossier that the caller was found to see."""
    row = await fetch_row(
        "select coalesce(code, reference) as code, procedure_name from dossier where id = $1",
        dossier_id,
    )
    return (row["code"], row["procedure_name"]) if row is not None else ("", "")


def _ready(row: asyncpg.Record, titles: dict[str, str]) -> ReadyResult:
    return ReadyResult(
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        owner_name=row["owner_name"],
        title=titles.get(row["kind"], ""),
        version=row["version"],
        sha256=row["digest"].hex(),
        made_by=row["editor"],
        made_at=iso(row["updated_at"]),
        agency=row["agency"],
        seen=row["seen"],
        running=row["signing"] == "running",
        failed=row["words"] if row["signing"] == "failed" else "",
    )
