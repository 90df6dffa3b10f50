"""Reads of tasks entrusted to other agencies, as officers and applicants see them."""

from datetime import datetime

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from shared.contracts.common import Named
from shared.contracts.dossiers import JointTask
from shared.vocabulary.tasks import TASK_LABELS, TaskState

TASKS = """
    (select coalesce(json_agg(x), '[]') from (select t.id, t.agency_id, g.name as agency_name,
        t.in_turn, t.content, t.started_at, t.answer_by, t.closed_at, t.cancelled, t.result
        from joint_task t join agency g on g.id = t.agency_id where t.dossier_id = d.id
        order by t.position limit 100) x) as tasks"""
"""A column of a statement over `dossier d`, for `joint_tasks`."""


class _Task(msgspec.Struct, frozen=True):
    id: str
    agency_id: str
    agency_name: str
    in_turn: bool
    content: str
    started_at: datetime | None
    answer_by: datetime | None
    closed_at: datetime | None
    cancelled: bool
    result: str

    @property
    def state(self) -> TaskState:
        """How far it is."""
        if self.cancelled:
            return TaskState.CANCELLED
        if self.closed_at is not None:
            return TaskState.DONE
        return TaskState.WAITING if self.started_at is None else TaskState.ACTIVE


def joint_tasks(actor: Actor, row: asyncpg.Record, now: datetime) -> list[JointTask]:
    """Tasks in their order, of a row read with `TASKS`; an applicant sees who and how far."""
    return [
        JointTask(
            id=task.id,
            agency=Named(task.agency_id, task.agency_name),
            state=task.state,
            state_label=TASK_LABELS[task.state].vi,
            in_turn=task.in_turn,
            content=task.content if actor.is_officer else "",
            answer_by=iso(task.answer_by) if task.answer_by else None,
            closed_at=iso(task.closed_at) if task.closed_at else None,
            result=task.result if actor.is_officer else "",
            late=task.answer_by is not None and (task.closed_at or now) > task.answer_by,
        )
        for task in msgspec.json.decode(row["tasks"], type=list[_Task])
    ]
