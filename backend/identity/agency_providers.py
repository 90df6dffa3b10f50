"""Agencies' own identity providers: let in by two persons, officers linked by an administrator."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.provider import Party
from backend.identity.role_requests import DECIDERS
from backend.identity.sessions import end_all
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.contracts.agency_providers import (
    LinkedOfficer,
    LinkOfficer,
    ProposeProvider,
    ProviderOffer,
    ProviderShown,
)
from shared.vocabulary.label import Label

STATES = {
    "waiting": Label("Chờ duyệt", "Waiting"),
    "refused": Label("Không duyệt", "Refused"),
    "active": Label("Đang dùng", "Active"),
    "ended": Label("Đã ngừng", "Ended"),
}
_LIST = """
select p.*, g.name as agency, a.full_name as proposer, case when p.ended_at is not null
        then 'ended' when p.approved is null then 'waiting' when not p.approved then 'refused'
        else 'active' end as state,
    coalesce((select json_agg(json_build_object('id', i.id, 'full_name', o.full_name,
        'username', o.username, 'subject', i.subject) order by o.sort_key)
        from (select * from officer_identity where provider_id = p.id and ended_at is null
        limit 500) i join account o on o.id = i.account_id), '[]') as officers
from agency_provider p join agency g on g.id = p.agency_id join account a on a.id = p.proposed_by
where g.id = any($1::uuid[]) or g.parent_id = any($1::uuid[])
order by p.proposed_at desc, p.id desc limit 100
"""
_MINE = (
    "select p.*, g.id as of_agency from agency_provider p join agency g on g.id = p.agency_id "
    "where p.id = $1 and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) for update of p"
)


async def offers() -> list[ProviderOffer]:
    """Providers that officers may sign in with."""
    rows = await fetch(
        "select id, name from agency_provider where tenant_id = $1 and approved "
        "and ended_at is null order by name limit 50",
        settings().tenant,
    )
    return [ProviderOffer(str(row["id"]), row["name"]) for row in rows]


async def party_of(provider_id: UUID) -> tuple[Party, bool]:
    """Us at a provider, and whether it vouches for second factors. Raises NotFound."""
    row = await fetch_row(
        "select id, name, issuer, client_id, secret, vouches_second_factor from agency_provider "
        "where id = $1 and tenant_id = $2 and approved and ended_at is null",
        provider_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound
    party = Party(
        row["name"],
        row["issuer"],
        row["client_id"],
        opened(row, "agency_provider.secret"),
        callback_url(),
    )
    return party, row["vouches_second_factor"]


def callback_url() -> str:
    """Where a provider sends officers back to; registered there."""
    return f"{settings().officer_url}/api/v1/session/agency/callback"


async def providers(actor: Actor) -> list[ProviderShown]:
    """Providers of the caller's agencies and those below."""
    return [_shown(actor, row) for row in await fetch(_LIST, _agencies(actor))]


async def propose(actor: Actor, data: ProposeProvider) -> None:
    """Asks for a provider to be let in. Raises RuleBroken, Conflict for one known already."""
    issuer = data.issuer.rstrip("/")
    if settings().is_production and not issuer.startswith("https://"):
        wrong = field("/issuer", "Địa chỉ phải bắt đầu bằng https://.")
        raise RuleBroken("Địa chỉ chưa an toàn.", errors=[wrong])
    id_ = uuid7()
    try:
        async with transaction() as connection:
            agency = await connection.fetchval(
                "select id from agency g where g.id::text = $1 "
                "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))",
                data.agency_id,
                _agencies(actor),
            )
            if agency is None:
                wrong = field("/agency_id", "Chọn cơ quan trong danh sách.")
                raise RuleBroken("Chưa chọn cơ quan.", errors=[wrong])
            await connection.execute(
                "insert into agency_provider (id, tenant_id, agency_id, name, issuer, client_id, "
                "secret, vouches_second_factor, proposed_by, proposed_at) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                id_, settings().tenant, agency, data.name.strip(), issuer, data.client_id,
                sealed("agency_provider.secret", id_, data.client_secret),
                data.vouches_second_factor, actor.account_id, clock.now(),
            )  # fmt: skip
            detail = {"issuer": issuer, "vouches": data.vouches_second_factor}
            await record(
                connection, actor, "agency_provider.proposed", subject_id=id_, detail=detail
            )
    except asyncpg.UniqueViolationError:
        raise Conflict("Nhà cung cấp này đã có trong danh sách.", slug="provider-known") from None


