"""Names, contacts and titles as their keepers see them: listed, being written, as they were."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.particulars.rules import ENTRIES, changed, differences, faults
from backend.particulars.subjects import (
    PORTAL_KEY,
    READERS,
    About,
    about,
    effects_of,
)
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version, proposal
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.particulars import (
    ParticularsChange,
    ParticularsDesign,
    ParticularsField,
    ParticularsPast,
    ParticularsRow,
    SaveParticulars,
)
from shared.vocabulary.particulars import PARTICULARS_KIND_LABELS, ParticularsKind
from shared.vocabulary.procedures import CHANGE_STATE_LABELS, ChangeState

_PAST_NAMES = {
    ParticularsKind.AGENCY: {
        "name": "Tên", "address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử",
        "responsible_person": "Người chịu trách nhiệm",
    },
    ParticularsKind.UNIT: {"name": "Tên"},
    ParticularsKind.POSITION: {"position": "Chức vụ"},
}  # fmt: skip
_MINE = (
    "(g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) and g.ended_on is null "
    "and not g.demonstration and g.tenant_id = $1"
)
_THINGS = {
    ParticularsKind.AGENCY: "select g.id, g.id::text as key, g.name as title, g.code as place, "
    f"concat_ws(' · ', nullif(g.phone, ''), nullif(g.address, '')) as summary, g.sort_key from "
    f"agency g where {_MINE}",
    ParticularsKind.UNIT: "select u.id, u.id::text as key, u.name as title, g.name as place, "
    "case when u.is_desk then 'Bộ phận Một cửa' else '' end as summary, "
    "g.sort_key || ' ' || u.sort_key as sort_key from unit u join agency g on g.id = u.agency_id "
    f"where u.dissolved_at is null and {_MINE}",
    ParticularsKind.POSITION: "select a.id, a.id::text as key, a.full_name as title, "
    "u.name || ', ' || g.name as place, p.position as summary, "
    "g.sort_key || ' ' || a.sort_key as sort_key from officer_post p "
    "join account a on a.id = p.account_id join unit u on u.id = p.unit_id "
    f"join agency g on g.id = u.agency_id where a.disabled_at is null and {_MINE}",
}
_LISTED = {
    kind: f"""
select t.*, d.state, c.effective_on from ({things}) t
left join proposal d on d.tenant_id = $1 and d.subject = 'particulars'
    and d.key = $6 || '/' || t.key
left join lateral (select min(c.effective_on) as effective_on from particulars_change c
    where c.tenant_id = $1 and c.kind = $6 and c.subject = t.key and c.state = 'waiting') c on true
where ($3 = '' or position($3 in lower(t.title || ' ' || t.place || ' ' || t.summary)) > 0)
    and ($4::text is null or (t.sort_key, t.id) > ($4, $5::uuid))
