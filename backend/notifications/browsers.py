"""Browsers that show notices of the portal: switched on and off by who uses them.

What a browser gives us (an address of its push service and the keys to write to it) lets its
holder make that device ring, so it is kept sealed. A browser belongs to who switched it on last.
"""

import base64
import hashlib
from uuid import UUID

import asyncpg
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.queries import iso
from backend.notifications import vapid
from backend.notifications.alerts import is_allowed
from backend.partners import outward
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_value, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.contracts.notifications import PushBrowser, SwitchOnPush

PLACE = "push_browser.subscription"
MOST = 10  # browsers of one account
_NOT_A_SERVICE = "Dịch vụ thông báo của trình duyệt này chưa được Cổng chấp nhận."
_LIVE = """
select id, endpoint_mark, subscription, device, added_at, last_at from push_browser
where account_id = $1 and gone_at is null and public_key = $2 order by added_at desc, id desc
limit 20
"""
_GONE = "update push_browser set gone_at = $2, subscription = '' where "


class Subscription(msgspec.Struct, frozen=True):
    """What a browser gave us (W3C Push API): where to post, and the keys to write for it alone."""

    endpoint: str
    p256dh: str
    auth: str


class Browser(msgspec.Struct, frozen=True):
    """One that can be told."""

    id: UUID
    subscription: Subscription


def mark(endpoint: str) -> str:
    """By what an address is found again; it is long and random, so its digest tells nothing."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


async def mine(actor: Actor) -> list[PushBrowser]:
    """The caller's browsers that are told, the newest first."""
    return [_shown(row) for row in await fetch(_LIVE, actor.account_id, vapid.public_key())]


async def switch_on(actor: Actor, data: SwitchOnPush, device: str) -> PushBrowser:
    """Tells this browser from now on. Raises RuleBroken by field, Conflict without a key here."""
    key = vapid.public_key()
    if not key:
        raise Conflict(
            "Cổng chưa bật thông báo của trình duyệt.",
            en="Browser notifications are not set up here.",
            slug="not-configured",
        )
    _check(data)
    id_, now, found = uuid7(), clock.now(), mark(data.endpoint)
    kept = msgspec.json.encode(Subscription(data.endpoint, data.p256dh, data.auth)).decode()
    async with transaction() as connection:
        await connection.execute(
            "select 1 from account where id = $1 for no key update", actor.account_id
        )
        await connection.execute(
            f"{_GONE} tenant_id = $1 and endpoint_mark = $3 and gone_at is null",
            settings().tenant, now, found,
        )  # fmt: skip
        there = await connection.fetchval(
            "select count(*) from push_browser where account_id = $1 and gone_at is null "
            "and public_key = $2",
            actor.account_id,
            key,
        )
        if there >= MOST:
            raise RuleBroken(
                f"Mỗi tài khoản bật được trên nhiều nhất {MOST} trình duyệt. Hãy tắt bớt một "
                "trình duyệt không dùng nữa.",
                en="Too many browsers; switch one off first.",
                slug="too-many-browsers",
            )
        row = await connection.fetchrow(
            "insert into push_browser (id, tenant_id, account_id, endpoint_mark, subscription, "
            "public_key, device, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning *",
            id_, settings().tenant, actor.account_id, found, sealed(PLACE, id_, kept), key,
            device[:120], now,
        )  # fmt: skip
        await record(connection, actor, "push.switched_on", subject_id=actor.account_id)
    return _shown(row)


async def switch_off(actor: Actor, browser_id: UUID) -> None:
    """Tells one of the caller's browsers no more. Raises NotFound."""
    async with transaction() as connection:
        done = await connection.fetchval(
            f"{_GONE} id = $1 and account_id = $3 and gone_at is null returning true",
            browser_id, clock.now(), actor.account_id,
        )  # fmt: skip
        if not done:
            raise NotFound("Trình duyệt này không còn bật thông báo.", en="It is off already.")
        await record(connection, actor, "push.switched_off", subject_id=actor.account_id)


async def forget_all(connection: asyncpg.Connection, account_id: UUID) -> None:
    """An account is closed."""
    await connection.execute(
        f"{_GONE} account_id = $1 and gone_at is null", account_id, clock.now()
    )


async def browsers_of(account_id: UUID, sending_id: UUID | None) -> list[Browser]:
    """Those of an account that were not given this message yet."""
    rows = await fetch(
        "select id, subscription from push_browser b where account_id = $1 and gone_at is null "
        "and public_key = $2 and not exists (select from push_given g where g.sending_id = $3 "
        "and g.browser_id = b.id) order by added_at desc limit 20",
        account_id,
        vapid.public_key(),
        sending_id,
    )
    return [
        Browser(row["id"], msgspec.json.decode(opened(row, PLACE), type=Subscription))
        for row in rows
    ]


async def given(browser_id: UUID, sending_id: UUID | None) -> None:
    """Its push service took a message; a try after a failure elsewhere passes it over."""
    async with transaction() as connection:
        if sending_id is not None:
            await connection.execute(
                "insert into push_given (sending_id, browser_id, at) values ($1, $2, $3) "
                "on conflict do nothing",
                sending_id, browser_id, clock.now(),
            )  # fmt: skip
        await connection.execute(
            "update push_browser set last_at = $2 where id = $1", browser_id, clock.now()
        )


async def was_given(sending_id: UUID | None) -> bool:
    """Whether any browser has a message."""
    return bool(
        await fetch_value("select true from push_given where sending_id = $1 limit 1", sending_id)
    )


async def gone(browser_id: UUID) -> None:
    """Its push service says that it is no longer there (404, 410)."""
    await execute(f"{_GONE} id = $1 and gone_at is null", browser_id, clock.now())


def _check(data: SwitchOnPush) -> None:
    """Raises RuleBroken for an address that is no push service, or keys that are none."""
    try:
        target = outward.target_of(data.endpoint)
    except outward.WrongAddress as wrong:
        raise _wrong("/endpoint", str(wrong)) from None
    if not is_allowed(target.host, settings().push_hosts):
        raise _wrong("/endpoint", _NOT_A_SERVICE)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(data.p256dh))
    except ValueError:
        raise _wrong("/p256dh", "Khóa của trình duyệt không đọc được.") from None
    try:
        is_auth = len(decoded(data.auth)) == 16
    except ValueError:
        is_auth = False
    if not is_auth:
        raise _wrong("/auth", "Mã của trình duyệt không đọc được.")


def decoded(text: str) -> bytes:
    """Bytes from base64url with or without its padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _wrong(pointer: str, sentence: str) -> RuleBroken:
    return RuleBroken(
        "Trình duyệt gửi đăng ký không dùng được. Hãy tải lại trang rồi bật lại.",
        en="This subscription cannot be used.",
        errors=[field(pointer, sentence)],
    )


def _shown(row: asyncpg.Record) -> PushBrowser:
    return PushBrowser(
        id=str(row["id"]),
        mark=row["endpoint_mark"],
        device=row["device"],
        added_at=iso(row["added_at"]),
        last_at=iso(row["last_at"]) if row["last_at"] is not None else "",
    )
