"""Plays scripts through the real acts, each at its own moment of the past.

All dossiers of one receiving agency are played in order of time, so that codes and form numbers
grow as they would have.
"""

import asyncio
import heapq
import itertools
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import structlog

from backend.dossiers.actions.perform import perform
from backend.law.calendar import WorkingCalendar
from backend.organisation.demo.inputs import act_input
from backend.organisation.demo.scripts import Script
from backend.organisation.demo.staff import Staff
from backend.organisation.demo.submitting import Filing, begin
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import Refusal
from shared.vocabulary.acts import Act

_STANDING = (
    "select id, version, code, state, applicant_id, applicant_name, receiving_agency_id, "
    "holding_agency_id, holding_unit_id, executor_id, procedure_code, "
    "(select agency_id from consultation c where c.dossier_id = dossier.id "
    "and c.closed_at is null order by asked_at limit 1) as consulted_agency_id, "
    "(select agency_id from joint_task t where t.dossier_id = dossier.id and t.closed_at is null "
    "and t.started_at is not null order by position limit 1) as entrusted_agency_id, "
    "procedure_name, procedure_version_id, accepted_at, due_at, delivery, channel "
    "from dossier where id = $1"
)
_AGENCIES_AT_ONCE = 6
_LEAST_TERM_HOURS = 2.0
log = structlog.get_logger("demonstration")


class Run:
    """One dossier on its way through its script."""

    def __init__(self, filing: Filing, script: Script, staff: Staff, chance: Random) -> None:
        self.filing = filing
        self.script = script
        self.staff = staff
        self.chance = chance
        self.done = 0
        self.dossier_id: UUID | None = None

    async def play(self, now: datetime, calendar: WorkingCalendar) -> datetime | None:
        """Does what is due now; returns the moment of the next act, or None at the end."""
        if self.dossier_id is None:
            self.dossier_id = await begin(self.filing, self.staff, self.chance)
        else:
            await self._act(self.script.steps[self.done].act)
            self.done += 1
        if self.done == len(self.script.steps):
            return None
        return await self._next_moment(now, calendar)

    async def _act(self, act: Act) -> None:
        row = await fetch_row(_STANDING, self.dossier_id)
        assert row is not None
        actor, data = await act_input(act, row, self.staff, self.chance)
        await perform(actor, row["id"], act, data)

    async def _next_moment(self, now: datetime, calendar: WorkingCalendar) -> datetime:
        step = self.script.steps[self.done]
        row = await fetch_row("select accepted_at, due_at from dossier where id = $1",
                              self.dossier_id)  # fmt: skip
        hours = step.hours * self.chance.uniform(0.4, 1.6)
        if step.share and row is not None and row["due_at"] is not None:
            term = calendar.between(row["accepted_at"], row["due_at"]) / timedelta(hours=1)
            hours += max(term, _LEAST_TERM_HOURS) * step.share * self.script.pace
        # Nobody works to the second: a few minutes' difference, and never at the same moment.
        return calendar.add(now, timedelta(hours=hours, seconds=self.chance.randrange(20, 400)))


async def play_all(runs: list[Run], until: datetime) -> Counter[str]:
    """Plays every run up to a moment; returns how many acts were done and refused."""
    by_agency: dict[UUID, list[Run]] = defaultdict(list)
    for run in runs:
        by_agency[run.filing.agency_id].append(run)
    counts: Counter[str] = Counter()
    limit = asyncio.Semaphore(_AGENCIES_AT_ONCE)
    await asyncio.gather(
        *(_play_agency(limit, agency, mine, until, counts) for agency, mine in by_agency.items())
    )
    return counts


async def _play_agency(
    limit: asyncio.Semaphore,
    agency_id: UUID,
    runs: list[Run],
    until: datetime,
    counts: Counter[str],
) -> None:
    async with limit:
        calendar = await working_calendar(agency_id)
        order = itertools.count()
        queue = [(run.filing.at, next(order), run) for run in runs]
        heapq.heapify(queue)
        while queue:
            moment, _number, run = heapq.heappop(queue)
            if moment > until:
                continue
            try:
                with clock.at(moment):
                    following = await run.play(moment, calendar)
            except Refusal as refusal:
                # A script the law refuses ends there; the dossier stays as it is.
                counts["refused"] += 1
                log.info("script ended", script=run.script.name, why=str(refusal),
                         at=str(run.script.steps[run.done].act) if run.dossier_id else "submit",
                         errors=[e.message for e in refusal.errors])  # fmt: skip
                continue
            counts["acts"] += 1
            if following is not None:
                heapq.heappush(queue, (following, next(order), run))
