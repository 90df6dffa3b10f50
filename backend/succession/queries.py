"""Reads: what an officer or a unit would leave behind, and how far a succession is."""

from typing import Any, cast
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Named
from shared.contracts.successions import Leaver, OpenWork, Succession
from shared.vocabulary.roles import ROLE_LABELS, Role

ADMINS = (Role.SYSTEM_ADMIN, Role.LEADER)
HELD = {"officer": "executor_id", "unit": "holding_unit_id"}
_IN_FORCE = "g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)"
# Roles of the work with dossiers that nobody else of the same place holds.
SOLE_ROLES = f"""
select g.id, g.role from role_grant g where g.account_id = $1 and {_IN_FORCE}
    and g.role in ('desk_officer', 'desk_head', 'unit_head', 'specialist', 'leader', 'clerk')
    and not exists (select from role_grant o join account a on a.id = o.account_id
        where o.role = g.role and o.agency_id = g.agency_id
        and o.unit_id is not distinct from g.unit_id and o.account_id <> $1
        and a.disabled_at is null and o.valid_from <= $2
        and (o.valid_to is null or o.valid_to > $2))
order by g.role
"""
_OFFICER = f"""
select a.id, a.full_name as name, u.agency_id, g.name as agency_name,
    (select count(*) from dossier d where d.executor_id = a.id
        and d.state not in {CLOSED_STATES}) as dossiers,
    0 as officers, 0 as procedures, 0 as directives
from account a join officer_post p on p.account_id = a.id join unit u on u.id = p.unit_id
    join agency g on g.id = u.agency_id
where a.id = $1 and a.disabled_at is null and (g.id = any($2::uuid[])
    or g.parent_id = any($2::uuid[]))
"""
_UNIT = f"""
select u.id, u.name, u.agency_id, g.name as agency_name,
    (select count(*) from dossier d where d.holding_unit_id = u.id
        and d.state not in {CLOSED_STATES}) as dossiers,
    (select count(*) from officer_post p join account a on a.id = p.account_id
        where p.unit_id = u.id and a.disabled_at is null) as officers,
    (select count(*) from agency_procedure p where p.resolving_unit_id = u.id) as procedures,
    (select count(*) from unit_directive v where v.answering_unit_id = u.id
        and v.answered_at is null) as directives
from unit u join agency g on g.id = u.agency_id
where u.id = $1 and not u.is_desk and u.dissolved_at is null and (g.id = any($2::uuid[])
    or g.parent_id = any($2::uuid[]))
"""
_COLLEAGUES = (
    "select a.id, a.full_name || ' (' || u.name || ')' as name from officer_post p "
    "join account a on a.id = p.account_id join unit u on u.id = p.unit_id "
    "where u.agency_id = $1 and a.id <> $2 and a.disabled_at is null "
    "order by a.sort_key, a.id limit 500"
)
_OTHER_UNITS = (
    "select id, name from unit where agency_id = $1 and id <> $2 and not is_desk "
    "and dissolved_at is null order by sort_key limit 200"
)


async def leaver(actor: Actor, kind: Leaver, id_: UUID) -> asyncpg.Record:
    """An officer or unit of the caller's agencies that is still there.

    Raises NotFound, also for another's, and for the one-stop desk itself.
    """
    row = await fetch_row(_OFFICER if kind == "officer" else _UNIT, id_, actor.agencies(*ADMINS))
    if row is None:
        raise NotFound(
            "Không tìm thấy cán bộ này, hoặc đã thôi việc."
            if kind == "officer"
            else "Không tìm thấy phòng này, hoặc phòng đã giải thể.",
            en="There is no such officer or unit.",
        )
    return row


async def open_work(actor: Actor, kind: Leaver, id_: UUID) -> OpenWork:
    """What would be left behind, and who may take it over. Raises NotFound."""
    row = await leaver(actor, kind, id_)
    roles = await fetch(SOLE_ROLES, id_, clock.now()) if kind == "officer" else []
    others = await fetch(
        _COLLEAGUES if kind == "officer" else _OTHER_UNITS, row["agency_id"], row["id"]
    )
    return OpenWork(
        kind=kind,
        id=str(row["id"]),
        name=row["name"],
        agency=Named(str(row["agency_id"]), row["agency_name"]),
        dossiers=row["dossiers"],
        officers=row["officers"],
        procedures=row["procedures"],
        directives=row["directives"],
        roles=[ROLE_LABELS[Role(role["role"])].vi for role in roles],
        successor_needed=needs_successor(row, roles),
        successors=[Named(str(o["id"]), o["name"]) for o in others],
    )


def needs_successor(row: asyncpg.Record, roles: list[asyncpg.Record]) -> bool:
    """Whether anything would be left without a holder."""
    counts = ("dossiers", "officers", "procedures", "directives")
    return any(row[name] for name in counts) or bool(roles)


async def progress(actor: Actor, succession_id: UUID) -> Succession:
    """How far a succession is. Raises NotFound, also for another's."""
    row: Any = await fetch_row(
        "select s.*, coalesce(a.full_name, u.name) as leaver_name, "
        "coalesce(b.full_name, v.name, '') as successor_name from succession s "
        "left join account a on a.id = s.leaver_id left join unit u on u.id = s.leaver_id "
        "left join account b on b.id = s.successor_id left join unit v on v.id = s.successor_id "
        "join agency g on g.id = s.agency_id where s.id = $1 and s.tenant_id = $2 "
        "and (g.id = any($3::uuid[]) or g.parent_id = any($3::uuid[]))",
        succession_id,
        settings().tenant,
        actor.agencies(*ADMINS),
    )
    if row is None:
        raise NotFound("Không tìm thấy lần bàn giao này.", en="There is no such succession.")
    done = row["finished_at"] is not None
    return Succession(
        id=str(row["id"]),
        kind=cast(Leaver, row["kind"]),
        leaver_name=row["leaver_name"],
        successor_name=row["successor_name"],
        reason=row["reason"],
        started_at=iso(row["started_at"]),
        finished_at=iso(row["finished_at"]) if done else None,
        total=row["total"],
        moved=row["moved"],
        percent=100 if done else min(99, 100 * row["moved"] // max(1, row["total"])),
    )
