"""A dossier submitted at the national portal becomes one of ours, or is held with a reason.

What it is, for which agency and about whom must be known for sure; anything else waits for an
operator. Nothing is guessed and nothing is lost.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.actions import record as audited
from backend.catalogue.coming_versions import bring_up_to_date
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import version_in_force
from backend.catalogue.stops import stop_of
from backend.dossiers.actions.creating import create
from backend.dossiers.actions.journal import Change
from backend.identity.sign_in_names import stored_name
from backend.law.deadlines import answer_by
from backend.law.search_text import search_text
from backend.national.codes import ours
from backend.national.inbound import shapes
from backend.national.inbound.files import FILES_TOPIC
from backend.organisation.queries import Competence, competence
from backend.organisation.working_calendar import working_calendar
from backend.payments.actions.obligations import ask_at_submission
from backend.platform import clock, outbox
from backend.platform.database import fetch_value, transaction
from backend.platform.outbox import Message
from backend.platform.problems import NotFound
from backend.platform.sealing import opened, opened_json
from backend.regimes.queries import rules_for_new
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery

SENDER = "Cổng Dịch vụ công quốc gia"
_DELIVERY = {"0": Delivery.DESK, "1": Delivery.POST}
_LENGTHS = (9, 10, 12, 14)


class Held(Exception):
    """It waits for an operator; the message is the reason. `dossier_id` is the one it is about."""

    def __init__(self, reason: str, dossier_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.dossier_id = dossier_id


async def make(message: Message) -> None:
    """Works on one message that was kept; does nothing when it has moved on."""
    await make_of(message.subject_id)


async def make_of(inbound_id: UUID) -> None:
    """Makes the dossier, or holds it."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from national_inbound where id = $1 for update", inbound_id
        )
        if row is None or row["state"] not in ("received", "held"):
            return
        known = shapes.read(opened_json(row, "national_inbound.record"))
        try:
            # A savepoint: what fails half-way leaves only the reason.
            async with connection.transaction():
                dossier_id = await _work(connection, row, known)
        except Held as held:
            await _hold(connection, row, held)
            return
        await connection.execute(
            "update national_inbound set state = 'made', reason = '', dossier_id = $2 "
            "where id = $1",
            row["id"],
            dossier_id,
        )
        await outbox.publish(connection, FILES_TOPIC, row["id"], {})


async def _work(connection: asyncpg.Connection, row: Any, known: shapes.Record) -> UUID:
    if row["updating"]:
        return await _update(connection, row, known)
    content, version_id, who = await _place(row, known)
    account = await _account(connection, known)
    return await _create(connection, row, known, content, version_id, who, account)


async def _update(connection: asyncpg.Connection, row: Any, known: shapes.Record) -> UUID:
    """More files go to the dossier; what else it asks for is an act that a person does."""
    first = await connection.fetchrow(
        "select dossier_id from national_inbound where tenant_id = $1 and code = $2 "
        "and dossier_id is not null and not updating",
        row["tenant_id"],
        row["code"],
    )
    if first is None:
        raise Held("Cổng quốc gia gửi bản cập nhật, nhưng hồ sơ gốc chưa được lập ở đây.")
    if not row["seen"]:
        what = (
            "Công dân yêu cầu rút hồ sơ tại Cổng quốc gia. Mở hồ sơ để ghi yêu cầu rút"
            if known.TrangThaiHoSo == shapes.WITHDRAWAL
            else "Công dân bổ sung hồ sơ tại Cổng quốc gia. Mở hồ sơ để ghi nhận bổ sung"
        )
        raise Held(f"{what}, rồi xác nhận ở đây.", first["dossier_id"])
    found: UUID = first["dossier_id"]
    return found


async def _place(row: Any, known: shapes.Record) -> tuple[ProcedureContent, UUID, Competence]:
    code = await ours("procedure", known.MaTTHC) or known.MaTTHC
    await bring_up_to_date(code)
    stop = await stop_of(code)
    if stop is not None and stop.now:
        raise Held(stop.words)
    try:
        version_id, content = await version_in_force(code, online=False)
    except NotFound:
        raise Held(
            f"Thủ tục {known.MaTTHC} không có trong danh mục của tỉnh. Cập nhật danh mục thủ tục, "
            "hoặc khai mã tương ứng, rồi thử lại."
        ) from None
    agency_id = row["agency_id"] or await _agency(row["unit"])
    if agency_id is None:
        raise Held(
            f"Chưa biết đơn vị {row['unit']} là cơ quan nào ở đây. Chọn cơ quan tiếp nhận, hoặc "
            "khai mã tương ứng, rồi thử lại."
        )
    try:
        return content, version_id, await competence(code, agency_id)
    except NotFound:
        raise Held(
            "Cơ quan này không tiếp nhận thủ tục của hồ sơ. Chọn cơ quan khác rồi thử lại."
        ) from None


