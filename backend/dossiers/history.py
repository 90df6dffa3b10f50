"""The history of one dossier: events and due dates, as its caller may see them."""

from datetime import datetime

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from shared.contracts.dossiers import DueDate, TimelineEntry
from shared.vocabulary.acts import ACT_LABELS, TIMELINE_LABELS, Act
from shared.vocabulary.states import OFFICER_LABELS, PORTAL_LABELS, State

# Acts whose stated reason the law wants the applicant to know.
_TOLD = {
    Act.REFUSE,
    Act.REQUEST_SUPPLEMENT,
    Act.EXTEND,
    Act.RECALCULATE,
    Act.REJECT,
    Act.STOP,
    Act.DENY_WITHDRAWAL,
    Act.REQUEST_WITHDRAWAL,
    Act.REQUIRE_PAYMENT,
    Act.SUPPLEMENT,
    Act.EXPIRE_SUPPLEMENT,
}


def due_history(row: asyncpg.Record) -> list[DueDate]:
    """Every due date with its arithmetic, the first one first."""
    dates = msgspec.json.decode(row["due_dates"], type=list[_DueDate])
    return [
        DueDate(
            due_at=iso(date.due_at),
            set_at=iso(date.set_at),
            reason=date.reason,
            explanation=date.explanation,
            current=index == len(dates) - 1,
        )
        for index, date in enumerate(dates)
    ]


def timeline(actor: Actor, row: asyncpg.Record) -> list[TimelineEntry]:
    """What happened to the dossier of a row read with `events`."""
    return entries(actor, row["events"])


def entries(actor: Actor, events: str) -> list[TimelineEntry]:
    """Events as JSON in the words of officers or of the applicant."""
    labels = ACT_LABELS if actor.is_officer else TIMELINE_LABELS
    states = OFFICER_LABELS if actor.is_officer else PORTAL_LABELS
    return [
        TimelineEntry(
            at=iso(event.at),
            act=event.act,
            label=labels[event.act].vi,
            state=event.state_after,
            state_label=states[event.state_after].vi,
            by=event.actor_name if actor.is_officer else "",
            unit=event.unit,
            note=event.note if actor.is_officer or event.act in _TOLD else "",
        )
        for event in msgspec.json.decode(events, type=list[_Event])
    ]


class _Event(msgspec.Struct, frozen=True):
    at: datetime
    act: Act
    state_after: State
    actor_name: str
    note: str
    unit: str


class _DueDate(msgspec.Struct, frozen=True):
    due_at: datetime
    set_at: datetime
    reason: str
    explanation: list[str]
