"""At the desk: who is this, and one step from papers on the counter to a receipt in the hand."""

import re
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.coming_versions import bring_up_to_date
from backend.catalogue.queries import version_in_force
from backend.catalogue.stops import must_take_dossiers
from backend.dossiers.actions.bundling import bundle_of_dossier, new_bundle
from backend.dossiers.actions.creating import create
from backend.dossiers.actions.declaring import declared_at_desk
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.perform import perform_within
from backend.dossiers.id_card import UnreadableCard, is_scan, read_id_card
from backend.dossiers.personal import of_another
from backend.dossiers.queries import likely_duplicates
from backend.identity.sign_in_names import stored_name
from backend.organisation.queries import competence
from backend.platform.database import transaction
from backend.platform.problems import Forbidden, RuleBroken, field
from backend.platform.sealing import blind, opened
from backend.post.actions.wishing import at_desk as wish_at_desk
from backend.prefill.sources import typed_anew
from backend.privacy.noting import note_person
from backend.settings import settings
from backend.vault.actions.desk import reuse_or_say_why
from shared.contracts.acts import Accept, RecordPayment, RequirePayment
from shared.contracts.bundles import RegisterBatch
from shared.contracts.common import FieldProblem
from shared.contracts.desk import FindPerson, FoundPerson, RegisterAtDesk
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.purposes import Collection, told
from shared.vocabulary.roles import Role

_NUMBER = re.compile(r"[0-9]{9,12}|[0-9]{10}-[0-9]{3}")
_FEE_REASON = "Phí, lệ phí thu khi tiếp nhận hồ sơ."
_ACCOUNT = """
select id, full_name, address, phone, email, 'account' as known_from from account
where tenant_id = $1 and kind = 'citizen' and username = $2
"""
_EARLIER = """
select id, applicant_name as full_name, applicant_address as address,
    applicant_phone as phone, applicant_email as email, 'earlier_dossier' as known_from
from dossier where receiving_agency_id = $1 and applicant_key = $2
order by submitted_at desc limit 1
"""


async def find_person(actor: Actor, data: FindPerson) -> FoundPerson:
    """Who stands at the desk, from the card, an account or an earlier dossier of this desk.

    What is found is personal data; the audit keeps that it was looked up, by whom and what for.
    Raises Forbidden, RuleBroken for what is neither a card nor a number.
    """
    agency_id = _own_desk(actor, data.agency_id)
    card = None
    if is_scan(data.scan):
        try:
            card = read_id_card(data.scan)
        except UnreadableCard:
            raise _unreadable("Mã trên thẻ chưa đọc đúng. Hãy quét lại, hoặc gõ số.") from None
    number = card.personal_id if card is not None else data.scan.strip()
    if not _NUMBER.fullmatch(number):
        raise _unreadable(
            "Số định danh gồm 12 chữ số (CMND cũ: 9 chữ số); mã số thuế gồm 10 chữ số, "
            "của chi nhánh thêm -001."
        )
    async with transaction() as connection:
        known = await connection.fetchrow(_ACCOUNT, settings().tenant, stored_name(number))
        if known is None:
            known = await connection.fetchrow(_EARLIER, agency_id, blind(number))
        await note_person(connection, actor, number)
        await record(
            connection,
            actor,
            "person.looked_up",
            detail={"purpose": "receive_at_desk", "found": known is not None},
        )
    return FoundPerson(
        personal_id=number,
        # The card in hand is newer than what is kept.
        full_name=card.full_name if card is not None else known["full_name"] if known else "",
        birth_date=card.birth_date.isoformat() if card is not None else "",
        sex=card.sex if card is not None else "",
        address=(card.address if card is not None else "") or _contact(known, "address"),
        phone=_contact(known, "phone"),
        email=_contact(known, "email"),
        known_from="card" if card is not None else known["known_from"] if known else "",
        duplicates=await likely_duplicates(actor, agency_id, number, data.procedure_code),
    )


async def register_at_desk(actor: Actor, data: RegisterAtDesk) -> UUID:
    """Enters a dossier brought in person or sent by post, and accepts it where asked.

    NĐ 61/2018 Điều 16.1, 16.2, 17.1, 17.3, 22. One transaction: a paper that is missing leaves
    nothing behind. Returns the id. Raises Forbidden, NotFound, RuleBroken.
    """
    async with transaction() as connection:
        bundle_id = None
        if data.together_with:
            other_id = as_uuid(data.together_with, "/together_with")
            bundle_id = await bundle_of_dossier(connection, actor, other_id)
        return await _register(connection, actor, data, bundle_id)


async def register_batch(actor: Actor, data: RegisterBatch) -> UUID:
    """Enters one procedure for many owners, brought by one person or organisation; all or none.

    Returns the id of the bundle. Raises as `register_at_desk`.
    """
    async with transaction() as connection:
        if data.common.together_with:
            other_id = as_uuid(data.common.together_with, "/common/together_with")
            bundle_id = await bundle_of_dossier(connection, actor, other_id)
        else:
            bundle_id = await new_bundle(connection)
        for owner in data.owners:
            one = msgspec.structs.replace(
                data.common, owner_name=owner.name.strip(), owner_personal_id=owner.personal_id
            )
            await _register(connection, actor, one, bundle_id)
    return bundle_id


