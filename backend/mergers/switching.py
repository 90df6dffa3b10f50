"""The day of effect: agencies, units, people, competences and processes, in one transaction.

Open dossiers follow one by one afterwards (`moving`); nobody is locked out meanwhile, because a
role in an agency holds in those that it took over.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.law.search_text import vi_sort_key
from backend.mergers.carrying import (
    copy_processes,
    move_competences,
    move_directives,
    move_promises,
    move_roles,
)
from backend.mergers.planning import Found, facts, found_of
from backend.mergers.rules import Landing, ending, landings
from backend.mergers.standing import put_below
from backend.organisation.queries import CLOSED_STATES
from backend.organisation.working_calendar import forget
from backend.partners.reviewing import await_review
from backend.platform import clock, outbox
from backend.platform.database import fetch, transaction, uuid7
from backend.reception.actions.ending import Leaving, leave
from backend.settings import settings
from shared.contracts.mergers import PlanChange
from shared.vocabulary.mergers import ChangeKind

TOPIC = "agency_change.move"


async def take_effect_of_due() -> int:
    """Takes up every approved change whose day has come, the earliest first; how many."""
    rows = await fetch(
        "select id from agency_change where tenant_id = $1 and state = 'approved' "
        "and effective_on <= $2 order by effective_on, approved_at limit 20",
        settings().tenant,
        clock.today(),
    )
    for row in rows:
        await take_effect(row["id"])
    return len(rows)


async def take_effect(change_id: UUID) -> None:
    """Carries out one approved change; may be repeated without harm.

    Where what it names has gone meanwhile, nothing of it is done and it says why.
    """
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext('changes of agencies'))")
        row = await connection.fetchrow(
            "select * from agency_change where id = $1 for update", change_id
        )
        if row is None or row["state"] != "approved" or row["effective_on"] > clock.today():
            return
        plan = msgspec.json.decode(row["plan"], type=PlanChange)
        found = await found_of(None, plan, change_id)
        if found.faults:
            await _end(connection, change_id, "failed", found.faults[0].message)
            return
        if plan.kind is ChangeKind.RENAME:
            await _rename(connection, UUID(plan.heir), plan.name.strip())
            await _end(connection, change_id, "done", "")
            return
        await _reorganise(connection, change_id, found, row["effective_on"])
    forget()


async def _end(connection: asyncpg.Connection, change_id: UUID, state: str, note: str) -> None:
    now = clock.now()
    await connection.execute(
        "update agency_change set state = $2, note = $3, started_at = coalesce(started_at, $4), "
        "finished_at = $4 where id = $1",
        change_id,
        state,
        note,
        now,
    )
    await record(connection, None, f"agency_change.{state}", subject_id=change_id)


async def _rename(connection: asyncpg.Connection, agency_id: UUID, name: str) -> None:
    await connection.execute(
        "update agency set name = $2, sort_key = $3 where id = $1",
        agency_id,
        name,
        vi_sort_key(name),
    )


async def _reorganise(
    connection: asyncpg.Connection, change_id: UUID, found: Found, day: date
) -> None:
    plan = found.plan
    ids = await _new_agencies(connection, found, day)
    heir = ids[plan.heir]
    went = landings(plan, [facts(r) for r in found.units], [facts(r) for r in found.there])
    units = await _move_units(connection, change_id, found, went, ids)
    ended = [UUID(id_) for id_ in ending(plan)]
    heirs = {heir, *(ids[land.agency] for land in went.values())}
    for old in ended:
        await connection.execute("update agency set ended_on = $2 where id = $1", old, day)
        await _remember_lineage(connection, old, heirs - {old}, heir, day)
    await put_below(connection, ended, heir, heirs)
    await move_roles(connection, units, ended, heir)
    receivers = await move_competences(connection, change_id, plan, found.pairs, went, ids)
    await move_promises(connection, change_id, ended, heir)
    await move_directives(connection, units)
    await copy_processes(connection, change_id)
    await await_review(connection, ended, heir)
    await leave(connection, _leaving(found, ended, heir, receivers, went, ids, day))
    total = await connection.fetchval(
        "select count(*) from dossier where (receiving_agency_id = any($1::uuid[]) "
        "or holding_agency_id = any($1::uuid[]) or holding_unit_id = any($2::uuid[])) "
        f"and state not in {CLOSED_STATES}",
        ended,
        list(units),
    )
    now = clock.now()
    await connection.execute(
        "update agency_change set state = $2, started_at = $3, finished_at = $4, total = $5 "
        "where id = $1",
        change_id,
        "moving" if total else "done",
        now,
        None if total else now,
        total,
    )
    detail = {"ended": [str(id_) for id_ in ended], "heir": str(heir), "dossiers": total}
    await record(connection, None, "agency_change.took_effect", subject_id=change_id, detail=detail)
    if total:
        await outbox.publish(connection, TOPIC, change_id, {})


def _leaving(
    found: Found,
    ended: list[UUID],
    heir: UUID,
    receivers: Mapping[tuple[UUID, str], UUID],
    went: Mapping[str, Landing],
    ids: Mapping[str, UUID],
    day: date,
) -> Leaving:
    """What the change takes from desks, and what people are told of it."""
    names = found.names()
    sources = ", ".join(names[id_] for id_ in ending(found.plan) or found.plan.sources)
    by = f"{found.plan.decision.strip()}, hiệu lực từ {day:%d/%m/%Y}."
    return Leaving(
        ended=ended,
        heir=heir,
        receivers=receivers,
        desks=[
            (row["agency_id"], ids[land.agency])
            for row in found.units
            if row["is_desk"] and (land := went.get(str(row["id"]))) and land.into is None
        ],
        why=f"{sources} {'kết thúc hoạt động' if ended else 'thôi nhận thủ tục này'} theo {by}",
    )


async def _new_agencies(connection: asyncpg.Connection, found: Found, day: date) -> dict[str, UUID]:
    """The ids of all agencies that take part, those that begin with the change among them."""
    ids = {id_: row["id"] for id_, row in found.agencies.items()}
    first = found.agencies[found.plan.sources[0]]
    for new in found.plan.new_agencies:
        ids[new.key] = uuid7()
        await connection.execute(
            "insert into agency (id, tenant_id, code, name, level, parent_id, commune_code, "
            "address, phone, email, responsible_person, sort_key, began_on) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12)",
            ids[new.key], settings().tenant, new.code, new.name.strip(), new.level,
            first["parent_id"], new.commune_code or first["commune_code"], new.address.strip(),
            new.phone.strip(), new.email.strip(), vi_sort_key(new.name.strip()), day,
        )  # fmt: skip
    return ids


async def _move_units(
    connection: asyncpg.Connection,
    change_id: UUID,
    found: Found,
    went: Mapping[str, Landing],
    ids: Mapping[str, UUID],
) -> dict[UUID, tuple[UUID, UUID]]:
    """Moves units or lets them go into another; returns unit and agency that go on for each."""
    result: dict[UUID, tuple[UUID, UUID]] = {}
    now = clock.now()
    for row in found.units:
        land = went.get(str(row["id"]))
        if land is None:
            continue
        agency_id = ids[land.agency]
        unit_id = UUID(land.into) if land.into else row["id"]
        if land.into:
            await connection.execute(
                "update unit set dissolved_at = $2 where id = $1", row["id"], now
            )
            for statement in (
                "update agency_procedure set resolving_unit_id = $2 where resolving_unit_id = $1",
                "update officer_post set unit_id = $2 where unit_id = $1",
            ):
                await connection.execute(statement, row["id"], unit_id)
        else:
            # A unit of that name that was dissolved there keeps it.
            await connection.execute(
                "update unit u set agency_id = $2, name = case when exists (select from unit x "
                "where x.agency_id = $2 and x.name = u.name) then u.name || ' (' || g.name || ')' "
                "else u.name end from agency g where u.id = $1 and g.id = u.agency_id",
                row["id"],
                agency_id,
            )
        result[row["id"]] = (unit_id, agency_id)
        await connection.execute(
            "insert into agency_change_unit (id, tenant_id, change_id, old_unit_id, "
            "old_agency_id, new_unit_id, new_agency_id) values ($1, $2, $3, $4, $5, $6, $7)",
            uuid7(), settings().tenant, change_id, row["id"], row["agency_id"], unit_id, agency_id,
        )  # fmt: skip
    return result


async def _remember_lineage(
    connection: asyncpg.Connection, old: UUID, heirs: set[UUID], main: UUID, day: date
) -> None:
    """Old to new, and for what the old one had itself taken over too."""
    for new in sorted(heirs, key=str):
        await connection.execute(
            "insert into agency_lineage (id, tenant_id, old_id, new_id, since, main) "
            "select gen_random_uuid(), $1, o.id, $3, $4, false from (select $2::uuid as id "
            "union select l.old_id from agency_lineage l where l.new_id = $2) o "
            "where o.id <> $3 on conflict (old_id, new_id) do nothing",
            settings().tenant,
            old,
            new,
            day,
        )
    # One of them mainly: whoever asks for the old one is led there.
    await connection.execute(
        "update agency_lineage set main = false where main and new_id = $1", old
    )
    await connection.execute(
        "update agency_lineage set main = true where new_id = $2 and old_id in ("
        "select $1::uuid union select l.old_id from agency_lineage l where l.new_id = $1) "
        "and not exists (select from agency_lineage m where m.old_id = agency_lineage.old_id "
        "and m.main)",
        old,
        main,
    )
