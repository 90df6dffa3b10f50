"""A program fills in and submits a dossier for a person who let it.

The program sees the drafts it began and what it wrote into them, never what the person keeps with
us. What it may do is asked anew at every step, and once more inside the submission itself.
"""

from dataclasses import dataclass, replace
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.audit.actions import record
from backend.dossiers.actions import drafts
from backend.dossiers.actions.submission import Through, submit
from backend.dossiers.draft_queries import draft
from backend.identity.queries import actor_of_account
from backend.partners.authorising import in_force
from backend.platform.database import connection as any_connection
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from shared.contracts.common import Named
from shared.contracts.drafts import SaveDraft, Submitted
from shared.contracts.programs import ProgramDraft, SaveProgramDraft, StartProgramDraft


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft of a program with the person it is for."""

    id: UUID
    person: Actor
    authorisation_id: UUID
    procedure_code: str
    submitted: bool


async def start(partner: Partner, data: StartProgramDraft) -> ProgramDraft:
    """Begins a dossier. Raises NotFound, Forbidden, RuleBroken, Conflict."""
    authorisation = drafts.as_uuid(data.authorisation_id, "/authorisation_id")
    person = await _person(partner, authorisation, data.procedure_code)
    where = await _agencies(partner, data.procedure_code)
    id_ = await drafts.start_for_program(
        person,
        data.procedure_code,
        partner.client_id,
        authorisation,
        UUID(where[0].id) if len(where) == 1 else None,
    )
    return await read(partner, id_)


async def begun(partner: Partner, draft_id: UUID) -> Begun:
    """A draft of the calling program, while it may go on with it. Raises NotFound, Forbidden."""
    row = await fetch_row(
        "select id, authorisation_id, procedure_code, dossier_id from draft "
        "where id = $1 and client_id = $2 and bundle_id is null",
        draft_id,
        partner.client_id,
    )
    if row is None:
        raise NotFound("Không có bản nháp này.", en="There is no such draft.", slug="unknown-draft")
    code, authorisation = row["procedure_code"], row["authorisation_id"]
    person = await _person(partner, authorisation, code)
    return Begun(draft_id, person, authorisation, code, row["dossier_id"] is not None)


async def read(partner: Partner, draft_id: UUID) -> ProgramDraft:
    """What was filled in and what is asked. Raises NotFound, Forbidden."""
    held = await begun(partner, draft_id)
    found = await draft(held.person, draft_id)
    return ProgramDraft(
        id=found.id,
        version=found.version,
        procedure_code=found.procedure_code,
        procedure_name=found.procedure_name,
        form_version=found.form.version,
        answers=found.answers,
        asked=found.asked,
        agency=found.agency,
        agencies=await _agencies(partner, found.procedure_code),
        delivery=found.delivery,
        delivery_address=found.delivery_address,
        documents=found.documents,
        papers=found.papers,
        obstacles=found.obstacles,
        expires_at=found.expires_at,
    )


async def save(
    partner: Partner, draft_id: UUID, data: SaveProgramDraft, version: int
) -> ProgramDraft:
    """Adds answers to the version that was read. Raises NotFound, Forbidden, RuleBroken,
    PreconditionFailed.
    """
    held = await begun(partner, draft_id)
    if data.agency_id is not None:
        allowed = {named.id for named in await _agencies(partner, held.procedure_code)}
        if data.agency_id not in allowed:
            raise RuleBroken(
                "Chương trình không nộp được vào cơ quan này.",
                en="This program cannot submit to that agency.",
                errors=[field("/agency_id", "Chọn cơ quan trong danh sách của bản nháp.")],
            )
    wanted = SaveDraft(data.answers, data.agency_id, data.delivery, data.delivery_address)
    await drafts.save_draft(held.person, draft_id, wanted, version)
    return await read(partner, draft_id)


async def discard(partner: Partner, draft_id: UUID) -> None:
    """Throws the draft away. Raises NotFound, Forbidden."""
    held = await begun(partner, draft_id)
    if held.submitted:
        raise NotFound("Hồ sơ đã nộp.", en="It was submitted.", slug="unknown-draft")
    await drafts.discard_draft(held.person, draft_id)


async def send(partner: Partner, draft_id: UUID) -> Submitted:
    """Submits; sending it again gives the same answer. Raises NotFound, Forbidden, RuleBroken."""
    held = await begun(partner, draft_id)

    async def still_may(connection: asyncpg.Connection) -> None:
        await in_force(connection, partner, held.authorisation_id, held.procedure_code)
        detail = {"client": str(partner.client_id), "authorisation": str(held.authorisation_id)}
        await record(connection, None, "partner.submitted", subject_id=draft_id, detail=detail)

    said = {"client_id": str(partner.client_id), "authorisation_id": str(held.authorisation_id)}
    note = f"Nộp qua chương trình “{partner.name}”, được người nộp đồng ý."
    return await submit(held.person, draft_id, Through(still_may, note, said))


async def _agencies(partner: Partner, procedure: str) -> list[Named]:
    """Where this program can submit, which is where it can follow: its agency and those below;
    with keys for trials the agency for trials alone.
    """
    rows = await fetch(
        "select a.id, a.name from agency a join agency_procedure p on p.receiving_agency_id = a.id "
        "where (a.id = $1 or a.parent_id = $1) and p.procedure_code = $2 and a.demonstration = $3 "
        "order by a.sort_key limit 500",
        partner.agency_id,
        procedure,
        partner.developer_id is not None,
    )
    return [Named(str(row["id"]), row["name"]) for row in rows]


async def _person(partner: Partner, authorisation_id: UUID, procedure: str) -> Actor:
    async with any_connection() as connection:
        account = await in_force(connection, partner, authorisation_id, procedure)
    person = await actor_of_account(account)
    if person is None:
        raise Forbidden(
            "Tài khoản của người này không còn hoạt động.",
            en="The person's account is closed.",
            slug="not-authorised",
        )
    return replace(person, program_id=partner.client_id)
