"""Taking what the national portal sends: kept first, answered at once, worked on afterwards.

Nothing of ours is asked while the portal waits, so that no trouble of ours makes a dossier look as
if it had not arrived.
"""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import record as audited
from backend.national.inbound import shapes
from backend.national.inbound.seal import SIGNATURE, TIMESTAMP, is_theirs
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.sealing import sealed_json
from backend.settings import settings

INBOUND_TOPIC = "national.inbound"


async def received(body: Any, raw: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """The answer to one call, once everything in it is kept; all of it or nothing."""
    # Without a portal there is nobody whose seal could be right.
    if not settings().national_url or not is_theirs(
        settings().national_inbound_key,
        headers.get(TIMESTAMP, ""),
        headers.get(SIGNATURE, ""),
        raw,
        clock.now().timestamp(),
    ):
        await _report("signature")
        return _answer(shapes.WRONG_SEAL, "Chữ ký hoặc thời điểm của gói tin không hợp lệ")
    try:
        envelope = msgspec.convert(body, shapes.Envelope)
        found = [(shapes.read(one), one) for one in envelope.data]
    except msgspec.ValidationError as error:
        await _report("shape")
        return _answer(shapes.UNREADABLE, f"Dữ liệu không đúng cấu trúc: {error}"[:300])
    again: list[str] = []
    async with transaction() as connection:
        for known, plain in found:
            if not await _keep(connection, envelope, known, plain):
                again.append(known.MaHoSo)
        if again:
            # The calls of one portal are not mixed: what is new in it is kept as well.
            await audited(connection, None, "national.inbound_repeated", detail={"codes": again})
    if again and len(again) == len(found):
        return _answer(shapes.REPEATED, f"Đã tồn tại: {', '.join(again)}")
    return _answer(shapes.OK, f"Đã nhận {len(found) - len(again)} hồ sơ")


async def _keep(
    connection: asyncpg.Connection,
    envelope: shapes.Envelope,
    known: shapes.Record,
    plain: dict[str, Any],
) -> bool:
    """Whether it is new, or exactly what was kept before; False for other content of old code."""
    digest = hashlib.sha256(
        msgspec.json.encode([envelope.madonvi, _plain_of(plain)], order="sorted")
    ).digest()
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"nps {known.MaHoSo}")
    # An update may go back to what an earlier one said: only the newest makes it a repetition.
    earlier = await connection.fetchrow(
        "select (array_agg(digest order by received_at desc, id desc))[1] = $3 as newest, "
        "bool_or(digest = $3 and not updating) as first from national_inbound "
        "where tenant_id = $1 and code = $2 having count(*) > 0",
        settings().tenant,
        known.MaHoSo,
        digest,
    )
    if earlier is not None and (earlier["newest"] or not envelope.updating):
        return bool(earlier["newest"] or earlier["first"])
    await _insert(connection, envelope, known, plain, digest, updating=earlier is not None)
    return True


async def _insert(
    connection: asyncpg.Connection,
    envelope: shapes.Envelope,
    known: shapes.Record,
    plain: dict[str, Any],
    digest: bytes,
    *,
    updating: bool,
) -> None:
    id_ = uuid7()
    await connection.execute(
        "insert into national_inbound (id, tenant_id, code, unit, procedure_code, digest, "
        "updating, record, state, received_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, 'received', $9)",
        id_,
        settings().tenant,
        known.MaHoSo,
        envelope.madonvi,
        known.MaTTHC,
        digest,
        updating,
        sealed_json("national_inbound.record", id_, plain),
        clock.now(),
    )
    await _expect_files(connection, id_, known)
    detail = {"code": known.MaHoSo, "updating": updating}
    await audited(connection, None, "national.inbound_received", subject_id=id_, detail=detail)
    await outbox.publish(connection, INBOUND_TOPIC, id_, {})


async def _expect_files(connection: asyncpg.Connection, id_: UUID, known: shapes.Record) -> None:
    await connection.executemany(
        "insert into national_inbound_file (inbound_id, position, tenant_id) values ($1, $2, $3)",
        [
            (id_, position, settings().tenant)
            for position, file in enumerate(known.TaiLieuNop)
            if file.DuongDanTaiTepTin and file.IsDeleted != "1"
        ],
    )


async def _report(why: str) -> None:
    """What was not taken stays on record, without its content."""
    async with transaction() as connection:
        await audited(connection, None, "national.inbound_refused", detail={"why": why})


def _plain_of(record: dict[str, Any]) -> dict[str, Any]:
    """Without the addresses of files, which are new at every try."""
    files = record.get("TaiLieuNop")
    if not isinstance(files, list):
        return record
    kept = [
        {name: value for name, value in file.items() if name != "DuongDanTaiTepTin"}
        for file in files
    ]
    return record | {"TaiLieuNop": kept}


def _answer(code: str, words: str) -> dict[str, str]:
    return {"error_code": code, "message": words}
