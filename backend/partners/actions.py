"""Letting programs of other systems in: proposed by one person, decided by a second, ended by one.

Ending takes one person, since what is dangerous must not wait; coming back takes two again.
"""

import secrets
from datetime import timedelta
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.identity.role_requests import DECIDERS
from backend.identity.tokens import KeySet
from backend.partners import trials
from backend.partners.granting import secret_hash
from backend.partners.rules import network, unknown_fields
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.partners import ClientSecret, ProposeApiClient
from shared.vocabulary.partners import SCOPES

_MINE = (
    "select c.* from api_client c join agency g on g.id = c.agency_id where c.id = $1 "
    "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) for update of c"
)


async def propose(actor: Actor, data: ProposeApiClient) -> UUID:
    """Asks for a program to be let in; it can do nothing yet. Raises RuleBroken by field."""
    networks = [network(text) for text in data.networks]
    await _refuse_wrong(data, networks)
    id_, now = uuid7(), clock.now()
    async with transaction() as connection:
        agency = await connection.fetchval(
            "select id from agency g where g.id = $1 "
            "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))",
            _uuid(data.agency_id),
            _agencies(actor),
        )
        if agency is None:
            raise RuleBroken(
                "Chưa chọn cơ quan.", errors=[field("/agency_id", "Chọn cơ quan trong danh sách.")]
            )
        await connection.execute(
            "insert into api_client (id, tenant_id, agency_id, name, contact, purpose, method, "
            "keys, scopes, networks, rate_class, valid_until, proposed_by, proposed_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            id_, settings().tenant, agency, data.name.strip(), data.contact.strip(),
            data.purpose.strip(), data.method, data.keys if data.method == "key" else "",
            sorted(set(data.scopes)), networks, data.rate_class,
            now + timedelta(days=data.valid_days), actor.account_id, now,
        )  # fmt: skip
        await connection.executemany(
            "insert into api_client_grant (id, client_id, procedure_code, fields) "
            "values ($1, $2, $3, $4)",
            [(uuid7(), id_, g.procedure, sorted(set(g.fields))) for g in data.grants],
        )
        await record(
            connection, actor, "api_client.proposed", subject_id=id_,
            detail={"scopes": sorted(set(data.scopes)), "agency": data.agency_id},
        )  # fmt: skip
    return id_


async def decide(actor: Actor, client_id: UUID, *, approve: bool) -> None:
    """The second person's word. Raises NotFound, Conflict, Forbidden for who proposed."""
    async with transaction() as connection:
        row = await _mine(connection, actor, client_id)
        if row["approved"] is not None or row["revoked_at"] is not None:
            raise Conflict("Đề nghị này đã được quyết định.", slug="already-decided")
        if row["proposed_by"] == actor.account_id:
            raise Forbidden(
                "Người đề nghị không tự phê duyệt. Cần người thứ hai.",
                en="Somebody else must decide this.",
                slug="second-person-needed",
            )
        await connection.execute(
            "update api_client set approved = $2, decided_by = $3, decided_at = $4 where id = $1",
            client_id,
            approve,
            actor.account_id,
            clock.now(),
        )
        await trials.decided(connection, row, approve=approve)
        done = "api_client.approved" if approve else "api_client.refused"
        await record(connection, actor, done, subject_id=client_id)


async def renew_secret(actor: Actor, client_id: UUID) -> ClientSecret:
    """A new secret in place of the old, shown this once. Raises NotFound, Conflict."""
    secret = secrets.token_urlsafe(32)
    async with transaction() as connection:
        row = await _mine(connection, actor, client_id)
        usable = row["approved"] and row["revoked_at"] is None and row["valid_until"] > clock.now()
        # Keys for trials are shown to who asked for them, and to nobody else.
        if not usable or row["method"] != "secret" or row["sandbox"]:
            raise Conflict(
                "Hệ thống này chưa được duyệt, đã thu hồi, hoặc dùng khóa riêng của mình.",
                en="This client is not active, or uses its own key.",
                slug="no-secret",
            )
        await connection.execute(
            "update api_client set secret_hash = $2 where id = $1",
            client_id,
            secret_hash(client_id, secret),
        )
        await record(connection, actor, "api_client.secret_renewed", subject_id=client_id)
    return ClientSecret(str(client_id), secret)


async def revoke(actor: Actor, client_id: UUID, reason: str) -> None:
    """Ends it at once, its tokens too. Raises NotFound, Conflict when it was ended before."""
    async with transaction() as connection:
        row = await _mine(connection, actor, client_id)
        if row["revoked_at"] is not None:
            raise Conflict("Hệ thống này đã bị thu hồi.", slug="already-revoked")
        await connection.execute(
            "update api_client set revoked_at = $2, revoked_by = $3, revoke_reason = $4, "
            "secret_hash = null where id = $1",
            client_id,
            clock.now(),
            actor.account_id,
            reason.strip(),
        )
        await record(connection, actor, "api_client.revoked", subject_id=client_id)


async def _refuse_wrong(data: ProposeApiClient, networks: list[str | None]) -> None:
    wrong: list[FieldProblem] = []
    if set(data.scopes) - set(SCOPES):
        wrong.append(field("/scopes", "Có quyền không có trong danh sách; hãy chọn lại."))
    if None in networks:
        wrong.append(
            field(
                "/networks", "Ghi địa chỉ hoặc dải địa chỉ, ví dụ 203.0.113.7 hay 203.0.113.0/24."
            )
        )
    procedures = [grant.procedure for grant in data.grants]
    if len(set(procedures)) < len(procedures):
        wrong.append(field("/grants", "Một thủ tục chỉ ghi một lần."))
    for number, grant in enumerate(data.grants):
        if unknown_fields(grant.fields):
            wrong.append(
                field(f"/grants/{number}/fields", "Có mục không có trong danh sách; hãy chọn lại.")
            )
    named = {procedure for procedure in procedures if procedure != "*"}
    if named - await known_procedures(named):
        wrong.append(field("/grants", "Có thủ tục không có trong danh mục; hãy chọn lại."))
    if data.method == "key" and not _has_key(data.keys):
        wrong.append(
            field("/keys", "Dán tài liệu JWKS có ít nhất một khóa công khai RS256 hoặc ES256.")
        )
    if wrong:
        raise RuleBroken("Một số mục chưa đúng.", en="Some fields are not right.", errors=wrong)


def _has_key(text: str) -> bool:
    try:
        return bool(KeySet(msgspec.json.decode(text, type=dict[str, object])))
    except msgspec.MsgspecError:
        return False


async def _mine(connection: asyncpg.Connection, actor: Actor, client_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(_MINE, client_id, _agencies(actor))
    if row is None:
        raise NotFound("Không có hệ thống này.", en="There is no such client.")
    return row


def _agencies(actor: Actor) -> list[UUID]:
    return actor.alone().agencies(*DECIDERS)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
