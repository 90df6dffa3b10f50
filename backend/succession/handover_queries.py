"""Reads of dossiers that change hands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from shared.contracts.handovers import Handover
from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

ASKERS = (Role.DESK_OFFICER, Role.DESK_HEAD)
DECIDERS = (Role.LEADER,)
STATES = {
    "offered": Label("Chờ người nhận đồng ý", "Waiting for consent"),
    "waiting": Label("Đang chờ hết thời hạn phản đối", "Objections may still be made"),
    "objected": Label("Người nộp phản đối", "The sender objects"),
    "ready": Label("Chờ lãnh đạo quyết định", "Waiting for a decision"),
    "done": Label("Đã chuyển", "Done"),
    "refused": Label("Không chuyển", "Refused"),
    "withdrawn": Label("Đã thôi", "Withdrawn"),
}
SELECT = """
select h.*, coalesce(d.code, d.reference) as code, d.procedure_name, d.receiving_agency_id,
    f.full_name as from_name, t.full_name as to_name
from handover h join dossier d on d.id = h.dossier_id join account f on f.id = h.from_account_id
    join account t on t.id = h.to_account_id
"""


def sight(actor: Actor, first: int) -> tuple[str, list[Any]]:
    """Both sides see theirs; officers those of their desks and agencies."""
    if not actor.is_officer:
        return f"(h.from_account_id = ${first} or h.to_account_id = ${first})", [actor.account_id]
    return (
        f"d.receiving_agency_id = any(${first}::uuid[])",
        [actor.agencies(*ASKERS, *DECIDERS)],
    )


async def handovers(actor: Actor) -> list[Handover]:
    """The newest of those the caller sees; officers see the open ones."""
    condition, args = sight(actor, 1)
    only = "and h.state = 'open' " if actor.is_officer else ""
    rows = await fetch(
        f"{SELECT} where {condition} {only}order by h.asked_at desc limit 100", *args
    )
    return [shown(actor, row) for row in rows]


async def handover(actor: Actor, handover_id: UUID) -> Handover:
    """One. Raises NotFound."""
    condition, args = sight(actor, 2)
    row = await fetch_row(f"{SELECT} where h.id = $1 and {condition}", handover_id, *args)
    if row is None:
        raise unknown_handover()
    return shown(actor, row)


def unknown_handover() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound("Không tìm thấy đề nghị chuyển hồ sơ này.", en="There is no such handover.")


def stage(row: Any, now: datetime) -> str:
    """Where it stands, in one word of `STATES`."""
    if row["state"] != "open":
        return str(row["state"])
    if row["objected_at"] is not None:
        return "objected"
    if row["accepted_at"] is None:
        return "offered"
    return "waiting" if row["wait_until"] > now else "ready"


def possible(actor: Actor, row: Any, now: datetime) -> list[str]:
    """What the caller may do now."""
    if row["state"] != "open":
        return []
    found = []
    if row["to_account_id"] == actor.account_id:
        found += ["accept"] if row["accepted_at"] is None else []
        found.append("withdraw")
    if row["asked_by"] == actor.account_id:
        found.append("withdraw")
    by_authority = row["way"] == "authority"
    if by_authority and row["from_account_id"] == actor.account_id and row["objected_at"] is None:
        found.append("object")
    leads = row["receiving_agency_id"] in actor.agencies(*DECIDERS)
    if by_authority and leads and row["asked_by"] != actor.account_id:
        found.append("refuse")
        if stage(row, now) == "ready":
            found.append("approve")
    return sorted(set(found))


def shown(actor: Actor, row: Any) -> Handover:
    """A row read with `SELECT`."""
    now = clock.now()
    where = stage(row, now)
    return Handover(
        id=str(row["id"]),
        dossier_id=str(row["dossier_id"]),
        code=row["code"],
        procedure_name=row["procedure_name"],
        way=row["way"],
        state=where,
        state_label=STATES[where].vi,
        from_name=row["from_name"],
        to_name=row["to_name"],
        reason=row["reason"],
        evidence=row["evidence"],
        asked_at=_iso(row["asked_at"]) or "",
        wait_until=_iso(row["wait_until"]),
        accepted_at=_iso(row["accepted_at"]),
        objection=row["objection"],
        decision=row["decision"],
        may=possible(actor, row, now),
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if moment else None
