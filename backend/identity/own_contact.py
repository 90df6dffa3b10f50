"""Proving a mailbox or a telephone of one's own by a code."""

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity import mail_codes
from backend.identity.mail_codes import Letter, Purpose
from backend.identity.registration import SIGNED, refuse_unreachable, text_with
from backend.notifications.dead_mailboxes import proved
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.sealing import opened, sealed


async def ask_email(actor: Actor, email: str, address: str) -> None:
    """Sends a code to a mailbox the signed-in person says is theirs. Raises TooMany."""
    wanted = email.strip().lower()
    async with transaction() as connection:
        await mail_codes.make_room(connection, wanted, address, actor.account_id)
        code = await mail_codes.new_code(
            connection, Purpose.EMAIL, actor.account_id, wanted, address
        )
        await connection.execute(
            "update account set email_pending = $2 where id = $1",
            actor.account_id,
            sealed("account.email", actor.account_id, wanted),
        )
        body = f"Mã xác nhận địa chỉ thư: {code}\n\nMã dùng một lần, trong 10 phút."
        letter = Letter(wanted, "Mã xác nhận địa chỉ thư", body + SIGNED)
        await mail_codes.post_letter(connection, actor.account_id, letter)


async def confirm_email(actor: Actor, code: str) -> None:
    """The mailbox counts as proved from now on. Raises CodeRefused."""
    code_id = await mail_codes.count_try(Purpose.EMAIL, actor.account_id, code)
    async with transaction() as connection:
        await mail_codes.take(connection, code_id)
        await connection.execute(
            "update account set email = email_pending, email_pending = '', "
            "email_verified_at = $2 where id = $1 and email_pending <> ''",
            actor.account_id,
            clock.now(),
        )
        row = await connection.fetchrow(
            "select id, email from account where id = $1", actor.account_id
        )
        await proved(connection, opened(row, "account.email"))
        await record(connection, actor, "email.verified", subject_id=actor.account_id)


async def ask_phone(actor: Actor, phone: str, address: str) -> None:
    """Sends a code to a telephone the signed-in person says is theirs. Raises TooMany."""
    refuse_unreachable("phone", "")
    async with transaction() as connection:
        await mail_codes.make_room(connection, phone, address, actor.account_id)
        code = await mail_codes.new_code(
            connection, Purpose.PHONE, actor.account_id, phone, address
        )
        await connection.execute(
            "update account set phone_pending = $2 where id = $1",
            actor.account_id,
            sealed("account.phone", actor.account_id, phone),
        )
        letter = Letter(phone, "", "", text_with("xác nhận số điện thoại", code))
        await mail_codes.post_letter(connection, actor.account_id, letter)


async def confirm_phone(actor: Actor, code: str) -> None:
    """The telephone counts as proved from now on. Raises CodeRefused."""
    code_id = await mail_codes.count_try(Purpose.PHONE, actor.account_id, code)
    async with transaction() as connection:
        await mail_codes.take(connection, code_id)
        await connection.execute(
            "update account set phone = phone_pending, phone_pending = '', "
            "phone_verified_at = $2 where id = $1 and phone_pending <> ''",
            actor.account_id,
            clock.now(),
        )
        await record(connection, actor, "phone.verified", subject_id=actor.account_id)
