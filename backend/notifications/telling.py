"""Telling a person something once: into the inbox, and on the ways they chose, in one transaction.

The queue of each way (`backend.connections`) does the sending; what is kept here is the ledger.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.access.masking import email as mask_email
from backend.access.masking import number as mask_number
from backend.connections.queueing import Letter, enqueue_many
from backend.notifications.alerts import TITLES, news
from backend.notifications.choosing import choice_of
from backend.notifications.dead_mailboxes import is_dead
from backend.notifications.offered import offered
from backend.notifications.rules import Choice, Reach, not_before, ways
from backend.notifications.wording import Written, wording_of, written
from backend.notifications.wordings import EVENTS
from backend.platform import clock
from backend.platform.database import fetch_value, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.vocabulary.messages import Language, Medium

_NOTICE = """
insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, subject, body, created_at,
    event, language, link) select $1, $2, $3, $4, $5, $6, $7, coalesce((select o.created_at
    from outbox o where o.id = $3), $8), $9, $10, $11
on conflict do nothing returning id
"""
_SENDING = """
insert into message_sending (id, tenant_id, notice_id, account_id, dossier_id, event, medium,
    address, told_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom of what: the event with its facts, the person, and where they can be reached.

    `path` is the page of the portal it is about; `own` are words made elsewhere, which no agency
    rewrites.
    """

    event: str
    facts: dict[str, str]
    account_id: UUID | None
    dossier_id: UUID | None
    agency_id: UUID | None = None
    email: str = ""
    phone: str = ""
    path: str = ""
    own: Written | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way of one message."""

    medium: Medium
    to: str
    shown: str
    due: datetime


async def tell(message: Message, told: Told) -> bool:
    """Keeps the notice and queues it; False when this message has told this person before."""
    choice = await choice_of(told.account_id)
    link = f"{settings().citizen_url}{told.path}" if told.path else ""
    text = told.own
    if text is None:
        words = await wording_of(told.event, told.agency_id, choice.language)
        text = written(words, told.facts | {"link": link}, choice.language)
    chosen = await _ways(told, choice)
    notice_id = uuid7()
    async with transaction() as connection:
        fresh = await connection.fetchval(
            _NOTICE, notice_id, message.tenant_id, message.id, told.account_id, told.dossier_id,
            text.subject, sealed("notice.body", notice_id, text.body), clock.now(), told.event,
            choice.language, told.path,
        )  # fmt: skip
        if fresh is None:
            return False
        await queue(connection, notice_id, told, chosen, text, choice.language)
    return True


async def queue(
    connection: asyncpg.Connection,
    notice_id: UUID | None,
    told: Told,
    chosen: list[Way],
    text: Written,
    language: Language,
) -> None:
    """Ledger and deliveries of a message, in the caller's transaction."""
    now = clock.now()
    ids = [uuid7() for _ in chosen]
    await connection.executemany(
        _SENDING,
        [
            (
                id_, settings().tenant, notice_id, told.account_id, told.dossier_id, told.event,
                way.medium, way.shown, now, way.due,
            )
            for id_, way in zip(ids, chosen, strict=True)
        ],
    )  # fmt: skip
    subject_id = told.dossier_id or told.account_id
    letters = [
        Letter(
            adapter_id=way.medium,
            subject_id=subject_id or id_,
            kind=told.event,
            key=str(id_),
            payload=_payload(way, told, text, language),
            ordered=False,
            not_before=way.due if way.due > now else None,
        )
        for id_, way in zip(ids, chosen, strict=True)
    ]
    await enqueue_many(connection, letters)


async def _ways(told: Told, choice: Choice) -> list[Way]:
    here = offered()
    reach = Reach(
        mail="@" in told.email,
        phone=bool(told.phone),
        push=bool(here.push_key) and await _has_browser(told.account_id),
        sms_offered=here.sms,
        zalo_offered=here.zalo,
        push_offered=bool(here.push_key),
        mail_returned=await is_dead(told.email),
    )
    now = clock.now()
    return [
        Way(medium, *_to(medium, told), not_before(now, medium, choice))
        for medium in ways(choice, reach, weighty=told.own is None and _is_weighty(told.event))
        if medium is not Medium.ZALO or told.own is None
    ]


def _is_weighty(event: str) -> bool:
    return EVENTS[event].weighty


def _to(medium: Medium, told: Told) -> tuple[str, str]:
    if medium is Medium.MAIL:
        return told.email, mask_email(told.email)
    if medium is Medium.PUSH:
        return str(told.account_id), ""
    return told.phone, mask_number(told.phone)


def _payload(way: Way, told: Told, text: Written, language: Language) -> dict[str, object]:
    if way.medium is Medium.MAIL:
        return {"to": way.to, "subject": text.subject, "body": text.letter}
    if way.medium is Medium.ZALO:
        facts = {name: told.facts.get(name, "")[:200] for name in EVENTS[told.event].words}
        return {"to": way.to, "event": told.event, "facts": facts}
    if way.medium is Medium.PUSH:
        return {
            "to": way.to,
            "title": TITLES[language],
            "body": text.alert or news(language),
            "path": told.path or "/thong-bao/",
            "lang": language,
        }
    return {"to": way.to, "text": text.short}


async def _has_browser(account_id: UUID | None) -> bool:
    return account_id is not None and bool(
        await fetch_value(
            "select true from push_browser where account_id = $1 and gone_at is null limit 1",
            account_id,
        )
    )
