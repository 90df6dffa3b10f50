"""Keys for trials: a developer asks on the portal, an administrator decides, the key is shown once.

They open demonstration data and nothing else: an agency that exists for trials, and in it what
their own developer sent there.
"""

import secrets
from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.mail_codes import Letter, post_letter
from backend.organisation.actions import AgencyDetails, keep_agency, keep_unit, set_competence
from backend.organisation.queries import agency_for_trials
from backend.partners.authorising import give_to_trial
from backend.partners.granting import secret_hash
from backend.partners.queries import STATES, moment
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.partners import ClientSecret
from shared.contracts.programs import AskSandbox, SandboxProgram
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.partners import FIELDS, SCOPES, RateClass

DAYS = 180
_MOST = 5  # programs of one person that wait or work
_NAME = "Cơ quan thử nghiệm kết nối (dữ liệu trình diễn)"
_STATE = """
case when c.revoked_at is not null then 'revoked' when c.approved is null then 'waiting'
    when not c.approved then 'refused' when c.valid_until <= $2 then 'expired' else 'active' end
"""


async def ask(actor: Actor, data: AskSandbox) -> UUID:
    """A developer asks for keys, and lets the program submit in their own name, for trial only.

    Raises RuleBroken with too many programs already.
    """
    agency = await open_agency()
    id_, now = uuid7(), clock.now()
    async with transaction() as connection:
        await connection.execute("select 1 from account where id = $1 for update", actor.account_id)
        there = await connection.fetchval(
            "select count(*) from api_client where proposed_by = $1 and sandbox "
            "and revoked_at is null and approved is not false and valid_until > $2",
            actor.account_id,
            now,
        )
        if there >= _MOST:
            raise RuleBroken(
                f"Bạn đã có {there} chương trình thử. Chấm dứt bớt một chương trình rồi gửi lại.",
                en="You have that many trial programs already; end one first.",
                slug="too-many-programs",
            )
        await connection.execute(
            "insert into api_client (id, tenant_id, agency_id, name, contact, purpose, method, "
            "keys, scopes, networks, rate_class, valid_until, proposed_by, proposed_at, sandbox) "
            "values ($1, $2, $3, $4, $5, $6, 'secret', '', $7, '{}', $8, $9, $10, $11, true)",
            id_, settings().tenant, agency, data.name.strip(), data.contact.strip(),
            data.purpose.strip(), sorted(SCOPES), RateClass.STANDARD, now + timedelta(days=DAYS),
            actor.account_id, now,
        )  # fmt: skip
        await connection.execute(
            "insert into api_client_grant (id, client_id, procedure_code, fields) "
            "values ($1, $2, '*', $3)",
            uuid7(),
            id_,
            sorted(FIELDS),
        )
        await record(connection, actor, "api_client.asked_for_trial", subject_id=id_)
    return id_


async def mine(actor: Actor) -> list[SandboxProgram]:
    """Programs the caller asked for, the newest first, at most 50."""
    rows = await fetch(
        f"select c.*, {_STATE} as state from api_client c where c.proposed_by = $1 and c.sandbox "
        "order by c.proposed_at desc, c.id desc limit 50",
        actor.account_id,
        clock.now(),
    )
    return [_shown(row) for row in rows]


async def fetch_secret(actor: Actor, client_id: UUID) -> ClientSecret:
    """A secret for the caller's own program, shown this once; an earlier one ends.

    Raises NotFound, Conflict unless it is approved and in force.
    """
    secret = secrets.token_urlsafe(32)
    async with transaction() as connection:
        row = await _mine(connection, actor, client_id)
        if row["state"] != "active":
            raise Conflict(
                "Chương trình chưa được duyệt, đã hết hạn hoặc đã chấm dứt.",
                en="The program is not approved, has expired or was ended.",
                slug="no-secret",
            )
        await connection.execute(
            "update api_client set secret_hash = $2 where id = $1",
            client_id,
            secret_hash(client_id, secret),
        )
        await record(connection, actor, "api_client.secret_renewed", subject_id=client_id)
    return ClientSecret(str(client_id), secret)


async def end(actor: Actor, client_id: UUID) -> None:
    """The developer ends a program of theirs. Raises NotFound, Conflict when it was ended."""
    async with transaction() as connection:
        row = await _mine(connection, actor, client_id)
        if row["revoked_at"] is not None:
            raise Conflict("Chương trình này đã chấm dứt.", slug="already-revoked")
        await connection.execute(
            "update api_client set revoked_at = $2, revoked_by = $3, secret_hash = null, "
            "revoke_reason = 'Người phát triển tự chấm dứt.' where id = $1",
            client_id,
            clock.now(),
            actor.account_id,
        )
        await record(connection, actor, "api_client.revoked", subject_id=client_id)


async def decided(connection: asyncpg.Connection, row: asyncpg.Record, *, approve: bool) -> None:
    """What else follows from the word about keys for trials, inside that transaction."""
    if not row["sandbox"]:
        return
    name = row["name"]
    if approve:
        await give_to_trial(connection, row["id"], row["proposed_by"])
        body = (
            f"Chương trình “{name}” đã được duyệt dùng thử API.\n\nLấy khóa tại "
            f"{settings().citizen_url}/lap-trinh/. Khóa chỉ hiện một lần và chỉ đọc, ghi được dữ "
            "liệu trình diễn."
        )
    else:
        body = f"Đề nghị dùng thử API của chương trình “{name}” không được duyệt."
    letter = Letter(row["contact"], "Khóa thử nghiệm API", body)
    await post_letter(connection, row["id"], letter)


async def open_agency() -> UUID:
    """The agency for trials, made when it is first needed; it receives whatever can be applied for.

    It stands below the agency that runs the portal, whose administrators decide about keys.
    """
    found = await agency_for_trials()
    if found is None:
        root = await fetch_row(
            "select id, code, phone, email from agency where tenant_id = $1 and parent_id is null "
            "order by code limit 1",
            settings().tenant,
        )
        assert root is not None
        found = await keep_agency(
            AgencyDetails(
                f"{root['code']}.TN", _NAME, AgencyLevel.PROVINCE, root["id"],
                phone=root["phone"], email=root["email"], demonstration=True,
            )
        )  # fmt: skip
    await keep_unit(found, "Bộ phận thử nghiệm", is_desk=True)
    unit = await keep_unit(found, "Phòng thử nghiệm")
    codes = await fetch(
        "select distinct f.procedure_code from form_version f where f.tenant_id = $1 "
        "and not exists (select from agency_procedure p where p.receiving_agency_id = $2 "
        "and p.procedure_code = f.procedure_code) limit 2000",
        settings().tenant,
        found,
    )
    for row in codes:
        await set_competence(row["procedure_code"], found, unit)
    return found


async def _mine(connection: asyncpg.Connection, actor: Actor, client_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        f"select c.*, {_STATE} as state from api_client c "
        "where c.id = $1 and c.proposed_by = $3 and c.sandbox for update",
        client_id,
        clock.now(),
        actor.account_id,
    )
    if row is None:
        raise NotFound("Không có chương trình này.", en="There is no such program.")
    return row


def _shown(row: asyncpg.Record) -> SandboxProgram:
    return SandboxProgram(
        id=str(row["id"]),
        name=row["name"],
        contact=row["contact"],
        purpose=row["purpose"],
        state=row["state"],
        state_label=STATES[row["state"]].vi,
        asked_at=moment(row["proposed_at"]) or "",
        valid_until=moment(row["valid_until"]) or "",
        has_secret=row["secret_hash"] is not None,
        may_have_secret=row["state"] == "active",
        revoke_reason=row["revoke_reason"],
    )
