"""Addresses of programs that are told of events: given, taken away, switched off and on."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.connections import ending
from backend.identity.mail_codes import Letter, post_letter
from backend.identity.role_requests import DECIDERS
from backend.partners import outward
from backend.partners.queries import moment
from backend.partners.signing import new_secret
from backend.partners.webhook_adapter import FORMER, SECRET, adapter_id
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import sealed, unsealed
from backend.settings import settings
from shared.contracts.programs import NewWebhook, WebhookSecret

GIVES_UP_AFTER = timedelta(hours=72)
_NOTICED_AFTER = timedelta(minutes=1)
FORMER_HOLDS = timedelta(hours=24)
_MOST = 10  # addresses of one program
_SWITCHED_OFF = """Địa chỉ nhận sự kiện của “{name}” đã tắt. {why}
{url}

Sửa xong, bật lại bằng POST /api/v1/partner/webhooks/{id}/enable, rồi nhận lại từ vị trí cuối đã có
bằng …/replay, hoặc đọc /api/v1/events. Không mất sự kiện nào.
"""


async def add(partner: Partner, data: NewWebhook) -> WebhookSecret:
    """A new address and the secret that signs what it is told.

    Raises RuleBroken by field, Conflict where an administrator switched its receiver off.
    """
    try:
        target = outward.target_of(data.url)
    except outward.WrongAddress as wrong:
        raise RuleBroken(
            "Địa chỉ chưa dùng được.",
            en="This address cannot be used.",
            errors=[field("/url", str(wrong))],
        ) from None
    wanted = sorted(set(data.procedures))
    if set(wanted) - await known_procedures(set(wanted)):
        raise RuleBroken(
            "Có thủ tục không có trong danh mục.",
            errors=[field("/procedures", "Chỉ ghi mã thủ tục có trong danh mục.")],
        )
    id_, secret = uuid7(), new_secret()
    async with transaction() as connection:
        await connection.execute(
            "select 1 from api_client where id = $1 for update", partner.client_id
        )
        there = await connection.fetch(
            "select url, disabled_by from webhook where client_id = $1 and ended_at is null",
            partner.client_id,
        )
        for row in there:
            # The same receiver under another path is still what an administrator switched off.
            if row["disabled_by"] == "officer" and _receiver(row["url"]) == target.host:
                raise _switched_off_by_officer()
        if len(there) >= _MOST:
            raise RuleBroken(
                f"Mỗi chương trình có nhiều nhất {_MOST} địa chỉ. Bỏ bớt một địa chỉ trước.",
                en="Too many addresses; remove one first.",
                slug="too-many-webhooks",
            )
        await connection.execute(
            "insert into webhook (id, tenant_id, client_id, url, procedures, secret, created_at) "
            "values ($1, $2, $3, $4, $5, $6, $7)",
            id_, settings().tenant, partner.client_id, data.url, wanted,
            sealed(SECRET, id_, secret), clock.now(),
        )  # fmt: skip
        await noted(connection, None, "webhook.added", id_, partner.client_id)
    return WebhookSecret(str(id_), secret, None)


async def renew_secret(partner: Partner, webhook_id: UUID) -> WebhookSecret:
    """Another secret signs from now on, together with the former one for a day. Raises NotFound."""
    secret, until = new_secret(), clock.now() + FORMER_HOLDS
    async with transaction() as connection:
        row = await own(connection, partner, webhook_id)
        former = unsealed(SECRET, webhook_id, row["secret"])
        await connection.execute(
            "update webhook set secret = $2, former_secret = $3, former_until = $4 where id = $1",
            webhook_id,
            sealed(SECRET, webhook_id, secret),
            sealed(FORMER, webhook_id, former),
            until,
        )
        await noted(connection, None, "webhook.secret_renewed", webhook_id, partner.client_id)
    return WebhookSecret(str(webhook_id), secret, moment(until))


async def remove(partner: Partner, webhook_id: UUID) -> None:
    """Takes an address away for good; what waits for it is not sent.

    Raises NotFound, and Conflict where an administrator switched it off.
    """
    async with transaction() as connection:
        row = await own(connection, partner, webhook_id)
        if row["disabled_by"] == "officer":
            raise _switched_off_by_officer()
        await connection.execute(
            "update webhook set ended_at = $2 where id = $1", webhook_id, clock.now()
        )
        await ending.drop_what_waits(connection, adapter_id(webhook_id))
        await noted(connection, None, "webhook.removed", webhook_id, partner.client_id)


async def switch(partner: Partner, webhook_id: UUID, *, enabled: bool) -> None:
    """The program switches its address off or on. Raises NotFound, and Conflict where an
    administrator switched it off.
    """
    async with transaction() as connection:
        row = await own(connection, partner, webhook_id)
        if row["disabled_by"] == "officer":
            raise _switched_off_by_officer()
        await _switch(connection, webhook_id, "" if enabled else "partner", "")
        done = "webhook.enabled" if enabled else "webhook.disabled"
        await noted(connection, None, done, webhook_id, partner.client_id)


async def switch_by_officer(actor: Actor, webhook_id: UUID, *, enabled: bool, reason: str) -> None:
    """An administrator of the agency, or the one above, does so. Raises NotFound."""
    async with transaction() as connection:
        client = await connection.fetchval(
            "select w.client_id from webhook w join api_client c on c.id = w.client_id "
            "join agency g on g.id = c.agency_id where w.id = $1 and w.ended_at is null "
            "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) for update of w",
            webhook_id,
            actor.alone().agencies(*DECIDERS),
        )
        if client is None:
            raise unknown()
        await _switch(connection, webhook_id, "" if enabled else "officer", reason.strip())
        done = "webhook.enabled" if enabled else "webhook.disabled"
        await noted(connection, actor, done, webhook_id, client)


async def switch_off_the_long_failing() -> int:
    """Addresses that have taken nothing for 72 hours are switched off; their owner is told."""
    now = clock.now()
    rows = await fetch(
        "select w.id from webhook w where w.tenant_id = $1 and w.ended_at is null "
        "and w.disabled_at is null and w.failing_since < $2 order by w.failing_since limit 100",
        settings().tenant,
        now - GIVES_UP_AFTER,
    )
    for row in rows:
        await _switch_off(row["id"])
    return len(rows)


async def forget_the_removed() -> int:
    """Addresses that ended, or whose program did, leave the connections; a minute later, when their
    workers have noticed. Returns how many.
    """
    rows = await fetch(
        "select w.id from webhook w join connection_state s on s.adapter_id = $3 || w.id::text "
        "join api_client c on c.id = w.client_id "
        "where w.tenant_id = $1 and (w.ended_at < $2 or c.revoked_at < $2) limit 100",
        settings().tenant,
        clock.now() - _NOTICED_AFTER,
        adapter_id(""),
    )
    for row in rows:
        await ending.forget(adapter_id(row["id"]))
    return len(rows)


async def _switch_off(webhook_id: UUID) -> None:
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select w.*, c.contact, c.name from webhook w join api_client c on c.id = w.client_id "
            "where w.id = $1 and w.disabled_at is null and w.failing_since < $2 for update of w",
            webhook_id,
            clock.now() - GIVES_UP_AFTER,
        )
        if row is None:
            return
        why = row["disabled_why"] or f"Không nhận được gì từ {moment(row['failing_since'])}."
        await _switch(connection, webhook_id, "failure", why)
        await noted(connection, None, "webhook.disabled", webhook_id, row["client_id"])
        if "@" in row["contact"]:
            body = _SWITCHED_OFF.format(name=row["name"], why=why, url=row["url"], id=webhook_id)
            letter = Letter(row["contact"].split()[-1], "Địa chỉ nhận sự kiện đã tắt", body)
            await post_letter(connection, webhook_id, letter)


async def _switch(connection: asyncpg.Connection, webhook_id: UUID, by: str, why: str) -> None:
    await connection.execute(
        "update webhook set disabled_by = $2::text, disabled_why = $3, failing_since = null, "
        "disabled_at = case when $2::text = '' then null else $4::timestamptz end where id = $1",
        webhook_id,
        by,
        why,
        clock.now(),
    )


async def own(connection: asyncpg.Connection, partner: Partner, webhook_id: UUID) -> asyncpg.Record:
    """The calling program's address, locked. Raises NotFound."""
    row = await connection.fetchrow(
        "select * from webhook where id = $1 and client_id = $2 and ended_at is null for update",
        webhook_id,
        partner.client_id,
    )
    if row is None:
        raise unknown()
    return row


def _receiver(url: str) -> str:
    try:
        return outward.target_of(url).host
    except outward.WrongAddress:
        return ""  # what is no longer called cannot be given anew either


def _switched_off_by_officer() -> Conflict:
    return Conflict(
        "Quản trị viên đã tắt địa chỉ này. Liên hệ cơ quan quản trị cổng để bật lại.",
        en="An administrator switched this address off.",
        slug="switched-off",
    )


async def noted(
    connection: asyncpg.Connection,
    actor: Actor | None,
    done: str,
    webhook_id: UUID,
    client_id: UUID,
) -> None:
    """Writes into the audit trail what was done with an address."""
    detail = {"client": str(client_id)}
    await record(connection, actor, done, subject_id=webhook_id, detail=detail)


def unknown() -> NotFound:
    """An address that is not there, or not the caller's."""
    return NotFound("Không có địa chỉ này.", en="There is no such address.")
