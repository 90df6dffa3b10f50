"""Writing the next version of a form: one person keeps, tries, proposes; another publishes."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.needs import needed_papers, unasked
from backend.catalogue.queries import version_in_force
from backend.catalogue.requirements import unasked_requirements
from backend.forms.actions import publish_version
from backend.forms.catalogues import faults_of_catalogues, with_options
from backend.forms.queries import Written, newest_form, of, written
from backend.forms.rules.answers import completed, problems, shown
from backend.forms.rules.comparing import changes
from backend.forms.rules.schema import answer_schema
from backend.forms.rules.soundness import faults
from backend.forms.rules.wording import readable
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, NotFound, RuleBroken
from backend.proposals import actions as two_persons
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Question, Readable, SaveForm, TriedForm, TryForm
from shared.vocabulary.channels import Channel, OnlineLevel


async def save_form(actor: Actor, code: str, data: SaveForm) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Forbidden, PreconditionFailed when
    somebody else saved first, Conflict while a proposal waits."""
    async with transaction() as connection:
        name = await _procedure(connection, code)
        questions = await with_options(data.questions, clock.today())
        body = msgspec.json.encode(Written(data.title.strip(), questions))
        await two_persons.keep(connection, actor, of(code), f"{code} {name}", body, data.revision)


async def discard_form(actor: Actor, code: str) -> None:
    """Throws the next version away; what is published stays. Raises NotFound, Forbidden,
    Conflict while a proposal waits."""
    async with transaction() as connection:
        await two_persons.discard(connection, actor, of(code))


async def propose(actor: Actor, code: str, revision: int) -> None:
    """Hands a sound form to a second person. Raises NotFound, Forbidden, Conflict when nothing
    changed, PreconditionFailed, RuleBroken naming every fault."""
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, of(code), revision)
        next_ = written(row)
        await _must_be_sound(code, next_)
        published = await newest_form(code)
        if published is not None and (published.title, published.questions) == (
            next_.title,
            next_.questions,
        ):
            raise _unchanged()
        await two_persons.propose(connection, actor, of(code), row)


async def give_back(actor: Actor, code: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, of(code), note)


async def publish(actor: Actor, code: str, revision: int) -> UUID:
    """Puts the proposal of somebody else in force for dossiers begun from now on; those begun
    keep their version.

    What was sound may not be so any more, since the papers of the procedure may have changed: it
    is checked again. Raises NotFound, Forbidden, Conflict, PreconditionFailed, RuleBroken.
    """
    async with transaction() as connection:
        await two_persons.one_at_a_time(connection, code)
        row = await two_persons.approving(connection, actor, of(code), revision)
        next_ = written(row)
        fresh = await with_options(next_.questions, clock.today())
        next_ = Written(next_.title, fresh)
        await _must_be_sound(code, next_)
        id_, is_new = await publish_version(
            connection,
            code,
            next_.title,
            next_.questions,
            row["proposed_by_name"],
            actor.full_name,
        )
        if not is_new:
            raise _unchanged()
        return id_


async def tried(code: str, data: TryForm) -> TriedForm:
    """What the form and sample answers to it come to; keeps nothing. Raises NotFound."""
    _id, content = await version_in_force(code, online=False)
    questions = await with_options(data.questions, clock.today())
    wrong = _faults(content, questions)
    published = await newest_form(code)
    changed = changes(published.questions if published else [], questions)
    form = Form(id="", code=code, version=0, title=data.title, questions=questions)
    if wrong:
        return TriedForm(wrong, [], [], {}, [], {}, [], changed)
    today = clock.today()
    full: dict[str, Any] = completed(form, data.answers, today)
    applying = shown(form, data.answers, today)
    return TriedForm(
        faults=[],
        problems=problems(form, data.answers, today),
        asked=[q.key for q in applying if q.computed is None],
        answers=full,
        answered=[Readable(q.key, q.label, readable(q, full.get(q.key))) for q in applying],
        json_schema=answer_schema(form),
        papers=needed_papers(content.components, form, data.answers, Channel.ONLINE, today),
        changes=changed,
    )


def _faults(content: ProcedureContent, questions: list[Question]) -> list[FieldProblem]:
    """What is wrong with the questions themselves, and what of the procedure they leave open."""
    return [
        *faults(questions),
        *faults_of_catalogues(questions),
        *unasked(content.components, questions),
        *unasked_requirements(content.requirements, questions),
    ]


async def _must_be_sound(code: str, next_: Written) -> None:
    _id, content = await version_in_force(code, online=False)
    wrong = _faults(content, next_.questions)
    if wrong:
        raise RuleBroken(
            "Biểu mẫu chưa dùng được. Vui lòng sửa các mục được nêu.",
            en="The form is not sound yet.",
            errors=wrong,
            slug="form-unsound",
        )


async def _procedure(connection: asyncpg.Connection, code: str) -> str:
    """The name of a procedure that can be done online. Raises NotFound, RuleBroken."""
    known = await connection.fetchrow(
        "select name, online_level from procedure where tenant_id = $1 and code = $2",
        settings().tenant,
        code,
    )
    if known is None:
        raise NotFound("Không có thủ tục này.", en="There is no such procedure.")
    if known["online_level"] == OnlineLevel.INFORMATION:
        raise RuleBroken(
            "Thủ tục này chỉ cung cấp thông tin trực tuyến nên không có biểu mẫu điện tử.",
            en="This procedure is online for information only.",
            slug="information-only",
        )
    name: str = known["name"]
    return name


def _unchanged() -> Conflict:
    return Conflict(
        "Bản soạn giống hệt bản đang dùng nên không có gì để công bố.",
        en="The draft is the same as the published form.",
        slug="form-unchanged",
    )
