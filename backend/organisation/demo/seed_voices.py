"""Ratings and petitions of the demonstration, by the real acts, each at its own moment."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.feedback.actions import acting, rating, sending
from backend.organisation.demo.staff import Staff, staff
from backend.organisation.demo.voices import STORIES, Story, marks
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, fetch_value
from backend.platform.problems import Refusal
from backend.settings import settings
from shared.contracts.petitions import PerformPetitionAct, SendPetition
from shared.vocabulary.petitions import PetitionAct
from shared.vocabulary.roles import Role

_RETURNED = """
select d.id, d.returned_at, coalesce(d.finished_at > d.due_at, false) as late from dossier d
where d.tenant_id = $1 and d.state = 'returned' order by d.returned_at, d.id limit 400
"""
_SHARE = 0.6
_ANSWERED_AFTER_DAYS = 6
_STALE = timedelta(days=7)
_ANSWER = (
    "Bộ phận Một cửa đã xem lại hồ sơ và xin lỗi Ông/Bà về sự bất tiện. Danh mục giấy tờ cần "
    "có nay được gửi trước qua tin nhắn để không phải bổ sung nhiều lần."
)


async def seed_voices() -> None:
    """Once: where somebody has rated or sent something already, nothing is done."""
    present = await fetch_value(
        "select exists (select from rating where tenant_id = $1) "
        "or exists (select from petition where tenant_id = $1)",
        settings().tenant,
    )
    if present:
        return
    chance = Random(766)  # noqa: S311  # nosec B311
    until, people = clock.now(), await staff()
    for row in await fetch(_RETURNED, settings().tenant):
        if chance.random() < _SHARE:
            await _rate(row, chance, until)
    for story in STORIES:
        await _tell(story, people, chance, until)
    for row in await fetch(
        "select id, received_at from petition where tenant_id = $1 and source = 'rating' "
        "order by received_at, id",
        settings().tenant,
    ):
        if until - row["received_at"] > timedelta(days=_ANSWERED_AFTER_DAYS + 3):
            await _answered(row["id"], _ANSWER, people, chance, until)
    await execute(
        "update outbox set done_at = created_at where done_at is null and created_at < $1",
        until - _STALE,
    )


async def _rate(row: asyncpg.Record, chance: Random, until: datetime) -> None:
    at = row["returned_at"] + timedelta(minutes=chance.randrange(2, 3000))
    if at >= until:
        return
    with clock.at(at):
        link = await rating.invite(row["id"])
        if link:
            token = link.rsplit("/", 1)[-1]
            await rating.by_link(None, token, marks(chance, late=row["late"]))


async def _tell(story: Story, people: Staff, chance: Random, until: datetime) -> None:
    agency = await fetch_row(
        "select g.id from agency g where g.tenant_id = $1 and g.level = 'commune' and exists "
        "(select from unit u where u.agency_id = g.id and u.is_desk) "
        "order by md5(g.code || $2) limit 1",
        settings().tenant,
        story.subject,
    )
    assert agency is not None
    calendar = await working_calendar(agency["id"])
    day = (until - timedelta(days=story.days_ago)).date()
    at = calendar.opening(calendar.same_or_next_working_day(day)) + timedelta(
        minutes=chance.randrange(10, 200)
    )
    who = people.citizens[story.days_ago % len(people.citizens)]
    data = SendPetition(
        story.kind, story.topic, str(agency["id"]), story.subject, story.body,
        anonymous=story.anonymous, wishes_publication=story.public,
    )  # fmt: skip
    with clock.at(min(at, until)):
        sent = await sending.send(None if story.anonymous else who, "", data)
    id_ = await fetch_value("select id from petition where code = $1", sent.code)
    if story.answer:
        await _answered(id_, story.answer, people, chance, until, story)


async def _answered(
    petition_id: UUID, answer: str, people: Staff, chance: Random, until: datetime,
    story: Story | None = None,
) -> None:  # fmt: skip
    """Taken, drafted, approved by another, and published where it may be; what the law refuses
    ends there."""
    row = await fetch_row("select * from petition where id = $1", petition_id)
    assert row is not None
    calendar = await working_calendar(row["agency_id"])
    try:
        head = _one(people, Role.DESK_HEAD, row, chance)
        handler = _one(people, Role.SPECIALIST, row, chance)
        chief = _one(people, Role.LEADER, row, chance)
        steps = [
            (4, head, PetitionAct.TAKE, {"officer_id": str(handler.account_id)}),
            (20, handler, PetitionAct.DRAFT_ANSWER, {"answer": answer}),
            (6, chief, PetitionAct.APPROVE_ANSWER, {}),
        ]
        if story is not None:
            shown = {
                "public_subject": story.subject,
                "public_body": story.body,
                "public_answer": answer,
            }
            steps.append((5, head, PetitionAct.PUBLISH, shown))
        at = row["received_at"]
        for hours, actor, act, more in steps:
            at = calendar.add(at, timedelta(hours=hours, minutes=chance.randrange(50)))
            if at >= until:
                return
            version = await fetch_value("select version from petition where id = $1", petition_id)
            with clock.at(at):
                await acting.act(
                    actor,
                    petition_id,
                    PerformPetitionAct(act, version, **more),  # type: ignore[arg-type]
                )
    except (Refusal, LookupError):
        return


def _one(people: Staff, role: Role, row: asyncpg.Record, chance: Random) -> Actor:
    """Somebody in a role whom it is not about. Raises LookupError."""
    for _time in range(8):
        found = people.one(role, row["agency_id"], chance)
        if found.account_id not in row["about"]:
            return found
    raise LookupError(role)
