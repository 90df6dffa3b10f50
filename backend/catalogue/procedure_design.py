"""Writing a procedure: one person writes and proposes it with its day, another approves.

A version never changes; a dossier keeps the one it was submitted under.
"""

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue import opening
from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.coming_versions import bring_up_to_date
from backend.catalogue.procedure_changes import differences
from backend.catalogue.procedure_shapes import defined, rules_of
from backend.catalogue.readiness import day_of, over, ready, wrong_with
from backend.catalogue.rule_soundness import tried
from backend.catalogue.shapes import procedure_page
from backend.catalogue.standing import content_at, standing
from backend.catalogue.version_queries import content_of_number, open_drafts
from backend.catalogue.waiting import changes_of, hold, touching
from backend.catalogue.written import Written, of, title_of, written_in
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict
from backend.proposals import actions as two_persons
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from shared.contracts.common import Choice
from shared.contracts.papers import Papers
from shared.contracts.procedures import CopyVersion, ProcedureDesign, SaveProcedure
from shared.vocabulary.channels import (
    AGENCY_LEVEL_LABELS,
    CHANNEL_LABELS,
    ONLINE_LEVEL_LABELS,
    SUBJECT_LABELS,
)
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.time_units import TIME_UNIT_LABELS


async def design(actor: Actor, code: str) -> ProcedureDesign:
    """The procedure as it is being written, or as it is in force. Raises NotFound."""
    await bring_up_to_date(code)
    stands, row = await standing(code), await proposal(of(code))
    written = written_in(row, stands)
    found = await over(stands, code, written)
    told = differences(stands.content, found.content)
    no_papers = written.procedure.no_papers
    if found.takes_online is not None:
        told.append(opening.difference(takes_online=found.takes_online, no_papers=no_papers))
    day = day_of(written.effective_on) if written.effective_on else None
    base = await content_at(code, written.base_version)
    return ProcedureDesign(
        procedure_code=code,
        version=stands.number,
        base_version=written.base_version,
        effective_on=written.effective_on,
        procedure=msgspec.structs.replace(
            written.procedure, rules=written.procedure.rules or rules_of(base)
        ),
        next=next_version(actor, row, of(code)),
        faults=await wrong_with(code, written, found) if row is not None else [],
        differences=told,
        overtaken=found.overtaken,
        preview=procedure_page(
            found.content,
            version=stands.number + 1 if row is not None else stands.number,
            version_id="",
            effective_from=written.effective_on or clock.today().isoformat(),
            can_apply=found.open_then,
        ),
        flags=[Choice(f.field, f.reason) for f in base.flags],
        waiting=await changes_of(actor, code),
        open_drafts=await open_drafts(code),
        levels=[Choice(k, v.vi) for k, v in AGENCY_LEVEL_LABELS.items()],
        subjects=[Choice(k, v.vi) for k, v in SUBJECT_LABELS.items()],
        online_levels=[Choice(k, v.vi) for k, v in ONLINE_LEVEL_LABELS.items()],
        channels=[Choice(k, v.vi) for k, v in CHANNEL_LABELS.items()],
        units=[Choice(k, v.vi) for k, v in TIME_UNIT_LABELS.items()],
        takes_online=stands.is_open,
        opening=[] if stands.is_open else await opening.missing(found.content, no_papers=no_papers),
        touching=await touching(stands.content, found.content, day),
        withdrawn=stands.withdrawn,
        fees_tried=tried(found.content),
    )


async def save(actor: Actor, code: str, data: SaveProcedure) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Forbidden, Conflict, stale,
    RuleBroken for a version that never was."""
    await standing(code)
    await content_at(code, data.base_version)
    if data.effective_on is not None:
        day_of(data.effective_on)
    await _keep(
        actor, code, Written(data.base_version, data.effective_on, data.procedure), data.revision
    )


async def copy(actor: Actor, code: str, data: CopyVersion) -> None:
    """Makes the content of a version of before the draft, to be put over what is in force.

    Raises NotFound, Forbidden, Conflict, stale.
    """
    old = await content_of_number(code, data.version)
    stands = await standing(code)
    await _keep(actor, code, Written(stands.number, None, defined(old)), data.revision)


async def take_papers(actor: Actor, code: str, revision: int) -> None:
    """Puts the papers that are being written into the draft, so that they hold from its day on;
    the draft of the papers goes.

    Raises NotFound, Forbidden, Conflict, stale.
    """
    papers_of = Subject(ProposalSubject.PAPERS, code)
    row, mine = await proposal(papers_of), await proposal(of(code))
    if row is None or row["state"] != "draft":
        raise Conflict(
            "Không có bản soạn thành phần hồ sơ nào. Soạn ở trang Thành phần hồ sơ trước.",
            en="No papers are being written.",
            slug="no-papers-draft",
        )
    written = written_in(mine, await standing(code))
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
        await two_persons.discard(connection, actor, of(code))


async def propose(actor: Actor, code: str, revision: int) -> None:
    """Hands a sound version to a second person. Raises NotFound, Forbidden, Conflict when nothing
    changed or what was changed meanwhile differs, RuleBroken naming every fault."""
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, of(code), revision)
        await ready(code, msgspec.json.decode(row["definition"], type=Written))
        await two_persons.propose(connection, actor, of(code), row)


async def give_back(actor: Actor, code: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, of(code), note)


async def publish(actor: Actor, code: str, revision: int) -> None:
    """Approves the proposal of somebody else: it holds at once, or from its day on.

    Raises NotFound, Forbidden, Conflict, PreconditionFailed, RuleBroken.
    """
    async with transaction() as connection:
        await two_persons.one_at_a_time(connection, code)
        row = await two_persons.approving(connection, actor, of(code), revision)
        written = msgspec.json.decode(row["definition"], type=Written)
        found = await ready(code, written)
        stands, takes_online = found.stands, found.takes_online
        day = day_of(written.effective_on) if written.effective_on else clock.today()
        if day > clock.today():
            await hold(
                connection, actor, row, stands.content, found.content, day,
                takes_online=takes_online, no_papers=written.procedure.no_papers,
                adds=stands.adds,
            )  # fmt: skip
            return
        by = Hands(row["proposed_by_name"], actor.full_name)
        await publish_within(
            connection, found.content, EDITED, is_open=takes_online, by=by, back=stands.withdrawn
        )


async def _keep(actor: Actor, code: str, written: Written, revision: int) -> None:
    async with transaction() as connection:
        await _keep_within(connection, actor, code, written, revision)


async def _keep_within(
    connection: asyncpg.Connection, actor: Actor, code: str, written: Written, revision: int
) -> None:
    body = msgspec.json.encode(written)
    await two_persons.keep(connection, actor, of(code), title_of(code, written), body, revision)
