"""Answering a survey: counted once, and nothing kept that leads from who to what."""

from uuid import UUID, uuid4

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.forms.rules.answers import completed, problems
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, Forbidden, RuleBroken, Unauthenticated
from backend.platform.sealing import sealed_json
from backend.settings import settings
from backend.surveys import queries
from backend.surveys.rules import counted
from backend.surveys.standing import ALREADY, standing_of, state
from shared.contracts.surveys import AnswerSurvey
from shared.vocabulary.surveys import AnswerWay, SurveyState


async def answer(actor: Actor | None, survey_id: UUID, data: AnswerSurvey) -> int:
    """Counts an answer, once a person; returns how many there are.

    Raises NotFound, Unauthenticated, Forbidden for who is not asked, Conflict for a second answer
    and out of the period, RuleBroken naming every question.
    """
    row = await queries.published(survey_id)
    standing = await standing_of(actor, row, data.link)
    if standing.why_not:
        raise _refusal(actor, row, standing.why_not, bool(data.link))
    form = queries.form(row)
    wrong = problems(form, data.answers, clock.today())
    if wrong:
        raise RuleBroken(
            "Có câu trả lời cần xem lại.", en="Some answers need another look.", errors=wrong
        )
    answers = completed(form, data.answers, clock.today())
    if not answers:
        raise RuleBroken("Chưa có câu trả lời nào.", en="Nothing was answered.")
    async with transaction() as connection:
        if standing.key:
            first = await connection.fetchval(
                "insert into survey_participation (survey_id, person) values ($1, $2) "
                "on conflict do nothing returning true",
                survey_id,
                standing.key,
            )
            if not first:
                raise _answered_already()
        id_ = uuid4()  # by chance: an id that grows with time would lead from who to what
        await connection.execute(
            "insert into survey_answer (id, tenant_id, survey_id, way, answers) "
            "values ($1, $2, $3, $4, $5::jsonb)",
            id_, settings().tenant, survey_id, standing.way,
            sealed_json("survey_answer.answers", id_, answers),
        )  # fmt: skip
        await connection.executemany(
            "insert into survey_tally (survey_id, question, value, votes) values ($1, $2, $3, 1) "
            "on conflict (survey_id, question, value) do update "
            "set votes = survey_tally.votes + 1",
            [(survey_id, *each) for each in counted(form, answers, AnswerWay(standing.way))],
        )
        # Who answered is in no trail: the trail would say it of the only answer of a minute.
        await record(connection, None, "survey.answered", subject_id=survey_id)
    return int(row["votes"]) + 1


def _refusal(actor: Actor | None, row: asyncpg.Record, why_not: str, by_link: bool) -> Exception:
    if why_not == ALREADY:
        return _answered_already()
    if state(row) is not SurveyState.OPEN:
        return Conflict(why_not, en="It is not open.", slug="survey-not-open")
    if actor is None and not by_link:
        return Unauthenticated(why_not, en="Please sign in to answer.")
    return Forbidden(why_not, en="You are not asked here.")


def _answered_already() -> Conflict:
    return Conflict(ALREADY, en="You have answered already.", slug="answered-already")
