"""What goes with agencies and units on the day of effect: roles, competences, promises, processes.

All within the transaction of the change.
"""

from collections.abc import Mapping
from uuid import UUID

import asyncpg

from backend.mergers.rules import Landing, receiver_after
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
    went: Mapping[str, Landing],
    ids: Mapping[str, UUID],
    ended: list[UUID],
) -> None:
    """Who receives and who resolves each procedure; what the heir has of its own stays."""
    # Units carry their procedures with them, whoever receives these.
    await connection.execute(
        "update agency_procedure p set resolving_agency_id = u.agency_id from unit u "
        "where u.id = p.resolving_unit_id and p.resolving_agency_id <> u.agency_id "
        "and p.tenant_id = $1",
        settings().tenant,
    )
    rows = await connection.fetch(
        "select distinct on (p.id) p.id, p.procedure_code, p.receiving_agency_id, "
        "coalesce(c.old_unit_id, p.resolving_unit_id) as unit_id from agency_procedure p "
        "left join agency_change_unit c on c.change_id = $2 and c.old_agency_id = "
        "p.receiving_agency_id and c.new_unit_id = p.resolving_unit_id "
        "where p.receiving_agency_id = any($1::uuid[]) order by p.id",
        ended,
        change_id,
    )
    for row in rows:
        old = row["receiving_agency_id"]
        target = ids[receiver_after(plan, str(old), str(row["unit_id"]), went)]
        await connection.execute(
            "insert into agency_change_receiver (id, tenant_id, change_id, old_agency_id, "
            "procedure_code, new_agency_id) values ($1, $2, $3, $4, $5, $6) "
            "on conflict do nothing",
            uuid7(), settings().tenant, change_id, old, row["procedure_code"], target,
        )  # fmt: skip
        moved = await connection.fetchval(
            "update agency_procedure set receiving_agency_id = $2 where id = $1 "
            "and not exists (select from agency_procedure x where x.procedure_code = $3 "
            "and x.receiving_agency_id = $2) returning id",
            row["id"],
            target,
            row["procedure_code"],
        )
        if moved is None:
            await connection.execute("delete from agency_procedure where id = $1", row["id"])


async def move_promises(connection: asyncpg.Connection, ended: list[UUID], heir: UUID) -> None:
    """What others still expect of the agencies that end: answers, tasks, drafts addressed there."""
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
        "update draft d set agency_id = coalesce((select r.new_agency_id "
        "from agency_change_receiver r where r.old_agency_id = d.agency_id "
        "and r.procedure_code = d.procedure_code limit 1), $2) "
        "where d.agency_id = any($1::uuid[]) and d.dossier_id is null",
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
