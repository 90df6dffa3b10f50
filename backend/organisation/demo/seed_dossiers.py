"""A year of dossiers: drawn by chance with a fixed seed, then played by the driver."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from backend.catalogue.content import ChannelContent
from backend.catalogue.queries import version_in_force
from backend.law.calendar import WorkingCalendar, local
from backend.organisation.demo.driver import Run, play_all
from backend.organisation.demo.scripts import SLOW_DAYS, WAITING, Script, draw
from backend.organisation.demo.staff import Staff, staff
from backend.organisation.demo.submitting import Filing
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_value
from backend.settings import settings
from shared.vocabulary.channels import Channel
from shared.vocabulary.time_units import TimeUnit

FIRST_LOAD = 300
_ROUNDS = 3
_YEAR = timedelta(days=365)
# How often people ask for what, roughly as at a real desk.
_POPULARITY = {
    "1.001193": 20, "2.000635": 18, "1.004873": 12, "1.004194": 12, "1.004222": 9, "1.000894": 7,
    "1.000656": 5, "1.001612": 8, "1.013225": 7, "3.000333": 8, "2.001610": 4, "2.001827": 4,
    "1.012766": 2,
}  # fmt: skip
_BUSY_COMMUNES = {"H37.21": 4, "H37.22": 3, "H37.1": 3}
# Messages of acts older than this were "sent" long ago; only newer ones go through the worker.
_STALE = timedelta(days=7)


async def seed_dossiers() -> Counter[str]:
    """The first load, once: when there are dossiers already nothing is done."""
    present = await fetch_value(
        "select count(*) from dossier where tenant_id = $1", settings().tenant
    )
    if present:
        return Counter()
    return await load_dossiers(FIRST_LOAD, seed=61_2018)


async def load_dossiers(count: int, seed: int | None = None) -> Counter[str]:
    """So many dossiers more, by the real acts; returns counts of acts done and refused."""
    chance = Random(seed)  # noqa: S311 # nosec B311
    people = await staff()
    places = await _places()
    until = clock.now()
    runs = []
    for number in range(count):
        # A share waits in each open state today; the rest happened over the year.
        waiting = number < min(_ROUNDS * len(WAITING), count // 4)
        script = WAITING[number % len(WAITING)] if waiting else None
        runs.append(await _run(script, places, people, until, chance))
    counts = await play_all(runs, until)
    await execute(
        "update outbox set done_at = created_at where done_at is null and created_at < $1",
        until - _STALE,
    )
    return counts


async def _places() -> dict[str, list[tuple[str, UUID]]]:
    rows = await fetch(
        "select p.procedure_code, a.code, a.id from agency_procedure p "
        "join agency a on a.id = p.receiving_agency_id where p.tenant_id = $1 "
        "order by p.procedure_code, a.code",
        settings().tenant,
    )
    found: dict[str, list[tuple[str, UUID]]] = {}
    for row in rows:
        found.setdefault(row["procedure_code"], []).append((row["code"], row["id"]))
    return found


async def _run(
    waiting: Script | None,
    places: dict[str, list[tuple[str, UUID]]],
    people: Staff,
    until: datetime,
    chance: Random,
) -> Run:
    code, channel, term = await _wish(chance, waiting is not None and waiting.slow)
    offered = places[code]
    weights = [_BUSY_COMMUNES.get(agency_code, 1) for agency_code, _id in offered]
    agency_id = chance.choices(offered, weights)[0][1]
    if waiting is not None:
        script = replace(waiting, pace=0.15)
        age = timedelta(days=_waiting_days(script, term, chance))
    else:
        script = draw(chance, term)
        age = _YEAR * chance.random()
    calendar = await working_calendar(agency_id)
    at = _filing_moment(until - age, channel, calendar, chance)
    # Mostly the ten people of the list, so that trying the demonstration shows full accounts.
    citizen = chance.choice(people.citizens[:10] if chance.random() < 0.4 else people.citizens)
    return Run(Filing(at, code, agency_id, channel, citizen), script, people, chance)


async def _wish(chance: Random, slow: bool) -> tuple[str, Channel, float]:
    """A procedure, a channel, and its term in working days (0 for the same day)."""
    while True:
        code = chance.choices(list(_POPULARITY), list(_POPULARITY.values()))[0]
        _version, content = await version_in_force(code, online=False)
        offered = [entry.channel for entry in content.channels]
        channel = Channel.ONLINE if chance.random() < 0.6 else chance.choice(offered)
        term = _term_days(content.channel(channel))
        if term >= SLOW_DAYS or not slow:
            return code, channel, term


def _term_days(entry: ChannelContent | None) -> float:
    if entry is None or entry.amount is None:
        return 0.0
    return float(entry.amount) * (5 / 7 if entry.unit is TimeUnit.CALENDAR_DAY else 1)


def _waiting_days(script: Script, term: float, chance: Random) -> float:
    """How long ago (in days) to file so that the script is through and the deadline mostly not."""
    if not script.slow:
        return chance.uniform(0.2, 2)
    waits = sum(step.hours for step in script.steps) / 8
    inside = waits + term * chance.uniform(0.45, 0.8)
    late = chance.random() < 0.2
    return 7 / 5 * (inside + (term if late else 0)) + 0.5


def _filing_moment(
    at: datetime, channel: Channel, calendar: WorkingCalendar, chance: Random
) -> datetime:
    """Online at any hour of the day before `at`, otherwise in office hours before it."""
    at = local(at)
    if channel is Channel.ONLINE:
        return at - timedelta(minutes=chance.randrange(0, 600))
    day = at.date() - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return calendar.add(calendar.opening(day), timedelta(minutes=chance.randrange(0, 450)))
