"""Reads of appointments: what can be booked, whose they are, the officers' day."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.forms.rules.wording import readable
from backend.law.calendar import WorkingCalendar, YearWithoutHolidays
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound, RuleBroken, field
from backend.platform.sealing import opened_json
from backend.reception.queries import Desk, desk, desk_or_none, iso, own_desk, served_desk
from backend.reception.rules import shown_number
from backend.reception.slots import bookable, may_change, slots
from backend.reception.soundness import kind_of_procedure
from shared.contracts.appointments import (
    Appointment,
    DayCalendar,
    DeskAppointment,
    Slot,
    SlotDay,
    Slots,
)
from shared.contracts.common import Named
from shared.contracts.desk_setup import Booking, WorkKind
from shared.contracts.forms import Question, Readable
from shared.vocabulary.reception import (
    APPOINTMENT_STATE_LABELS,
    PRIORITY_LABELS,
    AppointmentState,
    Priority,
)

_DAYS_AT_ONCE = 7
_ROW = """
select a.*, g.name as agency_name, g.address, coalesce(p.name, '') as procedure_name,
    t.id as ticket_id from appointment a join agency g on g.id = a.agency_id
    left join procedure p on p.tenant_id = a.tenant_id and p.code = a.procedure_code
    left join queue_ticket t on t.appointment_id = a.id
"""
_TAKEN = """
select starts_at, count(*) as taken from appointment where agency_id = $1 and kind = $2
    and day between $3 and $4 and state <> 'cancelled' group by starts_at
"""


async def free_slots(
    agency_id: UUID, kind_key: str, procedure_code: str, day_from: date | None
) -> Slots:
    """A week of slots, from a day on. The kind may be left to the procedure.

    Raises NotFound, RuleBroken for a kind without appointments.
    """
    where = await desk(agency_id)
    kind, booking = booked_kind(where, kind_key, procedure_code)
    now = clock.now()
    first = max(day_from or now.date(), now.date())
    last_of_all = now.date() + timedelta(days=booking.days_ahead)
    last = min(first + timedelta(days=_DAYS_AT_ONCE - 1), last_of_all)
    rows = await fetch(_TAKEN, agency_id, kind.key, first, last)
    taken = {row["starts_at"]: row["taken"] for row in rows}
    closed = await closures(agency_id, first, last)
    calendar = await working_calendar(agency_id)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        because, times = times_of(calendar, day, booking.minutes, closed)
        days.append(
            SlotDay(
                day.isoformat(),
                because,
                [
                    Slot(iso(at), f"{at:%H:%M}", free)
                    for at in times
                    if bookable(at, now, booking.notice_hours, booking.days_ahead)
                    and (free := booking.capacity - taken.get(at, 0)) > 0
                ],
            )
        )
    return Slots(
        agency=where.named,
        kind=kind.key,
        kind_name=kind.name,
        minutes=booking.minutes,
        questions=booking.questions,
        days=days,
        next_day=(last + timedelta(days=1)).isoformat() if last < last_of_all else "",
    )


def booked_kind(where: Desk, kind_key: str, procedure_code: str = "") -> tuple[WorkKind, Booking]:
    """The kind of work and its appointments. Raises NotFound, RuleBroken when it has none."""
    kind = where.kind(kind_key) if kind_key else kind_of_procedure(where.setup, procedure_code)
    if kind is None or kind.booking is None:
        raise RuleBroken(
            "Loại việc này không nhận lịch hẹn. Mời bạn lấy số thứ tự.",
            en="No appointments are made for this. Please take a number.",
            slug="no-appointments",
        )
    return kind, kind.booking


async def is_slot(where: Desk, booking: Booking, at: datetime) -> bool:
    """Whether a moment is the beginning of a slot on a day with appointments."""
    day = at.date()
    calendar = await working_calendar(where.id)
    closed = await closures(where.id, day, day)
    return at in times_of(calendar, day, booking.minutes, closed)[1]


def times_of(
    calendar: WorkingCalendar, day: date, minutes: int, closed: Mapping[date, str]
) -> tuple[str, list[datetime]]:
    """Why there are no appointments on a day, or the beginnings of its slots."""
    if day in closed:
        return closed[day], []
    try:
        office = calendar.office_time(day)
    except YearWithoutHolidays:
        return "Lịch nghỉ của năm này chưa được công bố.", []
    if not office:
        return calendar.note(day) or "Ngày nghỉ", []
    return "", slots(office, minutes)


async def closures(agency_id: UUID, first: date, last: date) -> dict[date, str]:
    """Days without appointments and why."""
    rows = await fetch(
        "select day, reason from desk_closure where agency_id = $1 and day between $2 and $3",
        agency_id,
        first,
        last,
    )
    return {row["day"]: row["reason"] for row in rows}


async def mine(actor: Actor) -> list[Appointment]:
    """The caller's appointments, those to come first; at most 50."""
    rows = await fetch(
        f"{_ROW} where a.account_id = $1 order by a.starts_at desc, a.id desc limit 50",
        actor.account_id,
    )
    where = {row["agency_id"]: None for row in rows}
    found = {agency_id: await desk_or_none(agency_id) for agency_id in where}
    return [_shown(row, found[row["agency_id"]]) for row in rows]


