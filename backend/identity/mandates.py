"""Mandates (uỷ quyền, đại diện): a person or organisation lets somebody act for it.

Bộ luật Dân sự 2015 Điều 138, 140, 562. The principal gives it, the agent takes it on, either ends
it at any time. An agent acts under one mandate in a session; what is sent meanwhile says so.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.mandates import DoneForMe, GiveMandate, Mandate, Sender
from shared.vocabulary.assurance import ASSURANCE_LABELS, Assurance
from shared.vocabulary.label import Label
from shared.vocabulary.states import PORTAL_LABELS, State

_LONGEST = timedelta(days=5 * 366)
_STATES = {
    "offered": Label("Chờ người được ủy quyền nhận", "Waits for the agent"),
    "in_force": Label("Đang có hiệu lực", "In force"),
    "later": Label("Chưa đến ngày", "Not yet in force"),
    "over": Label("Đã hết hiệu lực", "Over"),
}
_LIST = """
select m.*, p.full_name as principal, p.kind as principal_kind, a.full_name as agent,
    a.kind as agent_kind, exists (select from session s where s.id = $2 and s.mandate_id = m.id)
        as acting
from mandate m join account p on p.id = m.principal_id join account a on a.id = m.agent_id
where m.principal_id = $1 or m.agent_id = $1 order by m.created_at desc limit 100
"""
_IN_FORCE = "accepted_at is not null and ended_at is null and valid_from <= $2 and valid_to > $2"


async def mandates(actor: Actor) -> list[Mandate]:
    """Those the caller gave and was given, newest first."""
    now = clock.now()
    return [
        _shown(actor, row, now) for row in await fetch(_LIST, actor.account_id, actor.session_id)
    ]


async def give(actor: Actor, data: GiveMandate) -> None:
    """Lets somebody act for the caller; it holds once they took it on.

    Raises RuleBroken for wrong days, and in one sentence when name and number do not fit.
    """
    now = clock.now()
    starts, ends = _moment(data.valid_from, "/valid_from"), _moment(data.valid_to, "/valid_to")
    if not (starts < ends and ends > now and ends - starts <= _LONGEST):
        raise RuleBroken(
            "Thời hạn ủy quyền chưa đúng.",
            errors=[field("/valid_to", "Chọn ngày kết thúc sau ngày bắt đầu, tối đa 5 năm.")],
        )
    agent = await fetch_row(
        "select id, sort_key from account where tenant_id = $1 and username = $2 "
        "and kind <> 'officer' and disabled_at is null and closed_at is null",
        settings().tenant,
        stored_name(data.agent_username),
    )
    name = vi_sort_key(" ".join(data.agent_name.split()))
    if agent is None or agent["sort_key"] != name or agent["id"] == actor.account_id:
        raise RuleBroken(
            "Không tìm thấy người này. Kiểm tra số định danh và họ tên; người đó cần có tài khoản.",
            en="There is no such person; check number and name.",
            errors=[field("/agent_name", "Số định danh và họ tên chưa khớp; hãy kiểm tra cả hai.")],
            slug="no-such-agent",
        )
    async with transaction() as connection:
        id_ = await connection.fetchval(
            "insert into mandate (id, tenant_id, principal_id, agent_id, procedures, ground, "
            "valid_from, valid_to, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "returning id",
            uuid7(),
            settings().tenant,
            actor.account_id,
            agent["id"],
            sorted({code.strip() for code in data.procedures if code.strip()}),
            data.ground.strip(),
            starts,
            ends,
            now,
        )
        await record(connection, actor, "mandate.given", subject_id=id_)


async def accept(actor: Actor, mandate_id: UUID) -> None:
    """The agent takes it on. Raises NotFound."""
    await _change(
        actor, mandate_id, "accepted", "accepted_at = coalesce(accepted_at, $2)",
        "agent_id = $3 and ended_at is null",
    )  # fmt: skip


async def end(actor: Actor, mandate_id: UUID) -> None:
    """Either side ends it; nothing can be sent under it from then on. Raises NotFound."""
    await _change(
        actor, mandate_id, "ended",
        "ended_at = coalesce(ended_at, $2), ended_by = coalesce(ended_by, $3)",
        "$3 in (principal_id, agent_id)",
    )  # fmt: skip


async def act_for(actor: Actor, mandate_id: UUID | None) -> None:
    """In this session the caller acts under the mandate, or for themselves. Raises NotFound."""
    async with transaction() as connection:
        if mandate_id is not None:
            held = await connection.fetchval(
                f"select true from mandate where id = $1 and agent_id = $3 and {_IN_FORCE}",
                mandate_id,
                clock.now(),
                actor.account_id,
            )
            if not held:
                raise NotFound("Ủy quyền này không còn hiệu lực.", en="This mandate is over.")
        await connection.execute(
            "update session set mandate_id = $2 where id = $1", actor.session_id, mandate_id
        )
        await record(connection, actor, "mandate.acting", subject_id=mandate_id)


async def principal_of(actor: Actor) -> str | None:
    """For whom the session acts, also once the mandate is over: sending is refused then."""
    row = await fetch_row(
        "select p.full_name from session s join mandate m on m.id = s.mandate_id "
        "join account p on p.id = m.principal_id where s.id = $1",
        actor.session_id,
    )
    return str(row["full_name"]) if row is not None else None


async def remember_sender(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, procedure: str
) -> None:
    """Keeps with a dossier how surely it was known who sent it, and for whom they acted.

    Within the transaction of the submission. Raises Conflict when the session acts under a mandate
    that is over or does not cover the procedure: nothing is sent in a name it may not be sent in.
    """
    if actor.session_id is None:
        return
    now = clock.now()
    row = await connection.fetchrow(
        "select s.mandate_id, coalesce(i.tech_id, '') as tech_id from session s "
        "left join national_identity i on i.account_id = s.account_id where s.id = $1",
        actor.session_id,
    )
    if row is not None and row["mandate_id"] is not None:
        covers = await connection.fetchval(
            f"select true from mandate where id = $1 and agent_id = $3 and {_IN_FORCE} "
            "and (procedures = '{}' or $4 = any(procedures)) for share",
            row["mandate_id"],
            now,
            actor.account_id,
            procedure,
        )
        if not covers:
            raise Conflict(
                "Ủy quyền bạn đang dùng đã hết hiệu lực hoặc không gồm thủ tục này. Mở mục Ủy "
                "quyền để chọn lại, rồi nộp.",
                en="The mandate you act under is over or does not cover this procedure.",
                slug="mandate-over",
            )
    await connection.execute(
        "insert into dossier_sender (dossier_id, tenant_id, account_id, session_id, assurance, "
        "tech_id, mandate_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        dossier_id,
        settings().tenant,
        actor.account_id,
        actor.session_id,
        actor.assurance,
        row["tech_id"] if row else "",
        row["mandate_id"] if row else None,
        now,
    )


async def done_for_me(actor: Actor) -> list[DoneForMe]:
    """The newest dossiers others sent in the caller's name."""
    rows = await fetch(
        "select coalesce(d.code, d.reference) as code, d.procedure_name, d.state, s.at, "
        "a.full_name as agent from mandate m join dossier_sender s on s.mandate_id = m.id "
        "join dossier d on d.id = s.dossier_id join account a on a.id = s.account_id "
        "where m.principal_id = $1 order by s.at desc limit 100",
        actor.account_id,
    )
    return [
        DoneForMe(
            r["code"], r["procedure_name"], PORTAL_LABELS[State(r["state"])].vi, _iso(r["at"]),
            r["agent"],
        )
        for r in rows
    ]  # fmt: skip


