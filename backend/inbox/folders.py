"""What each folder of the inbox holds, as a condition on a dossier; scope comes on top of it."""

from datetime import datetime, time, timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.scope import Walk, sees_all_of_agencies
from backend.law.calendar import local
from backend.law.on_time import SOON
from backend.platform.problems import RuleBroken
from shared.vocabulary.folders import BY_DEADLINE, Folder
from shared.vocabulary.states import State

_IN_HAND = (State.APPRAISING, State.VERIFYING, State.CONSULTING, State.SUPPLEMENTED)
_OF_STATES: dict[Folder, tuple[State, ...]] = {
    Folder.WAITING_ACCEPTANCE: (State.SUBMITTED, State.WITHDRAW_REQUESTED),
    Folder.RESULT_READY: (State.RESULT_READY, State.ACCEPTED),
    Folder.APPROVAL: (State.SUBMITTED_FOR_APPROVAL, State.APPROVED),
    Folder.MINE: _IN_HAND,
    Folder.SUPPLEMENT: (State.PRE_SUPPLEMENT, State.SUPPLEMENT, State.PAYMENT_DUE),
}
_OPEN_TASKS = "select t.dossier_id from joint_task t where t.closed_at is null"
CLOSED = "('refused', 'rejected_by_agency', 'stopped', 'returned')"
_RUNNING = f"d.state not in {CLOSED} and d.finished_at is null and d.waiting_since is null"


def moments(now: datetime) -> list[datetime]:
    """The arguments `$2`, `$3` and `$4` of the conditions: now, soon, and tonight's midnight."""
    midnight = datetime.combine(local(now).date() + timedelta(days=1), time.min, local(now).tzinfo)
    return [now, now + SOON, midnight]


def named(folder: str) -> Folder:
    """A folder by its name. Raises RuleBroken for one that is not there."""
    try:
        return Folder(folder)
    except ValueError:
        raise RuleBroken(
            "Không có mục danh sách này.", en="There is no such folder.", slug="unknown-folder"
        ) from None


def condition(actor: Actor, folder: Folder) -> str:
    """The condition of one folder."""
    return _conditions(actor)[folder]


def walks(actor: Actor, folder: Folder, *, oldest: bool) -> list[Walk]:
    """How a folder is read, each walk in the same order: those of deadlines by deadline, the
    earliest first."""
    if folder in BY_DEADLINE:
        return [Walk(by_deadline=True)]
    agencies = _listed(actor.agencies())
    if folder is Folder.ASKED_OF_US:
        return [Walk(oldest=oldest, among=_asked(agencies))]
    if folder is Folder.WAITING_OTHERS:
        only = "holding_agency_id" if sees_all_of_agencies(actor) else ""
        return [
            Walk(oldest=oldest, states=(State.CONSULTING,), only=only, held=True),
            Walk(oldest=oldest, only=only, held=True, besides="d.open_tasks > 0"),
        ]
    only = {Folder.MINE: "executor_id", Folder.UNIT: "holding_unit_id"}.get(folder, "")
    return [Walk(oldest=oldest, states=_OF_STATES.get(folder, ()), only=only)]


def open_folders(actor: Actor) -> dict[Folder, str]:
    """The conditions of all folders that can be counted in one pass over what is open."""
    return {
        folder: text for folder, text in _conditions(actor).items() if folder is not Folder.CLOSED
    }


def _conditions(actor: Actor) -> dict[Folder, str]:
    persons = _listed(actor.persons())
    units = _listed(actor.units())
    agencies = _listed(actor.agencies())
    # One look by the index for each that is read, where `exists` would gather all open tasks first.
    elsewhere = (
        "d.open_tasks > 0 and (select true from joint_task t where t.dossier_id = d.id "
        f"and t.closed_at is null and t.agency_id not in ({agencies}) limit 1)"
    )
    asked = f"d.state not in {CLOSED} and d.id in ({_asked(agencies)})"
    # The case keeps the planner from taking what nearly always holds for rare, and sorting it all
    # instead of walking an index until the page is full.
    others = (
        f"case when d.holding_agency_id in ({agencies}) and (d.state = 'consulting' "
        f"or ({_in(_IN_HAND)} and {elsewhere})) then true else false end"
    )
    return {
        **{folder: _in(states) for folder, states in _OF_STATES.items()},
        Folder.MINE: f"d.executor_id in ({persons}) and {_in(_IN_HAND)}",
        Folder.UNIT: f"d.holding_unit_id in ({units}) and d.state not in {CLOSED}",
        Folder.ASKED_OF_US: asked,
        Folder.WAITING_OTHERS: others,
        Folder.DUE_TODAY: f"{_RUNNING} and d.due_at > $2 and d.due_at < $4",
        Folder.DUE_SOON: f"{_RUNNING} and d.due_at > $2 and d.due_at <= $3",
        Folder.OVERDUE: f"{_RUNNING} and d.due_at <= $2",
        Folder.ALL_OPEN: f"d.state not in {CLOSED}",
        Folder.CLOSED: f"d.state in {CLOSED}",
    }


def _asked(agencies: str) -> str:
    """SQL of the ids of dossiers about which an agency owes an answer or a part of the work."""
    return (
        "select c.dossier_id from consultation c where c.closed_at is null "
        f"and c.agency_id in ({agencies}) "
        f"union {_OPEN_TASKS} and t.started_at is not null and t.agency_id in ({agencies})"
    )


def _in(states: tuple[State, ...]) -> str:
    return f"d.state in ({', '.join(repr(state.value) for state in states)})"


def _listed(ids: list[UUID]) -> str:
    # Ids of the database's own making: UUID objects, never text that came from outside.
    return ", ".join(f"'{id_}'::uuid" for id_ in ids) or "null"
