"""Opening an account with a proved mailbox or telephone, and setting a new password by it.

Who asks learns nothing about whether an account exists: the answer is the same, and the message
says what the owner of the mailbox or telephone needs to know.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.identity import mail_codes
from backend.identity.mail_codes import Letter, Purpose
from backend.identity.own_password import keep_password
from backend.identity.passwords import hash_password, seal, unseal
from backend.identity.sign_in_names import stored_name
from backend.identity.weak_passwords import refuse_weak
from backend.law.search_text import vi_sort_key
from backend.notifications.offered import offered
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.contracts.registration import (
    CodeChannels,
    ConfirmRegistration,
    Registered,
    RegisterOrganisation,
    RegisterPerson,
    Registration,
    ResetPassword,
    SetPassword,
)
from shared.vocabulary.purposes import Collection, told
from shared.vocabulary.roles import AccountKind

_LIVES = timedelta(hours=1)
SIGNED = "\n\nThư gửi tự động, vui lòng không trả lời."


class _Typed(msgspec.Struct, frozen=True):
    kind: str
    username: str
    full_name: str
    personal_id: str
    email: str
    phone: str
    password_hash: str
    by: str = "email"

    @property
    def place(self) -> str:
        """Where the code goes."""
        return self.phone if self.by == "phone" else self.email


async def begin(data: RegisterPerson | RegisterOrganisation, address: str) -> Registration:
    """Keeps what was typed, sealed, and sends a code to the mailbox or the telephone.

    Raises RuleBroken for a weak password or a way codes cannot go, TooMany.
    """
    refuse_unreachable(data.by, data.email)
    name = " ".join(data.full_name.split())
    is_person = isinstance(data, RegisterPerson)
    username = data.personal_id if isinstance(data, RegisterPerson) else data.tax_code
    refuse_weak(data.password, [username, name, data.phone, data.email])
    typed = _Typed(
        kind=AccountKind.CITIZEN if is_person else AccountKind.ORGANISATION,
        username=username,
        full_name=name,
        personal_id=username,
        email=data.email.strip().lower() if data.by == "email" else "",
        phone=data.phone,
        password_hash=await hash_password(data.password),
        by=data.by,
    )
    id_, now = uuid7(), clock.now()
    async with transaction() as connection:
        await mail_codes.make_room(connection, typed.place, address)
        await connection.execute(
            "insert into registration (id, tenant_id, sealed, created_at, expires_at) "
            "values ($1, $2, $3, $4, $5)",
            id_,
            settings().tenant,
            seal(msgspec.json.encode(typed).decode()),
            now,
            now + _LIVES,
        )
        await _send(connection, id_, typed, address)
    return Registration(id=str(id_), minutes=int(mail_codes.LIVES / timedelta(minutes=1)))


async def send_again(registration_id: UUID, address: str) -> Registration:
    """Another code for the same registration. Raises CodeRefused when it is gone, TooMany."""
    typed = await _typed(registration_id)
    async with transaction() as connection:
        await mail_codes.make_room(connection, typed.place, address)
        await _send(connection, registration_id, typed, address)
    return Registration(str(registration_id), int(mail_codes.LIVES / timedelta(minutes=1)))


async def confirm(registration_id: UUID, data: ConfirmRegistration) -> Registered:
    """Opens the account once the code of the letter is shown.

    Raises CodeRefused for a wrong code, and in the same words when the number has an account, whose
    owner was told so by the letter.
    """
    typed = await _typed(registration_id)
    code_id = await mail_codes.count_try(Purpose.REGISTER, registration_id, data.code)
    account_id, now = uuid7(), clock.now()
    try:
        async with transaction() as connection:
            await mail_codes.take(connection, code_id)
            await connection.execute(
                "insert into account (id, tenant_id, kind, username, full_name, personal_id, "
                "email, phone, password_hash, created_at, sort_key, email_verified_at, "
                "phone_verified_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                "case when $12 then $10::timestamptz end, case when $12 then null "
                "else $10::timestamptz end)",
                account_id,
                settings().tenant,
                typed.kind,
                stored_name(typed.username),
                typed.full_name,
                sealed("account.personal_id", account_id, typed.personal_id),
                sealed("account.email", account_id, typed.email),
                sealed("account.phone", account_id, typed.phone),
                typed.password_hash,
                now,
                vi_sort_key(typed.full_name),
                typed.by == "email",
            )
            await connection.execute(
                "update registration set account_id = $2, sealed = '', expires_at = $3 "
                "where id = $1",
                registration_id,
                account_id,
                now,
            )
            await record(
                connection, None, "account.created", subject_id=account_id,
                detail={"notice": told(Collection.REGISTRATION)},
            )  # fmt: skip
    except asyncpg.UniqueViolationError:
        raise mail_codes.refused("/code") from None
    return Registered(username=typed.username)


async def ask_reset(data: ResetPassword, address: str) -> None:
    """Sends a code to the mailbox or telephone of an account, if there is one; the answer is always
    the same.
    """
    account = await _reachable(data.username)
    # For somebody who is not there the same is done, down to a letter that is sent to nobody:
    # neither limits nor time tell the difference.
    subject_id = account["id"] if account is not None else uuid7()
    email = opened(account, "account.email") if account is not None else ""
    place = email or (opened(account, "account.phone") if account is not None else "")
    counted = place or f"nobody {data.username.strip().lower()}"
    async with transaction() as connection:
        await mail_codes.make_room(connection, counted, address, subject_id)
        code = await mail_codes.new_code(connection, Purpose.PASSWORD, subject_id, counted, address)
        body = (
            f"Mã để đặt mật khẩu mới: {code}\n\nMã dùng một lần, trong 10 phút. Nếu bạn không yêu "
            "cầu, hãy bỏ qua thư này; không đưa mã cho bất kỳ ai."
        )
        letter = Letter(
            place, "Mã đặt lại mật khẩu", body + SIGNED, text_with("đặt mật khẩu mới", code)
        )
        await mail_codes.post_letter(connection, subject_id, letter)
        await record(connection, None, "password.reset_asked", subject_id=subject_id)


async def reset(data: SetPassword) -> None:
    """Sets a new password with the code of the letter; every session ends. Raises CodeRefused."""
    account = await _reachable(data.username)
    # Somebody who is not there is answered as slowly as somebody who is.
    subject_id: UUID = account["id"] if account is not None else uuid7()
    code_id = await mail_codes.count_try(Purpose.PASSWORD, subject_id, data.code)
    assert account is not None
    refuse_weak(
        data.password,
        [data.username, account["full_name"], opened(account, "account.phone")],
        "/password",
    )
    hashed = await hash_password(data.password)
    async with transaction() as connection:
        await mail_codes.take(connection, code_id)
        await keep_password(connection, account["id"], hashed, except_id=None)
        await record(connection, None, "password.reset", subject_id=account["id"])


def channels() -> CodeChannels:
    """How codes can be sent here."""
    return CodeChannels(email=True, phone=offered().sms)


def refuse_unreachable(by: str, email: str) -> None:
    """Raises RuleBroken when a code cannot go that way."""
    if by == "phone" and not offered().sms:
        wrong = field("/by", "Cổng chưa gửi được tin nhắn. Vui lòng nhận mã qua thư điện tử.")
        raise RuleBroken(wrong.message, en="Text messages are not offered here.", errors=[wrong])
    if by == "email" and not email.strip():
        wrong = field("/email", "Nhập địa chỉ thư để nhận mã.")
        raise RuleBroken(wrong.message, en="An e-mail address is needed.", errors=[wrong])


def text_with(what: str, code: str) -> str:
    """A text message: no link in it, so that nobody learns to follow one."""
    return f"{code} là mã {what} trên Cổng Dịch vụ công, dùng trong 10 phút. Không đưa mã cho ai."


async def _send(connection: asyncpg.Connection, id_: UUID, typed: _Typed, address: str) -> None:
    taken = await connection.fetchval(
        "select true from account where tenant_id = $1 and username = $2",
        settings().tenant,
        stored_name(typed.username),
    )
    # A code is made in either case, so that both take the same time and count the same.
    code = await mail_codes.new_code(connection, Purpose.REGISTER, id_, typed.place, address)
    if taken:
        subject = "Số này đã có tài khoản trên Cổng"
        body = (
            "Có người vừa dùng địa chỉ thư này để mở tài khoản cho một số định danh đã có tài "
            f"khoản. Nếu là bạn: đăng nhập hoặc lấy lại mật khẩu tại {settings().citizen_url}"
            "/quen-mat-khau/, hoặc đăng nhập bằng VNeID. Nếu không phải bạn, hãy bỏ qua thư này."
        )
        text = (
            "Có người vừa dùng số điện thoại này để mở tài khoản cho một số định danh đã có tài "
            "khoản trên Cổng Dịch vụ công. Nếu không phải bạn, hãy bỏ qua."
        )
    else:
        subject = "Mã mở tài khoản"
        body = (
            f"Mã mở tài khoản của bạn: {code}\n\nMã dùng một lần, trong 10 phút. Nếu bạn không "
            "yêu cầu, hãy bỏ qua thư này; không đưa mã cho bất kỳ ai."
        )
        text = text_with("mở tài khoản", code)
    letter = Letter(typed.place, subject, body + SIGNED, text)
    await mail_codes.post_letter(connection, id_, letter)


async def _typed(registration_id: UUID) -> _Typed:
    row = await fetch_row(
        "select sealed from registration where id = $1 and expires_at > $2 and account_id is null",
        registration_id,
        clock.now(),
    )
    if row is None:
        raise RuleBroken(
            "Lượt đăng ký này đã hết hạn. Vui lòng điền lại.",
            en="This registration has expired; please begin again.",
            errors=[field("/code", "Vui lòng đăng ký lại.")],
            slug="registration-gone",
        )
    return msgspec.json.decode(unseal(bytes(row["sealed"])), type=_Typed)


async def _reachable(username: str) -> Any:
    return await fetch_row(
        "select id, username, full_name, email, case when phone_verified_at is not null then phone "
        "else '' end as phone from account where tenant_id = $1 and username = $2 "
        "and kind <> 'officer' and (email <> '' or phone_verified_at is not null) "
        "and disabled_at is null and closed_at is null and locked_at is null",
        settings().tenant,
        stored_name(username),
    )