async def _agency(unit: str) -> UUID | None:
    code = await ours("agency", unit) or unit
    found: UUID | None = await fetch_value(
        "select id from agency where tenant_id = $1 and code = $2", settings().tenant, code
    )
    return found


async def _account(connection: asyncpg.Connection, known: shapes.Record) -> Any:
    """Whose dossier it is, by number and TechID; None where the person has no account here."""
    number = known.number
    if not (number.replace("-", "").isdigit() and len(number) in _LENGTHS):
        raise Held(
            "Hồ sơ không có số định danh hoặc mã số thuế hợp lệ của chủ hồ sơ. "
            "Liên hệ Cổng quốc gia để gửi lại."
        )
    account = await connection.fetchrow(
        "select a.id, a.full_name, a.address, i.tech_id from account a "
        "left join national_identity i on i.account_id = a.id "
        "where a.tenant_id = $1 and a.kind <> 'officer' and a.username = $2 "
        "and a.closed_at is null",
        settings().tenant,
        stored_name(number),
    )
    if known.MaDoiTuong:
        owner = await connection.fetchval(
            "select account_id from national_identity where tenant_id = $1 and tech_id = $2",
            settings().tenant,
            known.MaDoiTuong,
        )
        told = account["tech_id"] if account is not None else None
        mixed = owner is not None and (account is None or account["id"] != owner)
        if mixed or (told and told != known.MaDoiTuong):
            raise Held(
                "Mã tài khoản (TechID) và số định danh thuộc về hai người khác nhau. "
                "Đối chiếu với Cổng quốc gia trước khi lập hồ sơ."
            )
    return account


async def _create(
    connection: asyncpg.Connection,
    row: Any,
    known: shapes.Record,
    content: ProcedureContent,
    version_id: UUID,
    who: Competence,
    account: Any,
) -> UUID:
    calendar = await working_calendar(who.receiving_agency_id)
    hours = (await rules_for_new(clock.today())).online_answer_hours
    until = answer_by(calendar, row["received_at"], hours)
    name = known.ChuHoSo.strip()
    values: dict[str, Any] = {
        "procedure_version_id": version_id,
        "channel": Channel.ONLINE,
        "delivery": _DELIVERY.get(known.HinhThuc, Delivery.DESK),
        "delivery_address": known.ThongTinTra,
        "applicant_id": account["id"] if account is not None else None,
        "applicant_name": name,
        "applicant_personal_id": known.number,
        "applicant_phone": known.SoDienThoai,
        "applicant_email": known.Email,
        "applicant_address": opened(account, "account.address") if account is not None else "",
        "owner_name": name,
        "owner_personal_id": "",
        "answers": {},
        "form_id": None,
        "bundle_id": None,
        "answer_by": until,
        "act_by": until,
    }
    payload = {"from": "national", "code": row["code"]}
    if known.submitted_at is not None:
        payload["submitted_there_at"] = known.submitted_at.isoformat()
    first = Change(payload=payload, by=SENDER)
    dossier_id = await create(connection, None, Act.SUBMIT, content, who, values, first)
    await ask_at_submission(connection, None, dossier_id, content)
    await connection.execute(
        "update dossier set search_text = search_text || ' ' || $2 where id = $1",
        dossier_id,
        search_text(row["code"]),
    )
    await connection.execute(
        "insert into national_sync (dossier_id, tenant_id, tried_at, sent_code, theirs, tech_id, "
        "by_vneid) values ($1, $2, $3, $4, true, $5, $6)",
        dossier_id,
        settings().tenant,
        clock.now(),
        row["code"],
        known.MaDoiTuong,
        known.TaiKhoanDuocXacThucVoiVNeID == "1",
    )
    return dossier_id


async def _hold(connection: asyncpg.Connection, row: Any, held: Held) -> None:
    await connection.execute(
        "update national_inbound set state = 'held', reason = $2, dossier_id = $3 where id = $1",
        row["id"],
        str(held),
        held.dossier_id,
    )
    detail = {"code": row["code"]}
    await audited(connection, None, "national.inbound_held", subject_id=row["id"], detail=detail)
