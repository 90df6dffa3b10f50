"""Writing the papers of a procedure: one person writes and proposes, another puts them in force.

Putting in force makes a new version of the procedure; dossiers and drafts keep the one they were
begun with.
"""

import msgspec

from backend.access.actor import Actor
from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.needs import needed_papers
from backend.catalogue.paper_changes import changes
from backend.catalogue.paper_soundness import faults
from backend.catalogue.procedure_shapes import papers_of, with_papers
from backend.catalogue.queries import version_in_force
from backend.catalogue.requirements import verdict
from backend.catalogue.standing import standing
from backend.catalogue.waiting import touching
from backend.forms.queries import newest_form
from backend.forms.rules.answers import completed
from backend.forms.rules.expressions import CHANNEL, TODAY
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, RuleBroken
from backend.proposals import actions as two_persons
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from backend.vault.kinds import kinds
from shared.contracts.common import Choice, FieldProblem
from shared.contracts.forms import Form
from shared.contracts.papers import (
    Papers,
    PapersDesign,
    SavePapers,
    TriedPapers,
    TryPapers,
)
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.vault import REGISTERS, SOURCE_LABELS


async def design(actor: Actor, code: str) -> PapersDesign:
    """The papers as they are being written, or as they are in force. Raises NotFound."""
    stands = await standing(code)
    content = stands.content
    form, row = await newest_form(code), await proposal(_of(code))
    in_force = papers_of(content)
    papers = in_force if row is None else msgspec.json.decode(row["definition"], type=Papers)
    return PapersDesign(
        procedure_code=code,
        procedure_name=content.name,
        version=stands.number,
        papers=papers,
        next=next_version(actor, row, _of(code)),
        faults=_faults(papers, form),
        changes=changes(in_force, papers),
        questions=[Choice(q.key, q.label) for q in form.questions] if form else [],
        kinds=[Choice(kind.code, kind.name) for kind in kinds().values()],
        registers=[Choice(register, SOURCE_LABELS[register].vi) for register in REGISTERS],
        touching=await touching(content, with_papers(content, papers), None) if row else [],
    )


async def tried(code: str, data: TryPapers) -> TriedPapers:
    """What is wrong, what changes, and what sample answers come to; keeps nothing.

    Raises NotFound.
    """
    content = (await standing(code)).content
    form = await newest_form(code)
    wrong = _faults(data.papers, form)
    changed = changes(papers_of(content), data.papers)
    if wrong:
        return TriedPapers(wrong, changed, [], "", [])
    form = form or Form(id="", code=code, version=0, title="", questions=[])
    new, today = with_papers(content, data.papers), clock.today()
    known = completed(form, data.answers, today)
    known |= {CHANNEL: data.channel, TODAY: today.isoformat()}
    says, obstacles = verdict(new.requirements, known)
    papers = needed_papers(new.components, form, data.answers, data.channel, today)
    return TriedPapers([], changed, papers, says, obstacles)


async def save(actor: Actor, code: str, data: SavePapers) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Forbidden, Conflict, stale."""
    content = (await standing(code)).content
    async with transaction() as connection:
        body = msgspec.json.encode(data.papers)
        title = f"{code} {content.name}"
        await two_persons.keep(connection, actor, _of(code), title, body, data.revision)


async def discard(actor: Actor, code: str) -> None:
    """Throws the next version away. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.discard(connection, actor, _of(code))


async def propose(actor: Actor, code: str, revision: int) -> None:
    """Hands sound papers to a second person. Raises NotFound, Forbidden, Conflict, RuleBroken."""
    if (await standing(code)).adds:
        raise Conflict(
            "Thủ tục này chưa có trong danh mục. Hãy đưa giấy tờ vào bản soạn của thủ tục.",
            en="The procedure is not in the catalogue; take the papers into its own draft.",
            slug="not-in-catalogue",
        )
    form = await newest_form(code)
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, _of(code), revision)
        _must_be_sound(msgspec.json.decode(row["definition"], type=Papers), form)
        await two_persons.propose(connection, actor, _of(code), row)


async def give_back(actor: Actor, code: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, _of(code), note)


async def publish(actor: Actor, code: str, revision: int) -> None:
    """Puts the proposal of somebody else in force for dossiers begun from now on.

    What was sound may not be so any more, since the form may have changed: it is checked again.
    Raises NotFound, Forbidden, Conflict, RuleBroken.
    """
    async with transaction() as connection:
        await two_persons.one_at_a_time(connection, code)
        form = await newest_form(code)
        row = await two_persons.approving(connection, actor, _of(code), revision)
        papers = msgspec.json.decode(row["definition"], type=Papers)
        _must_be_sound(papers, form)
        _id, content = await version_in_force(code, online=False)
        _version, outcome = await publish_within(
            connection,
            with_papers(content, papers),
            EDITED,
            is_open=None,
            by=Hands(row["proposed_by_name"], actor.full_name),
        )
        if outcome == "unchanged":
            raise Conflict(
                "Bản đề nghị giống hệt bản đang dùng nên không có gì để công bố.",
                en="The proposal is the same as what is in force.",
                slug="unchanged",
            )


def _of(code: str) -> Subject:
    return Subject(ProposalSubject.PAPERS, code)


def _faults(papers: Papers, form: Form | None) -> list[FieldProblem]:
    return faults(papers, form.questions if form is not None else [], kinds().keys())


def _must_be_sound(papers: Papers, form: Form | None) -> None:
    wrong = _faults(papers, form)
    if wrong:
        raise RuleBroken(
            "Thành phần hồ sơ chưa dùng được. Hãy sửa các chỗ được nêu.",
            en="The papers are not sound yet.",
            errors=wrong,
            slug="papers-unsound",
        )
