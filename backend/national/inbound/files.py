"""Fetching the files of a dossier from the portal it was submitted at, after it was received.

Only addresses of the portal itself are fetched. What cannot be fetched is tried again for a day
and then shown to the officer; the dossier is there all the while.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import httpx

from backend.connections.calling import http_client
from backend.documents.keeping import Place, forget, look_through_and_store, on_disk, write_down
from backend.documents.upload_stream import disk_file
from backend.national.codes import ours
from backend.national.inbound import shapes
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, transaction
from backend.platform.outbox import Message
from backend.platform.problems import Refusal
from backend.platform.sealing import opened_json
from backend.settings import settings

FILES_TOPIC = "national.inbound_files"
_FOR = timedelta(hours=24)
_AGAIN_AFTER = timedelta(minutes=2)
_SECONDS = 30.0


class NotFetched(Exception):
    """The portal did not give the file now."""


async def fetch_files(message: Message) -> None:
    """Fetches what is missing of one dossier; what fails waits for the sweep."""
    await _fetch_of(message.subject_id)


async def fetch_waiting() -> int:
    """Tries again what did not come for two minutes; returns how many dossiers were looked at."""
    if not settings().national_url:
        return 0
    rows = await fetch(
        "select distinct f.inbound_id from national_inbound_file f "
        "join national_inbound i on i.id = f.inbound_id and i.state = 'made' "
        "where f.state = 'waiting' and f.tried_at < $1 limit 50",
        clock.now() - _AGAIN_AFTER,
    )
    for row in rows:
        await _fetch_of(row["inbound_id"])
    return len(rows)


async def _fetch_of(inbound_id: UUID) -> None:
    row = await fetch_row("select * from national_inbound where id = $1", inbound_id)
    if row is None or row["dossier_id"] is None:
        return
    files = shapes.read(opened_json(row, "national_inbound.record")).TaiLieuNop
    for waiting in await fetch(
        "select position from national_inbound_file where inbound_id = $1 "
        "and state = 'waiting' order by position limit 50",
        inbound_id,
    ):
        await _one(row, waiting["position"], files[waiting["position"]])


async def _one(row: Any, position: int, file: shapes.File) -> None:
    try:
        await _taken(row, position, file)
    except Refusal as refused:
        await _ended(row["id"], position, "refused", refused.detail.vi)
    except NotFetched as error:
        late = clock.now() - row["received_at"] > _FOR
        await _ended(row["id"], position, "refused" if late else "waiting", str(error))


async def _taken(row: Any, position: int, file: shapes.File) -> None:
    """Keeps the file, unless somebody else did meanwhile.

    Raises NotFetched, Refusal for a file that no upload would be let in with either."""
    with disk_file() as body:
        size = await _download(file.DuongDanTaiTepTin, body)
        body.seek(0)
        with on_disk(body) as path:
            stored = await look_through_and_store(path, file.TenTepDinhKem or "tep.pdf", size)
    key = await _component(row, file)
    place = Place("supplement" if row["updating"] else "component", key, None, row["dossier_id"])
    try:
        async with transaction() as connection:
            await _locked(connection, row["dossier_id"])
            tag = await connection.execute(
                "update national_inbound_file set state = 'kept', document_id = $3, reason = '', "
                "tried_at = $4 where inbound_id = $1 and position = $2 and state = 'waiting'",
                row["id"],
                position,
                stored.id,
                clock.now(),
            )
            mine = tag == "UPDATE 1"
            if mine:
                await write_down(connection, None, place, stored)
    except Exception:
        await forget(stored)
        raise
    if not mine:
        await forget(stored)


async def _download(url: str, into: Any) -> int:
    if not _of_the_portal(url):
        raise NotFetched("Địa chỉ tệp không thuộc Cổng quốc gia nên không tải.")
    size = 0
    try:
        async with (
            http_client(timeout=_SECONDS, follow_redirects=False) as http,
            http.stream("GET", url) as answer,
        ):
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                size += len(piece)
                if size > settings().max_upload_bytes:
                    raise NotFetched("Tệp lớn hơn mức được nhận.")
                into.write(piece)
    except httpx.HTTPError as error:
        raise NotFetched(f"Chưa tải được tệp từ Cổng quốc gia ({type(error).__name__}).") from error
    into.flush()
    return size


def _of_the_portal(url: str) -> bool:
    asked, known = urlsplit(url), urlsplit(settings().national_url)
    return (asked.scheme, asked.netloc) == (known.scheme, known.netloc)


async def _component(row: Any, file: shapes.File) -> str:
    """Our paper for theirs; empty where it is not mapped, so that an officer decides."""
    if not file.MaThanhPhanHoSo:
        return ""
    found = await ours("component", file.MaThanhPhanHoSo)
    procedure, _, key = (found or "").partition("/")
    code = await ours("procedure", row["procedure_code"]) or row["procedure_code"]
    return key if procedure == code else ""


async def _locked(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    await connection.fetchval("select 1 from dossier where id = $1 for update", dossier_id)


async def _ended(inbound_id: UUID, position: int, state: str, reason: str) -> None:
    await execute(
        "update national_inbound_file set state = $3, reason = $4, tried_at = $5 "
        "where inbound_id = $1 and position = $2 and state = 'waiting'",
        inbound_id,
        position,
        state,
        reason[:300],
        clock.now(),
    )
