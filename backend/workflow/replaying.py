"""Past dossiers of a procedure led through a draft: which would get stuck, which late.

All of them. A few are led at once; many by the queue, newest first, in batches, while whoever
asked watches how far it is. Nothing of a dossier is changed.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.law.calendar import CalendarExhausted, WorkingCalendar, YearWithoutHolidays
from backend.law.deadlines import moment_words
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import NotFound
from backend.platform.sealing import opened_json
from backend.settings import settings
from backend.workflow import queries
from backend.workflow.walking import Facts, Outcome, Way, late_passage, outcome, replay
from shared.contracts.processes import Process, Replay, ReplayedDossier
from shared.vocabulary.acts import Act
from shared.vocabulary.label import Label
from shared.vocabulary.states import TERMINAL, State

TOPIC = "process.replay"
BATCH = 200
MOST_SHOWN = 200
OUTCOME_LABELS: dict[Outcome, Label] = {
    Outcome.FITS: Label("Đi hết, đúng hạn từng bước", "Fits, every step in time"),
    Outcome.STUCK: Label("Bị kẹt", "Gets stuck"),
    Outcome.LATE: Label("Có bước quá hạn", "A step is late"),
    Outcome.RUNNING: Label("Còn đang giải quyết", "Still running"),
    Outcome.UNCOUNTED: Label("Không tính được hạn", "Times cannot be counted"),
}
_WORST = (Outcome.STUCK, Outcome.LATE, Outcome.UNCOUNTED, Outcome.RUNNING, Outcome.FITS)


class _Event(msgspec.Struct, frozen=True):
    act: Act
    at: datetime
    state_after: State


class _Wait(msgspec.Struct, frozen=True):
    started_at: datetime
    ended_at: datetime | None


async def replayed(actor: Actor, agency_id: UUID, process: Process) -> Replay:
    """Leads all past dossiers through a draft; for more than 200 begins a run of the queue."""
    total = await queries.count_past(agency_id, process.procedure_code)
    if total <= BATCH:
        found = await _led(agency_id, process, await _batch(agency_id, process, None))
        counts = Counter(one.outcome for one in found)
        return _replay("", len(found), len(found), counts, found, done=True)
    id_ = uuid7()
    async with transaction() as connection:
        # A run of the same person that is still going on looks at a draft of before.
        await connection.execute(
            "update process_replay set finished_at = $2 where asked_by = $1 "
            "and finished_at is null",
            actor.account_id,
            clock.now(),
        )
        await connection.execute(
            "insert into process_replay (id, tenant_id, asked_by, agency_id, procedure_code, "
            "definition, started_at, total) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)",
            id_,
            settings().tenant,
            actor.account_id,
            agency_id,
            process.procedure_code,
            msgspec.json.encode(process).decode(),
            clock.now(),
            total,
        )
        await outbox.publish(connection, TOPIC, id_, {})
    return await progress(actor, id_)


async def replay_all(message: Message) -> None:
    """Goes on with a run from where it stopped; may be repeated without harm."""
    while True:
        run = await fetch_row(
            "select id, agency_id, definition, last_id, looked_at, counts, worst from "
            "process_replay where id = $1 and finished_at is null",
            message.subject_id,
        )
        if run is None:
            return
        process = msgspec.json.decode(run["definition"], type=Process)
        rows = await _batch(run["agency_id"], process, run["last_id"])
        found = await _led(run["agency_id"], process, rows)
        counts = Counter(msgspec.json.decode(run["counts"], type=dict[str, int]))
        counts.update(one.outcome for one in found)
        worst = msgspec.json.decode(run["worst"], type=list[ReplayedDossier])
        await execute(
            "update process_replay set looked_at = looked_at + $3, counts = $4::jsonb, "
            "worst = $5::jsonb, last_id = $6, finished_at = $7 where id = $1 and looked_at = $2 "
            "and finished_at is null",
            run["id"],
            run["looked_at"],
            len(rows),
            msgspec.json.encode(counts).decode(),
            msgspec.json.encode(_worst_first([*worst, *found])).decode(),
            rows[-1]["id"] if rows else run["last_id"],
            clock.now() if len(rows) < BATCH else None,
        )


async def progress(actor: Actor, replay_id: UUID) -> Replay:
    """How far a run is, and what it found so far. Raises NotFound, also for another's."""
    row = await fetch_row(
        "select id, total, looked_at, counts, worst, finished_at from process_replay "
        "where id = $1 and asked_by = $2",
        replay_id,
        actor.account_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy lần cho đi lại này.", en="There is no such run.")
    return _replay(
        str(row["id"]),
        row["total"],
        row["looked_at"],
        msgspec.json.decode(row["counts"], type=dict[str, int]),
        msgspec.json.decode(row["worst"], type=list[ReplayedDossier]),
        done=row["finished_at"] is not None,
    )


async def _batch(agency_id: UUID, process: Process, after: UUID | None) -> list[Any]:
    return await queries.past_dossiers(agency_id, process.procedure_code, after, BATCH)


async def _led(agency_id: UUID, process: Process, rows: Iterable[Any]) -> list[ReplayedDossier]:
    calendar = await working_calendar(agency_id)
    names = {step.id: step.name for step in process.steps}
    found = []
    for row in rows:
        fared, step, why = _through(process, calendar, row)
        found.append(
            ReplayedDossier(
                dossier_id=str(row["id"]),
                code=row["code"],
                outcome=fared,
                outcome_label=OUTCOME_LABELS[fared].vi,
                step=names.get(step, step),
                detail=why,
            )
        )
    return _worst_first(found)


def _through(process: Process, calendar: WorkingCalendar, row: Any) -> tuple[Outcome, str, str]:
    """How one dossier fares, in which step, and why."""
    now = clock.now()
    events = msgspec.json.decode(row["events"], type=list[_Event])
    waits = msgspec.json.decode(row["waits"], type=list[_Wait])
    closed = State(row["state"]) in TERMINAL
    try:
        way = replay(
            process,
            calendar,
            [(e.act, e.at, e.state_after) for e in events],
            Facts(row["channel"], row["delivery"], opened_json(row, "dossier.answers")),
            [(w.started_at, w.ended_at or now) for w in waits],
        )
    except YearWithoutHolidays as unknown:
        return Outcome.UNCOUNTED, "", f"Chưa nhập ngày nghỉ lễ của năm {unknown.year}."
    except CalendarExhausted:
        return Outcome.UNCOUNTED, "", "Lịch của cơ quan không còn giờ làm việc nào."
    fared = outcome(way, closed=closed, now=now)
    return fared, *_why(way, fared, closed=closed, now=now)


def _why(way: Way, fared: Outcome, *, closed: bool, now: datetime) -> tuple[str, str]:
    if fared is Outcome.STUCK:
        return way.stuck_at, way.stopped
    if fared is Outcome.LATE:
        late = late_passage(way, closed=closed, now=now)
        assert late is not None
        due = f"hạn của bước {moment_words(late.due_at)}"
        if late.left_at is None:
            return late.step.id, f"Chưa xong, {due}."
        return late.step.id, f"Xong lúc {moment_words(late.left_at)}, {due}."
    return (way.passages[-1].step.id if way.passages else ""), ""


def _worst_first(found: list[ReplayedDossier]) -> list[ReplayedDossier]:
    return sorted(found, key=lambda one: _WORST.index(Outcome(one.outcome)))[:MOST_SHOWN]


def _replay(
    id_: str,
    total: int,
    looked_at: int,
    counts: Any,
    found: list[ReplayedDossier],
    *,
    done: bool,
) -> Replay:
    return Replay(
        id=id_,
        total=total,
        looked_at=looked_at,
        percent=100 if done else min(99, 100 * looked_at // max(1, total)),
        finished=done,
        fits=counts.get(Outcome.FITS, 0),
        stuck=counts.get(Outcome.STUCK, 0),
        late=counts.get(Outcome.LATE, 0),
        running=counts.get(Outcome.RUNNING, 0),
        uncounted=counts.get(Outcome.UNCOUNTED, 0),
        dossiers=found,
    )
