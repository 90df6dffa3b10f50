"""Packages: asking for one, making it in the queue, taking note that it was received."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from backend.access.actor import Actor
from backend.archive.bag import Bag
from backend.archive.contents import Damaged, pack_dossier
from backend.archive.package_queries import locked_package
from backend.archive.person import pack_person
from backend.archive.rules import KEEPERS, PERSON_EXPORT_KEPT
from backend.archive.scrubbing import report_damage
from backend.audit.actions import record
from backend.documents.store import store
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.archive_packages import StartPackage
from storage.objects import object_key

PACKAGE_TOPIC = "archive.package"
MOST = 2000
LIMIT = 200 * 1024**3
_CHOSEN = """
select a.dossier_id from archive_record a where a.tenant_id = $1 and a.holding_agency_id = $2
    and a.status = 'kept' and a.years is null and a.closed_at >= $3 and a.closed_at < $4
    and a.sealed_at is null
    and not exists (select from archive_package_item i where i.dossier_id = a.dossier_id)
order by a.closed_at, a.dossier_id limit $5 for update of a
"""
_ITEMS = """
select i.dossier_id, a.code from archive_package_item i
join archive_record a on a.dossier_id = i.dossier_id where i.package_id = $1 order by i.position
"""
log = structlog.get_logger("archive")


async def start_package(actor: Actor, data: StartPackage) -> UUID:
    """Has the queue pack what an agency keeps for ever; returns its id.

    Raises RuleBroken when nothing fits, or more than a package holds.
    """
    agency_id = own_agency(actor, data.agency_id)
    start = datetime(*data.closed_from.timetuple()[:3], tzinfo=clock.VIETNAM)
    end = datetime(*data.closed_to.timetuple()[:3], tzinfo=clock.VIETNAM) + timedelta(days=1)
    async with transaction() as connection:
        rows = await connection.fetch(_CHOSEN, settings().tenant, agency_id, start, end, MOST + 1)
        if not rows:
            raise RuleBroken(
                "Không có hồ sơ lưu vĩnh viễn nào kết thúc trong thời gian này mà chưa nộp.",
                en="Nothing permanent was closed in this time and not handed over yet.",
                errors=[field("/closed_from", "Chọn khoảng thời gian khác.")],
            )
        if len(rows) > MOST:
            raise RuleBroken(
                f"Một gói chứa tối đa {MOST} hồ sơ. Hãy chọn khoảng thời gian ngắn hơn.",
                en="Too many dossiers for one package.",
                errors=[field("/closed_to", "Chọn ngày sớm hơn.")],
            )
        span = f"{data.closed_from:%d/%m/%Y} – {data.closed_to:%d/%m/%Y}"
        id_ = await new_package(
            connection, actor, "handover", f"Hồ sơ kết thúc {span}", len(rows),
            agency_id=agency_id, recipient=data.recipient.strip(),
        )  # fmt: skip
        await connection.executemany(
            "insert into archive_package_item (dossier_id, package_id, tenant_id, position) "
            "values ($1, $2, $3, $4)",
            [(row["dossier_id"], id_, settings().tenant, n) for n, row in enumerate(rows, 1)],
        )
        await record(
            connection, actor, "archive.package_asked", subject_id=id_, detail={"n": len(rows)}
        )
        await outbox.publish(connection, PACKAGE_TOPIC, id_, {})
        return id_


def own_agency(actor: Actor, text: str) -> UUID:
    """An agency whose archive the caller keeps. Raises NotFound."""
    found = [agency for agency in actor.agencies(*KEEPERS) if str(agency) == text]
    if not found:
        raise NotFound("Không tìm thấy cơ quan này trong phạm vi bạn phụ trách lưu trữ.")
    return found[0]


async def new_package(
    connection: asyncpg.Connection,
    actor: Actor,
    kind: str,
    title: str,
    total: int,
    **columns: Any,
) -> UUID:
    """A package that waits for the queue."""
    id_ = uuid7()
    names = "".join(f", {name}" for name in columns)
    holes = "".join(f", ${number}" for number in range(9, 9 + len(columns)))
    await connection.execute(
        "insert into archive_package (id, tenant_id, kind, title, asked_by, asked_by_name, "
        f"asked_at, total, state{names}) values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting'{holes})",
        id_,
        settings().tenant,
        kind,
        title,
        actor.account_id,
        actor.full_name,
        clock.now(),
        total,
        *columns.values(),
    )
    return id_


async def make_package(message: Message) -> None:
    """Makes a package and keeps it with its SHA-256. May run twice. Raises StorageError.

    A file that is no longer what was stored ends it: the package fails with the name of the file,
    and the finding is reported.
    """
    id_ = message.subject_id
    row = await fetch_row("select * from archive_package where id = $1", id_)
    if row is None or row["state"] in ("done", "expired") or row["problem"]:
        return
    await _progress(id_, "making", 0)
    at = clock.now()
    key = object_key(settings().tenant, at, id_)
    try:
        stored = await store().put(key, _package(row, at), "application/zip", limit=LIMIT)
    except Damaged as damage:
        await report_damage(damage.document_id)
        await _fail(id_, f"Tệp “{damage.name}” trong kho không còn như lúc lưu.")
        return
    except Exception:
        await _progress(id_, "failed", 0)
        raise
    expires = at + PERSON_EXPORT_KEPT if row["kind"] == "person" else None
    await execute(
        "update archive_package set state = 'done', done = total, object_key = $2, sha256 = $3, "
        "size = $4, finished_at = $5, expires_at = $6 where id = $1 and state <> 'done'",
        id_,
        key,
        stored.sha256,
        stored.size,
        clock.now(),
        expires,
    )


async def _package(row: asyncpg.Record, at: datetime) -> AsyncIterator[bytes]:
    async def tell(done: int, total: int) -> None:
        await execute(
            "update archive_package set done = $2, total = $3 where id = $1", row["id"], done, total
        )

    parts = _handover(row, at, tell) if row["kind"] == "handover" else pack_person(row, at, tell)
    async for part in parts:
        if part:
            yield part


async def _handover(
    row: asyncpg.Record, at: datetime, tell: Callable[[int, int], Any]
) -> AsyncIterator[bytes]:
    agency = await fetch_row("select code, name from agency where id = $1", row["agency_id"])
    assert agency is not None
    bag = Bag(f"nop-luu-{agency['code']}-{at:%Y%m%d}-{str(row['id'])[-6:]}", at)
    items = await fetch(_ITEMS, row["id"])
    for number, item in enumerate(items, start=1):
        async for part in pack_dossier(bag, item["code"], item["dossier_id"], for_applicant=False):
            yield part
        await tell(number, len(items))
    yield bag.end(
        {
            "Source-Organization": agency["name"],
            "Organization-Identifier": agency["code"],
            "Contact-Name": row["asked_by_name"],
            "External-Description": row["title"],
            "External-Identifier": str(row["id"]),
            "Bag-Recipient": row["recipient"],
            "Dossier-Count": str(len(items)),
        }
    )


async def _fail(id_: UUID, problem: str) -> None:
    """The package ends; its dossiers are free for another."""
    async with transaction() as connection:
        await connection.execute(
            "update archive_package set state = 'failed', problem = $2 where id = $1", id_, problem
        )
        await connection.execute("delete from archive_package_item where package_id = $1", id_)


async def _progress(id_: UUID, state: str, done: int) -> None:
    await execute(
        "update archive_package set state = $2, done = $3 where id = $1 and state <> 'done'",
        id_,
        state,
        done,
    )


async def confirm_receipt(actor: Actor, package_id: UUID, receipt: str) -> None:
    """The historical archive has it: its dossiers are handed over. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await locked_package(connection, actor, package_id)
        if row["state"] != "done" or row["received_at"] is not None:
            raise Conflict(
                "Chỉ xác nhận một lần, khi gói đã đóng xong.",
                en="A package is confirmed once, when it is ready.",
                slug="not-to-confirm",
            )
        await connection.execute(
            "update archive_package set receipt = $2, received_at = $3 where id = $1",
            package_id,
            receipt.strip(),
            clock.now(),
        )
        await connection.execute(
            "update archive_record a set status = 'handed_over' from archive_package_item i "
            "where i.package_id = $1 and a.dossier_id = i.dossier_id and a.status = 'kept'",
            package_id,
        )
        await record(connection, actor, "archive.handed_over", subject_id=package_id)


async def note_download(actor: Actor, package_id: UUID) -> None:
    """Writes into the audit trail that a package left the system."""
    async with transaction() as connection:
        await record(connection, actor, "archive.package_taken", subject_id=package_id)


async def expire_packages() -> int:
    """Takes what was made for one person out of the store once its days are over."""
    rows = await fetch(
        "select id, object_key from archive_package where state = 'done' and expires_at < $1 "
        "order by expires_at limit 100",
        clock.now(),
    )
    for row in rows:
        await store().delete(row["object_key"])
        await execute(
            "update archive_package set state = 'expired', object_key = null where id = $1",
            row["id"],
        )
    return len(rows)