async def decide(actor: Actor, provider_id: UUID, *, approve: bool) -> None:
    """The second person's word. Raises NotFound, Conflict, Forbidden for who proposed."""
    async with transaction() as connection:
        row = await _mine(connection, actor, provider_id)
        if row["approved"] is not None or row["ended_at"] is not None:
            raise Conflict("Đề nghị này đã được quyết định.", slug="already-decided")
        if row["proposed_by"] == actor.account_id:
            raise Forbidden(
                "Người đề nghị không tự phê duyệt. Cần người thứ hai.",
                en="Somebody else must decide this.",
                slug="second-person-needed",
            )
        await connection.execute(
            "update agency_provider set approved = $2, decided_by = $3, decided_at = $4 "
            "where id = $1",
            provider_id, approve, actor.account_id, clock.now(),
        )  # fmt: skip
        done = "agency_provider.approved" if approve else "agency_provider.refused"
        await record(connection, actor, done, subject_id=provider_id)


async def end(actor: Actor, provider_id: UUID) -> None:
    """Nobody comes in by it any more, and whoever came in by it is out. Raises NotFound."""
    async with transaction() as connection:
        await _mine(connection, actor, provider_id)
        await connection.execute(
            "update agency_provider set ended_at = coalesce(ended_at, $2), "
            "ended_by = coalesce(ended_by, $3) where id = $1",
            provider_id, clock.now(), actor.account_id,
        )  # fmt: skip
        linked = await connection.fetch(
            "select account_id from officer_identity where provider_id = $1 and ended_at is null",
            provider_id,
        )
        for row in linked:  # rare, and each account's sessions are ended by the one rule
            await end_all(connection, row["account_id"])
        await record(connection, actor, "agency_provider.ended", subject_id=provider_id)


async def link(actor: Actor, provider_id: UUID, data: LinkOfficer) -> None:
    """Says who an officer is there. Raises NotFound, RuleBroken, Conflict, Forbidden for oneself.

    The officer must work in the provider's agency or below it.
    """
    try:
        async with transaction() as connection:
            provider = await _mine(connection, actor, provider_id)
            account_id = await connection.fetchval(
                "select a.id from account a join officer_post o on o.account_id = a.id "
                "join unit u on u.id = o.unit_id join agency g on g.id = u.agency_id "
                "where a.tenant_id = $1 and a.username = $2 and a.kind = 'officer' "
                "and a.disabled_at is null and (g.id = $3 or g.parent_id = $3)",
                settings().tenant, data.username.strip().lower(), provider["agency_id"],
            )  # fmt: skip
            if account_id is None:
                wrong = field("/username", "Ghi tên đăng nhập của cán bộ thuộc cơ quan này.")
                raise RuleBroken("Không có cán bộ này trong cơ quan.", errors=[wrong])
            if account_id == actor.account_id:
                raise Forbidden("Không tự liên kết tài khoản của mình.", slug="own-account")
            await connection.execute(
                "insert into officer_identity (id, tenant_id, provider_id, account_id, subject, "
                "linked_by, linked_at) values ($1, $2, $3, $4, $5, $6, $7)",
                uuid7(), settings().tenant, provider_id, account_id, data.subject.strip(),
                actor.account_id, clock.now(),
            )  # fmt: skip
            await record(connection, actor, "officer_identity.linked", subject_id=account_id)
    except asyncpg.UniqueViolationError:
        raise Conflict(
            "Cán bộ hoặc định danh này đã được liên kết.", slug="already-linked"
        ) from None


async def unlink(actor: Actor, provider_id: UUID, identity_id: UUID) -> None:
    """The officer no longer comes in that way, and is out now. Raises NotFound."""
    async with transaction() as connection:
        await _mine(connection, actor, provider_id)
        account_id = await connection.fetchval(
            "update officer_identity set ended_at = $3 where id = $1 and provider_id = $2 "
            "and ended_at is null returning account_id",
            identity_id, provider_id, clock.now(),
        )  # fmt: skip
        if account_id is None:
            raise NotFound("Không có liên kết này.", en="There is no such link.")
        await end_all(connection, account_id)
        await record(connection, actor, "officer_identity.unlinked", subject_id=account_id)


async def _mine(connection: asyncpg.Connection, actor: Actor, id_: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(_MINE, id_, _agencies(actor))
    if row is None:
        raise NotFound("Không có nhà cung cấp này.", en="There is no such provider.")
    return row


def _agencies(actor: Actor) -> list[UUID]:
    return actor.alone().agencies(*DECIDERS)


def _shown(actor: Actor, row: Any) -> ProviderShown:
    return ProviderShown(
        id=str(row["id"]),
        name=row["name"],
        agency=row["agency"],
        issuer=row["issuer"],
        client_id=row["client_id"],
        vouches_second_factor=row["vouches_second_factor"],
        state=row["state"],
        state_label=STATES[row["state"]].vi,
        proposed_by=row["proposer"],
        may_decide=row["state"] == "waiting" and row["proposed_by"] != actor.account_id,
        officers=msgspec.json.decode(row["officers"], type=list[LinkedOfficer]),
    )
