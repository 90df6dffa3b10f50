"""How often papers were asked for although they were held: by officer, and line by line."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.vault import AskedAgain, AskedAgainLine
from shared.vocabulary.roles import Role

READERS = (Role.DESK_HEAD, Role.LEADER, Role.AUDITOR)
_SPAN = (
    "a.at >= ($2::date::timestamp at time zone 'Asia/Ho_Chi_Minh') "
    "and a.at < (($3::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')"
)


async def asked_again(actor: Actor, since: date, until: date) -> list[AskedAgain]:
    """Figures of the caller's agencies between two days, both included; most first."""
    rows = await fetch(
        "select g.name as agency, c.full_name as officer, count(*) as times from asked_again a "
        "join agency g on g.id = a.agency_id join account c on c.id = a.officer_id "
        f"where a.agency_id = any($1::uuid[]) and {_SPAN} "
        "group by g.name, c.id, c.full_name order by count(*) desc, c.full_name limit 200",
        actor.agencies(*READERS),
        since,
        until,
    )
    return [AskedAgain(row["agency"], row["officer"], row["times"]) for row in rows]


async def asked_again_lines(
    actor: Actor, since: date, until: date, cursor: str = ""
) -> Page[AskedAgainLine]:
    """The requests behind the figures, the newest first."""
    args: list[Any] = [actor.agencies(*READERS), since, until, MAX_LIMIT + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (a.at, a.id) < ($5, $6)"
    rows = await fetch(
        "select a.id, a.at, coalesce(d.code, d.reference) as code, v.title, a.reason, "
        "c.full_name from asked_again a join dossier d on d.id = a.dossier_id "
        "join vault_item v on v.id = a.item_id join account c on c.id = a.officer_id "
        f"where a.agency_id = any($1::uuid[]) and {_SPAN} {after} "
        "order by a.at desc, a.id desc limit $4",
        *args,
    )
    return page(
        rows,
        MAX_LIMIT,
        lambda r: AskedAgainLine(iso(r["at"]), r["code"], r["title"], r["full_name"], r["reason"]),
        lambda r: (r["at"], r["id"]),
    )
