"""By when something must happen in the state a dossier has come into, where time alone decides.

What was due before a payment or a withdrawal was asked for is due again after it: a request that
was put aside must not be forgotten, and an applicant keeps at least one more working day.
"""

from datetime import datetime
from typing import Any

import asyncpg

from backend.law.deadlines import answer_by, transfer_by, waited_until
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.regimes.queries import rules_of
from shared.vocabulary.channels import Channel
from shared.vocabulary.states import State

_ASKED = (
    "select (payload ->> 'until')::timestamptz from dossier_event where dossier_id = $1 "
    "and act = 'request_supplement' order by seq desc limit 1"
)


async def next_duty(connection: asyncpg.Connection, row: Any, after: State) -> datetime | None:
    """When the desk must have answered or passed on, or the applicant supplemented; None if not.

    NĐ 61/2018 Điều 17.2, 18, 19.4. Raises CalendarExhausted, YearWithoutHolidays.
    """
    now = clock.now()
    calendar = await working_calendar(row["receiving_agency_id"])
    rules = rules_of(row)
    if after is State.SUBMITTED and row["channel"] == Channel.ONLINE:
        return answer_by(calendar, now, rules.online_answer_hours)
    if after is State.ACCEPTED:
        return transfer_by(calendar, now, rules.afternoon_limit)
    if after in (State.PRE_SUPPLEMENT, State.SUPPLEMENT):
        promised = await connection.fetchval(_ASKED, row["id"])
        return waited_until(calendar, promised or now, now)
    return None
