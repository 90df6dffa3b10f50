"""Officers' accounts as an administrator sees them: kind, place, roles, and whether in use."""

from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.officers import HeldRole, OfficerAccount
from shared.vocabulary.label import Label
from shared.vocabulary.roles import OFFICER_KIND_LABELS, ROLE_LABELS, OfficerKind, Role

STATES = {
    "active": Label("Đang dùng", "Active"),
    "first_steps": Label("Chưa thiết lập", "Not set up yet"),
    "locked": Label("Đang khóa", "Locked"),
    "disabled": Label("Đã ngừng", "Disabled"),
}

_LIST = """
select a.id, a.username, a.full_name, a.officer_kind, a.sort_key, a.last_sign_in_at, a.lock_reason,
    coalesce(g.name, '') as agency, coalesce(u.name, '') as unit,
    coalesce(p.position, '') as position, case when a.disabled_at is not null then 'disabled'
        when a.locked_at is not null then 'locked'
        when a.must_change_password or a.totp_secret is null then 'first_steps'
        else 'active' end as state,
    coalesce((select json_agg(json_build_object('grant_id', r.id, 'role', r.role,
        'where', coalesce(ru.name, rg.name)) order by r.role) from role_grant r
        join agency rg on rg.id = r.agency_id left join unit ru on ru.id = r.unit_id
        where r.account_id = a.id and r.valid_from <= $2
        and (r.valid_to is null or r.valid_to > $2)), '[]') as roles
from account a join officer_post p on p.account_id = a.id join unit u on u.id = p.unit_id
    join agency g on g.id = u.agency_id
where a.kind = 'officer' and (g.id = any($1::uuid[]) or g.parent_id = any($1::uuid[]))
"""


async def officers(actor: Actor, q: str, cursor: str, limit: int) -> Page[OfficerAccount]:
    """Accounts of the caller's agencies and those below, in Vietnamese order."""
    limit = max(1, min(limit, MAX_LIMIT))
    after = decode_cursor(cursor, tuple[str, UUID]) if cursor else ("", UUID(int=0))
    rows = await fetch(
        f"{_LIST} and (a.sort_key, a.id) > ($3, $4) and ($5 = '' or a.username like $5 || '%' "
        "or a.full_name ilike '%' || $6 || '%') order by a.sort_key, a.id limit $7",
        actor.alone().agencies(Role.SYSTEM_ADMIN),
        clock.now(),
        after[0],
        after[1],
        q.strip().lower(),
        q.strip(),
        limit + 1,
    )
    return page(rows, limit, _shown, lambda row: (row["sort_key"], row["id"]))


def _shown(row: Any) -> OfficerAccount:

    held = msgspec.json.decode(row["roles"])
    at = row["last_sign_in_at"]
    return OfficerAccount(
        id=str(row["id"]),
        username=row["username"],
        full_name=row["full_name"],
        kind=row["officer_kind"] or OfficerKind.OPERATION,
        kind_label=OFFICER_KIND_LABELS[OfficerKind(row["officer_kind"] or "operation")].vi,
        agency=row["agency"],
        unit=row["unit"],
        position=row["position"],
        state=row["state"],
        state_label=STATES[row["state"]].vi,
        lock_reason=row["lock_reason"],
        last_sign_in_at=at.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if at else None,
        roles=[
            HeldRole(r["grant_id"], r["role"], ROLE_LABELS[Role(r["role"])].vi, r["where"])
            for r in held
        ],
    )
