"""Earlier versions of a published question and answer, for who answers for its agency."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.content import shapes
from backend.content.questions import officer_row
from backend.content.rules import pair_changes
from backend.platform.database import fetch
from backend.platform.sealing import opened
from shared.contracts.public_questions import QuestionVersion
from shared.vocabulary.content import QuestionState

_VERSIONS = """
select version, question, answer, visible_from, visible_until, written_by_name, approved_by_name
from question_version where question_id = $1 order by version desc limit 200
"""


async def versions(actor: Actor, question_id: UUID) -> list[QuestionVersion]:
    """Every published pair of a question of the caller's agencies, the newest first.

    Raises NotFound.
    """
    row = await officer_row(actor, question_id)
    rows = await fetch(_VERSIONS, question_id)
    newest = _waiting(row) or (_pair(rows[0]) if rows else ("", ""))
    return [
        QuestionVersion(
            version=one["version"],
            question=one["question"],
            answer=one["answer"],
            shown_from=shapes.iso(one["visible_from"]),
            shown_until=shapes.iso(one["visible_until"]),
            written_by=one["written_by_name"],
            approved_by=one["approved_by_name"],
            changes=pair_changes(_pair(one), newest),
        )
        for one in rows
    ]


def _waiting(row: asyncpg.Record) -> tuple[str, str] | None:
    if row["state"] != QuestionState.PROPOSED or not row["publish"]:
        return None
    return row["edited"], row["edited_answer"] or opened(row, "public_question.answer")


def _pair(row: asyncpg.Record) -> tuple[str, str]:
    return row["question"], row["answer"]
