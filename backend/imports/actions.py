"""Bringing data in by spreadsheet: staged and checked line by line, then applied whole or not.

Nothing of a file holds before it is applied, and with one wrong line nothing is applied at all.
"""

from pathlib import Path
from uuid import UUID

import msgspec
import structlog

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.imports.columns import CONTROLS
from backend.imports.kinds import Context
from backend.imports.queries import kind_for, row_of, why_not_apply
from backend.imports.queued import APPLY_TOPIC, READ_TOPIC
from backend.imports.reading import look_at
from backend.imports.writing import write
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from backend.settings import settings
from shared.vocabulary.imports import ImportKind, ImportState

LARGEST = 10 * 1024 * 1024
_READ_BYTES_AT_ONCE = 150_000
_READ_LINES_AT_ONCE = 2_000
_WRITTEN_AT_ONCE = 1_000
log = structlog.get_logger("imports")


async def stage(actor: Actor, name: ImportKind, of: str, file_name: str, content: bytes) -> UUID:
    """Keeps a file and reads it, a large one by the queue. Raises Forbidden, NotFound."""
    kind = kind_for(actor, name)
    context = Context(actor, of if name is ImportKind.LOOKUPS else "")
    if kind.guard is not None:
        await kind.guard(context)
    import_id = uuid7()
    async with transaction() as connection:
        await connection.execute(
            "insert into staged_import (id, tenant_id, agency_id, kind, of, file_name, content, "
            "state, created_by, created_by_name, created_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, 'reading', $8, $9, $10)",
            import_id, settings().tenant, actor.agencies(*kind.roles)[0], name, context.of,
            CONTROLS.sub("", Path(file_name).name)[:200], content, actor.account_id,
            actor.full_name, clock.now(),
        )  # fmt: skip
        await record(connection, actor, "import.staged", subject_id=import_id,
                     detail={"kind": name, "of": context.of, "bytes": len(content)})  # fmt: skip
        at_once = len(content) <= _READ_BYTES_AT_ONCE
        if not at_once:
            await outbox.publish(connection, READ_TOPIC, import_id, {})
    if at_once and not await _read_at_once(actor, import_id):
        async with transaction() as connection:
            await outbox.publish(connection, READ_TOPIC, import_id, {})
    return import_id


async def _read_at_once(actor: Actor, import_id: UUID) -> bool:
    """Whether that is done; what has many lines or fails here is left to the queue."""
    try:
        return await look_at(actor, import_id, _READ_LINES_AT_ONCE)
    except Exception:
        log.exception("import not read at once", import_id=str(import_id))
        return False


async def apply(actor: Actor, import_id: UUID) -> None:
    """Writes every line, or none; a large file by the queue.

    Raises NotFound, Forbidden for what takes a second person, RuleBroken with wrong lines, Conflict
    when what is there has changed since the lines were looked at.
    """
    async with transaction() as connection:
        row = await row_of(actor, import_id)
        await connection.fetchval("select 1 from staged_import where id = $1 for update", import_id)
        row = await row_of(actor, import_id)
        if refusal := why_not_apply(actor, row):
            if row["state"] == ImportState.FAULTY:
                raise RuleBroken(refusal, en="There are wrong lines.", slug="wrong-lines")
            if row["state"] != ImportState.READY:
                raise Conflict(refusal, en="It does not wait to be applied.", slug="moved-on")
            raise Forbidden(refusal, en="A second person must apply it.", slug="second-person")
        counts = msgspec.json.decode(row["counts"], type=dict[str, int])
        large = sum(counts.values()) > _WRITTEN_AT_ONCE
        await connection.execute(
            "update staged_import set state = 'applying', applied_by = $2, applied_by_name = $3 "
            "where id = $1",
            import_id,
            actor.account_id,
            actor.full_name,
        )
        if large:
            await outbox.publish(connection, APPLY_TOPIC, import_id, {})
        else:
            await write(connection, actor, row)


async def discard(actor: Actor, import_id: UUID) -> None:
    """Throws a file away that was not applied; one that waits in the queue is left alone there.

    Raises NotFound, Conflict.
    """
    async with transaction() as connection:
        await row_of(actor, import_id)
        state = await connection.fetchval(
            "select state from staged_import where id = $1 for update skip locked", import_id
        )
        if state is None:
            raise Conflict(
                "Tệp này đang được ghi. Hãy đợi ghi xong rồi xem kết quả.",
                en="It is being written; wait for the outcome.",
                slug="moved-on",
            )
        if state in (ImportState.APPLIED, ImportState.DISCARDED):
            raise Conflict(
                "Tệp này đã áp dụng hoặc đã bỏ.", en="It was applied or discarded.", slug="moved-on"
            )
        await connection.execute(
            "update staged_import set state = 'discarded', content = null where id = $1", import_id
        )
        await record(connection, actor, "import.discarded", subject_id=import_id)
