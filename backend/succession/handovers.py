"""A dossier goes to another person when who sent it has left.

By consent: who sent it offers it, and the other takes it. By authority: the desk asks, with a paper
that shows why; who sent it is told and has some working days to object; the other takes it; then a
leader, a second person, decides. Every step is kept, told to both sides, and audited.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.situation import closing_after
from backend.dossiers.detail import unknown_dossier
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import search_text, vi_sort_key
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field
from backend.platform.sealing import blind, opened, sealed
from backend.settings import settings
from backend.succession.handover_queries import ASKERS, SELECT, possible, sight, unknown_handover
from shared.contracts.handovers import AskHandover, OfferHandover
from shared.vocabulary.states import TERMINAL

TOPIC = "dossier.handover"
WAIT_DAYS = 5  # working days in which the sender may object


async def offer(actor: Actor, dossier_id: UUID, data: OfferHandover) -> UUID:
    """The sender gives their dossier; it goes when the other takes it.

    Raises NotFound, RuleBroken for an unknown person, Conflict for a closed dossier or a second
    offer.
    """
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from dossier where id = $1 and applicant_id = $2 for update",
            dossier_id,
            actor.account_id,
        )
        return await _ask(connection, actor, row, data, way="consent", evidence="")


async def ask(actor: Actor, dossier_id: UUID, data: AskHandover) -> UUID:
    """The desk asks for a sender who has left. Raises as `offer`, and Forbidden."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from dossier where id = $1 and receiving_agency_id = any($2::uuid[]) "
            "for update",
            dossier_id,
            actor.agencies(*ASKERS),
        )
        return await _ask(connection, actor, row, data, way="authority", evidence=data.evidence)


async def accept(actor: Actor, handover_id: UUID) -> None:
    """The other takes it; what was offered by its sender goes over at once. Raises NotFound."""
    async with transaction() as connection:
        row = await _open(connection, actor, handover_id, "accept")
        await connection.execute(
            "update handover set accepted_at = $2 where id = $1", handover_id, clock.now()
        )
        await record(connection, actor, "handover.accepted", subject_id=handover_id)
        if row["way"] == "consent":
            await _move(connection, actor, row)
        else:
            await _tell(connection, row, "accepted")


async def withdraw(actor: Actor, handover_id: UUID) -> None:
    """Who offered or asked gives it up, or the other does not take it. Raises NotFound."""
    async with transaction() as connection:
        row = await _open(connection, actor, handover_id, "withdraw")
        await _end(connection, row, "withdrawn")
        await record(connection, actor, "handover.withdrawn", subject_id=handover_id)


async def object_to(actor: Actor, handover_id: UUID, reason: str) -> None:
    """The sender is still there: the dossier can go by their consent alone. Raises NotFound."""
    async with transaction() as connection:
        row = await _open(connection, actor, handover_id, "object")
        await connection.execute(
            "update handover set objected_at = $2, objection = $3 where id = $1",
            handover_id,
            clock.now(),
            reason.strip(),
        )
        await record(connection, actor, "handover.objected", subject_id=handover_id)
        await _tell(connection, row, "objected")


async def decide(actor: Actor, handover_id: UUID, *, approve: bool, reason: str) -> None:
    """The leader's word, after the wait, without an objection, with the other's consent.

    Raises NotFound, Forbidden for who asked or is concerned, Conflict while it is not ready.
    """
    async with transaction() as connection:
        row = await _open(connection, actor, handover_id, "refuse")
        await _not_concerned(connection, actor, row)
        if approve and "approve" not in possible(actor, row, clock.now()):
            raise Conflict(
                "Chưa quyết định được: cần người nhận đồng ý, hết thời hạn phản đối và người nộp "
                "không phản đối.",
                en="Consent, the end of the wait and no objection are needed first.",
                slug="not-ready",
            )
        await connection.execute(
            "update handover set decided_by = $2, decided_at = $3, decision = $4 where id = $1",
            handover_id,
            actor.account_id,
            clock.now(),
            reason.strip(),
        )
        what = "approved" if approve else "refused"
        await record(connection, actor, f"handover.{what}", subject_id=handover_id)
        if approve:
            await _move(connection, actor, row)
        else:
            await _end(connection, row, "refused")


async def _ask(
    connection: asyncpg.Connection,
    actor: Actor,
    row: Any,
    data: OfferHandover | AskHandover,
    *,
    way: str,
    evidence: str,
) -> UUID:
    if row is None:
        raise unknown_dossier()
    if row["applicant_id"] is None or row["state"] in TERMINAL:
        raise Conflict(
            "Chỉ chuyển được hồ sơ đang giải quyết và nộp bằng tài khoản.",
            en="Only an open dossier that an account sent can change hands.",
            slug="not-movable",
        )
    to = await _person(connection, data.to_number, data.to_name, row["applicant_id"])
    wait = await closing_after(row["receiving_agency_id"], WAIT_DAYS) if evidence else None
    id_ = uuid7()
    try:
        await connection.execute(
            "insert into handover (id, tenant_id, dossier_id, from_account_id, to_account_id, way, "
            "reason, evidence, asked_by, asked_at, wait_until, state) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open')",
            id_,
            settings().tenant,
            row["id"],
            row["applicant_id"],
            to,
            way,
            data.reason.strip(),
            evidence.strip(),
            actor.account_id,
            clock.now(),
            wait,
        )
    except asyncpg.UniqueViolationError:
        raise Conflict(
            "Hồ sơ này đang có một đề nghị chuyển.",
            en="This dossier is already about to change hands.",
            slug="handover-open",
        ) from None
    await record(
        connection, actor, "handover.asked", subject_id=id_,
        detail={"dossier": str(row["id"]), "way": way},
    )  # fmt: skip
    for account_id in (row["applicant_id"], to):
        await _publish(connection, id_, account_id, "asked")
    return id_


