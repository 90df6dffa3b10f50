"""Writing a procedure: one person writes and proposes it with its day, another approves.

A version never changes; a dossier keeps the one it was submitted under.
"""

from datetime import date, timedelta

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.coming_versions import bring_up_to_date, changes_of, hold
from backend.catalogue.content import ProcedureContent
from backend.catalogue.procedure_changes import FIELD_LABELS, differences
from backend.catalogue.procedure_shapes import (
    changed_fields,
    content_from,
    defined,
    fields_of,
    with_fields,
)
from backend.catalogue.procedure_soundness import faults
from backend.catalogue.queries import version_in_force, version_number
from backend.catalogue.shapes import procedure_page
from backend.catalogue.version_queries import content_of_number, open_drafts
from backend.forms.queries import newest_form
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from backend.vault.kinds import kinds
from shared.contracts.common import Choice, FieldProblem
from shared.contracts.papers import Papers
from shared.contracts.procedures import (
    CopyVersion,
    DefinedProcedure,
    ProcedureDesign,
    SaveProcedure,
)
from shared.vocabulary.channels import (
    AGENCY_LEVEL_LABELS,
    CHANNEL_LABELS,
    ONLINE_LEVEL_LABELS,
    SUBJECT_LABELS,
)
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.time_units import TIME_UNIT_LABELS

FURTHEST_DAYS = 1100


class Written(msgspec.Struct, frozen=True):
    """A draft as it is kept."""

    base_version: int
    effective_on: str | None
    procedure: DefinedProcedure


async def design(actor: Actor, code: str) -> ProcedureDesign:
    """The procedure as it is being written, or as it is in force. Raises NotFound."""
    await bring_up_to_date(code)
    _id, current = await version_in_force(code, online=False)
    number, row = await version_number(code), await proposal(_of(code))
    written = Written(number, None, defined(current))
    if row is not None:
        written = msgspec.json.decode(row["definition"], type=Written)
    base = current
    if written.base_version != number:
        base = await content_of_number(code, written.base_version)
    new = content_from(base, written.procedure)
    shown = _over(current, base, new)
    found = differences(current, shown)
    return ProcedureDesign(
        procedure_code=code,
        version=number,
        base_version=written.base_version,
        effective_on=written.effective_on,
        procedure=written.procedure,
        next=next_version(actor, row, _of(code)),
        faults=await _faults(code, written) if row is not None else [],
        differences=found,
        overtaken=_overtaken(current, base, new),
        preview=procedure_page(
            shown,
            version=number + 1 if row is not None else number,
            version_id="",
            effective_from=written.effective_on or clock.today().isoformat(),
            can_apply=True,
        ),
        flags=[Choice(f.field, f.reason) for f in base.flags],
        waiting=await changes_of(actor, code),
        open_drafts=await open_drafts(code),
        levels=[Choice(k, v.vi) for k, v in AGENCY_LEVEL_LABELS.items()],
        subjects=[Choice(k, v.vi) for k, v in SUBJECT_LABELS.items()],
        online_levels=[Choice(k, v.vi) for k, v in ONLINE_LEVEL_LABELS.items()],
        channels=[Choice(k, v.vi) for k, v in CHANNEL_LABELS.items()],
        units=[Choice(k, v.vi) for k, v in TIME_UNIT_LABELS.items()],
    )


async def save(actor: Actor, code: str, data: SaveProcedure) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Forbidden, Conflict, stale,
    RuleBroken for a version that never was."""
    await content_of_number(code, data.base_version)
    if data.effective_on is not None:
        _day(data.effective_on)
    await _keep(
        actor, code, Written(data.base_version, data.effective_on, data.procedure), data.revision
    )


async def copy(actor: Actor, code: str, data: CopyVersion) -> None:
    """Makes the content of a version of before the draft, to be put over what is in force.

    Raises NotFound, Forbidden, Conflict, stale.
    """
    old = await content_of_number(code, data.version)
    number = await version_number(code)
    await _keep(actor, code, Written(number, None, defined(old)), data.revision)


async def take_papers(actor: Actor, code: str, revision: int) -> None:
    """Puts the papers that are being written into the draft, so that they hold from its day on;
    the draft of the papers goes.

    Raises NotFound, Forbidden, Conflict, stale.
    """
    papers_of = Subject(ProposalSubject.PAPERS, code)
    row, mine = await proposal(papers_of), await proposal(_of(code))
    if row is None or row["state"] != "draft":
        raise Conflict(
            "Không có bản soạn thành phần hồ sơ nào. Soạn ở trang Thành phần hồ sơ trước.",
            en="No papers are being written.",
            slug="no-papers-draft",
        )
    written = await _written(code, mine)
    papers = msgspec.json.decode(row["definition"], type=Papers)
    procedure = msgspec.structs.replace(written.procedure, papers=papers)
    async with transaction() as connection:
        await two_persons.discard(connection, actor, papers_of)
        await _keep_within(
            connection, actor, code, msgspec.structs.replace(written, procedure=procedure), revision
        )


async def discard(actor: Actor, code: str) -> None:
    """Throws the next version away. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.discard(connection, actor, _of(code))


