"""Reads of files brought in, their lines, and files to take away."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.imports.columns import Problem
from backend.imports.kinds import Kind, Values
from backend.imports.kinds.known import KINDS, ROLES
from backend.imports.waiting_fees import warnings_of
from backend.lookups.queries import catalogues
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Forbidden, NotFound
from shared.contracts.common import Choice, Page
from shared.contracts.imports import CellChange, CellProblem, ImportChoice, Staged, StagedRow
from shared.vocabulary.imports import (
    IMPORT_KIND_LABELS,
    IMPORT_STATE_LABELS,
    LINE_STATE_LABELS,
    ImportKind,
    ImportState,
    LineState,
)

_ROW = (
    "id, agency_id, kind, of, file_name, state, reason, counts, created_by, created_by_name, "
    "created_at, applied_by_name, applied_at"
)
# Whoever administers an agency administers those below it, and may be the second person there.
_SIGHT = (
    "agency_id in (select id from agency where id = any(${0}::uuid[]) "
    "or parent_id = any(${0}::uuid[]))"
)


def kind_for(actor: Actor, name: ImportKind) -> Kind:
    """A kind of table the caller may bring in. Raises Forbidden."""
    kind = KINDS[name]
    if not kind.may(actor):
        raise Forbidden(
            "Tài khoản của bạn không nhập, xuất loại dữ liệu này.",
            en="Your account may not bring in this kind of data.",
        )
    return kind


async def choices(actor: Actor) -> list[ImportChoice]:
    """What the caller may bring in, with the columns of each."""
    lookups = [Choice(c.key, c.name) for c in await catalogues() if not c.kept_elsewhere]
    return [
        ImportChoice(
            kind.name,
            IMPORT_KIND_LABELS[kind.name].vi,
            [column.title for column in kind.columns],
            [column.title for column in kind.columns if column.required],
            kind.two_persons,
            lookups if kind.name is ImportKind.LOOKUPS else [],
        )
        for kind in KINDS.values()
        if kind.may(actor)
    ]


async def imports(actor: Actor, cursor: str = "", limit: int = 20) -> Page[Staged]:
    """Files of the caller's agencies and those below them, the newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    before = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        f"select {_ROW} from staged_import where {_SIGHT.format(1)} "
        "and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) "
        "order by created_at desc, id desc limit $4",
        actor.agencies(*ROLES),
        *before,
        limit + 1,
    )
    names = await _names()
    return page(
        rows, limit, lambda r: _staged(actor, r, names), lambda r: (r["created_at"], r["id"])
    )


async def row_of(actor: Actor, import_id: UUID) -> asyncpg.Record:
    """The row of a file in the caller's sight. Raises NotFound."""
    row = await fetch_row(
        f"select {_ROW} from staged_import where id = $1 and {_SIGHT.format(2)}",
        import_id,
        actor.agencies(*ROLES),
    )
    if row is None or not KINDS[ImportKind(row["kind"])].may(actor):
        raise NotFound("Không tìm thấy tệp nhập này.", en="There is no such import.")
    return row


async def staged(actor: Actor, import_id: UUID) -> Staged:
    """One file. Raises NotFound."""
    found = _staged(actor, await row_of(actor, import_id), await _names())
    if found.kind is ImportKind.FEES and found.state is ImportState.READY:
        return msgspec.structs.replace(found, warnings=await warnings_of(import_id))
    return found


async def lines(
    actor: Actor, import_id: UUID, state: LineState | None, cursor: str = "", limit: int = 50
) -> Page[StagedRow]:
    """Lines of a file in their order, of one state where asked. Raises NotFound."""
    kind = KINDS[ImportKind((await row_of(actor, import_id))["kind"])]
    limit = max(1, min(limit, MAX_LIMIT))
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    rows = await fetch(
        'select number, state, "values", before, problems from staged_line where import_id = $1 '
        "and number > $2 and ($3::text is null or state = $3) order by number limit $4",
        import_id,
        after,
        state,
        limit + 1,
    )
    return page(rows, limit, lambda r: _line(kind, r), lambda r: (r["number"],))


def why_not_apply(actor: Actor, row: Any) -> str:
    """Why this person may not apply the file now; empty when they may."""
    kind = KINDS[ImportKind(row["kind"])]
    if row["state"] == ImportState.FAULTY:
        return "Còn dòng cần sửa. Tải tệp có ghi lỗi, sửa rồi nhập lại; chưa có gì được ghi."
    if row["state"] != ImportState.READY:
        return "Tệp này không chờ áp dụng."
    if kind.two_persons and row["created_by"] in actor.persons():
        return "Người nhập không tự áp dụng loại dữ liệu này; cần người thứ hai."
    return ""


async def _names() -> dict[str, str]:
    return {c.key: c.name for c in await catalogues()}


def _staged(actor: Actor, row: asyncpg.Record, names: dict[str, str]) -> Staged:
    kind, state = ImportKind(row["kind"]), ImportState(row["state"])
    refusal = why_not_apply(actor, row)
    return Staged(
        id=str(row["id"]),
        kind=kind,
        kind_label=IMPORT_KIND_LABELS[kind].vi,
        of=row["of"],
        of_label=names.get(row["of"], ""),
        file_name=row["file_name"],
        state=state,
        state_label=IMPORT_STATE_LABELS[state].vi,
        reason=row["reason"],
        counts=msgspec.json.decode(row["counts"], type=dict[str, int]),
        columns=[column.title for column in KINDS[kind].columns],
        created_by=row["created_by_name"],
        created_at=_iso(row["created_at"]),
        applied_by=row["applied_by_name"],
        applied_at=_iso(row["applied_at"]) if row["applied_at"] else None,
        may_apply=not refusal,
        why_not_apply=refusal if state in (ImportState.FAULTY, ImportState.READY) else "",
    )


def _line(kind: Kind, row: asyncpg.Record) -> StagedRow:
    values = cast(Values, msgspec.json.decode(row["values"]))
    before = cast(Values, msgspec.json.decode(row["before"])) if row["before"] else None
    titles = {column.key: column.title for column in kind.columns}
    state = LineState(row["state"])
    return StagedRow(
        number=row["number"],
        state=state,
        state_label=LINE_STATE_LABELS[state].vi,
        cells=[values.get(column.key, "") for column in kind.columns],
        changes=[
            CellChange(titles[key], before.get(key, ""), values.get(key, ""))
            for key in titles
            if before.get(key, "") != values.get(key, "")
        ]
        if before is not None and state is LineState.CHANGED
        else [],
        problems=[
            CellProblem(titles.get(p.column, ""), p.message)
            for p in msgspec.json.decode(row["problems"], type=list[Problem])
        ],
    )


def _iso(at: datetime) -> str:
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
