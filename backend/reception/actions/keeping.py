"""Setting a desk up, days without appointments; each change audited, each version kept."""

from datetime import date
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.platform import clock, outbox
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.reception import setups
from backend.reception.actions.booking import TOPIC
from backend.reception.actions.taking import begin_on, lock_day
from backend.reception.keepers import KEEPERS, keeps
from backend.reception.soundness import codes_in, faults
from backend.settings import settings
from shared.contracts.desk_setup import CloseDay, ClosedDay, DeskSetup, SaveSetup, SetupView
from shared.vocabulary.reception import AppointmentTurn


async def save_setup(actor: Actor, agency_id: UUID, data: SaveSetup) -> SetupView:
    """Keeps the next version, in force from now on.

    Raises Forbidden, RuleBroken with the place of each fault, PreconditionFailed when somebody else
    saved in the meantime, Conflict for a kind of work that people wait for today.
    """
    await keeps(actor, agency_id)
    wrong = faults(data.setup, await known_procedures(codes_in(data.setup)))
    if wrong:
        raise RuleBroken("Cài đặt quầy chưa hợp lý.", en="The set-up has faults.", errors=wrong)
    await keep_version(actor, agency_id, data.setup, data.revision, data.note.strip())
    return await setups.view(actor, agency_id)


async def keep_version(
    actor: Actor, agency_id: UUID, setup: DeskSetup, revision: int, note: str
) -> None:
    """Appends a version after the one that was read."""
    async with transaction() as connection:
        day = await begin_on(connection, agency_id, clock.today())
        newest = await connection.fetchval(
            "select coalesce(max(version), 0) from desk_setup where agency_id = $1", agency_id
        )
        if newest != revision:
            raise stale()
        kinds = [kind.key for kind in setup.kinds]
        lost = await connection.fetchval(
            "select kind from queue_ticket where agency_id = $1 and day = $2 "
            "and state in ('waiting', 'called') and kind <> all($3::text[]) limit 1",
            agency_id,
            day,
            kinds,
        )
        lost = lost or await connection.fetchval(
            "select kind from appointment where agency_id = $1 and state = 'booked' "
            "and starts_at > $2 and kind <> all($3::text[]) limit 1",
            agency_id,
            clock.now(),
            kinds,
        )
        if lost:
            raise Conflict(
                f"Loại việc “{lost}” còn người chờ hoặc lịch hẹn nên chưa bỏ được. Hãy phục vụ "
                "xong hoặc hủy lịch hẹn trước.",
                en="People still wait or are booked for a kind of work you remove.",
                slug="kind-in-use",
            )
        id_ = uuid7()
        await connection.execute(
            "insert into desk_setup (id, tenant_id, agency_id, version, definition, note, "
            "saved_by, saved_by_name, saved_at) values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9)",
            id_, settings().tenant, agency_id, newest + 1, msgspec.json.encode(setup).decode(),
            note, actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        detail = {"agency": str(agency_id), "version": newest + 1}
        await record(connection, actor, "desk.set_up", subject_id=id_, detail=detail)


async def close_day(actor: Actor, agency_id: UUID, data: CloseDay) -> ClosedDay:
    """No appointments on a day; those booked are called off and told in the same transaction.

    Raises Forbidden, RuleBroken for a day that is past or none, Conflict when it is closed already.
    """
    await keeps(actor, agency_id)
    try:
        day = date.fromisoformat(data.day)
    except ValueError:
        day = date.min
    if day < clock.today():
        raise RuleBroken(
            "Ngày này không có thật hoặc đã qua.",
            en="That day is none, or past.",
            errors=[field("/day", "Chọn một ngày từ hôm nay trở đi.")],
        )
    id_, reason = uuid7(), data.reason.strip()
    async with transaction() as connection:
        await lock_day(connection, agency_id, day)
        rows = await connection.fetch(
            "update appointment set state = 'cancelled', reason = $3, changed_at = $4 "
            "where agency_id = $1 and day = $2 and state = 'booked' returning id",
            agency_id,
            day,
            reason,
            clock.now(),
        )
        done = await connection.fetchval(
            "insert into desk_closure (id, tenant_id, agency_id, day, reason, called_off, "
            "closed_by, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8) "
            "on conflict do nothing returning true",
            id_, settings().tenant, agency_id, day, reason, len(rows), actor.account_id,
            clock.now(),
        )  # fmt: skip
        if not done:
            raise Conflict("Ngày này đã được đóng rồi.", en="That day is closed already.")
        detail = {"day": day.isoformat(), "called_off": len(rows)}
        await record(connection, actor, "desk.day_closed", subject_id=id_, detail=detail)
        turn = {"turn": AppointmentTurn.CLOSED.value}
        await outbox.publish_many(connection, [(TOPIC, row["id"], turn) for row in rows])
    return ClosedDay(str(id_), day.isoformat(), reason, len(rows))


async def open_day(actor: Actor, closure_id: UUID) -> None:
    """Appointments can be made on that day again; those called off stay so. Raises NotFound."""
    row = await fetch_row(
        "select c.agency_id, c.day from desk_closure c join agency g on g.id = c.agency_id "
        "where c.id = $1 and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))",
        closure_id,
        actor.agencies(*KEEPERS),
    )
    if row is None:
        raise NotFound("Không tìm thấy ngày này.", en="There is no such day.")
    async with transaction() as connection:
        await lock_day(connection, row["agency_id"], row["day"])
        await connection.execute("delete from desk_closure where id = $1", closure_id)
        detail = {"day": row["day"].isoformat()}
        await record(connection, actor, "desk.day_opened", subject_id=closure_id, detail=detail)
