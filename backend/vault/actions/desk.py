"""What the person at the desk holds already, shown with their leave and noted as a look."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import version_in_force
from backend.identity.sign_in_names import stored_name
from backend.platform.database import fetch_value, transaction
from backend.platform.problems import Forbidden
from backend.platform.sealing import opened
from backend.privacy.looks import Seen, note_look
from backend.privacy.queries import may_share_at_desk
from backend.settings import settings
from backend.vault.actions.asking_again import take_again
from backend.vault.actions.reusing import reuse_at_desk
from backend.vault.queries import held_for
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.vault import AskHeld, HeldAtDesk
from shared.vocabulary.roles import Role
from shared.vocabulary.vault import Look

_NOT_SHARED = "Người này không cho Bộ phận Một cửa dùng lại giấy tờ trong kho. Hãy nhận bản giấy."


async def held_at_desk(actor: Actor, data: AskHeld) -> HeldAtDesk:
    """Papers of a person for the procedure being received; nothing without their leave.

    Raises Forbidden for another agency's desk, NotFound.
    """
    if data.agency_id not in {
        str(id_) for id_ in actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD)
    }:
        raise Forbidden(
            "Bạn chỉ nhận hồ sơ tại Bộ phận Một cửa của cơ quan mình.",
            en="You look only at your own desk.",
        )
    _version, content = await version_in_force(data.procedure_code, online=False)
    owner_id = await _account(data.personal_id)
    refusal = await _why_not(owner_id, agreed=data.agreed)
    if refusal:
        return HeldAtDesk([], refusal)
    async with transaction() as connection:
        papers = await held_for(content, data.personal_id, None, set())
        purpose = f"Tiếp nhận “{content.name}” tại Bộ phận Một cửa"
        if owner_id is not None:
            seen = Seen(Look.VAULT, owner_id, "Giấy tờ dùng được cho thủ tục này", purpose)
            await note_look(connection, actor, owner_id, seen)
        detail = {"purpose": "receive_at_desk", "agreed": data.agreed, "found": len(papers)}
        await record(connection, actor, "vault.looked_up", subject_id=owner_id, detail=detail)
    return HeldAtDesk(papers, "")


async def reuse_or_say_why(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, data: RegisterAtDesk
) -> None:
    """On entering a dossier at the desk: copies what is reused, counts what is taken again.

    Raises Forbidden without leave, RuleBroken.
    """
    row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    assert row is not None
    shares = None if row["applicant_id"] is None else await may_share_at_desk(row["applicant_id"])
    if data.reused:
        refusal = await _why_not(row["applicant_id"], agreed=data.vault_agreed)
        if refusal:
            raise Forbidden(refusal, en="The person does not share their vault.", slug="not-shared")
        _version, content = await version_in_force(data.procedure_code, online=False)
        number = opened(row, "dossier.applicant_personal_id")
        await reuse_at_desk(connection, actor, dossier_id, data.reused, content, number)
    if shares or data.reused:
        await take_again(connection, actor, row, data.components or [], data.reused)


async def _why_not(owner_id: UUID | None, *, agreed: bool) -> str:
    shares = None if owner_id is None else await may_share_at_desk(owner_id)
    if shares is False:
        return _NOT_SHARED
    if shares is None and not agreed:
        return "Hãy hỏi người nộp có đồng ý dùng lại giấy tờ trong kho không, rồi đánh dấu đồng ý."
    return ""


async def _account(personal_id: str) -> UUID | None:
    found: UUID | None = await fetch_value(
        "select id from account where tenant_id = $1 and kind = 'citizen' and username = $2",
        settings().tenant,
        stored_name(personal_id),
    )
    return found
