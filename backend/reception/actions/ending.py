"""When an agency ends, or others receive its procedures: its desk closes for good, appointments go
to the desk that takes over at the same time, or are called off; everybody is told.

Within the transaction of the change, once the agencies have their last day: whoever is booking
meanwhile has either been waited for, or is refused.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock, outbox
from backend.reception import queries
from backend.reception.actions.booking import TOPIC
from backend.reception.appointments import times_of
from backend.reception.fitting import Booked, Place, Taken, fitting_kind, place_at
from backend.reception.queries import Desk
from shared.vocabulary.reception import AppointmentTurn

# Of agencies that end all; of others those about handing in what others receive now.
_LEAVING = """
from appointment a where a.state = 'booked' and a.starts_at > $1 and (a.agency_id = any($2::uuid[])
    or (a.dossier_id is null and (a.agency_id, a.procedure_code) in
        (select * from unnest($3::uuid[], $4::text[]))))
"""
_CLOSE = """
insert into desk_setup (id, tenant_id, agency_id, version, definition, note, saved_by_name,
    saved_at)
select gen_random_uuid(), s.tenant_id, s.agency_id, s.version + 1,
    jsonb_set(s.definition, '{is_open}', 'false'), $2, '', $3
from (select distinct on (agency_id) * from desk_setup where agency_id = any($1::uuid[])
    order by agency_id, version desc) s where (s.definition ->> 'is_open')::boolean
returning agency_id
"""
_TAKE_OVER = """
insert into desk_setup (id, tenant_id, agency_id, version, definition, note, saved_by_name,
    saved_at)
select distinct on (w.new_id) gen_random_uuid(), s.tenant_id, w.new_id, 1, s.definition, $3, '', $4
from unnest($1::uuid[], $2::uuid[]) with ordinality w(old_id, new_id, place)
    join desk_setup s on s.agency_id = w.old_id
where not exists (select from desk_setup x where x.agency_id = w.new_id)
order by w.new_id, w.place, s.version desc
"""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a change takes from desks. `receivers` says by old agency and procedure who receives it
    now, `heir` who goes on for all else of the `ended`; `desks` are old and new agencies of desks
    that moved as they were; `why` is told to people."""

    ended: list[UUID]
    heir: UUID
    receivers: Mapping[tuple[UUID, str], UUID]
    desks: list[tuple[UUID, UUID]]
    why: str


@dataclass(slots=True)
class _Outcome:
    moved: list[tuple[Booked, Place, str]] = field(default_factory=list)
    called_off: list[UUID] = field(default_factory=list)


async def leave(connection: asyncpg.Connection, leaving: Leaving) -> None:
    """Closes the desks that end, opens those that moved, and finds every appointment a place."""
    now = clock.now()
    old, new = [o for o, _n in leaving.desks], [n for _o, n in leaving.desks]
    await connection.execute(_TAKE_OVER, old, new, leaving.why, now)
    closed = await connection.fetch(_CLOSE, leaving.ended, leaving.why, now)
    found = await _placed(connection, leaving, await _leaving(connection, leaving))
    await connection.executemany(
        "update appointment set agency_id = $2, kind = $3, minutes = $4, seat = $5, code = $6, "
        "reason = $7, changed_at = $8 where id = $1",
        [
            (booked.id, place.agency_id, place.kind, place.minutes, place.seat, code, leaving.why,
             now)
            for booked, place, code in found.moved
        ],
    )  # fmt: skip
    await connection.execute(
        "update appointment set state = 'cancelled', reason = $2, changed_at = $3 "
        "where id = any($1::uuid[])",
        found.called_off,
        leaving.why,
        now,
    )
    if not (closed or found.moved or found.called_off):
        return
    detail = {
        "closed": [str(row["agency_id"]) for row in closed],
        "moved": len(found.moved), "called_off": len(found.called_off),
    }  # fmt: skip
    await record(connection, None, "desk.ended", subject_id=leaving.heir, detail=detail)
    turned = [(booked.id, AppointmentTurn.RELOCATED) for booked, _place, _code in found.moved]
    turned += [(id_, AppointmentTurn.CLOSED) for id_ in found.called_off]
    if turned:
        await outbox.publish_many(
            connection, [(TOPIC, id_, {"turn": turn.value}) for id_, turn in turned]
        )


