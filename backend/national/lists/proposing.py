"""What the first person asks for: a comparison, taking over named fields, keeping ours."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.national.lists.pulling import start
from backend.national.lists.rules import check_chosen
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, NotFound, Unavailable
from backend.settings import settings
from shared.contracts.national_lists import Approve, FieldDifference, GiveBack, Hold
from shared.vocabulary.national import DifferenceKind, NationalList


async def ask_for_pull(actor: Actor) -> None:
    """Has the lists compared now. Raises Unavailable where no portal is set."""
    if not settings().national_url or settings().national_version != "2019":
        raise Unavailable(
            "Chưa kết nối dịch vụ danh mục của Cổng quốc gia.",
            en="The national lists are not connected.",
        )
    async with transaction() as connection:
        id_ = await start(connection, actor.account_id)
        await record(connection, actor, "national.pull_asked", subject_id=id_)


async def approve(actor: Actor, difference_id: UUID, data: Approve) -> None:
    """Proposes to take over the named fields; nothing changes until a second person agrees.

    Raises NotFound, Conflict when it was proposed or decided meanwhile, RuleBroken.
    """
    async with transaction() as connection:
        row = await undecided(connection, difference_id)
        fields = msgspec.json.decode(row["fields"], type=list[FieldDifference])
        check_chosen(NationalList(row["list"]), DifferenceKind(row["kind"]), fields, data.fields)
        note = ", ".join(f.label for f in fields if f.key in data.fields)
        await _proposed(connection, actor, row, "approved", data.fields, note)


async def hold(actor: Actor, difference_id: UUID, data: Hold) -> None:
    """Proposes to keep ours until theirs changes again. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await undecided(connection, difference_id)
        await _proposed(connection, actor, row, "held", [], data.reason.strip())


async def give_back(actor: Actor, difference_id: UUID, data: GiveBack) -> None:
    """Makes a proposal open again, by the second person or by its author. Raises NotFound,
    Conflict."""
    async with transaction() as connection:
        row = await locked(connection, difference_id)
        if row["state"] != "proposed":
            raise moved_on()
        await connection.execute(
            "update national_difference set state = 'open', proposal = '', chosen = '{}', "
            "proposed_by = null, proposed_by_name = '', proposed_at = null, note = $2 "
            "where id = $1",
            row["id"],
            f"{actor.full_name} trả lại đề nghị: {data.reason.strip()}",
        )
        detail = {"list": row["list"], "key": row["key"], "note": data.reason.strip()}
        await record(
            connection, actor, "national.difference_given_back", subject_id=row["id"], detail=detail
        )


async def locked(connection: asyncpg.Connection, difference_id: UUID) -> Any:
    """One difference, locked. Raises NotFound."""
    row = await connection.fetchrow(
        "select * from national_difference where id = $1 and tenant_id = $2 for update",
        difference_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound(
            "Khác biệt này không còn. Hãy tải lại danh sách.", en="This difference is gone."
        )
    return row


async def undecided(connection: asyncpg.Connection, difference_id: UUID) -> Any:
    """One that nobody has proposed or taken over, locked. Raises NotFound, Conflict."""
    row = await locked(connection, difference_id)
    if row["state"] == "approved":
        raise Conflict("Khác biệt này đã được cập nhật.", slug="already-decided")
    if row["state"] == "proposed":
        raise Conflict(
            "Khác biệt này đã có đề nghị, đang chờ người thứ hai.",
            en="This was proposed already and waits for a second person.",
            slug="proposed",
        )
    return row


def moved_on() -> Conflict:
    """Somebody else was faster."""
    return Conflict(
        "Đề nghị này vừa được người khác xử lý. Hãy tải lại danh sách.",
        en="Somebody has just moved this on. Reload the page.",
        slug="moved-on",
    )


async def _proposed(
    connection: asyncpg.Connection,
    actor: Actor,
    row: Any,
    decision: str,
    chosen: list[str],
    note: str,
) -> None:
    await connection.execute(
        "update national_difference set state = 'proposed', proposal = $2, chosen = $3, "
        "revision = revision + 1, proposed_by = $4, proposed_by_name = $5, proposed_at = $6, "
        "note = $7, decided_by = null, decided_by_name = '', decided_at = null where id = $1",
        row["id"],
        decision,
        chosen,
        actor.account_id,
        actor.full_name,
        clock.now(),
        note,
    )
    detail = {"list": row["list"], "key": row["key"], "decision": decision, "note": note}
    await record(
        connection, actor, "national.difference_proposed", subject_id=row["id"], detail=detail
    )
