"""How a dossier of the demonstration begins: online with files, or at the desk, or by post."""

import io
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from backend.access.actor import Actor
from backend.documents.actions import keep_upload
from backend.dossiers.actions.adding import adding
from backend.dossiers.actions.drafts import save_draft, start_draft
from backend.dossiers.actions.receiving import register_at_desk
from backend.dossiers.actions.submission import submit
from backend.organisation.demo.answers import answers
from backend.organisation.demo.papers import Paper, photograph
from backend.organisation.demo.staff import Staff
from backend.payments.actions.obligations import settle_open
from backend.platform.database import transaction
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.drafts import SaveDraft
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.fees import Means
from shared.vocabulary.needs import Need
from shared.vocabulary.roles import Role

_ADDRESS = "Số 8 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn"


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files what, where, when and how."""

    at: datetime
    procedure_code: str
    agency_id: UUID
    channel: Channel
    citizen: Actor


async def begin(filing: Filing, staff: Staff, chance: Random) -> UUID:
    """Files the dossier through the real use case of its channel; returns its id."""
    if filing.channel is Channel.ONLINE:
        async with staff.filing[filing.citizen.account_id]:
            return await _online(filing, chance)
    desk = staff.one(Role.DESK_OFFICER, filing.agency_id, chance)
    citizen = filing.citizen
    delivery = chance.choice((Delivery.DESK, Delivery.DESK, Delivery.POST))
    return await register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=filing.procedure_code,
            agency_id=str(filing.agency_id),
            channel=filing.channel,
            applicant_name=citizen.full_name,
            applicant_personal_id=citizen.personal_id,
            applicant_phone=citizen.phone,
            applicant_address=_ADDRESS,
            applicant_email=citizen.email,
            delivery=delivery,
            delivery_address=_ADDRESS if delivery is Delivery.POST else "",
        ),
    )


async def _online(filing: Filing, chance: Random) -> UUID:
    citizen = filing.citizen
    draft = await start_draft(citizen, filing.procedure_code)
    delivery = chance.choice((Delivery.ELECTRONIC, Delivery.DESK, Delivery.POST))
    given = answers(
        draft.form.questions,
        {
            "full_name": citizen.full_name,
            "personal_id": citizen.personal_id,
            "phone": citizen.phone,
            "email": citizen.email,
            "address": _ADDRESS,
        },
        filing.at.date(),
        chance,
    )
    saved = await save_draft(
        citizen,
        UUID(draft.id),
        SaveDraft(
            answers=given,
            agency_id=str(filing.agency_id),
            delivery=delivery,
            delivery_address=_ADDRESS if delivery is Delivery.POST else "",
        ),
        draft.version,
    )
    for needed in saved.papers:
        if needed.need == Need.REQUIRED:
            await attach(
                citizen,
                photograph(chance.randrange(10)),
                purpose="component",
                component_key=needed.key,
                draft_id=UUID(draft.id),
            )
    submitted = await submit(citizen, UUID(draft.id))
    await _paid(citizen, UUID(submitted.dossier_id))
    return UUID(submitted.dossier_id)


async def attach(
    actor: Actor,
    paper: Paper,
    *,
    purpose: str,
    component_key: str = "",
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
) -> UUID:
    """Uploads one file as the API would; returns the id of the document."""
    document = await keep_upload(
        actor,
        io.BytesIO(paper.content),
        name=paper.name,
        size=len(paper.content),
        sha256=paper.sha256,
        allowed=adding(
            actor,
            purpose=purpose,
            component_key=component_key,
            draft_id=draft_id,
            dossier_id=dossier_id,
        ),
        purpose=purpose,
        component_key=component_key,
        draft_id=draft_id,
        dossier_id=dossier_id,
    )
    return UUID(document.id)


async def _paid(citizen: Actor, dossier_id: UUID) -> None:
    """What is to be paid at submission has been paid online."""
    async with transaction() as connection:
        row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
        await settle_open(connection, citizen, row, "", Means.ONLINE)