async def _leaving(connection: asyncpg.Connection, leaving: Leaving) -> list[asyncpg.Record]:
    """The appointments, their days locked here and where they may go."""
    keys = list(leaving.receivers)
    wanted = (clock.now(), leaving.ended, [a for a, _code in keys], [code for _a, code in keys])
    targets = list({leaving.heir, *leaving.receivers.values()})
    days = f"(select distinct a.agency_id, a.day {_LEAVING})"
    await connection.execute(
        f"with left_behind as {days} insert into desk_day (agency_id, day) "
        "select agency_id, day from left_behind union select t.id, l.day from left_behind l, "
        "unnest($5::uuid[]) t(id) on conflict do nothing",
        *wanted,
        targets,
    )
    await connection.execute(
        f"with left_behind as {days} select from desk_day d "
        "where d.day in (select day from left_behind) and (d.agency_id = any($5::uuid[]) "
        "or (d.agency_id, d.day) in (select agency_id, day from left_behind)) "
        "order by d.agency_id, d.day for update of d",
        *wanted,
        targets,
    )
    rows: list[asyncpg.Record] = await connection.fetch(
        "select a.id, a.agency_id, a.kind, a.day, a.starts_at, a.procedure_code, a.code "
        f"{_LEAVING} order by a.starts_at, a.id",
        *wanted,
    )
    return rows


async def _placed(
    connection: asyncpg.Connection, leaving: Leaving, rows: list[asyncpg.Record]
) -> _Outcome:
    outcome = _Outcome()
    if not rows:
        return outcome
    targets = {leaving.heir, *leaving.receivers.values()}
    desks = await queries.set_up([*targets, *{row["agency_id"] for row in rows}])
    days = sorted({row["day"] for row in rows})
    times = _Times(await _closures(connection, list(targets), days))
    taken, codes = await _taken(connection, list(targets), days)
    for row in rows:
        old, target = desks.get(row["agency_id"]), leaving.receivers.get(
            (row["agency_id"], row["procedure_code"]), leaving.heir
        )  # fmt: skip
        booked = Booked(
            row["id"], row["agency_id"], row["kind"],
            old.kind_name(row["kind"]) if old is not None else "", row["procedure_code"],
            row["starts_at"], row["code"],
        )  # fmt: skip
        desk = desks.get(target)
        place = None
        if desk is not None and desk.setup.is_open and desk.ended_on is None:
            starts = await times.of(desk, booked, row["day"])
            place = place_at(target, desk.setup, starts, booked, taken)
        if place is None:
            outcome.called_off.append(row["id"])
            continue
        used = codes.setdefault((target, row["day"]), set())
        code = booked.code
        while code in used:
            code = f"{secrets.randbelow(10**6):06d}"
        used.add(code)
        outcome.moved.append((booked, place, code))
    return outcome


class _Times:
    """The slots of desks by day, each worked out once."""

    def __init__(self, closed: dict[UUID, dict[date, str]]) -> None:
        self._closed = closed
        self._known: dict[tuple[UUID, date, int], list[datetime]] = {}

    async def of(self, desk: Desk, booked: Booked, day: date) -> list[datetime]:
        """The beginnings of slots of the kind that fits, or none where there is no such kind."""
        kind = fitting_kind(desk.setup, booked)
        if kind is None or kind.booking is None:
            return []
        key = desk.id, day, kind.booking.minutes
        if key not in self._known:
            calendar = await working_calendar(desk.id)  # kept in memory
            closed = self._closed.get(desk.id, {})
            self._known[key] = times_of(calendar, day, kind.booking.minutes, closed)[1]
        return self._known[key]


async def _closures(
    connection: asyncpg.Connection, agencies: list[UUID], days: list[date]
) -> dict[UUID, dict[date, str]]:
    rows = await connection.fetch(
        "select agency_id, day, reason from desk_closure where agency_id = any($1::uuid[]) "
        "and day = any($2::date[])",
        agencies,
        days,
    )
    found: dict[UUID, dict[date, str]] = {}
    for row in rows:
        found.setdefault(row["agency_id"], {})[row["day"]] = row["reason"]
    return found


async def _taken(
    connection: asyncpg.Connection, agencies: list[UUID], days: list[date]
) -> tuple[Taken, dict[Any, set[str]]]:
    rows = await connection.fetch(
        "select agency_id, day, kind, starts_at, seat, code, state from appointment "
        "where agency_id = any($1::uuid[]) and day = any($2::date[])",
        agencies,
        days,
    )
    taken, codes = Taken(), dict[Any, set[str]]()
    for row in rows:
        if row["state"] != "cancelled":
            taken.take(row["agency_id"], row["kind"], row["starts_at"], row["seat"])
        codes.setdefault((row["agency_id"], row["day"]), set()).add(row["code"])
    return taken, codes
