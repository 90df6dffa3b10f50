"""The second person: what was proposed about a difference is done, and both names are kept."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.actions import EDITED, Hands, publish_within, withdraw_procedure
from backend.catalogue.content import ProcedureContent
from backend.catalogue.fee_agreement import fee_faults
from backend.national.codes import keep_code
from backend.national.lists import shapes
from backend.national.lists.comparing import CODES, codes_of, merged
from backend.national.lists.proposing import locked, moved_on
from backend.national.lists.rules import why_not_confirm
from backend.national.lists.ways import Unclear
from backend.organisation.actions import rename_agency
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.etags import stale
from backend.platform.problems import Forbidden, NotFound, RuleBroken
from backend.proposals.actions import one_at_a_time
from backend.settings import settings
from shared.contracts.national_lists import Confirm
from shared.vocabulary.national import DifferenceKind, NationalList


async def confirm(actor: Actor, difference_id: UUID, data: Confirm) -> None:
    """Does what another person proposed: a procedure gets a new version, a sector its code, or
    ours is kept until theirs changes again.

    Raises NotFound, Conflict when it was given back meanwhile, PreconditionFailed when it was
    proposed anew since it was read, Forbidden for its own author, RuleBroken.
    """
    async with transaction() as connection:
        row = await locked(connection, difference_id)
        if row["state"] != "proposed":
            raise moved_on()
        if refusal := why_not_confirm(actor, row):
            raise Forbidden(refusal, en="A second person must approve.", slug="second-person")
        if row["revision"] != data.revision:
            raise stale()
        if row["proposal"] == "approved":
            await _take_over(connection, actor, row)
        await _decided(connection, actor, row)


async def _take_over(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    which, kind = NationalList(row["list"]), DifferenceKind(row["kind"])
    if which is NationalList.PROCEDURE:
        await one_at_a_time(connection, row["key"])
    if which is NationalList.PROCEDURE and kind is DifferenceKind.ONLY_HERE:
        await withdraw_procedure(connection, row["key"])
    elif which is NationalList.PROCEDURE:
        await _procedure(connection, actor, row, row["chosen"])
    elif which is NationalList.AGENCY:
        name = msgspec.json.decode(row["theirs"])["name"]
        await rename_agency(connection, actor, row["key"], name)
    else:
        code = msgspec.json.decode(row["theirs"])["code"]
        await keep_code(connection, actor, "sector", row["key"], code)


async def _procedure(
    connection: asyncpg.Connection, actor: Actor, row: Any, chosen: list[str]
) -> None:
    current = await connection.fetchrow(
        "select v.content from procedure p join procedure_version v "
        "on v.id = p.current_version_id where p.tenant_id = $1 and p.code = $2 for update of p",
        settings().tenant,
        row["key"],
    )
    if current is None:
        raise NotFound("Thủ tục này không còn trong danh mục.", en="There is no such procedure.")
    ours = msgspec.json.decode(current["content"], type=ProcedureContent)
    theirs = msgspec.json.decode(row["theirs"], type=shapes.Procedure)
    try:
        content = merged(ours, theirs, chosen)
    except Unclear as unclear:
        raise RuleBroken(str(unclear)) from None
    if content != ours and (unlike := fee_faults(content)):
        raise RuleBroken(
            "Mức phí của Cổng quốc gia khác quy tắc phí của tỉnh. Sửa quy tắc phí ở trang thủ tục "
            "rồi phê duyệt.",
            en="The fees of the national list differ from the rules of fees.",
            errors=unlike,
            slug="fees-unlike",
        )
    if content != ours:
        by = Hands(row["proposed_by_name"], actor.full_name)
        await publish_within(connection, content, EDITED, is_open=None, by=by)
    if CODES in chosen:
        for key, code in codes_of(content, theirs).items():
            await keep_code(connection, actor, "component", f"{content.code}/{key}", code)


async def _decided(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    await connection.execute(
        "update national_difference set state = proposal, decided_by = $2, decided_by_name = $3, "
        "decided_at = $4 where id = $1",
        row["id"],
        actor.account_id,
        actor.full_name,
        clock.now(),
    )
    detail = {
        "list": row["list"],
        "key": row["key"],
        "note": row["note"],
        "proposed_by": str(row["proposed_by"]),
    }
    await record(
        connection,
        actor,
        f"national.difference_{row['proposal']}",
        subject_id=row["id"],
        detail=detail,
    )
