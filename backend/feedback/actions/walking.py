"""Reading the feed of the national petition system: the cursor moves in the transaction of each
line, so that whoever dies goes on at the line after the last one written; a line that comes twice
is known by their code and changes nothing."""

from uuid import UUID

import asyncpg
import structlog

from backend.audit.actions import record
from backend.connections.adapter import Refused, Unmapped, Unreachable
from backend.connections.mapping import translate, translate_back
from backend.documents.keeping import Place, forget, look_through_and_store, on_disk, write_down
from backend.documents.upload_stream import disk_file
from backend.feedback import pakn_partner
from backend.feedback.actions.following import give_more, say_verdict
from backend.feedback.actions.making import NATIONAL_PETITIONS, Fresh, Sender, make
from backend.feedback.asked import who_worked
from backend.feedback.follow_queries import SENDERS
from backend.feedback.pakn_messages import MORE, NEW, Line
from backend.organisation.queries import root_agency
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch_row, fetch_value, transaction
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, Refusal
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.petitions import PetitionSource

FILE_TOPIC = "petition.file"
log = structlog.get_logger("petitions")
_MOST_PAGES = 20


async def walk_feed() -> int:
    """Reads on; returns how many lines were new."""
    if not settings().pakn_url:
        return 0
    try:
        return await _walk()
    except (Unreachable, Refused) as error:
        await _stopped(f"Hệ thống PAKN trả lời: {error}")
    except Unmapped as error:
        await _stopped(f"Chưa ánh xạ {error}")
    return 0


async def _walk() -> int:
    root_id, root_code = await root_agency()
    unit = await translate(NATIONAL_PETITIONS, "agency", root_code)
    new = 0
    for _page in range(_MOST_PAGES):
        position = await _position()
        lines = await pakn_partner.lines_after(unit, position)
        for line in lines:
            if not await _take(position, line, root_id):
                return new  # somebody else reads on
            position = line.position or position
            new += 1
        if not lines or not lines[-1].position:
            break
    await execute(
        "update petition_feed set walked_at = $2, last_error = '' where tenant_id = $1",
        settings().tenant,
        clock.now(),
    )
    return new


async def _position() -> str:
    await execute(
        "insert into petition_feed (tenant_id, walked_at) values ($1, $2) on conflict do nothing",
        settings().tenant,
        clock.now(),
    )
    found: str = await fetch_value(
        "select position from petition_feed where tenant_id = $1", settings().tenant
    )
    return found


async def _take(position: str, line: Line, root_id: UUID) -> bool:
    """One line and the cursor past it; False where the cursor is not where it was read."""
    fresh = await _fresh(line, root_id) if line.what == NEW else None
    async with transaction() as connection:
        at = await connection.fetchval(
            "select position from petition_feed where tenant_id = $1 for update", settings().tenant
        )
        if at != position:
            return False
        if line.unread:
            log.warning("line of the feed not read", line=line.their_id, why=line.unread)
            detail = {"their_id": line.their_id, "why": line.unread}
            await record(connection, None, "petition.unread", detail=detail)
        elif fresh is not None:
            made = await make(connection, fresh, None)
            if made is not None:
                await _ask_files(connection, made.id, line)
        else:
            await _follow(connection, line)
        await connection.execute(
            "update petition_feed set position = $2, walked_at = $3 where tenant_id = $1",
            settings().tenant,
            line.position or position,
            clock.now(),
        )
    return True


async def _follow(connection: asyncpg.Connection, line: Line) -> None:
    """What a sender there adds or says of the answer; what no longer fits is noted and passed."""
    row = await connection.fetchrow(
        f"{SENDERS} where p.tenant_id = $1 and p.their_id = $2 for update of p",
        settings().tenant,
        line.their_id,
    )
    if row is None:
        await record(connection, None, "petition.unknown", detail={"their_id": line.their_id})
        return
    try:
        if line.what == MORE:
            await give_more(connection, None, row, line.body, [])
            await _ask_files(connection, row["id"], line)
        else:
            await say_verdict(connection, None, row, liked=line.liked)
    except Conflict as refused:
        detail = {"their_id": line.their_id, "why": refused.detail.vi}
        await record(connection, None, "petition.passed_over", subject_id=row["id"], detail=detail)


