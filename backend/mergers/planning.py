"""What a plan finds and what it would move: read before it is proposed, and again on its day."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.actions.drafts import as_uuid
from backend.mergers.rules import Pair, UnitFacts, faults_of_plan, giving
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.mergers import PlanChange
from shared.vocabulary.roles import Role

ADMINS = (Role.SYSTEM_ADMIN,)
APPROVERS = (Role.SYSTEM_ADMIN, Role.LEADER)
NOBODY = UUID(int=0)

_AGENCIES = """
select id, code, name, level, parent_id, commune_code, ended_on, demonstration from agency
where tenant_id = $1 and id = any($2::uuid[])
"""
_UNITS = f"""
select u.id, u.agency_id, u.name, u.is_desk,
    (select count(*) from officer_post p join account a on a.id = p.account_id
        where p.unit_id = u.id and a.disabled_at is null) as officers,
    (select count(*) from dossier d where d.holding_unit_id = u.id
        and d.state not in {CLOSED_STATES}) as dossiers
from unit u where u.agency_id = any($1::uuid[]) and u.dissolved_at is null
order by u.agency_id, u.is_desk desc, u.sort_key limit 2000
"""
_PAIRS = """
select p.id, p.procedure_code as code, coalesce(d.name, p.procedure_code) as name,
    p.receiving_agency_id::text as agency, p.resolving_unit_id::text as unit, u.name as unit_name
from agency_procedure p join unit u on u.id = p.resolving_unit_id
    left join procedure d on d.tenant_id = p.tenant_id and d.code = p.procedure_code
where p.receiving_agency_id = any($1::uuid[]) order by name, code, p.id limit 50000
"""


@dataclass
class Found:
    """What a plan is about, as it is now."""

    plan: PlanChange
    agencies: dict[str, asyncpg.Record]
    units: list[asyncpg.Record]
    there: list[asyncpg.Record]
    pairs: list[Pair]
    faults: list[FieldProblem] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """Names of the agencies by id or key."""
        known = {id_: row["name"] for id_, row in self.agencies.items()}
        return known | {new.key: new.name for new in self.plan.new_agencies}


def facts(row: asyncpg.Record) -> UnitFacts:
    """A unit for the rules."""
    return UnitFacts(str(row["id"]), str(row["agency_id"]), row["name"], row["is_desk"])


async def found_of(actor: Actor | None, plan: PlanChange, change_id: UUID = NOBODY) -> Found:
    """What the plan names, and what is wrong with that; `actor` None asks of nobody's scope.

    `change_id` is the change whose plan it is, which does not stand in its own way.
    """
    today = clock.today()
    wanted = {*plan.sources, plan.heir, *(move.target for move in plan.moves)}
    ids = [as_uuid(id_, "/sources") for id_ in sorted(wanted) if not id_.startswith("new-")]
    rows = await fetch(_AGENCIES, settings().tenant, ids)
    agencies = {str(row["id"]): row for row in rows}
    gives = [id_ for id_ in giving(plan) if id_ in agencies]
    takes = [id_ for id_ in agencies if id_ not in gives or plan.source_stays]
    units = await fetch(_UNITS, [UUID(id_) for id_ in gives])
    there = await fetch(_UNITS, [UUID(id_) for id_ in takes])
    pairs = [Pair(**dict(row)) for row in await fetch(_PAIRS, [UUID(id_) for id_ in gives])]
    found = Found(plan, agencies, units, there, pairs)
    # Once approved a plan takes effect as soon as it can, also when its day has passed.
    found.faults += faults_of_plan(plan, today if actor is not None else _day(plan))
    found.faults += _unknown(found, {str(id_) for id_ in ids})
    if actor is not None:
        found.faults += _outside(actor, found)
    found.faults += await _elsewhere(found, change_id)
    found.faults += _wrong_moves(found)
    found.faults += await _codes_in_use(found)
    return found


def _day(plan: PlanChange) -> date:
    return date.fromisoformat(plan.effective_on)


def _unknown(found: Found, ids: set[str]) -> list[FieldProblem]:
    faults = []
    if ids - set(found.agencies):
        faults.append(FieldProblem("/sources", "Có cơ quan không tìm thấy. Hãy chọn lại."))
    for row in found.agencies.values():
        if row["ended_on"] is not None:
            faults.append(
                FieldProblem("/sources", f"{row['name']} đã kết thúc hoạt động; chọn cơ quan khác.")
            )
        if row["demonstration"]:
            faults.append(FieldProblem("/sources", f"{row['name']} chỉ để thử kết nối."))
    return faults


def _outside(actor: Actor, found: Found) -> list[FieldProblem]:
    mine = set(actor.agencies(*ADMINS))
    return [
        FieldProblem("/sources", f"{row['name']} không thuộc phạm vi bạn quản trị.")
        for row in found.agencies.values()
        if row["id"] not in mine and row["parent_id"] not in mine
    ]


async def _elsewhere(found: Found, change_id: UUID) -> list[FieldProblem]:
    rows = await fetch(
        "select effective_on, decision from agency_change where tenant_id = $1 and id <> $3 "
        "and state in ('proposed', 'approved', 'moving') and agency_ids && $2::uuid[] limit 1",
        settings().tenant,
        [row["id"] for row in found.agencies.values()],
        change_id,
    )
    return [
        FieldProblem(
            "/sources",
            f"Cơ quan đã chọn đang nằm trong thay đổi theo {row['decision']} "
            f"({row['effective_on']:%d/%m/%Y}). Chờ xong hoặc hủy thay đổi đó trước.",
        )
        for row in rows
    ]


def _wrong_moves(found: Found) -> list[FieldProblem]:
    theirs = {str(row["id"]) for row in found.units}
    places = {str(row["id"]): str(row["agency_id"]) for row in found.there}
    faults = []
    for number, move in enumerate(found.plan.moves):
        if move.unit_id not in theirs:
            faults.append(
                FieldProblem(f"/moves/{number}/unit_id", "Phòng này không thuộc cơ quan nguồn.")
            )
        if move.into and places.get(move.into) != move.target:
            faults.append(FieldProblem(f"/moves/{number}/into", "Chọn một phòng của cơ quan nhận."))
    return faults


async def _codes_in_use(found: Found) -> list[FieldProblem]:
    codes = [new.code for new in found.plan.new_agencies]
    if not codes:
        return []
    rows = await fetch(
        "select code from agency where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        codes,
    )
    taken = {row["code"] for row in rows}
    return [
        FieldProblem(
            f"/new_agencies/{number}/code",
            f"Mã {new.code} đã dùng. Mã cũ không cấp lại: chọn mã khác.",
        )
        for number, new in enumerate(found.plan.new_agencies)
        if new.code in taken or codes.index(new.code) != number
    ]
