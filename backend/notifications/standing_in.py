"""Another way for a message whose letter came back, if it took no other: a text message."""

from uuid import UUID

import asyncpg

from backend.access.masking import number as mask_number
from backend.notifications.choosing import choice_of
from backend.notifications.offered import offered
from backend.notifications.rules import not_before, shortened
from backend.notifications.telling import Told, Way, queue
from backend.notifications.wording import Written
from backend.platform import clock
from backend.platform.sealing import opened
from shared.vocabulary.messages import Language, Medium

_END = {
    Language.VI: "Xem trên Cổng Dịch vụ công.",
    Language.EN: "See the public-service portal.",
}


async def other_way(connection: asyncpg.Connection, line: asyncpg.Record) -> bool:
    """Queues it, in the caller's transaction; False where there is no other, or one is used."""
    if line["notice_id"] is None:
        return False
    choice = await choice_of(line["account_id"])
    there = await connection.fetchval(
        "select true from message_sending where notice_id = $1 and medium <> 'mail' "
        "and failed_at is null limit 1",
        line["notice_id"],
    )
    tried = await connection.fetchval(
        "select true from message_sending where notice_id = $1 and medium = 'sms'",
        line["notice_id"],
    )
    phone = await _phone(connection, line["account_id"], line["dossier_id"])
    if there or tried or not phone or not choice.sms or not offered().sms:
        return False
    notice = await connection.fetchrow(
        "select subject, language, link from notice where id = $1", line["notice_id"]
    )
    language = Language(notice["language"])
    short = shortened(f"{notice['subject']}. {_END[language]}")
    told = Told(line["event"], {}, line["account_id"], line["dossier_id"], phone=phone)
    due = not_before(clock.now(), Medium.SMS, choice)
    way = Way(Medium.SMS, phone, mask_number(phone), due)
    text = Written(notice["subject"], "", "", short)
    await queue(connection, line["notice_id"], told, [way], text, language)
    return True


async def _phone(
    connection: asyncpg.Connection, account_id: UUID | None, dossier_id: UUID | None
) -> str:
    """The number of the dossier, or of the account."""
    if dossier_id is not None:
        row = await connection.fetchrow(
            "select id, applicant_phone from dossier where id = $1", dossier_id
        )
        phone = opened(row, "dossier.applicant_phone")
        if phone:
            return phone
    if account_id is None:
        return ""
    row = await connection.fetchrow(
        "select id, phone from account where id = $1 and phone_verified_at is not null", account_id
    )
    return opened(row, "account.phone") if row is not None else ""
