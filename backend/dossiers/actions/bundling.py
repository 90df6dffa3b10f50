"""Putting dossiers together: procedures of one submission, dossiers of one organisation."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.scope import visible
from backend.forms.queries import form
from backend.forms.rules.answers import problems
from backend.organisation.queries import agencies
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken
from backend.platform.sealing import opened, opened_json, sealed, sealed_json
from backend.settings import settings
from shared.contracts.forms import Form

MOST_DRAFTS = 5
_GIVEN_ANEW = "declaration"  # a promise is made for each form by itself


async def bundle_of_dossier(connection: asyncpg.Connection, actor: Actor, dossier_id: UUID) -> UUID:
    """The bundle of a dossier the caller sees, made when there is none yet. Raises NotFound."""
    condition, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.bundle_id from dossier d where d.id = $1 and {condition} for update",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    if row["bundle_id"] is not None:
        return UUID(str(row["bundle_id"]))
    bundle_id = await new_bundle(connection)
    await connection.execute(
        "update dossier set bundle_id = $2 where id = $1", dossier_id, bundle_id
    )
    return bundle_id


async def new_bundle(connection: asyncpg.Connection) -> UUID:
    """An empty bundle."""
    bundle_id = uuid7()
    await connection.execute(
        "insert into bundle (id, tenant_id, created_at) values ($1, $2, $3)",
        bundle_id,
        settings().tenant,
        clock.now(),
    )
    return bundle_id


async def bring_together(
    connection: asyncpg.Connection, other: asyncpg.Record, draft_id: UUID
) -> None:
    """Ties a draft to another of the same person and takes over what both forms ask.

    Answers already given stay. Raises RuleBroken when the bundle is full.
    """
    row = await connection.fetchrow("select * from draft where id = $1 for update", draft_id)
    if row["id"] == other["id"] or (row["bundle_id"] and row["bundle_id"] == other["bundle_id"]):
        return
    bundle_id = other["bundle_id"] or await new_bundle(connection)
    count = await connection.fetchval(
        "select count(*) from draft where bundle_id = $1 and dossier_id is null", bundle_id
    )
    if count >= MOST_DRAFTS:
        raise RuleBroken(
            f"Một lần nộp gồm nhiều nhất {MOST_DRAFTS} thủ tục.",
            en=f"One submission holds at most {MOST_DRAFTS} procedures.",
            slug="bundle-full",
        )
    await connection.execute(
        "update draft set bundle_id = $2 where id = $1 and bundle_id is null",
        other["id"],
        bundle_id,
    )
    shared = _shared(await form(other["form_id"]), await form(row["form_id"]), other)
    receiving = {agency.id for agency in await agencies(row["procedure_code"])}
    same_agency = other["agency_id"] if str(other["agency_id"]) in receiving else None
    await connection.execute(
        "update draft set bundle_id = $2, answers = $3::jsonb, "
        "agency_id = coalesce(agency_id, $4), delivery = $5, delivery_address = $6, "
        "version = version + 1 where id = $1",
        draft_id,
        bundle_id,
        sealed_json("draft.answers", draft_id, shared | opened_json(row, "draft.answers")),
        same_agency,
        other["delivery"],
        sealed("draft.delivery_address", draft_id, opened(other, "draft.delivery_address")),
    )


def _shared(one: Form, other: Form, row: asyncpg.Record) -> dict[str, Any]:
    """Answers of one form that the other asks for as well, and accepts."""
    answers: dict[str, Any] = opened_json(row, "draft.answers")
    kinds = {question.key: question.kind for question in one.questions}
    same = {
        question.key: answers[question.key]
        for question in other.questions
        if question.key in answers
        and question.key != _GIVEN_ANEW
        and kinds.get(question.key) == question.kind
    }
    wrong = {
        problem.pointer.split("/")[2]
        for problem in problems(other, same, clock.today(), complete=False)
    }
    return {key: value for key, value in same.items() if key not in wrong}
