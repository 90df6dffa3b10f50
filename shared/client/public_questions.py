"""Questions of citizens: asking, finding the answer, answering, the published set."""

from shared.client.base import ApiClient
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


async def ask(api: ApiClient, data: AskQuestion) -> AskedQuestion:
    """Ask without an account."""
    return await api.post("/public-questions", data, AskedQuestion)


async def status(api: ApiClient, code: str) -> QuestionStatus:
    """How the question of a code stands."""
    return await api.post("/public-questions/status", FindQuestion(code), QuestionStatus)


async def published(
    api: ApiClient, procedure_code: str = "", cursor: str = "", limit: int = 20
) -> Page[PublishedQuestion]:
    """The published set, the newest first."""
    params = {"procedure_code": procedure_code, "cursor": cursor, "limit": limit}
    return await api.get("/public-questions", Page[PublishedQuestion], params=params)


async def one_published(api: ApiClient, question_id: str) -> PublishedQuestion:
    """One published question with its answer."""
    return await api.get(f"/public-questions/{question_id}", PublishedQuestion)


async def work(api: ApiClient, state: str = "", cursor: str = "") -> Page[QuestionRow]:
    """Questions asked of my agencies."""
    params = {"standing": state, "cursor": cursor}
    return await api.get("/question-work", Page[QuestionRow], params=params)


async def question(api: ApiClient, question_id: str) -> OfficerQuestion:
    """One question asked of my agencies."""
    return await api.get(f"/question-work/{question_id}", OfficerQuestion)


async def versions(api: ApiClient, question_id: str) -> list[QuestionVersion]:
    """Every published pair of a question, and what differs since."""
    return await api.get(f"/question-work/{question_id}/versions", list[QuestionVersion])


async def write(api: ApiClient, question_id: str, data: WriteAnswer) -> OfficerQuestion:
    """An answer for a second person to approve."""
    return await api.post(f"/question-work/{question_id}/answer", data, OfficerQuestion)


async def approve(api: ApiClient, question_id: str, revision: int) -> OfficerQuestion:
    """Send the answer of somebody else."""
    data = AtQuestion(revision)
    return await api.post(f"/question-work/{question_id}/approval", data, OfficerQuestion)


async def give_back(api: ApiClient, question_id: str, note: str) -> OfficerQuestion:
    """Give an answer back, or take my own back."""
    return await api.post(
        f"/question-work/{question_id}/return", ReturnAnswer(note), OfficerQuestion
    )


async def refuse(api: ApiClient, question_id: str, reason: str) -> OfficerQuestion:
    """Not answer, and say why."""
    data = RefuseQuestion(reason)
    return await api.post(f"/question-work/{question_id}/refusal", data, OfficerQuestion)


async def withdraw(api: ApiClient, question_id: str) -> OfficerQuestion:
    """Take a question out of the published set."""
    return await api.post(f"/question-work/{question_id}/withdrawal", {}, OfficerQuestion)
