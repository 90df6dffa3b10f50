"""What the sender does: looks, gives what was asked for, says whether the answer is good."""

from typing import Any

import asyncpg

from backend.access.actor import Actor
from backend.feedback import codes
from backend.feedback.actions.acting import save
from backend.feedback.actions.making import note
from backend.feedback.actions.uploading import attach
from backend.feedback.follow_queries import SENDERS, followed, is_senders
from backend.feedback.petition_queries import facts_of, unknown_petition
from backend.law import petitions as law
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict
from backend.platform.sealing import opened, sealed
from shared.contracts.petitions import FollowedPetition, JudgePetition, SupplementPetition
from shared.vocabulary.petitions import PetitionAct, PetitionState


async def supplement(actor: Actor | None, data: SupplementPetition) -> FollowedPetition:
    """Gives what was asked for; the clock goes on. Raises NotFound, Conflict, RuleBroken."""
    async with transaction() as connection:
        row = await _own(connection, actor, data.code, data.secret)
        await give_more(connection, actor, row, data.body, data.files)
    return await followed(row["id"])


async def give_more(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: asyncpg.Record,
    body: str,
    files: list[str],
) -> None:
    """As `supplement`, of a locked row; whoever gives more to an anonymous one is nobody.

    Raises Conflict, RuleBroken.
    """
    before = PetitionState(row["state"])
    _check(row, PetitionAct.SUPPLEMENT, before)
    now = clock.now()
    calendar = await working_calendar(row["agency_id"])
    due = law.resumed(calendar, row["due_at"], row["supplement_asked_at"], now)
    whole = f"{opened(row, 'petition.body')}\n\n[Bổ sung {now:%d/%m/%Y %H:%M}] {body.strip()}"
    columns: dict[str, Any] = {
        "state": law.next_state(PetitionAct.SUPPLEMENT, before, taken=row["taken_at"] is not None),
        "body": sealed("petition.body", row["id"], whole),
        "due_at": due,
        "reminded": 0,
    }
    if row["taken_at"] is None:
        columns["take_by"] = law.take_again_by(calendar, now, due)
    await attach(connection, row["id"], files)
    await save(connection, row, columns)
    await note(
        connection, _by(actor, row), dict(row), PetitionAct.SUPPLEMENT, before, columns["state"],
        "", told=True,
    )  # fmt: skip


async def judge(actor: Actor | None, data: JudgePetition) -> FollowedPetition:
    """Says once whether the answer is good. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await _own(connection, actor, data.code, data.secret)
        await say_verdict(connection, actor, row, liked=data.liked)
    return await followed(row["id"])


async def say_verdict(
    connection: asyncpg.Connection, actor: Actor | None, row: asyncpg.Record, *, liked: bool
) -> None:
    """As `judge`, of a locked row; whoever judges an anonymous one is nobody. Raises Conflict."""
    act = PetitionAct.LIKE if liked else PetitionAct.DISLIKE
    before = PetitionState(row["state"])
    _check(row, act, before)
    await save(connection, row, {"liked": liked, "liked_at": clock.now()})
    await note(connection, _by(actor, row), dict(row), act, before, before, "", told=True)


def _by(actor: Actor | None, row: asyncpg.Record) -> Actor | None:
    """Who is written down: nobody where the petition is anonymous, signed in or not."""
    return None if row["anonymous"] else actor


def _check(row: asyncpg.Record, act: PetitionAct, before: PetitionState) -> None:
    why = law.barred(act, before, facts_of(row), clock.now())
    if why is not None:
        raise Conflict(why.vi, en=why.en, slug="act-not-allowed")


async def _own(
    connection: asyncpg.Connection, actor: Actor | None, code: str, secret: str
) -> asyncpg.Record:
    row = await connection.fetchrow(
        f"{SENDERS} where p.code = $1 for update of p", codes.plain(code)
    )
    if row is None or not is_senders(actor, row, secret):
        raise unknown_petition()
    return row
