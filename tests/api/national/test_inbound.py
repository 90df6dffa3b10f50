"""Dossiers submitted at the national portal: kept first, made once, held with a reason."""

import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest

from backend.national.inbound.seal import SIGNATURE, TIMESTAMP, sealed_with
from backend.settings import settings
from shared.client import dossiers, national_lists
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.national_lists import RetryInbound
from tests.api.conftest import PROCEDURE, Office, eventually, pdf
from tests.api.people import a_citizen
from tests.api.test_national_portal import fault, steps, told
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
UNIT = "H37.23"  # Tam Thanh
_MADE = (
    "select i.state, i.reason, i.dossier_id, i.id from national_inbound i where i.code = $1 "
    "order by i.received_at desc limit 1"
)


def record(**more: Any) -> dict[str, Any]:
    """A dossier as the portal sends it, about nobody known here."""
    stamp = time.strftime("%y%m%d")
    return {
        "MaHoSo": f"G22.99-{stamp}-{uuid.uuid4().int % 10**8:08d}",
        "MaTTHC": PROCEDURE,
        "TenTTHC": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        "KenhThucHien": "2",
        "ChuHoSo": "Nguyễn Văn Mẫu",
        "LoaiDoiTuong": "1",
        "MaDoiTuong": f"tech-{uuid.uuid4().hex}",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": f"0201{uuid.uuid4().int % 10**8:08d}"}],
        "Email": "mau@congdan.example",
        "SoDienThoai": "0900000001",
        "NgayNopHoSo": time.strftime("%Y%m%d080000"),
        "TrangThaiHoSo": "1",
        "HinhThuc": "0",
        "TaiKhoanDuocXacThucVoiVNeID": "1",
        "NoiNopHoSo": "1",
    } | more


