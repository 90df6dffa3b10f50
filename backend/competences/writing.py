"""The row itself: whether it may be so, written one after the other, and what is kept of why."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from uuid import UUID

import asyncpg
import msgspec

from backend.competences.places import Place, procedures_known, unit_there
from backend.competences.rules import why_no_agency, why_no_procedure, why_no_unit
from backend.platform.database import fetch_row, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.competences import SaveCompetence
from shared.vocabulary.competences import CompetenceWay


@dataclass(frozen=True, slots=True)
class Ground:
    """What is kept of a change beside what it changes: by which way, why, by whom."""

    way: CompetenceWay
    reason: str
    proposed_by: UUID
    proposed_by_name: str
    approved_by: UUID
    approved_by_name: str


async def one_at_a_time(connection: asyncpg.Connection) -> None:
    """Waits for whoever else changes competences, until the end of the transaction."""
    await connection.execute("select pg_advisory_xact_lock(hashtext('competences'))")


async def say_why(connection: asyncpg.Connection, ground: Ground) -> None:
    """What the trigger keeps with every change of this transaction from here on."""
    said = msgspec.json.encode(asdict(ground)).decode()
    await connection.execute("select set_config('motcua.competence', $1, true)", said)


async def write(connection: asyncpg.Connection, place: Place, data: SaveCompetence) -> None:
    """The row as proposed. Raises Conflict where another is there than was looked at."""
    key = (settings().tenant, place.code, place.agency.id)
    before = UUID(data.in_force_unit_id) if data.in_force_unit_id else None
    if data.unit_id is None:
        done = await connection.fetchval(
            "delete from agency_procedure where tenant_id = $1 and procedure_code = $2 "
            "and receiving_agency_id = $3 and resolving_unit_id = $4 returning id",
            *key,
            before,
        )
    elif before is not None:
        done = await connection.fetchval(
            "update agency_procedure p set resolving_unit_id = u.id, "
            "resolving_agency_id = u.agency_id from unit u where u.id = $5 and p.tenant_id = $1 "
            "and p.procedure_code = $2 and p.receiving_agency_id = $3 "
            "and p.resolving_unit_id = $4 and u.dissolved_at is null returning p.id",
            *key,
            before,
            UUID(data.unit_id),
        )
    else:
        done = await connection.fetchval(
            "insert into agency_procedure (id, tenant_id, procedure_code, receiving_agency_id, "
            "resolving_agency_id, resolving_unit_id) select $4, $1, $2, $3, u.agency_id, u.id "
            "from unit u where u.id = $5 and u.dissolved_at is null "
            "on conflict (procedure_code, receiving_agency_id) do nothing returning id",
            *key,
            uuid7(),
            UUID(data.unit_id),
        )
    if done is None:
        raise changed_since()


def changed_since() -> Conflict:
    """What holds is not what the change was written against."""
    return Conflict(
        "Nơi giải quyết đang dùng đã đổi sau khi lập đề nghị. Tải lại trang, xem nơi đang dùng rồi "
        "đề nghị lại.",
        en="What holds has changed since; reload, look at it and propose anew.",
        slug="changed-since",
    )


async def must_be_sound(place: Place, data: SaveCompetence, reach: Collection[UUID] | None) -> None:
    """Whether it may be written as things are now; `reach` are the agencies for which the person
    speaks, none where nobody asks. Raises Conflict, RuleBroken naming the field."""
    await _must_be_as_seen(place, data)
    if data.unit_id is None:
        # What has itself ended may still be cleared away.
        lasting = replace(place.agency, ended=False)
        wrong = [field("", why_no_agency(lasting, reach))]
    else:
        known = await procedures_known([place.code])
        retired = known.get(place.code, False)
        wrong = [
            field("", why_no_procedure(known=place.code in known, retired=retired)),
            field("", why_no_agency(place.agency, reach)),
            field("/unit_id", await _why_not_there(UUID(data.unit_id), reach)),
        ]
    if wrong := [one for one in wrong if one.message]:
        raise unsound(wrong)


def unsound(wrong: list[FieldProblem]) -> RuleBroken:
    """What keeps a change from being proposed or put in force."""
    return RuleBroken(
        "Chưa giao được như vậy. Vui lòng sửa các mục được nêu.",
        en="It cannot be so. Please mend what is named.",
        errors=wrong,
        slug="competence-unsound",
    )


async def _must_be_as_seen(place: Place, data: SaveCompetence) -> None:
    row = await fetch_row(
        "select resolving_unit_id from agency_procedure where tenant_id = $1 "
        "and procedure_code = $2 and receiving_agency_id = $3",
        settings().tenant,
        place.code,
        place.agency.id,
    )
    there = str(row["resolving_unit_id"]) if row is not None else None
    if there is None and data.unit_id is None:
        raise Conflict(
            "Cơ quan này không tiếp nhận thủ tục, nên không có gì để kết thúc. Tải lại trang.",
            en="This agency does not receive the procedure; there is nothing to end.",
            slug="nothing-to-end",
        )
    if there != data.in_force_unit_id:
        raise changed_since()
    if there == data.unit_id:
        raise Conflict(
            "Phòng này đang giải quyết rồi. Chọn phòng khác nếu muốn đổi.",
            en="This unit resolves it already.",
            slug="competence-unchanged",
        )


async def _why_not_there(unit_id: UUID, reach: Collection[UUID] | None) -> str:
    found = await unit_there(unit_id)
    if found is None:
        return "Không có phòng này. Chọn một phòng của cơ quan giải quyết."
    unit, agency = found
    return why_no_agency(agency, reach) or why_no_unit(unit, [])
