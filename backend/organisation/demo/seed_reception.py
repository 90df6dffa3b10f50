"""One ward's desk of the demonstration: kinds of work, counters, a day of calls, today's line and
some appointments; by the same acts as any other."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import known_procedures
from backend.identity.queries import actor_of_username
from backend.organisation.demo.names import personal_id
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch_value
from backend.reception import appointments, console
from backend.reception.actions import booking, calling, keeping, seats, taking
from backend.reception.setups import FIRST
from shared.contracts.appointments import BookAppointment
from shared.contracts.desk_setup import Booking, Counter, DeskSetup, WorkKind
from shared.contracts.forms import Option, Question
from shared.contracts.reception import CallNext, TakeHere, TakeNumber

_PLACE = "kylua"
_CIVIL = (
    "1.004873", "1.001193", "1.000894", "2.000635", "1.004746", "1.001022", "1.000656", "2.000815",
    "2.000884", "2.000908", "2.000913",
)  # fmt: skip
_EMPTY = Question(
    "", "text", "", "", "", "", False, [], 0, 0, None, None, False, None, None, [], "", [], 0, 0
)
# Kind, priority, minutes after the first one, minutes at the counter.
_DAY = (
    ("ho_tich", "none", 0, 6), ("ho_tich", "elderly", 1, 9), ("nhan_ket_qua", "none", 2, 3),
    ("khac", "none", 4, 11), ("ho_tich", "none", 5, 7), ("nhan_ket_qua", "none", 9, 2),
    ("ho_tich", "pregnant", 12, 8), ("khac", "none", 15, 12), ("ho_tich", "none", 21, 6),
    ("nhan_ket_qua", "merit", 26, 4), ("ho_tich", "none", 31, 7), ("khac", "disabled", 38, 9),
)  # fmt: skip


async def seed_reception() -> None:
    """Once; what a newcomer finds at the desk."""
    head = await actor_of_username(f"truongbophan.{_PLACE}")
    agency_id = head.agencies()[0]
    if await fetch_value("select true from desk_setup where agency_id = $1 limit 1", agency_id):
        return
    officers = [await actor_of_username(f"tiepnhan{n}.{_PLACE}") for n in (1, 2)]
    today = clock.today()
    calendar = await working_calendar(agency_id)
    before = next(
        day for n in range(1, 30) if calendar.is_working_day(day := today - timedelta(days=n))
    )
    with clock.at(calendar.opening(before) - timedelta(days=1)):
        setup = await _setup()
        await keeping.keep_version(head, agency_id, setup, 0, "Cài đặt ban đầu")
    await _a_day(officers, agency_id, calendar.opening(before), len(_DAY))
    now = clock.now()
    if calendar.is_working_day(today) and now >= calendar.opening(today) + timedelta(minutes=45):
        # Late in the day nobody who came then would be served any more.
        at = min(now, calendar.closing(today) - timedelta(hours=2))
        await _appointments(agency_id, today, now)
        await _a_day(officers, agency_id, at - timedelta(minutes=40), 4)
        with clock.at(at - timedelta(minutes=2)):
            await _by_phone(agency_id)
    await _appointments(agency_id, calendar.next_working_day(today), now)


async def _setup() -> DeskSetup:
    codes = sorted(await known_procedures(set(_CIVIL)))
    asked = [
        _question("ban_sao", "number", "Cần chứng thực bao nhiêu bản?", minimum=0, maximum=50),
        _question(
            "giay_to", "choice", "Đã có bản chính giấy tờ chưa?", required=True,
            options=[Option("co", "Đã có"), Option("chua", "Chưa có, cần hướng dẫn")],
        ),
    ]  # fmt: skip
    kinds = [
        WorkKind(
            "ho_tich", "A", "Hộ tịch, chứng thực", codes, 8, True, Booking(30, 2, 14, 2, asked)
        ),
        WorkKind("khac", "B", "Đất đai, xây dựng, việc khác", [], 12, True, None),
        WorkKind("nhan_ket_qua", "C", "Nhận kết quả", [], 3, True, None),
    ]
    counters = [
        Counter(1, "Quầy 1", ["ho_tich", "nhan_ket_qua"]),
        Counter(2, "Quầy 2", ["khac", "ho_tich"]),
        Counter(3, "Quầy 3", ["nhan_ket_qua"]),
    ]
    return DeskSetup(
        True, kinds, counters, FIRST.most_in_a_row, FIRST.per_person_a_day, FIRST.early_minutes,
        FIRST.tell_before, FIRST.grace_minutes,
    )  # fmt: skip


def _question(key: str, kind: str, label: str, **more: object) -> Question:
    return msgspec.structs.replace(_EMPTY, key=key, kind=kind, label=label, **more)


async def _a_day(officers: list[Actor], agency_id: UUID, begin: datetime, calls: int) -> None:
    """Numbers are taken, then called by turns; those beyond `calls` still wait."""
    for number, officer in enumerate(officers, start=1):
        with clock.at(begin):
            await seats.sit_down(officer, agency_id, number)
    for kind, priority, minute, _took in _DAY:
        with clock.at(begin + timedelta(minutes=minute)):
            await taking.take_at_desk(officers[0], agency_id, TakeHere(kind, priority))  # type: ignore[arg-type]
    at = begin + timedelta(minutes=3)
    for number, (_kind, _priority, _minute, took) in enumerate(_DAY[:calls]):
        with clock.at(at):
            await _next(officers[number % 2], agency_id)
        at += timedelta(minutes=took / 2)
    if calls == len(_DAY):
        for officer in officers:
            with clock.at(at + timedelta(minutes=5)):
                shown = await console.of(officer, agency_id)
                if shown.current is not None:
                    await calling.finish(officer, UUID(shown.current.id))


async def _next(officer: Actor, agency_id: UUID) -> None:
    shown = await console.of(officer, agency_id)
    current = shown.current.id if shown.current is not None else ""
    await calling.call_next(officer, agency_id, CallNext(current))


async def _by_phone(agency_id: UUID) -> None:
    citizen = await actor_of_username(personal_id(3))
    await taking.take_by_phone(citizen, TakeNumber(str(agency_id), "ho_tich"))


async def _appointments(agency_id: UUID, day: date, now: datetime) -> None:
    """Three people of that day, booked two days before."""
    for number, (citizen_number, copies) in enumerate(((4, 2), (5, 0), (6, 5))):
        citizen = await actor_of_username(personal_id(citizen_number + 3 * (day != now.date())))
        with clock.at(min(now, datetime.combine(day, now.timetz())) - timedelta(days=2)):
            found = await appointments.free_slots(agency_id, "ho_tich", "", day)
            slots = found.days[0].slots if found.days else []
            if len(slots) <= number + 2:
                return
            await booking.book(
                citizen,
                BookAppointment(
                    str(agency_id), "ho_tich", slots[number + 2].starts_at,
                    {"ban_sao": copies, "giay_to": "co"}, procedure_code="1.004873",
                ),
            )  # fmt: skip