async def _person(connection: asyncpg.Connection, number: str, name: str, sender: UUID) -> UUID:
    found = await connection.fetchrow(
        "select id, sort_key from account where tenant_id = $1 and username = $2 "
        "and kind <> 'officer' and disabled_at is null and closed_at is null",
        settings().tenant,
        stored_name(number),
    )
    same = found is not None and found["sort_key"] == vi_sort_key(" ".join(name.split()))
    if not same or found["id"] == sender:
        raise RuleBroken(
            "Không tìm thấy người nhận. Kiểm tra số định danh và họ tên; người đó cần có tài "
            "khoản và không phải người đang đứng tên nộp.",
            en="There is no such person; check number and name.",
            errors=[field("/to_name", "Số định danh và họ tên chưa khớp; hãy kiểm tra cả hai.")],
            slug="no-such-person",
        )
    id_: UUID = found["id"]
    return id_


async def _open(
    connection: asyncpg.Connection, actor: Actor, handover_id: UUID, wanted: str
) -> asyncpg.Record:
    condition, args = sight(actor, 2)
    row = await connection.fetchrow(
        f"{SELECT} where h.id = $1 and {condition} for update of h", handover_id, *args
    )
    if row is None:
        raise unknown_handover()
    if wanted not in possible(actor, row, clock.now()):
        raise Conflict(
            "Đề nghị này không còn chờ việc đó của bạn. Hãy tải lại trang.",
            en="This handover does not wait for that from you.",
            slug="not-now",
        )
    return row


async def _not_concerned(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    own = await connection.fetchval(
        "select true from account where id = any($1::uuid[]) and username = $2",
        [row["from_account_id"], row["to_account_id"]],
        stored_name(actor.personal_id) if actor.personal_id else "",
    )
    if own:
        raise Forbidden(
            "Bạn là một bên của việc chuyển này nên người khác phải quyết định.",
            en="Somebody else must decide this.",
            slug="own-dossier",
        )


async def _move(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    dossier = await connection.fetchrow(
        "select * from dossier where id = $1 for update", row["dossier_id"]
    )
    if dossier["state"] in TERMINAL or dossier["applicant_id"] != row["from_account_id"]:
        raise Conflict(
            "Hồ sơ đã kết thúc hoặc đã đổi người nộp.",
            en="The dossier is over, or somebody else's already.",
            slug="not-movable",
        )
    to = await connection.fetchrow("select * from account where id = $1", row["to_account_id"])
    number, phone = opened(to, "account.personal_id"), opened(to, "account.phone")
    address = opened(to, "account.address") or opened(dossier, "dossier.applicant_address")
    words = {
        search_text(dossier["applicant_name"]): search_text(to["full_name"]),
        dossier["applicant_key"]: blind(number),
        blind(opened(dossier, "dossier.applicant_phone")): blind(phone),
    }
    text: str = dossier["search_text"]
    for old, new in words.items():
        text = text.replace(old, new, 1) if old else text
    await connection.execute(
        "update dossier set applicant_id = $2, applicant_name = $3, applicant_key = $4, "
        "applicant_personal_id = $5, applicant_phone = $6, applicant_email = $7, "
        "applicant_address = $8, search_text = $9 where id = $1",
        dossier["id"],
        to["id"],
        to["full_name"],
        blind(number),
        sealed("dossier.applicant_personal_id", dossier["id"], number),
        sealed("dossier.applicant_phone", dossier["id"], phone),
        sealed("dossier.applicant_email", dossier["id"], opened(to, "account.email")),
        sealed("dossier.applicant_address", dossier["id"], address),
        text,
    )
    await record(
        connection, actor, "dossier.handed_over", subject_id=dossier["id"],
        detail={
            "handover": str(row["id"]), "from": str(row["from_account_id"]), "to": str(to["id"]),
        },
    )  # fmt: skip
    await _end(connection, row, "done")


async def _end(connection: asyncpg.Connection, row: Any, state: str) -> None:
    await connection.execute("update handover set state = $2 where id = $1", row["id"], state)
    await _tell(connection, row, state)


async def _tell(connection: asyncpg.Connection, row: Any, what: str) -> None:
    for account_id in (row["from_account_id"], row["to_account_id"]):
        await _publish(connection, row["id"], account_id, what)


async def _publish(connection: asyncpg.Connection, id_: UUID, account_id: UUID, what: str) -> None:
    payload = {"account_id": str(account_id), "what": what}
    await outbox.publish(connection, TOPIC, id_, payload)
