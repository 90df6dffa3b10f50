"""Sending a petition: on the portal, with or without an account, and at the desk."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.feedback.actions.making import Fresh, Made, Sender, make
from backend.feedback.actions.proving import knows_digits
from backend.feedback.actions.uploading import attach
from backend.feedback.asked import who_worked
from backend.feedback.tablet_queries import AT_DESK
from backend.platform import clock
from backend.platform.database import fetch_row, transaction
from backend.platform.problems import RuleBroken, TooMany, field
from backend.platform.sealing import opened
from backend.settings import settings
from shared.contracts.petitions import SendPetition, SentPetition
from shared.vocabulary.petitions import PetitionKind, PetitionSource

_A_DAY = 10  # of one person
_A_DAY_OF_A_NETWORK = 30  # of all who are not signed in behind one address
_FEW_DIGITS = 4
_OTHERWISE = "Hãy đăng nhập bằng tài khoản đã nộp, bỏ trống mã hồ sơ, hoặc thử lại ngày mai."
_DOSSIER = """
select d.id, d.procedure_code, d.receiving_agency_id, d.applicant_id, d.applicant_key,
    d.executor_id, d.applicant_phone, d.applicant_personal_id from dossier d
where d.tenant_id = $1 and (d.code = $2 or d.reference = $2)
"""


async def send(actor: Actor | None, mark: str, data: SendPetition) -> SentPetition:
    """Takes a petition sent on the portal; `actor` is nobody where it is anonymous, and `mark` is
    that of the network. Raises RuleBroken with fields, TooMany."""
    if data.website:
        raise _refused("/website", "Không gửi được. Hãy tải lại trang và gửi lại.", "Refused.")
    sender = _sender(actor, mark, data)
    fresh = await _fresh(PetitionSource.PORTAL, sender, data, own=actor)
    async with transaction() as connection:
        await _refuse_flood(connection, mark, _A_DAY if actor else _A_DAY_OF_A_NETWORK)
        made = await make(connection, fresh, actor)
        return await _sent(connection, made, data)


async def take_at_desk(actor: Actor, data: SendPetition) -> SentPetition:
    """Writes down what somebody says at the desk; they are given code and secret on a slip.

    Raises RuleBroken.
    """
    if data.agency_id not in {str(id_) for id_ in actor.agencies(*AT_DESK)}:
        raise _refused("/agency_id", "Chọn cơ quan nơi bạn làm việc tại quầy.", "Not your desk.")
    fresh = await _fresh(PetitionSource.DESK, _sender(None, "", data), data, own=None)
    async with transaction() as connection:
        made = await make(connection, fresh, actor)
        return await _sent(connection, made, data)


async def _sent(
    connection: asyncpg.Connection, made: Made | None, data: SendPetition
) -> SentPetition:
    assert made is not None  # only the national system sends twice
    await attach(connection, made.id, data.files)
    return SentPetition(made.code, made.secret, iso(made.terms.take_by), iso(made.terms.due_at))


def _sender(actor: Actor | None, mark: str, data: SendPetition) -> Sender:
    if data.anonymous:
        if data.kind is not PetitionKind.REPORT:
            raise _refused(
                "/anonymous",
                "Chỉ phản ánh mới được gửi ẩn danh. Kiến nghị, khiếu nại, tố cáo cần họ tên và "
                "cách liên hệ.",
                "Only reports may be anonymous.",
            )
        return Sender(anonymous=True, mark=mark)
    name = data.name.strip() or (actor.full_name if actor else "")
    phone = data.phone.strip() or (actor.phone if actor else "")
    email = data.email.strip() or (actor.email if actor else "")
    if not name:
        raise _refused("/name", "Ghi họ tên, hoặc chọn gửi ẩn danh.", "Say who you are.")
    if not phone and not email:
        raise _refused(
            "/phone", "Ghi số điện thoại hoặc thư điện tử để nhận trả lời.", "Say how to reach you."
        )
    if email and ("@" not in email or " " in email):
        raise _refused("/email", "Địa chỉ thư điện tử chưa đúng.", "Not a mailbox.")
    return Sender(
        account_id=actor.account_id if actor else None,
        mark=mark,
        name=name,
        phone=phone,
        email=email,
        address=data.address.strip(),
    )


async def _fresh(
    source: PetitionSource, sender: Sender, data: SendPetition, own: Actor | None
) -> Fresh:
    agency = await _agency(data.agency_id)
    dossier, about = None, list[UUID]()
    if data.dossier_code.strip():
        dossier = await _dossier(data, own)
        about = (await who_worked(dossier))[0]
    return Fresh(
        source=source,
        kind=data.kind,
        topic=data.topic,
        agency_id=agency,
        subject=data.subject.strip(),
        body=data.body.strip(),
        sender=sender,
        wishes_publication=data.wishes_publication,
        dossier_id=dossier["id"] if dossier else None,
        procedure_code=dossier["procedure_code"] if dossier else "",
        about=about,
    )


async def _agency(text: str) -> UUID:
    try:
        wanted = UUID(text)
    except ValueError:
        wanted = UUID(int=0)
    row = await fetch_row(
        "select id from agency where id = $1 and tenant_id = $2 and not demonstration",
        wanted,
        settings().tenant,
    )
    if row is None:
        raise _refused("/agency_id", "Chọn cơ quan nhận phản ánh.", "Choose an agency.")
    found: UUID = row["id"]
    return found


async def _dossier(data: SendPetition, own: Actor | None) -> asyncpg.Record:
    """A dossier of the sender's own account, or one whose phone, or last four digits, the sender
    knows; what proves it is not kept."""
    row = await fetch_row(_DOSSIER, settings().tenant, data.dossier_code.strip().upper())
    if row is not None:
        mine = own is not None and row["applicant_id"] == own.account_id
        given = _digits(data.dossier_proof) or _digits(data.phone)
        phone = _digits(opened(row, "dossier.applicant_phone"))
        if mine or (phone and phone == given):
            return row
        if len(given) == _FEW_DIGITS and await knows_digits(row, given, _OTHERWISE):
            return row
    if data.anonymous:
        raise _refused(
            "/dossier_proof",
            "Không gắn được hồ sơ này: hãy ghi đúng mã hồ sơ, và số điện thoại đã khai trong hồ sơ "
            "hoặc bốn số cuối của điện thoại, số định danh. Cũng có thể bỏ trống mã hồ sơ.",
            "Not a dossier of yours.",
        )
    raise _refused(
        "/dossier_code",
        "Không gắn được hồ sơ này: hãy đăng nhập bằng tài khoản đã nộp, hoặc ghi đúng mã hồ sơ và "
        "số điện thoại đã khai trong hồ sơ. Cũng có thể bỏ trống.",
        "Not a dossier of yours.",
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


async def _refuse_flood(connection: asyncpg.Connection, mark: str, most: int) -> None:
    if not mark:
        return  # of the demonstration
    sent = await connection.fetchval(
        "select count(*) from petition where sender_mark = $1 and received_at > $2",
        mark,
        clock.now() - timedelta(days=1),
    )
    if sent >= most:
        raise TooMany(
            f"Mỗi ngày gửi được tối đa {most} phản ánh, kiến nghị. Hãy chờ trả lời, hoặc gọi "
            "tổng đài ghi ở cuối trang.",
            retry_after=3600,
            en="Too many petitions today.",
        )


def _refused(pointer: str, sentence: str, en: str) -> RuleBroken:
    return RuleBroken(sentence, en=en, errors=[field(pointer, sentence)])
