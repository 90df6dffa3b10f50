"""The quarterly review of access: who may do what now, what deserves a look, and that it was done.

TCVN 14423:2026 §5.4.2.3 and §5.6.2.3 ask for one every six months; we ask every quarter.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.officer_list import STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.officers import AccessReview, ReviewRow
from shared.vocabulary.roles import ROLE_LABELS, Role

READERS = (Role.SYSTEM_ADMIN, Role.LEADER, Role.AUDITOR)
_QUARTER, _QUIET = timedelta(days=92), timedelta(days=30)
_MANY = 3
_MOST = 2000

_ROWS = """
select a.id, a.full_name, a.username, a.last_sign_in_at, u.name as unit,
    case when a.disabled_at is not null then 'disabled' when a.locked_at is not null then 'locked'
        when a.must_change_password or a.totp_secret is null then 'first_steps'
        else 'active' end as state,
    array(select r.role::text from role_grant r where r.account_id = a.id and r.valid_from <= $2
        and (r.valid_to is null or r.valid_to > $2) order by r.role) as roles
from account a join officer_post p on p.account_id = a.id join unit u on u.id = p.unit_id
where a.kind = 'officer' and u.agency_id = any($1::uuid[])
order by a.sort_key, a.id limit $3
"""


async def review(actor: Actor) -> AccessReview:
    """The accounts of the caller's agency with remarks. Raises NotFound without an agency."""
    agencies = actor.alone().agencies(*READERS)
    head = await fetch_row(
        "select g.name, r.reviewed_at, a.full_name from agency g "
        "left join lateral (select reviewed_at, reviewed_by from access_review "
        "where agency_id = g.id order by reviewed_at desc limit 1) r on true "
        "left join account a on a.id = r.reviewed_by where g.id = $1",
        agencies[0] if agencies else None,
    )
    if head is None:
        raise NotFound
    at = head["reviewed_at"]
    return AccessReview(
        agency=head["name"],
        last_reviewed_at=_iso(at),
        last_reviewed_by=head["full_name"],
        due=at is None or clock.now() - at > _QUARTER,
        rows=await _rows(agencies),
    )


async def reviewed(actor: Actor, note: str) -> AccessReview:
    """Records that the caller has looked at it, with a digest of what was seen."""
    agencies = actor.alone().agencies(*READERS)
    rows = await _rows(agencies)
    seen = hashlib.sha256(msgspec.json.encode(rows)).digest()
    async with transaction() as connection:
        await connection.execute(
            "insert into access_review (id, tenant_id, agency_id, reviewed_by, reviewed_at, "
            "accounts, digest, note) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            uuid7(),
            settings().tenant,
            agencies[0],
            actor.account_id,
            clock.now(),
            len(rows),
            seen,
            note.strip(),
        )
        await record(
            connection, actor, "access.reviewed", subject_id=agencies[0],
            detail={"accounts": len(rows), "sha256": seen.hex()},
        )  # fmt: skip
    return await review(actor)


async def _rows(agencies: list[UUID]) -> list[ReviewRow]:
    now = clock.now()
    found = []
    for row in await fetch(_ROWS, agencies, now, _MOST):
        at = row["last_sign_in_at"]
        remarks = []
        if row["state"] == "disabled" and row["roles"]:
            remarks.append("Đã ngừng nhưng còn vai trò")
        if row["state"] == "active" and at is not None and now - at > _QUIET:
            remarks.append("Hơn 30 ngày chưa đăng nhập")
        if row["state"] in ("active", "first_steps") and at is None:
            remarks.append("Chưa đăng nhập lần nào")
        if row["state"] != "disabled" and not row["roles"]:
            remarks.append("Không có vai trò")
        if len(row["roles"]) >= _MANY:
            remarks.append(f"Giữ {len(row['roles'])} vai trò")
        if "system_admin" in row["roles"] and len(row["roles"]) > 1:
            remarks.append("Vừa quản trị vừa xử lý hồ sơ")
        found.append(
            ReviewRow(
                full_name=row["full_name"],
                username=row["username"],
                unit=row["unit"],
                roles=", ".join(ROLE_LABELS[Role(role)].vi for role in row["roles"]),
                last_sign_in_at=_iso(at),
                state_label=STATES[row["state"]].vi,
                remarks=remarks,
            )
        )
    return found


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
