"""Petitions as their senders see them: by account, or by code and secret."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.feedback import codes
from backend.feedback.petition_queries import deadline_of, facts_of, unknown_petition
from backend.law import petitions as law
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.sealing import opened
from shared.contracts.common import Page
from shared.contracts.petitions import FollowedPetition, MyPetition, PetitionStep
from shared.vocabulary.petitions import (
    PETITION_ACT_LABELS,
    PETITION_KIND_LABELS,
    PETITION_STATE_LABELS,
    PETITION_TOPIC_LABELS,
    PetitionAct,
    PetitionKind,
    PetitionState,
    PetitionTopic,
)

_ONE = """
select p.*, g.name as agency_name, m.code as main_code, m.state as main_state,
    m.answer as main_answer, m.id as main_id, m.answered_at as main_answered_at
from petition p join agency g on g.id = p.agency_id left join petition m on m.id = p.merged_into
"""
# As the rules look at one for its sender: with the answer it shares, if it was merged.
SENDERS = """
select p.*, m.answered_at as main_answered_at from petition p
left join petition m on m.id = p.merged_into
"""
STEPS = """
select e.*, coalesce(g.name, '') as place from petition_event e left join agency g
on g.id = e.agency_id where e.petition_id = $1 order by e.seq limit 500
"""
_FILES = """
select d.name from petition_file f join document d on d.id = f.document_id
where f.petition_id = $1 and d.removed_at is null order by f.uploaded_at, d.id limit 20
"""


def is_senders(actor: Actor | None, row: Mapping[str, Any], secret: str) -> bool:
    """Whether the caller is who sent it: by account, or by the secret."""
    if actor is not None and row["sender_id"] is not None and row["sender_id"] == actor.account_id:
        return True
    if not secret or row["secret"] is None:
        return False
    given = codes.digest("petition", codes.plain(secret))
    return hmac.compare_digest(given, bytes(row["secret"]))


async def look_at(actor: Actor | None, code: str, secret: str) -> FollowedPetition:
    """The caller's own petition. Raises NotFound."""
    row = await fetch_row(f"{_ONE} where p.code = $1", codes.plain(code))
    if row is None or not is_senders(actor, row, secret):
        raise unknown_petition()
    return await _shown(row)


async def followed(petition_id: UUID) -> FollowedPetition:
    """A petition whose sender is known to ask. Raises NotFound."""
    row = await fetch_row(f"{_ONE} where p.id = $1", petition_id)
    if row is None:
        raise unknown_petition()
    return await _shown(row)


async def mine(actor: Actor, cursor: str = "", limit: int = 20) -> Page[MyPetition]:
    """What I sent, newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [actor.account_id, limit + 1]
    more = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        more = "and (p.received_at, p.id) < ($3, $4)"
    rows = await fetch(
        f"select p.* from petition p where p.sender_id = $1 {more} "
        "order by p.received_at desc, p.id desc limit $2",
        *args,
    )
    return page(rows, limit, _line, lambda row: (row["received_at"], row["id"]))


def step(row: Mapping[str, Any], *, to_sender: bool) -> PetitionStep:
    """One event; the sender reads the place and only the notes that are for them."""
    act = PetitionAct(row["act"])
    return PetitionStep(
        at=iso(row["at"]),
        act=act,
        act_label=PETITION_ACT_LABELS[act].vi,
        state_label=PETITION_STATE_LABELS[PetitionState(row["state_after"])].vi,
        by=row["by_name"] if not to_sender or row["by_name"] == "Người gửi" else row["place"],
        note=row["note"] if not to_sender or row["open"] else "",
    )


def _line(row: Mapping[str, Any]) -> MyPetition:
    return MyPetition(
        code=row["code"],
        subject=opened(row, "petition.subject"),
        state=row["state"],
        state_label=PETITION_STATE_LABELS[PetitionState(row["state"])].vi,
        received_at=iso(row["received_at"]),
        answer_by=iso(row["due_at"]),
        deadline=deadline_of(row, row["due_at"]),
    )


async def _shown(row: Mapping[str, Any]) -> FollowedPetition:
    answer, answered_at = _answer(row)
    state = PetitionState(row["state"])
    facts, now = facts_of(row), clock.now()
    return FollowedPetition(
        code=row["code"],
        kind_label=PETITION_KIND_LABELS[PetitionKind(row["kind"])].vi,
        topic_label=PETITION_TOPIC_LABELS[PetitionTopic(row["topic"])].vi,
        state=state,
        state_label=PETITION_STATE_LABELS[state].vi,
        agency_name=row["agency_name"],
        subject=opened(row, "petition.subject"),
        body=opened(row, "petition.body"),
        files=[one["name"] for one in await fetch(_FILES, row["id"])],
        received_at=iso(row["received_at"]),
        answer_by=iso(row["due_at"]),
        deadline=deadline_of(row, row["due_at"]),
        answer=answer,
        answered_at=iso(answered_at) if answered_at else "",
        published=state is PetitionState.PUBLISHED,
        may_supplement=law.barred(PetitionAct.SUPPLEMENT, state, facts, now) is None,
        may_judge=law.barred(PetitionAct.LIKE, state, facts, now) is None,
        liked=row["liked"],
        steps=[
            step(one, to_sender=True)
            for one in await fetch(STEPS, row["id"])
            if one["act"] not in (PetitionAct.DRAFT_ANSWER, PetitionAct.SEND_BACK)
        ],
    )


def _answer(row: Mapping[str, Any]) -> tuple[str, datetime | None]:
    """The approved answer: its own, or that of the one it was merged into."""
    if row["answered_at"] is not None:
        return opened(row, "petition.answer"), row["answered_at"]
    if row["main_answered_at"] is not None:
        text = opened(row, "petition.answer", "main_answer", "main_id")
        return text, row["main_answered_at"]
    return "", None
