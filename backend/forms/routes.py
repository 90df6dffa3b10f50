"""Forms over HTTP: the questions of a procedure, and a check of answers that stores nothing."""

from litestar import get, post

from backend.access.guards import public
from backend.forms import queries, rules
from backend.platform import clock
from shared.contracts.forms import AnswerCheck, CheckAnswers, Form


@get("/procedures/{code:str}/form", **public())
async def procedure_form(code: str) -> Form:
    """The current form of a procedure."""
    return await queries.current_form(code)


@post("/procedures/{code:str}/form/check", status_code=200, **public())
async def check_procedure_answers(code: str, data: CheckAnswers) -> AnswerCheck:
    """Validates the answers given so far; unanswered questions are not counted."""
    form = await queries.current_form(code)
    errors = rules.check_answers(form, data.answers, clock.now().date(), complete=False)
    return AnswerCheck(errors=errors)


ROUTES = [procedure_form, check_procedure_answers]
