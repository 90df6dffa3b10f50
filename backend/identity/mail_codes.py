"""Codes by e-mail or text message: six digits, ten minutes, five tries, once, for one purpose.

The message waits sealed for its mail server or gateway; the row keeps only hashes.
A mailbox or telephone gets at most three in ten minutes and ten a day, whoever asks; one person
asks for at most ten a day, one address for at most thirty: nobody is flooded or charged for it.
"""

import secrets
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import keyed_hash
from backend.notifications.codes import queue_code
from backend.platform import clock
from backend.platform.database import execute, fetch_row, uuid7
from backend.platform.problems import RuleBroken, TooMany, field
from backend.settings import settings

LIVES = timedelta(minutes=10)
TRIES = 5
_RESENT_AFTER = timedelta(seconds=45)
_PER_TEN_MINUTES, _PER_DAY, _PER_PERSON_DAY, _PER_ORIGIN_DAY = 3, 10, 10, 30

_LIMITS = """
select count(*) filter (where mailbox_hash = $1
        and created_at > $3::timestamptz - interval '10 minutes') as lately,
    count(*) filter (where mailbox_hash = $1) as today,
    count(*) filter (where asked_from = $2) as of_origin,
    count(*) filter (where subject_id = $4) as of_person,
    max(created_at) filter (where mailbox_hash = $1) as newest
from mail_code where (mailbox_hash = $1 or asked_from = $2 or subject_id = $4)
    and created_at > $3::timestamptz - interval '1 day'
"""


class Purpose(StrEnum):
    """What a code is good for; it is good for nothing else."""

    REGISTER = "register"
    EMAIL = "email"
    PHONE = "phone"
    PASSWORD = "password"


class CodeRefused(RuleBroken):
    """Wrong, used, too old, or tried too often."""

    slug = "code-wrong"


class Letter(msgspec.Struct, frozen=True):
    """A message of ours as it travels, sealed, through the outbox.

    `to` is a mailbox, or a telephone that gets `text`, or nobody.
    """

    to: str
    subject: str
    body: str
    text: str = ""


async def make_room(
    connection: asyncpg.Connection, place: str, address: str, person: UUID | None = None
) -> None:
    """Raises TooMany when this mailbox or telephone, person or origin has had its share."""
    now = clock.now()
    counts = await connection.fetchrow(_LIMITS, _mailbox(place), address[:64], now, person)
    if counts["newest"] is not None and now - counts["newest"] < _RESENT_AFTER:
        wait = int((counts["newest"] + _RESENT_AFTER - now).total_seconds()) + 1
        raise TooMany(
            f"Mã vừa được gửi. Hãy xem tin nhắn hoặc hộp thư (cả mục thư rác), hoặc gửi lại sau "
            f"{wait} giây.",
            retry_after=wait,
            en="A code was just sent; please look into your messages or mailbox.",
        )
    if (
        counts["lately"] >= _PER_TEN_MINUTES
        or counts["today"] >= _PER_DAY
        or counts["of_person"] >= _PER_PERSON_DAY
        or counts["of_origin"] >= _PER_ORIGIN_DAY
    ):
        raise TooMany(
            "Đã gửi quá nhiều mã. Vui lòng thử lại sau.",
            retry_after=600,
            en="Too many codes were sent; please try again later.",
        )


async def new_code(
    connection: asyncpg.Connection, purpose: Purpose, subject_id: UUID, email: str, address: str
) -> str:
    """A fresh code in place of earlier ones for the same purpose and subject."""
    code = f"{secrets.randbelow(10**6):06d}"
    now = clock.now()
    await connection.execute(
        "update mail_code set used_at = $3 where subject_id = $1 and purpose = $2 "
        "and used_at is null",
        subject_id,
        purpose,
        now,
    )
    id_ = uuid7()
    await connection.execute(
        "insert into mail_code (id, tenant_id, purpose, subject_id, mailbox_hash, asked_from, "
        "code_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id_,
        settings().tenant,
        purpose,
        subject_id,
        _mailbox(email),
        address[:64],
        keyed_hash("mail code", id_, code),
        now,
        now + LIVES,
    )
    return code


async def post_letter(connection: asyncpg.Connection, subject_id: UUID, letter: Letter) -> None:
    """Has a letter or a text message sent; it travels sealed."""
    await queue_code(
        connection, subject_id, to=letter.to, subject=letter.subject, body=letter.body,
        text=letter.text,
    )  # fmt: skip


async def count_try(purpose: Purpose, subject_id: UUID, code: str, pointer: str = "/code") -> UUID:
    """The id of the code that fits, still to be taken. Counts the try first, in any case.

    Raises CodeRefused; the answer is the same whether there is such a code or not.
    """
    row = await fetch_row(
        "update mail_code set tries = tries + 1 where id = (select id from mail_code "
        "where subject_id = $1 and purpose = $2 and used_at is null and expires_at > $3 "
        "and tries < $4 order by created_at desc limit 1) and tries < $4 returning id, code_hash",
        subject_id,
        purpose,
        clock.now(),
        TRIES,
    )
    given = keyed_hash("mail code", row["id"] if row else subject_id, code.strip())
    fits = row is not None and secrets.compare_digest(bytes(row["code_hash"]), given)
    if row is None or not fits:
        raise refused(pointer)
    found: UUID = row["id"]
    return found


async def take(connection: asyncpg.Connection, code_id: UUID) -> None:
    """Uses the code up within the transaction of what it allows. Raises CodeRefused if it was."""
    taken = await connection.fetchval(
        "update mail_code set used_at = $2 where id = $1 and used_at is null returning true",
        code_id,
        clock.now(),
    )
    if not taken:
        raise refused("/code")


async def sweep_codes() -> int:
    """Drops what no limit looks at any more and registrations nobody finished; returns how many."""
    old = clock.now() - timedelta(days=2)
    gone = 0
    for table, column in (
        ("mail_code", "created_at"),
        ("registration", "expires_at"),
        ("national_sign_in", "expires_at"),
    ):
        tag = await execute(f"delete from {table} where {column} < $1", old)
        gone += int(tag.split()[-1])
    return gone


def refused(pointer: str) -> CodeRefused:
    """One sentence for every reason."""
    sentence = "Mã chưa đúng hoặc đã hết hạn. Hãy kiểm tra lại, hoặc yêu cầu mã mới."
    return CodeRefused(
        sentence, en="The code is wrong or has expired.", errors=[field(pointer, sentence)]
    )


def _mailbox(email: str) -> bytes:
    return keyed_hash("mailbox", email.strip().lower())