order by t.sort_key, t.id limit $7
"""
    for kind, things in _THINGS.items()
}


async def listed(
    actor: Actor, kind: ParticularsKind, q: str = "", cursor: str = "", limit: int = 50
) -> Page[ParticularsRow]:
    """What can be changed of a kind, in Vietnamese order; `q` in its name, place or words."""
    if kind is ParticularsKind.PORTAL:
        return await _portal(actor)
    after = decode_cursor(cursor, tuple[str, UUID]) if cursor else (None, None)
    words = q.strip().lower().replace("\x00", "")
    rows = await fetch(
        _LISTED[kind], settings().tenant, actor.agencies(*READERS), words,
        *after, kind, limit + 1,
    )  # fmt: skip
    return page(rows, limit, lambda row: _row(kind, row), lambda row: (row["sort_key"], row["id"]))


async def _portal(actor: Actor) -> Page[ParticularsRow]:
    """The one portal there is, for those of the agency that runs it."""
    try:
        this = await about(actor, ParticularsKind.PORTAL, PORTAL_KEY)
    except NotFound:
        return Page([], None)
    row = await proposal(this.subject)
    days = [c.effective_on for c in await _changes(actor, this) if c.state == ChangeState.WAITING]
    return Page(
        [
            ParticularsRow(
                kind=_choice(this.kind),
                key=this.key,
                title=this.title,
                place=this.current["authority"],
                summary=this.current["hotline"],
                state=row["state"] if row is not None else "",
                coming=min(days, default=""),
            )
        ],
        None,
    )


def _row(kind: ParticularsKind, row: Any) -> ParticularsRow:
    return ParticularsRow(
        kind=_choice(kind),
        key=row["key"],
        title=row["title"],
        place=row["place"],
        summary=row["summary"] or "",
        state=row["state"] or "",
        coming=row["effective_on"].isoformat() if row["effective_on"] else "",
    )


async def design(actor: Actor, kind: ParticularsKind, key: str) -> ParticularsDesign:
    """As it holds, as it is being written, and as it was. Raises NotFound."""
    this = await about(actor, kind, key)
    row = await proposal(this.subject)
    written = _written(row)
    new = this.current | (written.values if written else {})
    standing = next_version(actor, row, this.subject)
    ground = written.ground if written else ""
    effective_on = written.effective_on if written else ""
    return ParticularsDesign(
        kind=_choice(kind),
        key=this.key,
        title=this.title,
        place=this.place,
        fields=[
            ParticularsField(
                entry.name, entry.label, entry.hint, entry.longest, entry.required,
                this.current.get(entry.name, ""), new.get(entry.name, ""),
            )
            for entry in ENTRIES[kind]
        ],
        effective_on=effective_on,
        ground=ground,
        differences=differences(kind, this.current, new),
        effects=await effects_of(this, new) if changed(this.current, new) else [],
        faults=faults(kind, new, effective_on, ground, clock.today()) if written else [],
        next=standing,
        changes=await _changes(actor, this),
        past=await _past(this),
    )  # fmt: skip


def _written(row: Any) -> SaveParticulars | None:
    if row is None:
        return None
    return msgspec.json.decode(row["definition"], type=SaveParticulars)


async def _changes(actor: Actor, this: About) -> list[ParticularsChange]:
    rows = await fetch(
        "select * from particulars_change where tenant_id = $1 and kind = $2 and subject = $3 "
        "order by state <> 'waiting', approved_at desc limit 100",
        settings().tenant,
        this.kind,
        this.key,
    )
    return [_change(actor, this.kind, row) for row in rows]


def _change(actor: Actor, kind: ParticularsKind, row: Any) -> ParticularsChange:
    state = ChangeState(row["state"])
    before = msgspec.json.decode(row["before"], type=dict[str, str])
    return ParticularsChange(
        id=str(row["id"]),
        state=state,
        state_label=CHANGE_STATE_LABELS[state].vi,
        effective_on=row["effective_on"].isoformat(),
        differences=differences(kind, before, before | msgspec.json.decode(row["fields"])),
        ground=row["ground"],
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        approved_at=row["approved_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        note=row["note"],
        may_call_off=may_call_off(actor, state, row["effective_on"]),
    )


def may_call_off(actor: Actor, state: ChangeState, effective_on: date) -> bool:
    """Whether this person may call it off still."""
    return state is ChangeState.WAITING and effective_on > clock.today() and actor.has(*READERS)


async def _past(this: About) -> list[ParticularsPast]:
    """What it was before, whichever way it was changed; the newest first, at most a hundred."""
    if this.key == PORTAL_KEY:
        return []
    rows = await fetch(
        "select data, valid_to from organisation_past where subject_id = $1 and kind = $2 "
        "order by valid_to desc limit 100",
        this.id,
        "post" if this.kind is ParticularsKind.POSITION else this.kind,
    )
    found: list[ParticularsPast] = []
    last: list[str] = []
    for row in rows:
        data = msgspec.json.decode(row["data"])
        words = [
            f"{label}: {data[name]}"
            for name, label in _PAST_NAMES[this.kind].items()
            if data.get(name)
        ]
        if words != last:  # what else of it changed is told elsewhere
            until = row["valid_to"].astimezone(clock.VIETNAM).isoformat(timespec="seconds")
            found.append(ParticularsPast(until, words))
        last = words
    return found


def _choice(kind: ParticularsKind) -> Choice:
    return Choice(kind, PARTICULARS_KIND_LABELS[kind].vi)
