"""Into which account an agency's fees are paid, and how that came about."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row
from backend.settings import settings
from shared.contracts.payments import FeeAccountView
from shared.vocabulary.roles import Role

LOOKERS = (Role.SYSTEM_ADMIN, Role.LEADER, Role.AUDITOR)
DECIDERS = (Role.SYSTEM_ADMIN, Role.LEADER)
STATES = {
    "proposed": "Chờ người thứ hai quyết định",
    "denied": "Không duyệt",
    "in_force": "Đang dùng",
    "ended": "Thôi dùng",
}
_NEWEST = """
select a.*, g.name as agency, g.parent_id, p.full_name as proposer,
    coalesce(d.full_name, '') as decider
from fee_account a join agency g on g.id = a.agency_id join account p on p.id = a.proposed_by
    left join account d on d.id = a.decided_by
where a.tenant_id = $1 and (g.id = any($2::uuid[]) or g.parent_id = any($3::uuid[]))
order by (a.state in ('proposed', 'in_force')) desc, a.proposed_at desc, a.id desc limit 200
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A bank by its six digits in VietQR, the number and who holds it; empty where none is set."""

    bank: str
    number: str
    holder: str


async def account_of(agency_id: UUID) -> Account:
    """The account in force of an agency, else that of the whole installation."""
    row = await fetch_row(
        "select bank, number, holder from fee_account where agency_id = $1 and state = 'in_force'",
        agency_id,
    )
    if row is not None:
        return Account(row["bank"], row["number"], row["holder"])
    own = settings()
    return Account(own.payment_bank, own.payment_account, own.payment_account_name)


async def accounts(actor: Actor) -> list[FeeAccountView]:
    """What was proposed and is in force first, then what was before, of the caller's agencies."""
    rows = await fetch(
        _NEWEST,
        settings().tenant,
        actor.agencies(*LOOKERS),
        actor.agencies(Role.SYSTEM_ADMIN),
    )
    return [_view(actor, row) for row in rows]


def may_decide(actor: Actor, row: Any) -> bool:
    """Somebody else than who proposed it, with a say in the agency of their own."""
    if row["state"] != "proposed" or row["proposed_by"] in actor.persons():
        return False
    own, above = say_of(actor)
    return row["agency_id"] in own or row["parent_id"] in above


def say_of(actor: Actor) -> tuple[list[UUID], list[UUID]]:
    """Of which agencies the caller may change the account, and of which all those directly below;
    only by roles of their own, for where the money goes is not lent."""
    alone = actor.alone()
    return alone.agencies(*DECIDERS), alone.agencies(Role.SYSTEM_ADMIN)


def _view(actor: Actor, row: Any) -> FeeAccountView:
    return FeeAccountView(
        id=str(row["id"]),
        agency_id=str(row["agency_id"]),
        agency=row["agency"],
        bank=row["bank"],
        number=row["number"],
        holder=row["holder"],
        state=row["state"],
        state_label=STATES[row["state"]],
        proposed_by=row["proposer"],
        proposed_at=iso(row["proposed_at"]),
        decided_by=row["decider"],
        decided_at=iso(row["decided_at"]) if row["decided_at"] else None,
        may_decide=may_decide(actor, row),
    )
