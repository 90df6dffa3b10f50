"""Content as its editors see it: the list, one piece with its next version, earlier versions."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg

from backend.access import everybody
from backend.access.actor import Actor
from backend.content import shapes
from backend.content.markdown import html
from backend.content.queries import papers_of
from backend.content.rules import changes, faults
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import APPROVERS, Subject, holds_there
from backend.settings import settings
from shared.contracts.common import FieldProblem, Page
from shared.contracts.content import (
    ContentChange,
    ContentDesign,
    ContentPicture,
    ContentRow,
    ContentText,
    ContentVersion,
    ContentVersionRow,
)
from shared.vocabulary.content import ANNOUNCED, ContentKind, Showing
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role

# Who runs the system tells of its maintenance; everything else is the catalogue's.
WRITERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
READERS = (*APPROVERS, Role.DESK_HEAD)
_NEWEST = """
left join lateral (select v.text, v.visible_from, v.visible_until, v.published_at
    from content_version v where v.item_id = i.id order by v.version desc limit 1) v on true
"""
_ITEMS = f"""
select i.id, i.kind, i.title, i.procedure_code, i.version, i.withdrawn_at, v.visible_from,
    v.visible_until, v.published_at, d.state
from content_item i {_NEWEST} left join proposal d on d.tenant_id = i.tenant_id
    and d.subject = 'content' and d.key = i.id::text
where i.tenant_id = $1 and ($2 = '' or i.kind = $2) and ($3::uuid is null or i.id < $3)
order by i.id desc limit $4
"""
_ITEM = f"""
select i.*, v.text, v.visible_from, v.visible_until, v.published_at
from content_item i {_NEWEST} where i.tenant_id = $1 and i.id = $2
"""

_NAMES = """
select id, name from content_picture where id = any($1::text[]::uuid[])
union all select id, name from content_sample where id = any($1::text[]::uuid[]) limit 200
"""


def of(item_id: UUID, agency_id: UUID) -> Subject:
    """A piece of content of an agency as what a proposal is about."""
    return Subject(ProposalSubject.CONTENT, str(item_id), WRITERS, agency_id)


async def subject_of(item_id: UUID) -> Subject:
    """The same of a piece that there is. Raises NotFound."""
    return of(item_id, (await item(item_id))["agency_id"])


def home_for(actor: Actor, kind: ContentKind) -> UUID:
    """The agency that says something new: what stands on every page is said by the one above all
    others. Raises Forbidden."""
    if kind in ANNOUNCED:
        everybody.require(actor, *WRITERS)
    if actor.root_agency is not None and actor.has_for_all(*WRITERS):
        return actor.root_agency
    return actor.agencies(*WRITERS)[0]


async def items(kind: str = "", cursor: str = "", limit: int = 50) -> Page[ContentRow]:
    """All content, the newest first."""
    before = decode_cursor(cursor, tuple[UUID])[0] if cursor else None
    rows = await fetch(_ITEMS, settings().tenant, kind, before, limit + 1)
    now = clock.now()
    return page(rows, limit, lambda row: shapes.content_row(row, now), lambda row: (row["id"],))


async def item(item_id: UUID) -> asyncpg.Record:
    """One piece of content with its newest version. Raises NotFound."""
    row = await fetch_row(_ITEM, settings().tenant, item_id)
    if row is None:
        raise NotFound("Không có nội dung này.", en="There is no such content.")
    return row


async def design(actor: Actor, item_id: UUID) -> ContentDesign:
    """One piece of content as it is being written, or as published. Raises NotFound."""
    row = await item(item_id)
    about = of(item_id, row["agency_id"])
    next_ = await proposal(about)
    text = shapes.text_of(next_, "definition") if next_ is not None else shapes.written(row)
    standing = next_version(actor, next_, about)
    kind = ContentKind(row["kind"])
    showing = shapes.showing_of(row, clock.now())
    return ContentDesign(
        id=str(item_id),
        kind=shapes.kind_of(kind),
        text=text,
        html=html(text.body),
        html_en=html(text.body_en),
        published_version=row["version"],
        showing=showing,
        next=standing,
        faults=await faults_of(kind, text) if standing.state else [],
        pictures=await _pictures(text),
        files=await papers_of([text]),
        may_withdraw=showing.code in (Showing.SHOWN, Showing.PLANNED)
        and holds_there(actor, row["agency_id"]),
        may_publish_at_once=may_publish_at_once(actor, kind, text) and standing.state == "draft",
        withdrawn_reason=row["withdrawn_reason"],
    )


def may_publish_at_once(actor: Actor, kind: ContentKind, text: ContentText) -> bool:
    """An urgent notice of maintenance waits for nobody: who runs the system tells of it."""
    return kind is ContentKind.MAINTENANCE and text.urgent and actor.has_for_all(Role.SYSTEM_ADMIN)


async def faults_of(kind: ContentKind, text: ContentText) -> list[FieldProblem]:
    """What keeps a text from being proposed."""
    host = (urlsplit(settings().citizen_url).hostname or "").lower()
    return faults(kind, text, clock.now(), hosts=frozenset({host}))


async def versions(item_id: UUID) -> list[ContentVersionRow]:
    """Every published version, the newest first; at most two hundred. Raises NotFound."""
    await item(item_id)
    rows = await fetch(
        "select * from content_version where item_id = $1 order by version desc limit 200", item_id
    )
    return [shapes.version_row(row) for row in rows]


async def version(item_id: UUID, number: int) -> ContentVersion:
    """One published version as people saw it. Raises NotFound."""
    await item(item_id)
    row = await fetch_row(
        "select * from content_version where item_id = $1 and version = $2", item_id, number
    )
    if row is None:
        raise _no_version()
    text = shapes.text_of(row)
    return ContentVersion(
        about=shapes.version_row(row),
        text=text,
        html=html(text.body),
        html_en=html(text.body_en),
        files=await papers_of([text]),
    )


async def compared(item_id: UUID, old: int, new: int) -> list[ContentChange]:
    """What differs from one version to another; 0 is the one being written. Raises NotFound."""
    about = await subject_of(item_id)
    before, after = await _version(item_id, old, about), await _version(item_id, new, about)
    rows = await fetch(_NAMES, [*before.pictures, *before.papers, *after.pictures, *after.papers])
    return changes(before, after, {str(row["id"]): row["name"] for row in rows})


async def _version(item_id: UUID, number: int, about: Subject) -> ContentText:
    if number == 0:
        next_ = await proposal(about)
        if next_ is not None:
            return shapes.text_of(next_, "definition")
    row: Any = await fetch_row(
        "select text from content_version where item_id = $1 and version = $2", item_id, number
    )
    if row is None:
        raise _no_version()
    return shapes.text_of(row)


def _no_version() -> NotFound:
    return NotFound("Không có bản này.", en="There is no such version.")


async def _pictures(text: ContentText) -> list[ContentPicture]:
    rows = await fetch(
        "select id, name from content_picture where id = any($1::text[]::uuid[]) order by id "
        "limit 100",
        text.pictures,
    )
    return [shapes.picture(row) for row in rows]
