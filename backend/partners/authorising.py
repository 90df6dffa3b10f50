"""People let programs submit for them: asked for by the program, answered and ended by the person.

Bộ luật Dân sự 2015 Điều 138, 140, 562 (authority to act, by whom and until when); Luật Bảo vệ dữ
liệu cá nhân 91/2025/QH15 (consent is express, for a purpose, and can be withdrawn). A program
learns nothing of a number but the person's answer.
"""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.identity.sign_in_names import stored_name
from backend.partners.queries import moment
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, TooMany, field
from backend.platform.sealing import blind
from backend.settings import settings
from shared.contracts.common import Named
from shared.contracts.programs import (
    AskAuthorisation,
    AuthorisationForMe,
    ProgramAuthorisation,
)
from shared.vocabulary.partners import AUTHORISATION_LABELS, AuthorisationState

SCOPE = "submissions:write"
_WAITS = timedelta(days=14)
_ASKED_A_DAY = 200  # by one program; a person gets at most _OPEN_FOR_ONE of one program
_OPEN_FOR_ONE = 3
# Number 2 in the arguments is now.
_STATE = """
case when a.ended_at is not null then 'ended'
    when a.granted is null and a.asked_at + interval '14 days' <= $2 then 'expired'
    when a.granted is null then 'waiting' when not a.granted then 'refused'
    when a.valid_until <= $2 then 'expired' else 'granted' end
"""


async def ask(partner: Partner, data: AskAuthorisation) -> ProgramAuthorisation:
    """Asks the person with this number. The answer is the same whether or not there is one.

    Raises RuleBroken by field, TooMany.
    """
    wanted = sorted(set(data.procedures))
    reachable = partner.procedures(SCOPE)
    unknown = set(wanted) - await known_procedures(set(wanted))
    if unknown or (reachable is not None and not set(wanted) <= set(reachable)):
        raise RuleBroken(
            "Có thủ tục không có trong danh mục, hoặc chương trình không được nộp.",
            en="Some procedure is unknown, or not granted to this program.",
            errors=[field("/procedures", "Chỉ ghi thủ tục mà chương trình được nộp.")],
        )
    name, now, id_ = stored_name(data.personal_id), clock.now(), uuid7()
    async with transaction() as connection:
        await connection.execute(
            "select 1 from api_client where id = $1 for update", partner.client_id
        )
        await _within_limits(connection, partner, name, now)
        # Keys for trials reach nobody but their own developer.
        account = await connection.fetchval(
            "select id from account where tenant_id = $1 and username = $2 and kind <> 'officer' "
            "and disabled_at is null and closed_at is null and ($3::uuid is null or id = $3)",
            settings().tenant,
            name,
            partner.developer_id,
        )
        await connection.execute(
            "insert into program_authorisation (id, tenant_id, client_id, account_id, person_key, "
            "procedures, purpose, valid_days, asked_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id_, settings().tenant, partner.client_id, account, blind(name), wanted,
            data.purpose.strip(), data.valid_days, now,
        )  # fmt: skip
        detail = {"client": str(partner.client_id), "procedures": wanted}
        await record(connection, None, "authorisation.asked", subject_id=id_, detail=detail)
    return await one(partner, id_)


async def one(partner: Partner, id_: UUID) -> ProgramAuthorisation:
    """A request of the calling program. Raises NotFound."""
    row = await fetch_row(
        f"select a.*, {_STATE} as state from program_authorisation a "
        "where a.id = $3 and a.client_id = $1",
        partner.client_id,
        clock.now(),
        id_,
    )
    if row is None:
        raise _unknown()
    return _for_program(row)


async def of_program(partner: Partner) -> list[ProgramAuthorisation]:
    """The newest requests of the calling program, at most 100."""
    rows = await fetch(
        f"select a.*, {_STATE} as state from program_authorisation a where a.client_id = $1 "
        "order by a.asked_at desc, a.id desc limit 100",
        partner.client_id,
        clock.now(),
    )
    return [_for_program(row) for row in rows]


async def for_person(actor: Actor) -> list[AuthorisationForMe]:
    """What programs asked the caller for, the newest first, at most 100."""
    rows = await fetch(
        f"select a.*, c.name, c.contact, c.sandbox, g.name as agency, {_STATE} as state, "
        "(select count(*) from draft d where d.authorisation_id = a.id "
        "and d.dossier_id is not null) as submitted, "
        "coalesce((select array_agg(p.name order by p.code) from procedure p "
        "where p.tenant_id = a.tenant_id and p.code = any(a.procedures)), '{}') as names, "
        "coalesce((select array_agg(p.code order by p.code) from procedure p "
        "where p.tenant_id = a.tenant_id and p.code = any(a.procedures)), '{}') as codes "
        "from program_authorisation a join api_client c on c.id = a.client_id "
        "join agency g on g.id = c.agency_id where a.account_id = $1 "
        "order by a.asked_at desc, a.id desc limit 100",
        actor.account_id,
        clock.now(),
    )
    return [
        AuthorisationForMe(
            id=str(row["id"]),
            program=row["name"],
            agency=row["agency"],
            contact=row["contact"],
            sandbox=row["sandbox"],
            procedures=[Named(c, n) for c, n in zip(row["codes"], row["names"], strict=True)],
            purpose=row["purpose"],
            asked_at=moment(row["asked_at"]) or "",
            valid_days=row["valid_days"],
            valid_until=moment(row["valid_until"]),
            state=row["state"],
            state_label=AUTHORISATION_LABELS[AuthorisationState(row["state"])].vi,
            submitted=row["submitted"],
        )
        for row in rows
    ]


