"""Proof that loaded dossiers obey every rule that acts one by one would have kept."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import msgspec

from backend.audit.actions import keyed_hash
from backend.law.ending import KIND_OF_ACT, EndKind
from backend.law.lifecycle import ActNotAllowed, Clock, held_after, next_state, rule_for
from backend.platform.database import fetch, transaction
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State

_JOINED = """
select d.id, d.state, d.held, d.version, d.accepted_at, d.finished_at, d.ended_as, d.returned_at,
    d.executor_id, e.seq, e.act, e.state_before, e.state_after, e.at, e.actor_id, e.note,
    e.payload, e.hash
from dossier d left join dossier_event e on e.dossier_id = d.id order by d.id, e.seq
"""

# Each query finds what must not exist; the first column names the culprit.
_NEVER: dict[str, str] = {
    "the due date differs from the newest entry of its history": (
        "select d.id from dossier d join lateral (select due_at from due_date h "
        "where h.dossier_id = d.id order by set_at desc, id desc limit 1) h on true "
        "where d.due_at is distinct from h.due_at"
    ),
    "the first due date is not kept": (
        "select d.id from dossier d join lateral (select due_at from due_date h "
        "where h.dossier_id = d.id order by set_at, id limit 1) h on true "
        "where d.due_original is distinct from h.due_at"
    ),
    "a due date without history": (
        "select d.id from dossier d where d.due_at is not null "
        "and not exists (select from due_date h where h.dossier_id = d.id)"
    ),
    "a gap in the numbers of an agency's day": (
        "select agency_code || ' ' || day from dossier_code_counter c where last <> ("
        "select count(*) from dossier d where d.code like "
        "c.agency_code || '-' || to_char(c.day, 'YYMMDD') || '-%')"
    ),
    "a gap in the numbers of a form": (
        "select agency_id::text || ' ' || form || ' ' || year from issued_form "
        "group by agency_id, form, year having max(number) <> count(*)"
    ),
    "a gap in the numbers of a register": (
        "select book_id from register_line group by book_id having max(number) <> count(*)"
    ),
    "an accepted dossier that is not in the register of its year": (
        "select d.id from dossier d left join register_line l on l.dossier_id = d.id "
        "left join register_book b on b.id = l.book_id and b.agency_id = d.receiving_agency_id "
        "and b.year = extract(year from d.accepted_at at time zone 'Asia/Ho_Chi_Minh') "
        "where (d.accepted_at is not null) <> (b.id is not null)"
    ),
    "a code that is not of the day it was accepted": (
        "select code from dossier where code is not null and code not like '%-' || "
        "to_char(accepted_at at time zone 'Asia/Ho_Chi_Minh', 'YYMMDD') || '-%'"
    ),
    "an open wait on a dossier that waits for nothing": (
        "select dossier_id from clock_interval i join dossier d on d.id = i.dossier_id "
        "where i.ended_at is null and d.state not in ('supplement', 'payment_due') "
        "and not d.held && array['supplement', 'payment_due']::varchar[]"
    ),
    "a finished dossier without its result": (
        "select d.id from dossier d where d.state in ('result_ready', 'returned') "
        "and not exists (select from result r where r.dossier_id = d.id "
        "and r.withdrawn_at is null)"
    ),
    "an event before the dossier or after today": (
        "select e.dossier_id from dossier_event e join dossier d on d.id = e.dossier_id "
        "where e.at < d.submitted_at or e.at > now()"
    ),
    "events out of order": (
        "select e.dossier_id from dossier_event e join dossier_event f "
        "on f.dossier_id = e.dossier_id and f.seq = e.seq + 1 where f.at < e.at"
    ),
}


async def problems() -> list[str]:
    """Everything that does not fit, as sentences; empty when all does."""
    found: list[str] = []
    async for rows in _dossiers():
        found.extend(f"{rows[0]['id']}: {problem}" for problem in _history(rows))
    for name, sql in _NEVER.items():
        found.extend(f"{row[0]}: {name}" for row in await fetch(sql))
    return found


async def _dossiers() -> AsyncIterator[list[asyncpg.Record]]:
    """The events of one dossier after another, without holding all in memory."""
    async with transaction() as connection:
        pending: list[asyncpg.Record] = []
        async for row in connection.cursor(_JOINED, prefetch=2000):
            if pending and pending[0]["id"] != row["id"]:
                yield pending
                pending = []
            pending.append(row)
        if pending:
            yield pending


def _history(rows: list[asyncpg.Record]) -> list[str]:
    """Folds the events of one dossier and compares with its row."""
    row = rows[0]
    if row["seq"] is None:
        return ["has no events"]
    found: list[str] = []
    state: State | None = None
    held: tuple[State, ...] = ()
    previous = ""
    finished, ended_as = False, EndKind.RESULT
    for number, event in enumerate(rows, start=1):
        act = Act(event["act"])
        if event["seq"] != number or event["state_before"] != state:
            found.append(f"event {number} does not follow the one before")
        try:
            rule = rule_for(act, state)
            state, held = next_state(act, state, held), held_after(act, state, held)
        except ActNotAllowed:
            return [*found, f"{act} is not allowed from {state}"]
        if event["state_after"] != state:
            found.append(f"{act} should lead to {state}, not {event['state_after']}")
        if rule.clock is Clock.END and not finished:
            finished, ended_as = True, KIND_OF_ACT[act]
        elif act is Act.REOPEN_BEFORE_HAND_OVER:
            finished, ended_as = False, EndKind.RESULT
        if _chain(event, previous) != bytes(event["hash"]):
            found.append(f"event {number} was changed")
        previous = bytes(event["hash"]).hex()
    acts = {event["act"] for event in rows}
    expected: list[tuple[str, Any, Any]] = [
        ("state", row["state"], state),
        ("held", list(row["held"]), list(held)),
        ("version", row["version"], len(rows)),
        ("accepted", row["accepted_at"] is not None, Act.ACCEPT in acts),
        ("finished", row["finished_at"] is not None, finished),
        ("ended as", row["ended_as"], ended_as),
        ("returned", row["returned_at"] is not None, Act.HAND_OVER in acts),
        ("executor", row["executor_id"] is not None, Act.ASSIGN in acts),
    ]
    found += [
        f"{name} is {is_} where events say {should}"
        for name, is_, should in expected
        if is_ != should
    ]
    return found


def _chain(event: asyncpg.Record, previous: str) -> bytes:
    payload = msgspec.json.encode(msgspec.json.decode(event["payload"]), order="sorted").decode()
    return keyed_hash(
        "event",
        previous,
        event["id"],
        event["seq"],
        event["act"],
        event["state_after"],
        event["at"].timestamp(),
        event["actor_id"],
        event["note"],
        payload,
    )
