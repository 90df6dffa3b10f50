"""Reads of drafts, signatures and issued results, and what the caller may do with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.directives.queries import standing
from backend.dossiers.queries import iso
from backend.dossiers.rules import Standing
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.sealing import opened_json
from backend.results.kind_versions import kind_at, kinds_for
from backend.results.kinds import Kind, wrong
from backend.results.rules import ChangeNow, DraftNow, May, at_desk, may
from shared.contracts.common import Choice
from shared.contracts.results import (
    IssuedResult,
    KindField,
    ResultChange,
    ResultDesk,
    ResultDraft,
    ResultEvent,
    Signing,
)
from shared.vocabulary.results import (
    CHANGE_KIND_LABELS,
    CHANGE_STATE_LABELS,
    RESULT_STATE_LABELS,
    RESULT_TURN_LABELS,
    ChangeKind,
    ChangeState,
    ResultState,
    ResultTurn,
)

DRAFT = """
select w.*, u.full_name as editor, x.kind as change_kind, o.number as old_number,
    o.issued_at as old_issued_at,
    (select s.signer from result_signature s where s.draft_id = w.id
        and s.signed_sha256 = w.signed_sha256) as signed_by
from result_draft w join account u on u.id = w.updated_by
    left join result_change x on x.id = w.change_id left join result o on o.id = x.result_id
where w.dossier_id = $1 and w.state in ('open', 'signed')
"""
_CHANGE = """
select c.*, p.full_name as proposer, coalesce(q.full_name, '') as decider
from result_change c join account p on p.id = c.proposed_by
    left join account q on q.id = c.decided_by
"""
_RESULTS = """
select r.*, coalesce(n.number, '') as new_number,
    (select coalesce(json_agg(e order by e.at, e.id), '[]') from result_event e
        where e.result_id = r.id) as events
from result r left join result n on n.id = r.replaced_by
where r.dossier_id = $1 order by r.issued_at desc, r.id desc limit 50
"""
_SIGNING = """
select what, state, words, started_at from result_signing
where draft_id = $1 order by started_at desc, id desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier and its result as one caller stands to them."""

    row: Any
    standing: Standing
    draft: Any
    change: Any
    in_force: Any
    may: May


async def place(actor: Actor, dossier_id: UUID) -> Place:
    """Everything the rules ask. Raises NotFound."""
    row, now = await standing(actor, dossier_id)
    draft = await fetch_row(DRAFT, dossier_id)
    change = await fetch_row(
        f"{_CHANGE} join result r on r.id = c.result_id "
        "where r.dossier_id = $1 and r.withdrawn_at is null "
        "and c.state in ('proposed', 'approved')",
        dossier_id,
    )
    in_force = await fetch_row(
        "select * from result where dossier_id = $1 and withdrawn_at is null", dossier_id
    )
    return Place(
        row, now, draft, change, in_force,
        may(
            actor,
            now,
            None if draft is None else DraftNow(
                draft["state"], draft["sha256"] is not None, draft["updated_by"],
                draft["change_id"] is not None,
            ),
            None if change is None else ChangeNow(
                change["kind"], change["state"], change["proposed_by"]
            ),
            in_force is not None,
        ),
    )  # fmt: skip


async def desk(actor: Actor, dossier_id: UUID, *, needs_code: bool = False) -> ResultDesk:
    """The result of a dossier as an officer works on it. Raises NotFound."""
    here = await place(actor, dossier_id)
    signing = await fetch_row(_SIGNING, here.draft["id"]) if here.draft is not None else None
    changes = await fetch(
        f"{_CHANGE} join result r on r.id = c.result_id where r.dossier_id = $1 "
        "order by c.proposed_at limit 100",
        dossier_id,
    )
    newest = {row["result_id"]: row for row in changes}
    return ResultDesk(
        kinds=[
            Choice(kind.key, kind.title) for kind in await kinds_for(here.row["procedure_code"])
        ],
        draft=await _draft(here.draft) if here.draft is not None else None,
        signing=_signing(signing) if signing is not None else None,
        results=[_issued(row, newest.get(row["id"])) for row in await fetch(_RESULTS, dossier_id)],
        may_draft=not here.may.draft,
        may_sign=not here.may.sign,
        may_seal=not here.may.seal,
        may_propose=not here.may.propose,
        may_decide=not here.may.decide,
        needs_code=needs_code,
        at_desk=at_desk(here.standing),
    )


def content_of_draft(row: asyncpg.Record) -> dict[str, str]:
    """The fields of a draft."""
    content: dict[str, str] = opened_json(row, "result_draft.content")
    return content


async def kind_of(row: asyncpg.Record) -> Kind:
    """The kind a draft is made from, in the version it was begun with."""
    return await kind_at(row["kind"], row["kind_version"])


def replaces_words(row: asyncpg.Record) -> str:
    """Which result a draft will take the place of, in words."""
    if row["old_number"] is None:
        return ""
    day = row["old_issued_at"].astimezone(clock.VIETNAM)
    return f"Thay thế kết quả số {row['old_number']} ngày {day:%d/%m/%Y}"


async def _draft(row: asyncpg.Record) -> ResultDraft:
    kind, values = await kind_of(row), content_of_draft(row)
    faults = wrong(kind, values)
    shown = row["signed_sha256"] or row["sha256"]
    return ResultDraft(
        id=str(row["id"]),
        version=row["version"],
        kind=kind.key,
        title=kind.title,
        state=row["state"],
        fields=[
            KindField(
                f.key, f.label, f.required, f.hint, f.long, f.options, values.get(f.key, ""),
                faults.get(f.key, ""),
            )
            for f in kind.fields
        ],
        sha256=shown.hex() if shown is not None else "",
        updated_by=row["editor"],
        updated_at=iso(row["updated_at"]),
        signed_by=row["signed_by"] or "",
        replaces=replaces_words(row),
        blocked=f"Còn {len(faults)} mục chưa đúng." if faults else "",
    )  # fmt: skip


def _signing(row: asyncpg.Record) -> Signing:
    return Signing(row["what"], row["state"], row["words"], iso(row["started_at"]))


def _issued(row: asyncpg.Record, change: Any) -> IssuedResult:
    state = ResultState(
        row["withdrawn_kind"] or ("reopened" if row["withdrawn_at"] else "in_force")
    )
    events = msgspec.json.decode(row["events"], type=list[_Event])
    return IssuedResult(
        id=str(row["id"]),
        document_id=str(row["document_id"]),
        title=row["title"],
        number=row["number"],
        issued_at=iso(row["issued_at"]),
        verification_code=row["verification_code"],
        state=state,
        state_label=RESULT_STATE_LABELS[state].vi,
        reason=row["withdrawn_reason"],
        replaced_by=row["new_number"],
        signed=row["signed"],
        change=_change(change) if change is not None else None,
        events=[
            ResultEvent(RESULT_TURN_LABELS[ResultTurn(e.what)].vi, iso(e.at), e.actor_name, e.note)
            for e in events
        ],
    )


def _change(row: asyncpg.Record) -> ResultChange:
    return ResultChange(
        id=str(row["id"]),
        kind=row["kind"],
        kind_label=CHANGE_KIND_LABELS[ChangeKind(row["kind"])].vi,
        reason=row["reason"],
        state=row["state"],
        state_label=CHANGE_STATE_LABELS[ChangeState(row["state"])].vi,
        proposed_by=row["proposer"],
        proposed_at=iso(row["proposed_at"]),
        decided_by=row["decider"],
        answer=row["answer"],
    )


class _Event(msgspec.Struct, frozen=True):
    what: str
    at: datetime
    actor_name: str
    note: str