async def answer(actor: Actor, id_: UUID, *, grant: bool) -> None:
    """The person's answer. Raises NotFound, Conflict when it was given or came too late."""
    now = clock.now()
    async with transaction() as connection:
        row = await _mine(connection, actor, id_)
        if row["granted"] is not None or row["ended_at"] is not None:
            raise Conflict("Yêu cầu này đã được trả lời.", slug="already-answered")
        if row["asked_at"] + _WAITS <= now:
            raise Conflict(
                "Yêu cầu này đã quá hạn trả lời. Chương trình cần gửi yêu cầu mới.",
                en="This request has expired; the program has to ask again.",
                slug="too-late",
            )
        await connection.execute(
            "update program_authorisation set granted = $2, answered_at = $3, valid_until = $4 "
            "where id = $1",
            id_,
            grant,
            now,
            now + timedelta(days=row["valid_days"]) if grant else None,
        )
        done = "authorisation.granted" if grant else "authorisation.refused"
        await record(connection, actor, done, subject_id=id_)


async def end(actor: Actor, id_: UUID) -> None:
    """The person takes it back; nothing is submitted under it from now on. Raises NotFound."""
    async with transaction() as connection:
        await _mine(connection, actor, id_)
        await connection.execute(
            "update program_authorisation set ended_at = coalesce(ended_at, $2), "
            "ended_by_person = coalesce(ended_by_person, true) where id = $1",
            id_,
            clock.now(),
        )
        await record(connection, actor, "authorisation.ended", subject_id=id_)


async def give_to_trial(connection: asyncpg.Connection, client_id: UUID, actor_id: UUID) -> None:
    """Who asked for keys for trials lets them submit in their own name, until the keys end.

    Inside the transaction of the approval; said in the form that asks for the keys.
    """
    await connection.execute(
        "insert into program_authorisation (id, tenant_id, client_id, account_id, person_key, "
        "procedures, purpose, valid_days, asked_at, granted, answered_at, valid_until) "
        "select $1, c.tenant_id, c.id, a.id, $4, '{}', c.purpose, 366, c.proposed_at, true, "
        "c.proposed_at, c.valid_until from api_client c join account a on a.id = $3 "
        "where c.id = $2",
        uuid7(),
        client_id,
        actor_id,
        blind(str(actor_id)),
    )


async def in_force(
    connection: asyncpg.Connection, partner: Partner, id_: UUID, procedure: str
) -> UUID:
    """The account for which the program may submit this now. Raises NotFound, Forbidden."""
    row = await connection.fetchrow(
        f"select a.account_id, a.procedures, {_STATE} as state from program_authorisation a "
        "where a.id = $3 and a.client_id = $1 for share",
        partner.client_id,
        clock.now(),
        id_,
    )
    if row is None:
        raise _unknown()
    reachable = partner.procedures(SCOPE)
    if (
        row["state"] != AuthorisationState.GRANTED
        or (row["procedures"] and procedure not in row["procedures"])
        or (reachable is not None and procedure not in reachable)
    ):
        raise Forbidden(
            "Người dân chưa đồng ý, đã chấm dứt, hoặc không đồng ý cho thủ tục này.",
            en="The person has not agreed, has ended it, or did not agree to this procedure.",
            slug="not-authorised",
        )
    account: UUID = row["account_id"]
    return account


async def _within_limits(
    connection: asyncpg.Connection, partner: Partner, name: str, now: datetime
) -> None:
    today, waiting = await connection.fetchrow(
        "select count(*) filter (where asked_at > $2::timestamptz - interval '1 day'), "
        "count(*) filter (where person_key = $3 and granted is null and ended_at is null "
        "and asked_at > $2::timestamptz - interval '14 days') "
        "from program_authorisation where client_id = $1",
        partner.client_id,
        now,
        blind(name),
    )
    if today >= _ASKED_A_DAY or waiting >= _OPEN_FOR_ONE:
        raise TooMany(
            "Đã gửi nhiều yêu cầu. Chờ người dân trả lời rồi hãy gửi thêm.",
            retry_after=3600,
            en="Too many requests; wait for answers before asking for more.",
        )


async def _mine(connection: asyncpg.Connection, actor: Actor, id_: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select * from program_authorisation where id = $1 and account_id = $2 for update",
        id_,
        actor.account_id,
    )
    if row is None:
        raise _unknown()
    return row


def _for_program(row: asyncpg.Record) -> ProgramAuthorisation:
    return ProgramAuthorisation(
        id=str(row["id"]),
        state=row["state"],
        state_label=AUTHORISATION_LABELS[AuthorisationState(row["state"])].vi,
        procedures=row["procedures"],
        purpose=row["purpose"],
        asked_at=moment(row["asked_at"]) or "",
        valid_until=moment(row["valid_until"]),
    )


def _unknown() -> NotFound:
    return NotFound("Không có yêu cầu đồng ý này.", en="There is no such authorisation.")
