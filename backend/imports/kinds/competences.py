"""Which agency receives which procedure, which unit resolves it, and what ends."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.competences.places import agencies_by_code, in_reach, procedures_known, units_of
from backend.competences.rules import (
    WRITERS,
    by_place,
    why_no_agency,
    why_no_procedure,
    why_no_unit,
)
from backend.competences.writing import Ground, changed_since, one_at_a_time, say_why
from backend.imports.columns import (
    NO,
    YES,
    Column,
    Line,
    as_agency_code,
    as_yes_no,
    without_blanks,
)
from backend.imports.kinds import Context, Kind, Values, wrong
from backend.platform.database import fetch, uuid7
from backend.settings import settings
from shared.vocabulary.competences import CompetenceWay
from shared.vocabulary.imports import ImportKind

COLUMNS = [
    Column("code", "Mã thủ tục", required=True, longest=40, read=without_blanks),
    Column("receiver", "Mã cơ quan tiếp nhận", required=True, longest=35, read=as_agency_code),
    Column("resolver", "Mã cơ quan giải quyết", longest=35, read=as_agency_code),
    Column("unit", "Tên phòng giải quyết"),
    Column("end", "Kết thúc", longest=10, read=as_yes_no),
]
_TO_FILL = "Ghi ô này, hoặc đánh dấu x ở cột “Kết thúc” nếu cơ quan thôi tiếp nhận."
_NOTHING_TO_END = "Cơ quan này không tiếp nhận thủ tục, nên không có gì để kết thúc. Bỏ dòng này."


async def there(context: Context) -> dict[tuple[str, ...], Values]:
    """What holds for agencies in the person's reach."""
    rows = await fetch(
        "select p.procedure_code as code, g.code as receiver, r.code as resolver, u.name as unit "
        "from agency_procedure p join agency g on g.id = p.receiving_agency_id "
        "join agency r on r.id = p.resolving_agency_id join unit u on u.id = p.resolving_unit_id "
        "where p.tenant_id = $1 and p.receiving_agency_id = any($2::uuid[]) "
        "and not g.demonstration order by p.procedure_code, g.code limit 100000",
        settings().tenant,
        list(await in_reach(context.actor, WRITERS)),
    )
    return {(row["code"], row["receiver"]): dict(row) | {"end": ""} for row in rows}


async def check(context: Context, lines: Sequence[Line]) -> None:
    """Procedures, agencies and units that are not there, have ended or are out of reach."""
    held = await there(context)
    reach = await in_reach(context.actor, WRITERS)
    known = await procedures_known({line.values.get("code", "") for line in lines})
    agencies = await agencies_by_code(
        {line.values.get(name, "") for line in lines for name in ("receiver", "resolver")}
    )
    units = by_place(await units_of({facts.id for facts in agencies.values()}))
    for line in lines:
        values = line.values
        values["end"] = values.get("end", "").replace(NO, "")
        if line.problems:
            continue
        before = held.get((values["code"], values["receiver"]))
        if values["end"]:
            receiver = agencies.get(values["receiver"])
            if before is None and (said := why_no_agency(receiver, reach)):
                wrong(line, "receiver", said)
            elif before is None:
                wrong(line, "end", _NOTHING_TO_END)
            else:
                line.values = before | {"end": YES}
            continue
        if values == before:
            continue
        if said := why_no_procedure(
            known=values["code"] in known, retired=known.get(values["code"], False)
        ):
            wrong(line, "code", said)
        if said := why_no_agency(agencies.get(values["receiver"]), reach):
            wrong(line, "receiver", said)
        empty = [name for name in ("resolver", "unit") if not values.get(name)]
        for name in empty:
            wrong(line, name, _TO_FILL)
        if empty:
            continue
        resolver = agencies.get(values["resolver"])
        if said := why_no_agency(resolver, reach):
            wrong(line, "resolver", said)
        elif resolver is not None:
            here = units.get(resolver.id, [])
            found = next((unit for unit in here if unit.name == values["unit"]), None)
            if said := why_no_unit(found, here):
                wrong(line, "unit", said)


async def write(connection: asyncpg.Connection, context: Context, lines: Sequence[Values]) -> None:
    """Ends and sets, as long as each line would still pass. Raises Conflict."""
    await one_at_a_time(connection)
    again = [Line(number, dict(values)) for number, values in enumerate(lines)]
    await check(context, again)
    if any(line.problems for line in again):
        raise changed_since()
    await say_why(connection, _ground(context))
    ends = [values for values in lines if values["end"]]
    sets = [values for values in lines if not values["end"]]
    done = await connection.fetch(
        "delete from agency_procedure p using unnest($2::text[], $3::text[]) l(code, receiver), "
        "agency g where p.tenant_id = $1 and g.tenant_id = $1 and g.code = l.receiver "
        "and p.receiving_agency_id = g.id and p.procedure_code = l.code returning p.id",
        settings().tenant,
        [values["code"] for values in ends],
        [values["receiver"] for values in ends],
    )
    done += await connection.fetch(
        "insert into agency_procedure (id, tenant_id, procedure_code, receiving_agency_id, "
        "resolving_agency_id, resolving_unit_id) select l.id, $1, l.code, g.id, r.id, u.id "
        "from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) "
        "l(id, code, receiver, resolver, unit) "
        "join agency g on g.tenant_id = $1 and g.code = l.receiver "
        "join agency r on r.tenant_id = $1 and r.code = l.resolver "
        "join unit u on u.agency_id = r.id and u.name = l.unit and u.dissolved_at is null "
        "on conflict (procedure_code, receiving_agency_id) do update set "
        "resolving_agency_id = excluded.resolving_agency_id, "
        "resolving_unit_id = excluded.resolving_unit_id returning id",
        settings().tenant,
        [uuid7() for _ in sets],
        *([values[name] for values in sets] for name in ("code", "receiver", "resolver", "unit")),
    )
    if len(done) != len(lines):
        raise changed_since()
    for code in sorted({values["code"] for values in lines}):
        of_it = [values for values in lines if values["code"] == code]
        detail = {
            "code": code,
            "set": [v["receiver"] for v in of_it if not v["end"]],
            "ended": [v["receiver"] for v in of_it if v["end"]],
        }
        await record(connection, context.actor, "competence.changed", detail=detail)


def _ground(context: Context) -> Ground:
    me = context.actor
    brought_by: UUID = context.brought_by or me.account_id
    return Ground(
        CompetenceWay.FILE, f"Tệp {context.file_name}", brought_by,
        context.brought_by_name or me.full_name, me.account_id, me.full_name,
    )  # fmt: skip


KIND = Kind(
    ImportKind.COMPETENCES, COLUMNS, ("code", "receiver"), WRITERS, there, check, write,
    two_persons=True,
)  # fmt: skip