async def sender(dossier_id: UUID) -> Sender:
    """Who sent a dossier; the caller's right to see it was checked. Raises NotFound."""
    row = await fetch_row(
        "select d.applicant_name, s.assurance, m.ground, p.full_name as principal, "
        "m.accepted_at is not null and m.ended_at is null and m.valid_to > $2 as holds "
        "from dossier d left join dossier_sender s on s.dossier_id = d.id "
        "left join mandate m on m.id = s.mandate_id "
        "left join account p on p.id = m.principal_id where d.id = $1",
        dossier_id,
        clock.now(),
    )
    if row is None:
        raise NotFound
    known = row["assurance"]
    return Sender(
        assurance_label=ASSURANCE_LABELS[Assurance(known)].vi if known else None,
        agent=row["applicant_name"],
        principal=row["principal"],
        ground=row["ground"],
        in_force_now=row["holds"] if row["principal"] else None,
    )


async def _change(
    actor: Actor, mandate_id: UUID, done: str, assignments: str, condition: str
) -> None:
    async with transaction() as connection:
        found = await connection.fetchval(
            f"update mandate set {assignments} where id = $1 and $2::timestamptz is not null "
            f"and {condition} returning true",
            mandate_id,
            clock.now(),
            actor.account_id,
        )
        if not found:
            raise NotFound("Không tìm thấy ủy quyền này.", en="There is no such mandate.")
        await record(connection, actor, f"mandate.{done}", subject_id=mandate_id)


def _shown(actor: Actor, row: Any, now: datetime) -> Mandate:
    mine = row["principal_id"] == actor.account_id
    state = "in_force"
    if row["ended_at"] is not None or row["valid_to"] <= now:
        state = "over"
    elif row["accepted_at"] is None:
        state = "offered"
    elif row["valid_from"] > now:
        state = "later"
    return Mandate(
        id=str(row["id"]),
        mine=mine,
        other_name=row["agent"] if mine else row["principal"],
        other_kind=row["agent_kind"] if mine else row["principal_kind"],
        procedures=list(row["procedures"]),
        ground=row["ground"],
        valid_from=_iso(row["valid_from"]),
        valid_to=_iso(row["valid_to"]),
        state=state,
        state_label=_STATES[state].vi,
        acting=row["acting"] and state == "in_force",
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")


def _moment(text: str, pointer: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None or moment.year < 2000:
        raise RuleBroken("Ngày chưa đúng.", errors=[field(pointer, "Chọn một ngày có thật.")])
    return moment
