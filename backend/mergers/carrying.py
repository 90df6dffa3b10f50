"""What goes with agencies and units on the day of effect: roles, competences, promises, processes.

All within the transaction of the change.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import asyncpg

from backend.mergers.rules import Landing, Pair, receiver_after
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.contracts.mergers import PlanChange


async def move_roles(
    connection: asyncpg.Connection,
    units: Mapping[UUID, tuple[UUID, UUID]],
    ended: list[UUID],
    heir: UUID,
) -> None:
    """Ends the grants of the old places and gives the same in the new ones."""
    now = clock.now()
    rows = await connection.fetch(
        "update role_grant set valid_to = $3 where (agency_id = any($1::uuid[]) "
        "or unit_id = any($2::uuid[])) and valid_from <= $3 "
        "and (valid_to is null or valid_to > $3) "
        "returning id, tenant_id, account_id, role, agency_id, unit_id, "
        "(select o.valid_to from role_grant o where o.id = role_grant.id) as until",
        ended,
        list(units),
        now,
    )
    given = {
        (row["account_id"], row["role"], unit[1] if unit else heir, unit[0] if unit else None):
        row["until"]
        for row in rows
        for unit in [units.get(row["unit_id"])]
    }  # fmt: skip
    await connection.executemany(
        "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, valid_from, "
        "valid_to) select $1, $2, $3, $4::varchar, $5, $6::uuid, $7, $8 "
        "where not exists (select from role_grant where account_id = $3 and role = $4 "
        "and agency_id = $5 and unit_id is not distinct from $6 and valid_from <= $7 "
        "and (valid_to is null or valid_to > $7))",
        [
            (uuid7(), settings().tenant, account, role, agency_id, unit_id, now, until)
            for (account, role, agency_id, unit_id), until in given.items()
        ],
    )


async def move_competences(
    connection: asyncpg.Connection,
    change_id: UUID,
    plan: PlanChange,
    pairs: Sequence[Pair],
    went: Mapping[str, Landing],
    ids: Mapping[str, UUID],
) -> dict[tuple[UUID, str], UUID]:
    """Who receives and who resolves each procedure; what the new receiver has of its own stays.

    `pairs` are the procedures that the sources received, with their units as they were before.
    Returns who receives now what somebody else received.
    """
    # Units carry their procedures with them, whoever receives these.
    await connection.execute(
        "update agency_procedure p set resolving_agency_id = u.agency_id from unit u "
        "where u.id = p.resolving_unit_id and p.resolving_agency_id <> u.agency_id "
        "and p.tenant_id = $1",
        settings().tenant,
    )
    gone = [
        (pair, target)
        for pair in pairs
        for target in [ids[receiver_after(plan, pair.agency, pair.code, pair.unit, went)]]
        if target != UUID(pair.agency)
    ]
    if not gone:
        return {}
    await connection.executemany(
        "insert into agency_change_receiver (id, tenant_id, change_id, old_agency_id, "
        "procedure_code, new_agency_id) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        [
            (uuid7(), settings().tenant, change_id, UUID(pair.agency), pair.code, target)
            for pair, target in gone
        ],
    )
    rows, codes = [pair.id for pair, _target in gone], [pair.code for pair, _target in gone]
    targets = [target for _pair, target in gone]
    await connection.execute(
        "update agency_procedure p set receiving_agency_id = w.target from ("
        "select distinct on (t.code, t.target) t.* "
        "from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality "
        "t(id, code, target, place) order by t.code, t.target, t.place) w where p.id = w.id "
        "and not exists (select from agency_procedure x where x.procedure_code = w.code "
        "and x.receiving_agency_id = w.target)",
        rows,
        codes,
        targets,
    )
    await connection.execute(
        "delete from agency_procedure p using unnest($1::uuid[], $2::uuid[]) t(id, target) "
        "where p.id = t.id and p.receiving_agency_id <> t.target",
        rows,
        targets,
    )
    return {(UUID(pair.agency), pair.code): target for pair, target in gone}


async def move_promises(
    connection: asyncpg.Connection, change_id: UUID, ended: list[UUID], heir: UUID
) -> None:
    """What others still expect of the agencies that end: answers, tasks, drafts addressed there;
    and drafts of procedures that somebody else receives now."""
    await connection.execute(
        "insert into dossier_reach (id, tenant_id, dossier_id, subject_id, ground, submitted_at) "
        "select gen_random_uuid(), r.tenant_id, r.dossier_id, $2, r.ground, r.submitted_at "
        "from dossier_reach r where r.subject_id = any($1::uuid[]) on conflict do nothing",
        ended,
        heir,
    )
    await connection.execute(
        "update consultation c set agency_id = $2 where agency_id = any($1::uuid[]) "
        "and closed_at is null and not exists (select from consultation x "
        "where x.dossier_id = c.dossier_id and x.agency_id = $2 and x.closed_at is null) "
        "and c.id = (select min(y.id::text)::uuid from consultation y "
        "where y.dossier_id = c.dossier_id and y.agency_id = any($1::uuid[]) "
        "and y.closed_at is null)",
        ended,
        heir,
    )
    await connection.execute(
        "update joint_task set agency_id = $2 where agency_id = any($1::uuid[]) "
        "and closed_at is null",
        ended,
        heir,
    )
    await connection.execute(
        "update draft d set agency_id = r.new_agency_id from agency_change_receiver r "
        "where r.change_id = $1 and r.old_agency_id = d.agency_id "
        "and r.procedure_code = d.procedure_code and d.dossier_id is null",
        change_id,
    )
    await connection.execute(
        "update draft set agency_id = $2 where agency_id = any($1::uuid[]) and dossier_id is null",
        ended,
        heir,
    )


async def move_directives(
    connection: asyncpg.Connection, units: Mapping[UUID, tuple[UUID, UUID]]
) -> None:
    """Directions not answered yet are answered by the units that take over; given they stay."""
    await connection.executemany(
        "update unit_directive set answering_unit_id = $2, answering_agency_id = $3 "
        "where answering_unit_id = $1 and answered_at is null",
        [(old, *new) for old, new in units.items()],
    )


async def copy_processes(connection: asyncpg.Connection, change_id: UUID) -> None:
    """Processes in force go with their procedure, where whoever receives it now has none."""
    await connection.execute(
        "insert into process_version (id, tenant_id, agency_id, procedure_code, number, state, "
        "definition, changed_at, changed_by, changed_by_name, proposed_by, proposed_by_name, "
        "approved_by, approved_by_name, approved_at) "
        "select distinct on (r.new_agency_id, v.procedure_code) gen_random_uuid(), v.tenant_id, "
        "r.new_agency_id, v.procedure_code, coalesce((select max(x.number) from process_version x "
        "where x.agency_id = r.new_agency_id and x.procedure_code = v.procedure_code), 0) + 1, "
        "'published', v.definition, $2, v.changed_by, v.changed_by_name, v.proposed_by, "
        "v.proposed_by_name, v.approved_by, v.approved_by_name, $2 "
        "from agency_change_receiver r join process_version v on v.agency_id = r.old_agency_id "
        "and v.procedure_code = r.procedure_code and v.state = 'published' "
        "where r.change_id = $1 and not exists (select from process_version x "
        "where x.agency_id = r.new_agency_id and x.procedure_code = v.procedure_code "
        "and x.state = 'published') order by r.new_agency_id, v.procedure_code, v.approved_at desc",
        change_id,
        clock.now(),
    )
