"""What each folder of the inbox holds, as a condition on a dossier; scope comes on top of it."""

from datetime import datetime, time, timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.law.calendar import local
from backend.law.on_time import SOON
from backend.platform.problems import RuleBroken
from shared.vocabulary.folders import Folder

CLOSED = "('refused', 'rejected_by_agency', 'stopped', 'returned')"
_RUNNING = f"d.state not in {CLOSED} and d.finished_at is null and d.waiting_since is null"
_IN_HAND = "('appraising', 'verifying', 'consulting', 'supplemented')"


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


def open_folders(actor: Actor) -> dict[Folder, str]:
    """The conditions of all folders that can be counted in one pass over what is open."""
    return {
        folder: text for folder, text in _conditions(actor).items() if folder is not Folder.CLOSED
    }


def _conditions(actor: Actor) -> dict[Folder, str]:
    persons = _listed(actor.persons())
    units = _listed(actor.units())
    agencies = _listed(actor.agencies())
    asked = (
        f"d.state not in {CLOSED} and (exists (select from consultation c "
        f"where c.dossier_id = d.id and c.closed_at is null and c.agency_id in ({agencies})) "
        "or exists (select from joint_task t where t.dossier_id = d.id and t.closed_at is null "
        f"and t.started_at is not null and t.agency_id in ({agencies})))"
    )
    others = (
        f"d.holding_agency_id in ({agencies}) and (d.state = 'consulting' or (d.state in "
        f"{_IN_HAND} and exists (select from joint_task t where t.dossier_id = d.id "
        f"and t.closed_at is null and t.agency_id not in ({agencies}))))"
    )
    return {
        Folder.WAITING_ACCEPTANCE: "d.state in ('submitted', 'withdraw_requested')",
        Folder.RESULT_READY: "d.state in ('result_ready', 'accepted')",
        Folder.MINE: f"d.executor_id in ({persons}) and d.state in {_IN_HAND}",
        Folder.UNIT: f"d.holding_unit_id in ({units}) and d.state not in {CLOSED}",
        Folder.APPROVAL: "d.state in ('submitted_for_approval', 'approved')",
        Folder.ASKED_OF_US: asked,
        Folder.WAITING_OTHERS: others,
        Folder.SUPPLEMENT: "d.state in ('pre_supplement', 'supplement', 'payment_due')",
        Folder.DUE_TODAY: f"{_RUNNING} and d.due_at > $2 and d.due_at < $4",
        Folder.DUE_SOON: f"{_RUNNING} and d.due_at > $2 and d.due_at <= $3",
        Folder.OVERDUE: f"{_RUNNING} and d.due_at <= $2",
        Folder.ALL_OPEN: f"d.state not in {CLOSED}",
        Folder.CLOSED: f"d.state in {CLOSED}",
    }


def _listed(ids: list[UUID]) -> str:
    # Ids of the database's own making: UUID objects, never text that came from outside.
    return ", ".join(f"'{id_}'::uuid" for id_ in ids) or "null"