async def _register(
    connection: asyncpg.Connection, actor: Actor, data: RegisterAtDesk, bundle_id: UUID | None
) -> UUID:
    agency_id = _own_desk(actor, data.agency_id)
    errors = _wrong(data)
    if errors:
        raise RuleBroken("Thông tin tiếp nhận chưa đủ.", errors=errors)
    await bring_up_to_date(data.procedure_code)
    version_id, content = await version_in_force(data.procedure_code, online=False)
    await must_take_dossiers(data.procedure_code)
    who = await competence(data.procedure_code, agency_id)
    form_id, answers = await declared_at_desk(data.procedure_code, data.answers)
    values: dict[str, Any] = {
        "procedure_version_id": version_id,
        "bundle_id": bundle_id,
        "channel": data.channel,
        "delivery": data.delivery,
        "delivery_address": data.delivery_address,
        "applicant_name": data.applicant_name,
        "applicant_personal_id": data.applicant_personal_id,
        "applicant_phone": data.applicant_phone,
        "applicant_email": data.applicant_email,
        "applicant_address": data.applicant_address,
        "owner_name": data.owner_name.strip() or data.applicant_name,
        "owner_personal_id": of_another(data.owner_personal_id, data.applicant_personal_id),
        "answer_by": None,
        "form_id": form_id,
        "answers": answers,
    }
    payload = {"notice": told(Collection.DESK)}
    if data.authorised_by:
        payload["authorised_by"] = data.authorised_by
    values["applicant_id"] = await connection.fetchval(
        "select id from account where tenant_id = $1 and kind = 'citizen' and username = $2",
        settings().tenant,
        stored_name(data.applicant_personal_id),
    )
    act = Act.REGISTER_AT_DESK
    id_ = await create(connection, actor, act, content, who, values, Change(payload=payload))
    await wish_at_desk(connection, actor, id_, data.applicant_phone)
    await typed_anew(connection, id_, answers)
    await reuse_or_say_why(connection, actor, id_, data)
    if data.components is not None:
        await _take_in(connection, actor, id_, data)
    return id_


async def _take_in(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, data: RegisterAtDesk
) -> None:
    version = 1
    if data.fee_vnd:
        asked = RequirePayment(version=version, reason=_FEE_REASON, amount_vnd=data.fee_vnd)
        await perform_within(connection, actor, dossier_id, Act.REQUIRE_PAYMENT, asked)
        paid = RecordPayment(version=version + 1, receipt_number=data.fee_receipt.strip())
        await perform_within(connection, actor, dossier_id, Act.RECORD_PAYMENT, paid)
        version += 2
    accepted = Accept(
        version=version, components=data.components or [], receipt_wanted=data.receipt_wanted
    )
    await perform_within(connection, actor, dossier_id, Act.ACCEPT, accepted)


def _contact(known: asyncpg.Record | None, name: str) -> str:
    if known is None:
        return ""
    of_account = known["known_from"] == "account"
    return opened(known, f"account.{name}" if of_account else f"dossier.applicant_{name}", name)


def _own_desk(actor: Actor, agency_id: str) -> UUID:
    found = as_uuid(agency_id, "/agency_id")
    if found not in actor.agencies(Role.DESK_OFFICER, Role.DESK_HEAD):
        raise Forbidden(
            "Bạn chỉ nhận hồ sơ tại Bộ phận Một cửa của cơ quan mình.",
            en="You register dossiers only at your own desk.",
        )
    return found


def _wrong(data: RegisterAtDesk) -> list[FieldProblem]:
    errors = []
    if data.channel not in (Channel.DESK, Channel.POST):
        errors.append(field("/channel", "Chọn nhận trực tiếp hoặc qua bưu chính."))
    if data.delivery not in set(Delivery):
        errors.append(field("/delivery", "Vui lòng chọn một cách nhận kết quả."))
    if data.delivery == Delivery.POST and not data.delivery_address.strip():
        errors.append(field("/delivery_address", "Vui lòng ghi địa chỉ nhận kết quả."))
    if data.owner_personal_id and not data.owner_name.strip():
        errors.append(field("/owner_name", "Ghi họ tên chủ hồ sơ có số định danh này."))
    if data.fee_vnd and len(data.fee_receipt.strip()) < 2:
        errors.append(field("/fee_receipt", "Ghi số biên lai của khoản đã thu."))
    if data.fee_vnd and data.components is None:
        errors.append(field("/fee_vnd", "Chỉ thu phí khi tiếp nhận hồ sơ."))
    return errors


def _unreadable(sentence: str) -> RuleBroken:
    return RuleBroken(
        sentence,
        en="This is neither the code of an identity card nor a number.",
        errors=[field("/scan", sentence)],
        slug="unreadable-card",
    )
