"""Questions of citizens over HTTP: asked by anybody, answered by the agency."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import officer, public
from backend.content import questions
from backend.content.actions import answering
from backend.content.question_versions import versions
from backend.content.questions import ANSWERERS, APPROVERS, READERS
from backend.platform.rate import Rate
from shared.contracts.common import Page
from shared.contracts.public_questions import (
    AskedQuestion,
    AskQuestion,
    AtQuestion,
    FindQuestion,
    OfficerQuestion,
    PublishedQuestion,
    QuestionRow,
    QuestionStatus,
    QuestionVersion,
    RefuseQuestion,
    ReturnAnswer,
    WriteAnswer,
)

AnyRequest = Request[Any, Any, Any]
Code = Annotated[str, Parameter(max_length=40)]
State = Annotated[str, Parameter(max_length=20)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_asked, _looked = Rate(10, 3600), Rate(30, 60)


@post("/public-questions", **public())
async def ask_question(request: AnyRequest, data: AskQuestion) -> AskedQuestion:
    """A question without an account."""
    _asked.take(asker(request))
    return await answering.ask(data)


@post("/public-questions/status", status_code=200, **public())
async def question_status(request: AnyRequest, data: FindQuestion) -> QuestionStatus:
    """How the question of a code stands."""
    _looked.take(asker(request))
    return await questions.status(data.code)


@get("/public-questions", **public())
async def published_questions(
    procedure_code: Code = "", cursor: Cursor = "", limit: Limit = 20
) -> Page[PublishedQuestion]:
    """The published set, the newest first."""
    return await questions.published(procedure_code, cursor, limit)


@get("/public-questions/{question_id:uuid}", **public())
async def published_question(question_id: UUID) -> PublishedQuestion:
    """One published question with its answer."""
    return await questions.one_published(question_id)


@get("/question-work", **officer(*READERS))
async def question_work(
    actor: Actor, standing: State = "", cursor: Cursor = "", limit: Limit = 50
) -> Page[QuestionRow]:
    """Questions asked of my agencies."""
    return await questions.work(actor, standing, cursor, limit)


@get("/question-work/{question_id:uuid}", **officer(*READERS))
async def question_to_answer(actor: Actor, question_id: UUID) -> OfficerQuestion:
    """One question asked of my agencies."""
    return await questions.question(actor, question_id)


@get("/question-work/{question_id:uuid}/versions", **officer(*READERS))
async def question_versions(actor: Actor, question_id: UUID) -> list[QuestionVersion]:
    """Every published pair of a question, the newest first, and what differs since."""
    return await versions(actor, question_id)


@post("/question-work/{question_id:uuid}/answer", status_code=200, **officer(*ANSWERERS))
async def write_answer(actor: Actor, question_id: UUID, data: WriteAnswer) -> OfficerQuestion:
    """An answer for a second person to approve."""
    await answering.write(actor, question_id, data)
    return await questions.question(actor, question_id)


@post("/question-work/{question_id:uuid}/approval", status_code=200, **officer(*APPROVERS))
async def approve_answer(actor: Actor, question_id: UUID, data: AtQuestion) -> OfficerQuestion:
    """Sends the answer of somebody else."""
    await answering.approve(actor, question_id, data.revision)
    return await questions.question(actor, question_id)


@post("/question-work/{question_id:uuid}/return", status_code=200, **officer(*READERS))
async def return_answer(actor: Actor, question_id: UUID, data: ReturnAnswer) -> OfficerQuestion:
    """Gives an answer back, or takes my own back."""
    await answering.give_back(actor, question_id, data.note)
    return await questions.question(actor, question_id)


@post("/question-work/{question_id:uuid}/refusal", status_code=200, **officer(*APPROVERS))
async def refuse_question(actor: Actor, question_id: UUID, data: RefuseQuestion) -> OfficerQuestion:
    """Does not answer, and says why."""
    await answering.refuse(actor, question_id, data.reason)
    return await questions.question(actor, question_id)


@post("/question-work/{question_id:uuid}/withdrawal", status_code=200, **officer(*APPROVERS))
async def withdraw_question(actor: Actor, question_id: UUID) -> OfficerQuestion:
    """Takes a question out of the published set."""
    await answering.withdraw(actor, question_id)
    return await questions.question(actor, question_id)


ROUTES = [
    ask_question,
    question_status,
    published_questions,
    published_question,
    question_work,
    question_to_answer,
    question_versions,
    write_answer,
    approve_answer,
    return_answer,
    refuse_question,
    withdraw_question,
]