async def sent(
    http: httpx.AsyncClient,
    *records: dict[str, Any],
    unit: str = UNIT,
    updating: bool = False,
    key: str = "",
    age: float = 0,
) -> dict[str, str]:
    """The answer to one sealed message."""
    body = msgspec.json.encode(
        {
            "madonvi": unit,
            "service": "DongBoHoSoMC",
            "isUpdating": str(updating),
            "data": list(records),
        }
    )
    stamp = str(int(time.time() - age))
    headers = {
        "Content-Type": "application/json",
        TIMESTAMP: stamp,
        SIGNATURE: sealed_with(key or settings().national_inbound_key, stamp, body),
    }
    answer = await http.post("/api/v1/national/dossiers", content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def ended(database: asyncpg.Pool, code: str, *states: str) -> asyncpg.Record:
    """The last message of a dossier, once it stands so."""

    async def there() -> asyncpg.Record | None:
        row = await database.fetchrow(_MADE, code)
        return row if row is not None and row["state"] in (states or ("made",)) else None

    row = await eventually(there)
    assert row is not None, await database.fetchrow(_MADE, code)
    assert isinstance(row, asyncpg.Record)
    return row


@pytest.mark.criterion("II.24")
@pytest.mark.criterion("S.1")
async def test_a_dossier_submitted_there_becomes_ours_and_its_progress_goes_back(
    http: httpx.AsyncClient, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    office = Office(officer, "tamthanh")
    one = record()
    assert (await sent(http, one))["error_code"] == "0"
    row = await ended(database, one["MaHoSo"])
    desk = await office.as_("tiepnhan1")
    found = await dossiers.dossier(desk, str(row["dossier_id"]))
    assert (found.state, found.procedure_code) == ("submitted", PROCEDURE)
    assert found.timeline[0].by == "Cổng Dịch vụ công quốc gia"
    (first,) = await steps(services, one["MaHoSo"], 1)
    assert first["TrangThai"] == "1"
    accepted = await office.accept(found.id)
    assert accepted.code is not None
    rows = await steps(services, one["MaHoSo"], 2)
    assert rows[-1]["TrangThai"] == "2"
    back = (await told(services, one["MaHoSo"]))["dossier"]
    assert (back["NoiNopHoSo"], back["MaDoiTuong"]) == ("1", one["MaDoiTuong"])
    assert back["TaiKhoanDuocXacThucVoiVNeID"] == "1"
    assert accepted.code in back["GhiChu"]


@pytest.mark.criterion("S.1")
async def test_the_same_message_again_makes_nothing_new(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    one = record()
    answers = [await sent(http, one) for _ in range(3)]
    assert {answer["error_code"] for answer in answers} == {"0"}
    await ended(database, one["MaHoSo"])
    other = await sent(http, one | {"ChuHoSo": "Trần Thị Khác"})
    assert other["error_code"] == "1"
    assert one["MaHoSo"] in other["message"]
    count = "select count(*) from national_inbound where code = $1"
    assert await database.fetchval(count, one["MaHoSo"]) == 1
    made = "select count(*) from national_sync where sent_code = $1"
    assert await database.fetchval(made, one["MaHoSo"]) == 1
    # An update that goes back to what was said first is an update.
    corrected = one | {"TrichYeuHoSo": "Đã sửa"}
    for said, kept in ((corrected, 2), (corrected, 2), (one, 3), (one, 3)):
        assert (await sent(http, said, updating=True))["error_code"] == "0"
        assert await database.fetchval(count, one["MaHoSo"]) == kept
    assert (await sent(http, one))["error_code"] == "0"
    assert await database.fetchval(count, one["MaHoSo"]) == 3


@pytest.mark.parametrize("how", ["other key", "old", "changed"])
async def test_what_the_portal_did_not_seal_just_now_changes_nothing(
    http: httpx.AsyncClient, database: asyncpg.Pool, how: str
) -> None:
    one = record()
    match how:
        case "other key":
            answer = await sent(http, one, key="somebody-else-s-key")
        case "old":
            answer = await sent(http, one, age=600)
        case _:
            headers = {TIMESTAMP: str(int(time.time())), SIGNATURE: "0" * 64}
            body = {"madonvi": UNIT, "data": [one]}
            reply = await http.post("/api/v1/national/dossiers", json=body, headers=headers)
            answer = reply.json()
    assert answer["error_code"] == "-1"
    assert not await database.fetchval(
        "select true from national_inbound where code = $1", one["MaHoSo"]
    )
    assert await database.fetchval(
        "select count(*) from audit_entry where action = 'national.inbound_refused'"
    )


async def test_a_field_that_cannot_be_read_is_named_and_nothing_is_kept(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    good, bad = record(), record(NgayNopHoSo="hôm qua")
    answer = await sent(http, good, bad)
    assert answer["error_code"] == "-3"
    assert "NgayNopHoSo" in answer["message"]
    assert not await database.fetchval(
        "select true from national_inbound where code = $1", good["MaHoSo"]
    )


@pytest.mark.criterion("II.25")
async def test_what_is_not_known_for_sure_is_held_until_somebody_says(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    admin = await officer("quantri.ubndtinh")
    nowhere = record()
    await sent(http, nowhere, unit="G99.1")
    row = await ended(database, nowhere["MaHoSo"], "held")
    assert "G99.1" in row["reason"]
    listed = await national_lists.inbound(admin)
    assert any(one.code == nowhere["MaHoSo"] for one in listed.items)
    agency = await database.fetchval("select id from agency where code = $1", UNIT)
    await national_lists.retry(admin, str(row["id"]), RetryInbound(agency_id=str(agency)))
    made = await ended(database, nowhere["MaHoSo"])
    assert made["dossier_id"] is not None

    unknown = record(MaTTHC="9.999999")
    await sent(http, unknown)
    row = await ended(database, unknown["MaHoSo"], "held")
    assert "9.999999" in row["reason"]
    await national_lists.close(admin, str(row["id"]), "Thủ tục không thuộc tỉnh này.")
    assert (await ended(database, unknown["MaHoSo"], "closed"))["dossier_id"] is None
    with pytest.raises(ApiProblem) as late:
        await national_lists.retry(admin, str(row["id"]), RetryInbound())
    assert late.value.status == 409


async def test_two_persons_in_one_message_are_held_not_mixed(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    mine, theirs = (f"0202{uuid.uuid4().int % 10**8:08d}" for _ in range(2))
    person = await a_citizen(database, mine)
    await a_citizen(database, theirs)
    await database.execute(
        "insert into national_identity (id, tenant_id, account_id, issuer, subject, tech_id, "
        "linked_at, how, token_digest) values (gen_random_uuid(), $1, $2, 'x', $3, $3, now(), "
        "'opened', '')",
        settings().tenant,
        person.id,
        f"tech-{mine}",
    )
    numbers = [{"LoaiDinhDanh": "1", "SoDinhDanh": theirs}]
    one = record(DinhDanhCHS=numbers, MaDoiTuong=f"tech-{mine}")
    await sent(http, one)
    assert "hai người" in (await ended(database, one["MaHoSo"], "held"))["reason"]
    numbers = [{"LoaiDinhDanh": "1", "SoDinhDanh": mine}]
    own = record(DinhDanhCHS=numbers, MaDoiTuong=f"tech-{mine}")
    await sent(http, own)
    made = await ended(database, own["MaHoSo"])
    applicant = "select applicant_id from dossier where id = $1"
    assert await database.fetchval(applicant, made["dossier_id"]) == person.id


@pytest.mark.criterion("II.24")
async def test_files_are_fetched_afterwards_and_the_dossier_does_not_wait_for_them(
    http: httpx.AsyncClient, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    name = f"{uuid.uuid4().hex}.pdf"
    async with httpx.AsyncClient() as portal:
        await portal.post(
            f"{services.national_url}/attachments/{name}", json={"content": pdf().hex()}
        )
    files = [
        {
            "TenTepDinhKem": "Tờ khai.pdf",
            "MaThanhPhanHoSo": f"{PROCEDURE}-TP01",
            "DuongDanTaiTepTin": f"{services.national_url}/attachments/{name}",
        },
        {
            "TenTepDinhKem": "Tệp lạ.pdf",
            "MaThanhPhanHoSo": "",
            "DuongDanTaiTepTin": "http://169.254.169.254/latest/meta-data",
        },
    ]
    one = record(TaiLieuNop=files)
    await sent(http, one)
    row = await ended(database, one["MaHoSo"])
    kept = "select state, reason from national_inbound_file where inbound_id = $1 order by position"

    async def fetched() -> bool:
        states = await database.fetch(kept, row["id"])
        return states[0]["state"] == "kept" and bool(states[1]["reason"])

    assert await eventually(fetched), await database.fetch(kept, row["id"])
    states = await database.fetch(kept, row["id"])
    assert "không thuộc Cổng quốc gia" in states[1]["reason"]
    desk = await officer("tiepnhan1.tamthanh")
    found = await dossiers.dossier(desk, str(row["dossier_id"]))
    kept_as = [(c.key, d.name) for c in found.components for d in c.documents]
    assert kept_as == [("to_khai", "Tờ khai.pdf")]


async def test_an_update_waits_for_the_desk_and_its_act(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    admin = await officer("quantri.ubndtinh")
    one = record()
    await sent(http, one)
    made = await ended(database, one["MaHoSo"])
    await sent(http, one | {"TrangThaiHoSo": "7"}, updating=True)
    row = await ended(database, one["MaHoSo"], "held")
    assert "rút hồ sơ" in row["reason"]
    assert row["dossier_id"] == made["dossier_id"]
    await national_lists.retry(admin, str(row["id"]), RetryInbound(done=True))
    await ended(database, one["MaHoSo"])


@pytest.mark.criterion("S.1")
async def test_a_portal_that_is_away_does_not_hide_what_was_received(
    http: httpx.AsyncClient, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    one = record()
    try:
        await fault(services, "down")
        assert (await sent(http, one))["error_code"] == "0"
        row = await ended(database, one["MaHoSo"])
    finally:
        await fault(services, "none")
    desk = await officer("tiepnhan1.tamthanh")
    assert (await dossiers.dossier(desk, str(row["dossier_id"]))).state == "submitted"
    assert await steps(services, one["MaHoSo"], 1)