async def propose(actor: Actor, code: str, revision: int) -> None:
    """Hands a sound version to a second person. Raises NotFound, Forbidden, Conflict when nothing
    changed or what was changed meanwhile differs, RuleBroken naming every fault."""
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, _of(code), revision)
        await _ready(code, msgspec.json.decode(row["definition"], type=Written))
        await two_persons.propose(connection, actor, _of(code), row)


async def give_back(actor: Actor, code: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, _of(code), note)


async def publish(actor: Actor, code: str, revision: int) -> None:
    """Approves the proposal of somebody else: it holds at once, or from its day on.

    Raises NotFound, Forbidden, Conflict, PreconditionFailed, RuleBroken.
    """
    async with transaction() as connection:
        await two_persons.one_at_a_time(connection, code)
        row = await two_persons.approving(connection, actor, _of(code), revision)
        written = msgspec.json.decode(row["definition"], type=Written)
        current, base, new = await _ready(code, written)
        day = _day(written.effective_on) if written.effective_on else clock.today()
        if day > clock.today():
            await hold(connection, actor, row, base, new, day)
            return
        by = Hands(row["proposed_by_name"], actor.full_name)
        await publish_within(connection, _over(current, base, new), EDITED, is_open=None, by=by)


def _of(code: str) -> Subject:
    return Subject(ProposalSubject.PROCEDURE, code)


async def _written(code: str, row: asyncpg.Record | None) -> Written:
    if row is not None:
        return msgspec.json.decode(row["definition"], type=Written)
    _id, current = await version_in_force(code, online=False)
    return Written(await version_number(code), None, defined(current))


async def _keep(actor: Actor, code: str, written: Written, revision: int) -> None:
    async with transaction() as connection:
        await _keep_within(connection, actor, code, written, revision)


async def _keep_within(
    connection: asyncpg.Connection, actor: Actor, code: str, written: Written, revision: int
) -> None:
    title = f"{code} {written.procedure.name.strip()}"
    body = msgspec.json.encode(written)
    await two_persons.keep(connection, actor, _of(code), title, body, revision)


async def _faults(code: str, written: Written) -> list[FieldProblem]:
    form = await newest_form(code)
    questions = form.questions if form is not None else []
    found = faults(written.procedure, code, questions, kinds().keys())
    if written.effective_on and _day(written.effective_on) < clock.today():
        found.insert(0, field("/effective_on", "Ngày hiệu lực đã qua. Chọn từ hôm nay trở đi."))
    return found


async def _ready(
    code: str, written: Written
) -> tuple[ProcedureContent, ProcedureContent, ProcedureContent]:
    """What is in force, what it was written from, what was written; sound and different."""
    _id, current = await version_in_force(code, online=False)
    base = await content_of_number(code, written.base_version)
    new = content_from(base, written.procedure)
    wrong = await _faults(code, written)
    if wrong:
        raise RuleBroken(
            "Nội dung thủ tục chưa dùng được. Hãy sửa các chỗ được nêu.",
            en="The procedure is not sound yet.",
            errors=wrong,
            slug="procedure-unsound",
        )
    if overtaken := _overtaken(current, base, new):
        named = ", ".join(f"“{FIELD_LABELS[name]}”" for name in overtaken)
        raise Conflict(
            f"Trong lúc soạn, {named} đã được người khác đổi. Hãy xem bản đang dùng, chọn lại nội "
            "dung và lưu bản soạn.",
            en="Somebody else changed the same fields meanwhile.",
            slug="overtaken",
        )
    if _over(current, base, new) == current:
        raise Conflict(
            "Bản đề nghị giống hệt bản đang dùng nên không có gì để công bố.",
            en="The proposal is the same as what is in force.",
            slug="unchanged",
        )
    return current, base, new


def _over(
    current: ProcedureContent, base: ProcedureContent, new: ProcedureContent
) -> ProcedureContent:
    """What is in force with the changes that were written."""
    if current == base:
        return new
    return with_fields(current, fields_of(new, changed_fields(base, new)))


def _overtaken(
    current: ProcedureContent, base: ProcedureContent, new: ProcedureContent
) -> list[str]:
    """Fields that were written and meanwhile changed in force too, not to the same."""
    meanwhile = set(changed_fields(base, current)) & set(changed_fields(current, new))
    return [name for name in changed_fields(base, new) if name in meanwhile and name != "flags"]


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(
            "Ngày hiệu lực không có thật.",
            errors=[field("/effective_on", "Chọn một ngày có thật.")],
        ) from None
    if day > clock.today() + timedelta(days=FURTHEST_DAYS):
        raise RuleBroken(
            "Ngày hiệu lực quá xa. Chọn trong vòng ba năm tới.",
            errors=[field("/effective_on", "Chọn ngày gần hơn.")],
        )
    return day
