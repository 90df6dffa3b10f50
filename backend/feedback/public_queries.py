"""What everybody reads: published answers, and what the form of a petition offers."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.dossiers.queries import iso
from backend.feedback import codes
from backend.feedback.petition_queries import unknown_petition
from backend.law.search_text import search_text
from backend.organisation.queries import agencies
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.petitions import PetitionChoices, PublishedPetition
from shared.vocabulary.petitions import (
    PETITION_KIND_LABELS,
    PETITION_TOPIC_LABELS,
    PetitionTopic,
)

_SELECT = """
select p.id, p.code, p.topic, g.name as agency_name, p.public_subject, p.public_body,
    p.public_answer, p.received_at, p.answered_at, p.published_at
from petition p join agency g on g.id = p.agency_id
where p.state = 'published' and p.tenant_id = $1
"""


async def published(
    text: str = "", topic: PetitionTopic | None = None, cursor: str = "", limit: int = 20
) -> Page[PublishedPetition]:
    """Published answers, newest first; every word of `text` is in them."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, limit + 1]
    where = ""
    for word in search_text(text).split()[:8]:
        args.append(f"%{word}%")
        where += f" and p.search_text like ${len(args)}"
    if topic is not None:
        args.append(topic)
        where += f" and p.topic = ${len(args)}"
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += f" and (p.published_at, p.id) < (${len(args) - 1}, ${len(args)})"
    rows = await fetch(f"{_SELECT}{where} order by p.published_at desc, p.id desc limit $2", *args)
    return page(rows, limit, _public, lambda row: (row["published_at"], row["id"]))


async def one_published(code: str) -> PublishedPetition:
    """One of them. Raises NotFound."""
    row = await fetch_row(f"{_SELECT} and p.code = $2", settings().tenant, codes.plain(code))
    if row is None:
        raise unknown_petition()
    return _public(row)


async def choices() -> PetitionChoices:
    """Kinds, topics and agencies to choose from."""
    return PetitionChoices(
        kinds=[Choice(kind, label.vi) for kind, label in PETITION_KIND_LABELS.items()],
        topics=[Choice(topic, label.vi) for topic, label in PETITION_TOPIC_LABELS.items()],
        agencies=[Choice(one.id, one.name) for one in await agencies()],
    )


def _public(row: asyncpg.Record) -> PublishedPetition:
    topic = PetitionTopic(row["topic"])
    return PublishedPetition(
        code=row["code"],
        topic=topic,
        topic_label=PETITION_TOPIC_LABELS[topic].vi,
        agency_name=row["agency_name"],
        subject=row["public_subject"],
        body=row["public_body"],
        answer=row["public_answer"],
        received_at=iso(row["received_at"]),
        answered_at=iso(row["answered_at"]),
    )
