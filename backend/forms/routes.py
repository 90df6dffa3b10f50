"""Forms over HTTP: the questions of a procedure, and a check of answers that stores nothing."""

from typing import Annotated, Any

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer, public
from backend.forms import designing, queries, versions
from backend.forms.catalogues import refresh_options
from backend.forms.rules.answers import problems
from backend.forms.rules.schema import answer_schema
from backend.platform import clock
from backend.proposals.rules import APPROVERS, EDITORS, READERS
from shared.contracts.common import Page
from shared.contracts.forms import (
    AnswerCheck,
    CheckAnswers,
    Form,
    FormChange,
    FormDesign,
    FormRow,
    FormVersionRow,
    SaveForm,
    TriedForm,
    TryForm,
)
from shared.contracts.proposals import AtRevision, GiveBack

Text = Annotated[str, Parameter(max_length=100)]
Cursor = Annotated[str, Parameter(max_length=300)]
Version = Annotated[int, Parameter(ge=0, le=100_000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/procedures/{code:str}/form", **public())
async def procedure_form(code: str) -> Form:
    """The current form of a procedure."""
    await refresh_options(code)
    return await queries.current_form(code)


@post("/procedures/{code:str}/form/check", status_code=200, **public())
async def check_procedure_answers(code: str, data: CheckAnswers) -> AnswerCheck:
    """Validates the answers given so far; unanswered questions are not counted."""
    form = await queries.current_form(code)
    errors = problems(form, data.answers, clock.today(), complete=False)
    return AnswerCheck(errors=errors)


@get("/procedures/{code:str}/form/schema", **public())
async def procedure_form_schema(code: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of complete answers to the current form."""
    return answer_schema(await queries.current_form(code))


@get("/forms", **officer(*READERS))
async def forms(q: Text = "", cursor: Cursor = "", limit: Limit = 50) -> Page[FormRow]:
    """Procedures that can be done online, with their forms."""
    return await queries.forms(q, cursor, limit)


@get("/forms/{code:str}", **officer(*READERS))
async def form_design(actor: Actor, code: str) -> FormDesign:
    """The form as it is being written, or as published."""
    return await queries.design(actor, code)


@post("/forms/{code:str}/draft", status_code=200, **for_all(*EDITORS))
async def save_form(actor: Actor, code: str, data: SaveForm) -> FormDesign:
    """Keeps the next version, also one read from a file."""
    await designing.save_form(actor, code, data)
    return await queries.design(actor, code)


@delete("/forms/{code:str}/draft", **for_all(*EDITORS))
async def discard_form(actor: Actor, code: str) -> None:
    """Throws the next version away."""
    await designing.discard_form(actor, code)


@post("/forms/{code:str}/trial", status_code=200, **officer(*READERS))
async def try_form(code: str, data: TryForm) -> TriedForm:
    """Faults of a form and what sample answers to it come to; saves nothing."""
    return await designing.tried(code, data)


@post("/forms/{code:str}/proposal", status_code=200, **for_all(*EDITORS))
async def propose_form(actor: Actor, code: str, data: AtRevision) -> FormDesign:
    """Hands a sound form to a second person."""
    await designing.propose(actor, code, data.revision)
    return await queries.design(actor, code)


@post("/forms/{code:str}/return", status_code=200, **for_all(*APPROVERS))
async def return_form(actor: Actor, code: str, data: GiveBack) -> FormDesign:
    """Gives a proposal back, or takes my own back."""
    await designing.give_back(actor, code, data.note)
    return await queries.design(actor, code)


@post("/forms/{code:str}/publication", status_code=200, **for_all(*APPROVERS))
async def publish_form(actor: Actor, code: str, data: AtRevision) -> FormDesign:
    """Puts the proposal of somebody else in force for dossiers begun from now on."""
    await designing.publish(actor, code, data.revision)
    return await queries.design(actor, code)


@get("/forms/{code:str}/versions", **officer(*READERS))
async def form_versions(code: str, cursor: Cursor = "", limit: Limit = 50) -> Page[FormVersionRow]:
    """Every published version, the newest first."""
    return await versions.versions(code, cursor, limit)


@get("/forms/{code:str}/changes", **officer(*READERS))
async def form_changes(code: str, old: Version, new: Version) -> list[FormChange]:
    """What changed from one published version to another; 0 is the one being written."""
    return await versions.compared(code, old, new)


@get("/forms/{code:str}/versions/{version:int}", **officer(*READERS))
async def form_version(code: str, version: int) -> Form:
    """One published version."""
    return await versions.version(code, version)


ROUTES = [
    procedure_form,
    check_procedure_answers,
    procedure_form_schema,
    forms,
    form_design,
    save_form,
    discard_form,
    try_form,
    propose_form,
    return_form,
    publish_form,
    form_versions,
    form_version,
    form_changes,
]