async def _fresh(line: Line, root_id: UUID) -> Fresh:
    """As it is written down: at the agency they name, else at the province, which transfers it."""
    agency_id = root_id
    try:
        code = await translate_back(NATIONAL_PETITIONS, "agency", line.agency)
        found = await fetch_value(
            "select id from agency where tenant_id = $1 and code = $2", settings().tenant, code
        )
        agency_id = found or root_id
    except Unmapped:
        log.warning("agency not mapped", line=line.their_id, agency=line.agency)
    dossier = await _dossier(line)
    return Fresh(
        source=PetitionSource.NATIONAL,
        kind=line.kind,
        topic=line.topic,
        agency_id=agency_id,
        subject=line.subject,
        body=line.body,
        sender=Sender(anonymous=True)
        if line.anonymous
        else Sender(
            name=line.name or "Không rõ", phone=line.phone, email=line.email, address=line.address
        ),
        wishes_publication=line.public,
        dossier_id=dossier["id"] if dossier else None,
        procedure_code=dossier["procedure_code"] if dossier else "",
        about=(await who_worked(dossier))[0] if dossier else [],
        their_id=line.their_id,
    )


async def _dossier(line: Line) -> asyncpg.Record | None:
    """The dossier they name, where the sender is the applicant by the phone."""
    if not line.dossier:
        return None
    row = await fetch_row(
        "select d.id, d.procedure_code, d.executor_id, d.applicant_key, d.applicant_phone "
        "from dossier d where d.tenant_id = $1 and d.code = $2",
        settings().tenant,
        line.dossier,
    )
    phone = opened(row, "dossier.applicant_phone") if row is not None else ""
    return row if phone and phone == line.phone else None


async def _ask_files(connection: asyncpg.Connection, petition_id: UUID, line: Line) -> None:
    if line.files:
        await outbox.publish_many(
            connection,
            [
                (FILE_TOPIC, petition_id, {"name": file.name, "path": file.path})
                for file in line.files
            ],
        )


async def fetch_file(message: Message) -> None:
    """Fetches one file, once; one that no upload would be let in with is noted and left there.

    Raises Unreachable, so that the worker tries again.
    """
    path = str(message.payload["path"])
    known = await fetch_value(
        "select true from petition_file where petition_id = $1 and their_path = $2",
        message.subject_id,
        path,
    )
    if known:
        return
    try:
        with disk_file() as body:
            size = await pakn_partner.fetch_file(path, body)
            body.seek(0)
            with on_disk(body) as on:
                stored = await look_through_and_store(on, str(message.payload["name"]), size)
    except (Refused, Refusal) as refused:
        why = refused.detail.vi if isinstance(refused, Refusal) else str(refused)
        async with transaction() as connection:
            detail = {"why": why[:200]}
            await record(
                connection, None, "petition.file_refused", subject_id=message.subject_id,
                detail=detail,
            )  # fmt: skip
        return
    async with transaction() as connection:
        mine = await connection.fetchval(
            "select true from petition where id = $1 for update", message.subject_id
        ) and not await connection.fetchval(
            "select true from petition_file where petition_id = $1 and their_path = $2",
            message.subject_id,
            path,
        )
        if mine:
            await write_down(connection, None, Place("petition"), stored)
            await connection.execute(
                "insert into petition_file (document_id, petition_id, sent_mark, uploaded_at, "
                "their_path) values ($1, $2, '', $3, $4)",
                stored.id, message.subject_id, clock.now(), path,
            )  # fmt: skip
    if not mine:
        await forget(stored)


async def _stopped(words: str) -> None:
    await execute(
        "update petition_feed set walked_at = $2, last_error = $3 where tenant_id = $1",
        settings().tenant,
        clock.now(),
        words[:300],
    )