async def of_person(actor: Actor, appointment_id: UUID) -> Appointment:
    """One of the caller's appointments. Raises NotFound."""
    row = await fetch_row(
        f"{_ROW} where a.id = $1 and a.account_id = $2", appointment_id, actor.account_id
    )
    if row is None:
        raise unknown_appointment()
    return _shown(row, await desk_or_none(row["agency_id"]))


def unknown_appointment() -> NotFound:
    """There is none for the caller."""
    return NotFound("Không tìm thấy lịch hẹn này.", en="There is no such appointment.")


def _shown(row: Any, where: Desk | None) -> Appointment:
    state = AppointmentState(row["state"])
    kind = next((k for k in where.setup.kinds if k.key == row["kind"]), None) if where else None
    notice = kind.booking.notice_hours if kind is not None and kind.booking is not None else 0
    starts_at = row["starts_at"].astimezone(clock.VIETNAM)
    return Appointment(
        id=str(row["id"]),
        agency=Named(str(row["agency_id"]), row["agency_name"]),
        address=row["address"],
        kind=row["kind"],
        kind_name=kind.name if kind is not None else row["kind"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        starts_at=iso(starts_at),
        minutes=row["minutes"],
        state=state.value,
        state_label=APPOINTMENT_STATE_LABELS[state].vi,
        code=row["code"],
        answers=_answers(row),
        draft_id=str(row["draft_id"] or ""),
        dossier_id=str(row["dossier_id"] or ""),
        ticket_id=str(row["ticket_id"] or ""),
        can_change=state is AppointmentState.BOOKED and may_change(starts_at, clock.now(), notice),
        reason=row["reason"],
    )


def _answers(row: Any) -> list[Readable]:
    given = opened_json(row, "appointment.answers")
    questions = msgspec.json.decode(row["questions"], type=list[Question])
    return [
        Readable(q.key, q.label, readable(q, given[q.key])) for q in questions if q.key in given
    ]


async def day_of_desk(actor: Actor, agency_id: UUID, day: date | None) -> DayCalendar:
    """The officers' calendar of a day, today unless said otherwise. Raises Forbidden, NotFound."""
    await own_desk(actor, agency_id)
    where = await served_desk(agency_id)
    wanted = day or clock.today()
    rows = await fetch(
        "select a.*, c.full_name, coalesce(p.name, '') as procedure_name, t.letter, t.number "
        "from appointment a join account c on c.id = a.account_id "
        "left join procedure p on p.tenant_id = a.tenant_id and p.code = a.procedure_code "
        "left join queue_ticket t on t.appointment_id = a.id "
        "where a.agency_id = $1 and a.day = $2 order by a.starts_at, a.id limit 500",
        agency_id,
        wanted,
    )
    closed = await closures(agency_id, wanted, wanted)
    return DayCalendar(
        agency=where.named,
        day=wanted.isoformat(),
        closed_because=closed.get(wanted, ""),
        items=[_of_desk(where, row) for row in rows],
    )


def _of_desk(where: Desk, row: Any) -> DeskAppointment:
    state, priority = AppointmentState(row["state"]), Priority(row["priority"])
    return DeskAppointment(
        id=str(row["id"]),
        time=f"{row['starts_at'].astimezone(clock.VIETNAM):%H:%M}",
        minutes=row["minutes"],
        kind_name=where.kind_name(row["kind"]),
        person=row["full_name"],
        claims="" if priority is Priority.NONE else PRIORITY_LABELS[priority].vi,
        procedure_name=row["procedure_name"],
        state=state.value,
        state_label=APPOINTMENT_STATE_LABELS[state].vi,
        answers=_answers(row),
        dossier_id=str(row["dossier_id"] or ""),
        number=shown_number(row["letter"], row["number"]) if row["number"] else "",
        can_arrive=state is AppointmentState.BOOKED and row["day"] == clock.today(),
    )


def moment(text: str) -> datetime:
    """A moment as it was sent. Raises RuleBroken."""
    found: datetime | None = None
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
    if found is None or found.tzinfo is None:
        raise RuleBroken(
            "Giờ hẹn không đúng.", errors=[field("/starts_at", "Chọn một giờ trong danh sách.")]
        )
    return found.astimezone(clock.VIETNAM)
