"""Consents given and withdrawn, identity proven at the desk."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.sign_in_names import stored_name
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.privacy import queries
from backend.settings import settings
from shared.contracts.privacy import Consent, SetConsent
from shared.vocabulary.vault import REGISTERS, ConsentKind


async def set_consent(actor: Actor, data: SetConsent) -> list[Consent]:
    """Gives or withdraws a consent; what was fetched under a withdrawn one is deleted at once."""
    async with transaction() as connection:
        if data.given:
            await give_consent(connection, actor, ConsentKind(data.kind))
        else:
            await connection.execute(
                "update consent set withdrawn_at = $3 where account_id = $1 and kind = $2 "
                "and withdrawn_at is null",
                actor.account_id,
                data.kind,
                clock.now(),
            )
            await _forget(connection, actor.account_id, data.kind)
            await record(connection, actor, "consent.withdrawn", detail={"kind": data.kind})
    return await queries.consents(actor)


async def give_consent(connection: asyncpg.Connection, actor: Actor, kind: ConsentKind) -> UUID:
    """The consent in force, new when there was none. Returns its id."""
    found: UUID | None = await connection.fetchval(
        "insert into consent (id, tenant_id, account_id, kind, given_at) "
        "values ($1, $2, $3, $4, $5) on conflict (account_id, kind) where withdrawn_at is null "
        "do nothing returning id",
        uuid7(),
        settings().tenant,
        actor.account_id,
        kind,
        clock.now(),
    )
    if found is not None:
        await record(connection, actor, "consent.given", detail={"kind": kind})
        return found
    there: UUID = await connection.fetchval(
        "select id from consent where account_id = $1 and kind = $2 and withdrawn_at is null",
        actor.account_id,
        kind,
    )
    return there


async def prove_identity(
    connection: asyncpg.Connection, officer: Actor | None, personal_id: str
) -> None:
    """A desk officer has the person's card in hand; their account, if any, is theirs."""
    await connection.execute(
        "insert into identity_proof (account_id, tenant_id, how, proven_by, proven_at) "
        "select id, tenant_id, $3, $4, $5 from account "
        "where tenant_id = $1 and kind = 'citizen' and username = $2 "
        "on conflict (account_id) do nothing",
        settings().tenant,
        stored_name(personal_id),
        "card_at_desk" if officer is not None else "demonstration",
        officer.account_id if officer is not None else None,
        clock.now(),
    )


UNPROVEN = (
    "Cần đăng nhập bằng VNeID mức độ 2, hoặc xác thực danh tính tài khoản tại Bộ phận Một cửa."
)


async def prove_by_national_identity(connection: asyncpg.Connection, account_id: UUID) -> None:
    """Whoever signs in with VNeID at level 2 has shown their card (NĐ 69/2024/NĐ-CP Điều 9)."""
    proven = await connection.fetchval(
        "insert into identity_proof (account_id, tenant_id, how, proven_at) "
        "select id, tenant_id, 'national_2', $2 from account where id = $1 and kind = 'citizen' "
        "on conflict (account_id) do nothing returning true",
        account_id,
        clock.now(),
    )
    if proven:
        await record(connection, None, "identity.proven", subject_id=account_id)


async def _forget(connection: asyncpg.Connection, account_id: UUID, kind: str) -> None:
    if kind == ConsentKind.STORE:
        await connection.execute("delete from store_paper where account_id = $1", account_id)
    if kind not in REGISTERS:
        return
    await connection.execute(
        "update register_query set facts = null where account_id = $1 and register = $2 "
        "and facts is not null",
        account_id,
        kind,
    )
    await connection.execute(
        "delete from draft_offer o using draft d where d.id = o.draft_id and d.account_id = $1 "
        "and o.source = $2",
        account_id,
        kind,
    )
