"""What was exchanged with partners goes after the days it is kept, and no sooner."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import pytest

from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import sealed_json
from backend.settings import settings
from shared.client import national_lists
from shared.client.base import ApiClient
from tests.api.test_data_protection import motcua

PROGRAM = "import asyncio; from backend.privacy.retention import take_away as go; asyncio.run(go())"
GONE = ("sent",)
STAYS = ("waiting", "unmapped", "maybe", "dead", "dropped")
Officer = Callable[[str], Awaitable[ApiClient]]


def _old() -> datetime:
    return clock.now() - timedelta(days=settings().partner_record_days + 1)


async def _message(database: asyncpg.Pool, adapter: str, state: str, at: datetime) -> uuid.UUID:
    id_ = uuid7(at.timestamp())
    await database.execute(
        "insert into delivery (id, tenant_id, adapter_id, lane, subject_id, kind, key, state, "
        "next_try_at, wanted_kind, created_at, sent_at) "
        "values ($1, $2, $3, $1, $1, 'event', $4, $5, 'infinity', $6, $7, $8)",
        id_, settings().tenant, adapter, str(id_), state, "sector" if state == "unmapped" else "",
        at, at if state == "sent" else None,
    )  # fmt: skip
    await database.execute(
        "insert into delivery_content (delivery_id, payload) values ($1, $2::jsonb)",
        id_,
        sealed_json("delivery_content.payload", id_, {"n": 1}),
    )
    return id_


async def _take_away() -> None:
    done = await motcua("-c", PROGRAM)
    assert done.returncode == 0, done.stderr


async def _left(database: asyncpg.Pool, table: str, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    rows = await database.fetch(f"select id from {table} where id = any($1)", ids)
    return {row["id"] for row in rows}


@pytest.mark.criterion("II.19")
async def test_messages_partners_took_go_after_the_days_and_what_waits_or_failed_never_does(
    database: asyncpg.Pool,
) -> None:
    adapter, young = f"example-{uuid.uuid4().hex[:8]}", clock.now() - timedelta(days=364)
    gone = [await _message(database, adapter, state, _old()) for state in GONE]
    stay = [await _message(database, adapter, state, _old()) for state in STAYS]
    stay += [await _message(database, adapter, state, young) for state in (*GONE, *STAYS)]
    stay.append(await _message(database, "national", "sent", _old()))  # the portal was told
    many = [uuid7(_old().timestamp()) for _ in range(1203)]
    await database.executemany(
        "insert into delivery (id, tenant_id, adapter_id, lane, subject_id, kind, key, state, "
        "created_at, sent_at) values ($1, $2, $3, $1, $1, 'event', gen_random_uuid()::text, "
        "'sent', $4, $4)",
        [(id_, settings().tenant, adapter, _old()) for id_ in many],
    )
    late = await _message(database, adapter, "sent", _old())
    await database.execute("update delivery set sent_at = now() where id = $1", late)
    await _take_away()
    assert await _left(database, "delivery", [*gone, *stay, *many, late]) == {*stay, late}
    contents = await database.fetchval(
        "select count(*) from delivery_content where delivery_id = any($1)", gone
    )
    assert contents == 0, "a content goes with its message"
    await database.execute("delete from delivery where adapter_id = $1", adapter)


@pytest.mark.criterion("II.19")
async def test_what_the_portal_sent_is_reduced_once_it_is_a_dossier(
    database: asyncpg.Pool, officer: Officer
) -> None:
    async def sent(state: str, at: datetime) -> uuid.UUID:
        id_ = uuid7(at.timestamp())
        record = {
            "MaHoSo": str(id_),
            "MaTTHC": "1.004873",
            "ChuHoSo": "Nguyễn Văn Mẫu",
            "TaiLieuNop": [{"TenTepDinhKem": "giấy.pdf"}],
        }
        await database.execute(
            "insert into national_inbound (id, tenant_id, code, unit, procedure_code, digest, "
            "updating, record, state, received_at) values ($1, $2, $3, '', '1.004873', '', false, "
            "$4::jsonb, $5, $6)",
            id_, settings().tenant, str(id_), sealed_json("national_inbound.record", id_, record),
            state, at,
        )  # fmt: skip
        return id_

    young = clock.now() - timedelta(days=300)
    over = [await sent("made", _old()), await sent("closed", _old())]
    kept = [await sent("held", _old()), await sent("made", young)]
    fetching = await sent("made", _old())
    await database.execute(
        "insert into national_inbound_file (inbound_id, position, tenant_id, tried_at) "
        "values ($1, 0, $2, 'infinity')",
        fetching,
        settings().tenant,
    )
    await database.execute(
        "insert into national_inbound_file (inbound_id, position, tenant_id, state) "
        "values ($1, 0, $2, 'kept')",
        over[0],
        settings().tenant,
    )
    await _take_away()
    whole = await database.fetch(
        "select id from national_inbound where id = any($1) and record is not null",
        [*over, *kept, fetching],
    )
    assert {row["id"] for row in whole} == {*kept, fetching}
    assert await _left(database, "national_inbound", over) == {*over}, "that it came stays"
    admin = await officer("danhmuc.ubndtinh")
    page = await national_lists.inbound(admin, standing="made")
    while page.next_cursor and not any(one.id == str(over[0]) for one in page.items):
        page = await national_lists.inbound(admin, standing="made", cursor=page.next_cursor)
    shown = next(one for one in page.items if one.id == str(over[0]))
    assert [file.name for file in shown.files] == ["Tệp 1"], "the list opens, without what is gone"
    await database.execute(
        "delete from national_inbound where id = any($1)", [*over, *kept, fetching]
    )


@pytest.mark.criterion("II.19")
async def test_notifications_of_payments_and_receipts_of_providers_go_too(
    database: asyncpg.Pool,
) -> None:
    young = clock.now() - timedelta(days=300)
    put = {
        "fee_notice": "insert into fee_notice (id, tenant_id, at, address, reference, verdict, "
        "body) values ($1, $2, $3, '', '', 'forged', '{}')",
        "message_receipt": "insert into message_receipt (id, tenant_id, at, provider, address, "
        "verdict, state) values ($1, $2, $3, 'sms', '', 'forged', '')",
    }
    for table, sql in put.items():
        old, new = uuid7(_old().timestamp()), uuid7(young.timestamp())
        await database.execute(sql, old, settings().tenant, _old())
        await database.execute(sql, new, settings().tenant, young)
        await _take_away()
        assert await _left(database, table, [old, new]) == {new}, table


async def test_fewer_days_than_the_law_wants_of_logs_are_refused() -> None:
    done = await motcua(
        "-c",
        "import os; os.environ['MOTCUA_PARTNER_RECORD_DAYS'] = '30'; "
        "from backend.settings import settings; settings()",
    )
    assert done.returncode != 0
    assert "MOTCUA_PARTNER_RECORD_DAYS" in done.stderr
