"""Reads of packages: those of my agencies, and mine."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.rules import KEEPERS
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from shared.contracts.archive_packages import Package
from shared.contracts.common import Page
from shared.vocabulary.archive import (
    PACKAGE_KIND_LABELS,
    PACKAGE_LABELS,
    PackageKind,
    PackageState,
)

_PACKAGE = (
    "select p.*, coalesce(g.name, '') as agency_name from archive_package p "
    "left join agency g on g.id = p.agency_id"
)
# A package for the archive belongs to the keepers of its agency, a person's data to who asked.
_MINE = (
    "((p.kind = 'handover' and p.agency_id = any($1::uuid[])) "
    "or (p.kind = 'person' and p.asked_by = $2))"
)


async def packages(actor: Actor, kind: str = "", cursor: str = "") -> Page[Package]:
    """What I may see, the newest first."""
    args: list[Any] = [actor.agencies(*KEEPERS), actor.account_id, MAX_LIMIT + 1]
    where = _MINE
    if kind:
        args.append(kind)
        where += f" and p.kind = ${len(args)}"
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += f" and (p.asked_at, p.id) < (${len(args) - 1}, ${len(args)})"
    rows = await fetch(
        f"{_PACKAGE} where {where} order by p.asked_at desc, p.id desc limit $3", *args
    )
    return page(rows, MAX_LIMIT, _shown, lambda row: (row["asked_at"], row["id"]))


async def package(actor: Actor, package_id: UUID) -> Package:
    """One package. Raises NotFound."""
    return _shown(await package_row(actor, package_id))


async def package_row(actor: Actor, package_id: UUID) -> asyncpg.Record:
    """The row behind a package. Raises NotFound."""
    row = await fetch_row(
        f"{_PACKAGE} where {_MINE} and p.id = $3",
        actor.agencies(*KEEPERS),
        actor.account_id,
        package_id,
    )
    if row is None:
        raise _unknown()
    return row


async def locked_package(
    connection: asyncpg.Connection, actor: Actor, package_id: UUID
) -> asyncpg.Record:
    """A package for the historical archive, locked. Raises NotFound."""
    row = await connection.fetchrow(
        "select * from archive_package where id = $1 and kind = 'handover' "
        "and agency_id = any($2::uuid[]) for update",
        package_id,
        actor.agencies(*KEEPERS),
    )
    if row is None:
        raise _unknown()
    return row


def _unknown() -> NotFound:
    return NotFound(
        "Không tìm thấy gói này, hoặc gói không thuộc quyền của bạn.",
        en="There is no such package, or it is not yours.",
        slug="unknown-package",
    )


def _shown(row: asyncpg.Record) -> Package:
    state = PackageState(row["state"])
    return Package(
        id=str(row["id"]),
        kind=row["kind"],
        kind_label=PACKAGE_KIND_LABELS[PackageKind(row["kind"])].vi,
        title=row["title"],
        agency_name=row["agency_name"],
        recipient=row["recipient"],
        reason=row["reason"],
        asked_by=row["asked_by_name"],
        asked_at=iso(row["asked_at"]),
        state=state,
        state_label=PACKAGE_LABELS[state].vi,
        problem=row["problem"],
        total=row["total"],
        done=row["done"],
        percent=100 * row["done"] // row["total"] if row["total"] else 100 * (state == "done"),
        size=row["size"],
        sha256=bytes(row["sha256"]).hex() if row["sha256"] else "",
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        expires_at=iso(row["expires_at"]) if row["expires_at"] else None,
        receipt=row["receipt"],
        received_at=iso(row["received_at"]) if row["received_at"] else None,
    )
