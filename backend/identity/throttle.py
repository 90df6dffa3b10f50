"""Wrong tries to sign in are slowed down by name and address, so that a guesser is stopped and
nobody can shut somebody else out.

A try is written down before the password is looked at, so that fifty at once do not all pass; it is
forgotten when it succeeds. A browser that has signed in before is counted by itself: strangers who
try its owner's name do not keep it waiting.
"""

import base64
import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from backend.audit.actions import keyed_hash
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.platform.problems import TooMany
from backend.settings import settings

WINDOW = timedelta(minutes=15)
PER_NAME = 5  # of one name from one address, or from one known browser
PER_ADDRESS = 100  # of any name; a whole office may stand behind one address
PER_NAME_FROM_STRANGERS = 60  # of one name from all addresses together
KEPT = timedelta(days=1)

_COUNTS = """
select count(*) filter (where name_hash = $1 and browser = $3 and ($3 <> '' or address = $2))
        as mine,
    count(*) filter (where address = $2) as of_address,
    count(*) filter (where name_hash = $1 and browser = '') as of_strangers,
    min(at) as since
from sign_in_try where (name_hash = $1 or address = $2) and at > $4
"""


async def admit(username: str, address: str, browser: str = "") -> UUID:
    """Writes a try down and returns its id.

    Raises TooMany when there have been too many wrong ones; that says nothing about whether the
    account exists. A refused try is not counted, so the wait ends by itself.
    """
    now = clock.now()
    id_, name = uuid7(), _name_hash(username)
    async with transaction() as connection:
        # One at a time for a name, so that the first five of fifty pass and no more.
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))", name
        )
        await connection.execute(
            "insert into sign_in_try (id, tenant_id, name_hash, address, browser, at) "
            "values ($1, $2, $3, $4, $5, $6)",
            id_, settings().tenant, name, address[:64], browser, now,
        )  # fmt: skip
        counts = await connection.fetchrow(_COUNTS, name, address[:64], browser, now - WINDOW)
    if (
        counts["mine"] > PER_NAME
        or counts["of_address"] > PER_ADDRESS
        or (not browser and counts["of_strangers"] > PER_NAME_FROM_STRANGERS)
    ):
        await forgive(id_)
        raise TooMany(
            "Đăng nhập sai nhiều lần. Vui lòng thử lại sau 15 phút hoặc lấy lại mật khẩu.",
            retry_after=int((counts["since"] + WINDOW - now).total_seconds()) + 1,
            en="Too many wrong tries; please wait 15 minutes.",
        )
    return id_


async def forgive(try_id: UUID) -> None:
    """Takes back one try that was no guess."""
    await execute("delete from sign_in_try where id = $1", try_id)


async def forget(username: str, address: str, browser: str) -> None:
    """After a success nothing of this name from here counts any more."""
    await execute(
        "delete from sign_in_try where name_hash = $1 and browser = $3 "
        "and ($3 <> '' or address = $2)",
        _name_hash(username), address[:64], browser,
    )  # fmt: skip


async def sweep_tries() -> int:
    """Drops what no limit looks at any more; returns how many."""
    gone = await execute("delete from sign_in_try where at < $1", clock.now() - KEPT)
    return int(gone.split()[-1])


def mark_of_browser(account_id: UUID) -> str:
    """What a browser keeps to be known again for one account; it opens nothing."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_proof(nonce, account_id)}"


def known_browser(mark: str, account_id: UUID | None) -> str:
    """The browser's own number if the mark was given for this account, else nothing."""
    nonce, _, proof = mark.partition(".")
    if account_id is None or not proof.isascii():
        return ""
    return nonce if secrets.compare_digest(proof, _proof(nonce, account_id)) else ""


def _proof(nonce: str, account_id: UUID) -> str:
    return base64.urlsafe_b64encode(keyed_hash("browser", nonce, account_id)).decode()[:32]


def _name_hash(username: str) -> bytes:
    return hashlib.sha256(keyed_hash("sign-in", username)).digest()
