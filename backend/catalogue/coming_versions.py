"""Approved versions on their day: put over what is in force by then, or given back.

At 00:00 of its day a version holds: the queue takes up what is due each minute, and whoever begins
a dossier or opens the page takes it up before the queue does. What was changed meanwhile stays;
where both changed the same, neither is undone in silence: the version goes back to who wrote it.
"""

from datetime import datetime, time
from typing import Any

import asyncpg
import msgspec

from backend.catalogue import opening
from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.content import ProcedureContent, nothing_yet
from backend.catalogue.fee_agreement import fee_faults
from backend.catalogue.merging import merged
from backend.catalogue.paper_soundness import faults
from backend.catalogue.procedure_shapes import (
    as_before,
    changed_fields,
    defined,
    papers_of,
    with_fields,
)
from backend.catalogue.waiting import ended
from backend.catalogue.written import Written, of, title_of
from backend.forms.queries import newest_form
from backend.platform import clock
from backend.platform.database import DB, fetch, fetch_value, transaction
from backend.proposals.actions import hand_back, one_at_a_time
from backend.settings import settings
from backend.vault.kinds import kinds
from shared.vocabulary.procedures import ChangeState

_DUE = "tenant_id = $1 and state = 'waiting' and effective_on <= $2"


async def take_effect_of_due() -> int:
    """Takes up every version whose day has come; how many procedures that were."""
    rows = await fetch(
        f"select distinct procedure_code from procedure_change where {_DUE} limit 500",
        settings().tenant,
        clock.today(),
    )
    for row in rows:
        async with transaction() as connection:
            await _take_effect(connection, row["procedure_code"])
    return len(rows)


async def bring_up_to_date(code: str) -> None:
    """Takes up what is due for one procedure, in the open transaction or in one of its own."""
    if "\x00" in code or not await fetch_value(
        f"select true from procedure_change where {_DUE} and procedure_code = $3 limit 1",
        settings().tenant,
        clock.today(),
        code,
    ):
        return
    opened = DB.current_transaction.get()
    if opened is not None:
        await _take_effect(opened.connection, code)
        return
    async with transaction() as connection:
        await _take_effect(connection, code)


async def _take_effect(connection: asyncpg.Connection, code: str) -> None:
    await one_at_a_time(connection, code)
    rows = await connection.fetch(
        f"select * from procedure_change where {_DUE} and procedure_code = $3 "
        "order by effective_on, approved_at for update",
        settings().tenant,
        clock.today(),
        code,
    )
    for row in rows:
        current = await connection.fetchrow(
            "select v.content, v.version, p.deactivated_at from procedure p "
            "join procedure_version v on v.id = p.current_version_id "
            "where p.tenant_id = $1 and p.code = $2 for update of p",
            settings().tenant,
            code,
        )
        old, number = nothing_yet(code), 0
        if current is not None:
            old = msgspec.json.decode(current["content"], type=ProcedureContent)
            number = current["version"]
        new, clashes = merged(old, as_before(old, row), with_fields(old, row["fields"]))
        if not row["adds"] and (current is None or current["deactivated_at"] is not None):
            wrong = "Thủ tục không còn trong danh mục."
        elif clashes:
            named = ", ".join(clash.words for clash in clashes)
            wrong = f"Từ lúc phê duyệt, người khác đã đổi {named} sang nội dung khác."
        else:
            wrong = await _unsound(old, new, row)
        if wrong:
            await ended(connection, row, ChangeState.FAILED, wrong)
            await _give_back(connection, row, new, number, wrong)
            continue
        since = datetime.combine(row["effective_on"], time(), clock.VIETNAM)
        by = Hands(row["proposed_by_name"], row["approved_by_name"])
        version_id, _outcome = await publish_within(
            connection, new, EDITED, is_open=row["takes_online"], by=by, since=since,
            back=row["adds"],
        )  # fmt: skip
        number = await connection.fetchval(
            "select version from procedure_version where id = $1", version_id
        )
        await ended(connection, row, ChangeState.IN_FORCE, "", number)


async def _unsound(old: ProcedureContent, new: ProcedureContent, row: Any) -> str:
    """What keeps a version from holding now, since other things changed; empty when nothing."""
    changed = set(changed_fields(old, new))
    if {"components", "requirements"} & changed:
        form = await newest_form(new.code)
        wrong = faults(papers_of(new), form.questions if form else [], kinds().keys())
        if wrong:
            return wrong[0].message
    if {"channels", "fees"} & changed and (unlike := fee_faults(new)):
        return unlike[0].message
    if row["takes_online"] and (lacking := await opening.missing(new, no_papers=True)):
        return lacking[0].message
    return ""


async def _give_back(
    connection: asyncpg.Connection, row: Any, wanted: ProcedureContent, number: int, wrong: str
) -> None:
    """Makes it a draft again for who proposed it, over what is in force."""
    if row["proposed_by"] is None or row["agency_id"] is None:
        return
    procedure = msgspec.structs.replace(defined(wanted), takes_online=row["takes_online"])
    written = Written(number, None, procedure)
    note = f"Bản đã phê duyệt cho ngày {row['effective_on']:%d/%m/%Y} không áp dụng được. {wrong}"
    await hand_back(
        connection, of(row["procedure_code"]), title_of(row["procedure_code"], written),
        msgspec.json.encode(written), row["agency_id"],
        (row["proposed_by"], row["proposed_by_name"]), note,
    )  # fmt: skip
