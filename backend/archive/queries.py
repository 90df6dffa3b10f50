"""Reads of the archive: search within what the caller may see, one record, the rules."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.arriving import waiting
from backend.archive.rules import RULE_KEEPERS
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import Malformed, NotFound, field
from backend.platform.sealing import blind
from backend.settings import settings
from shared.contracts.archive import ArchiveRow, RetentionRule, RetentionRules, SearchArchive
from shared.contracts.common import Page
from shared.vocabulary.archive import STATUS_LABELS, ArchiveStatus
from shared.vocabulary.states import OFFICER_LABELS, State

HELD = (
    "exists (select from legal_hold l where l.dossier_id = a.dossier_id and l.released_at is null)"
)
ROW = (
    "a.dossier_id, a.code, a.procedure_name, a.person_name, a.closed_at, a.state, a.class_code, "
    f"a.dispose_after, a.status, a.sealed_at, g.name as agency_name, {HELD} as held"
)
FROM = "from archive_record a join agency g on g.id = a.holding_agency_id"


async def search(actor: Actor, wanted: SearchArchive) -> Page[ArchiveRow]:
    """Records that fit, the newest closed first. Raises Malformed for a broken id or cursor.

    Each way of seeing walks its own index and stops at the limit, as in the inbox.
    """
    args: list[Any] = [*visible(actor, 1)[1]]
    where = _conditions(wanted, args)
    args.append(wanted.limit + 1)
    limit = f"${len(args)}"
    order = f"order by a.closed_at desc, a.dossier_id desc limit {limit}"
    ways = (
        ("receiving_agency_id", "unnest($1::uuid[])"),
        ("holding_agency_id", "unnest($1::uuid[])"),
        ("holding_unit_id", "unnest($2::uuid[])"),
        ("executor_id", "unnest($3::uuid[])"),
    )
    parts = [
        f"(select n.dossier_id from {source} k(id) cross join lateral (select a.dossier_id "
        f"from archive_record a where a.{column} = k.id and {where} {order}) n)"
        for column, source in ways
    ]
    parts.append(
        "(select a.dossier_id from dossier_reach x join archive_record a "
        "on a.dossier_id = x.dossier_id where x.subject_id = any($1::uuid[] || $3::uuid[]) "
        f"and {where} {order})"
    )
    rows = await fetch(
        f"select {ROW} {FROM} where a.dossier_id in ({' union '.join(parts)}) {order}", *args
    )
    return page(rows, wanted.limit, archive_row, lambda row: (row["closed_at"], row["dossier_id"]))


def _conditions(wanted: SearchArchive, args: list[Any]) -> str:
    found = ["true"]

    def add(condition: str, value: Any) -> None:
        args.append(value)
        found.append(condition.replace("?", f"${len(args)}"))

    if words := search_text(wanted.text):
        add("a.sealed_at is null and a.words @@ plainto_tsquery('simple', ?)", words)
    if code := wanted.code.strip().upper():
        add("a.code = ?", code)
    if person := wanted.person.strip():
        if person.isdigit():
            add("a.personal_id = ?", blind(person))
        else:
            name = "a.sealed_at is null and a.words @@ phraseto_tsquery('simple', ?)"
            add(name, search_text(person))
    if wanted.agency_id:
        add("? in (a.receiving_agency_id, a.holding_agency_id)", _id(wanted.agency_id, "agency_id"))
    if wanted.unit_id:
        add("a.holding_unit_id = ?", _id(wanted.unit_id, "unit_id"))
    for column in ("procedure_code", "class_code", "state", "status"):
        if value := getattr(wanted, column).strip():
            add(f"a.{column} = ?", value)
    if wanted.closed_from is not None:
        add("a.closed_at >= ?", _midnight(wanted.closed_from))
    if wanted.closed_to is not None:
        add("a.closed_at < ?", _midnight(wanted.closed_to) + timedelta(days=1))
    if wanted.held is not None:
        found.append(HELD if wanted.held else f"not {HELD}")
    if wanted.sealed is not None:
        found.append(f"a.sealed_at is {'not ' if wanted.sealed else ''}null")
    if wanted.disposable:
        add(f"a.status = 'kept' and a.dispose_after < ? and not {HELD}", clock.today())
    if wanted.cursor:
        at, id_ = decode_cursor(wanted.cursor, tuple[datetime, UUID])
        args += [at, id_]
        found.append(f"(a.closed_at, a.dossier_id) < (${len(args) - 1}, ${len(args)})")
    return " and ".join(found)


def _midnight(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def _id(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Malformed(
            "Điều kiện tìm chưa đúng. Hãy chọn lại từ danh sách.",
            en="This is not an id.",
            errors=[field(f"/{name}", "Hãy chọn từ danh sách.")],
        ) from None


def archive_row(row: asyncpg.Record) -> ArchiveRow:
    """A line read with `ROW`."""
    return ArchiveRow(
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        person_name="(đã niêm phong)" if row["sealed_at"] else row["person_name"],
        agency_name=row["agency_name"],
        closed_at=iso(row["closed_at"]),
        state_label=OFFICER_LABELS[State(row["state"])].vi,
        class_code=row["class_code"],
        keep_until=row["dispose_after"].isoformat() if row["dispose_after"] else None,
        status=row["status"],
        status_label=STATUS_LABELS[ArchiveStatus(row["status"])].vi,
        held=row["held"],
        sealed=row["sealed_at"] is not None,
    )


def unknown_record() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound(
        "Không tìm thấy hồ sơ lưu trữ này, hoặc hồ sơ không thuộc quyền xem của bạn.",
        en="There is no such record, or it is not yours to see.",
        slug="unknown-record",
    )


async def rules(actor: Actor) -> RetentionRules:
    """All rules, those in force first within each scope."""
    rows = await fetch(
        "select id, code, title, procedure_code, sector, outcome, years, source, confirmed, "
        "valid_from, valid_to from retention_rule where tenant_id = $1 "
        "order by procedure_code, sector, outcome, valid_from desc limit 1000",
        settings().tenant,
    )
    return RetentionRules(
        [retention_rule(row) for row in rows], await waiting(), actor.has_for_all(*RULE_KEEPERS)
    )


def retention_rule(row: asyncpg.Record) -> RetentionRule:
    """A rule as the contract shows it."""
    return RetentionRule(
        id=str(row["id"]),
        code=row["code"],
        title=row["title"],
        procedure_code=row["procedure_code"],
        sector=row["sector"],
        outcome=row["outcome"],
        outcome_label=OFFICER_LABELS[State(row["outcome"])].vi if row["outcome"] else "",
        years=row["years"],
        source=row["source"],
        confirmed=row["confirmed"],
        valid_from=row["valid_from"].isoformat(),
        valid_to=row["valid_to"].isoformat() if row["valid_to"] else None,
    )
