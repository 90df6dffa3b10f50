"""The scrubber finds a flipped byte, a missing and an altered object, in bounded memory."""

import asyncio
import os
import subprocess
import sys
import tracemalloc
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.archive import scrubbing
from backend.documents.store import store
from shared.client import archive_packages
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.archive_packages import Finding, Integrity
from shared.contracts.common import Page
from shared.contracts.notifications import Notice
from storage.objects import ObjectStore, StorageUnavailable
from tests.api.conftest import eventually
from tests.api.test_archive import closed, written_pdf
from tests.conftest import ROOT, Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
MIB = 1024 * 1024


async def at_rest(admin: ApiClient) -> Integrity:
    """The state once no walk is on its way."""

    async def there() -> Integrity | None:
        now = await archive_packages.integrity(admin)
        return now if now.latest is None or now.latest.finished_at else None

    found: Integrity = await eventually(there)
    return found


async def walked(admin: ApiClient) -> Integrity:
    """After a whole walk from now on."""
    await at_rest(admin)
    await archive_packages.start_scrub(admin)
    return await at_rest(admin)


async def open_findings(api: ApiClient) -> dict[str | None, Finding]:
    """By dossier."""
    return {f.dossier_id: f for f in (await archive_packages.findings(api)).items}


def flip_on_disk(services: Services, marker: bytes) -> bool:
    """One bit of a stored file turned over behind the back of the object store."""
    for volume in (services.folder / "s3").rglob("*.dat"):
        place = volume.read_bytes().find(marker)
        if place >= 0:
            with volume.open("r+b") as file:
                file.seek(place)
                file.write(bytes([marker[0] ^ 1]))
            return True
    return False


async def _key(database: asyncpg.Pool, dossier_id: str) -> asyncpg.Record:
    row = await database.fetchrow(
        "select id, object_key, size from document where dossier_id = $1 "
        "and purpose = 'supplement'",
        uuid.UUID(dossier_id),
    )
    assert row is not None
    return row


@pytest.mark.criterion("II.15")
@pytest.mark.criterion("G.9")
async def test_it_finds_a_flipped_byte_a_missing_and_an_altered_object_and_tells(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, services: Services,
    http: httpx.AsyncClient,
) -> None:  # fmt: skip
    admin = await officer("quantri.ubndtinh")
    before = await walked(admin)
    assert before.latest and before.latest.looked_at >= before.latest.total - 5
    altered = await closed(citizen, officer, 52, written_pdf("Thứ nhất"))
    missing = await closed(citizen, officer, 53, written_pdf("Thứ hai"))
    marker = uuid.uuid4().bytes * 2
    flipped = await closed(
        citizen, officer, 54, written_pdf("Thứ ba") + b"\n%" + marker.hex().encode() + b"\n%%EOF\n"
    )
    sound = await closed(citizen, officer, 55, written_pdf("Thứ tư"))
    row = await _key(database, altered)
    content = await store().get_bytes(row["object_key"])
    middle = len(content) // 2
    one_bit = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    await store().put_bytes(row["object_key"], one_bit, "application/pdf")
    await store().delete((await _key(database, missing))["object_key"])
    assert flip_on_disk(services, marker.hex().encode())
    after = await walked(admin)
    found = await open_findings(admin)
    assert found[altered].kind == "altered" and found[altered].expected != found[altered].found
    assert found[missing].kind == "missing"
    assert found[flipped].kind in ("unreadable", "altered")
    assert sound not in found
    assert after.open >= 3 and after.latest and after.latest.found >= 3
    # Told: monitoring, the administrator, the agency's head; a second walk tells nothing new.
    assert f"motcua_damaged_objects {float(after.open)}" in (await http.get("/metrics")).text

    async def told() -> list[str]:
        page = await admin.get("/notices", Page[Notice], params={"limit": 100})
        return [n.subject for n in page.items if n.subject.startswith("Cảnh báo toàn vẹn")]

    async def all_told() -> bool:
        return len(await told()) >= 3

    assert await eventually(all_told)
    count = len(await told())
    again = await walked(admin)
    assert again.open == after.open and again.latest and again.latest.found == 0
    assert len(await told()) == count
    assert altered in await open_findings(await officer("lanhdao.kylua"))
    assert altered not in await open_findings(await officer("lanhdao.bacson"))
    # Resolving is a word, not a cure: what is still damaged is found again.
    done = await archive_packages.resolve(admin, found[missing].id, "Đã xem, chưa khôi phục được.")
    assert done.resolved_at
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.resolve(admin, found[missing].id, "Đã xem, chưa khôi phục được.")
    assert refused.value.status == 409
    await store().put_bytes(row["object_key"], content, "application/pdf")
    await archive_packages.resolve(admin, found[altered].id, "Đã khôi phục từ bản sao lưu.")
    await walked(admin)
    found = await open_findings(admin)
    assert missing in found and altered not in found
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.start_scrub(await officer("lanhdao.kylua"))
    assert refused.value.status == 403


async def test_the_command_walks_and_ends_with_one_while_something_is_damaged(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    damaged = await closed(citizen, officer, 56, written_pdf("Thứ năm"))
    row = await _key(database, damaged)
    await store().delete(row["object_key"])
    await at_rest(await officer("quantri.ubndtinh"))
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", "integrity", "check"], cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert f"missing: document “giay-0.pdf” ({row['object_key']})" in done.stderr
    assert "cảnh báo đang mở" in done.stdout


async def test_a_walk_goes_on_where_it_was_interrupted_and_looks_at_each_object_once(
    officer: Officer, database: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    admin = await officer("quantri.ubndtinh")
    await at_rest(admin)
    services.worker.stop()
    try:
        await archive_packages.start_scrub(admin)
        run_id = await scrubbing.open_run()
        assert run_id
        monkeypatch.setattr(scrubbing, "OBJECTS_IN_SLICE", 2)
        looked: list[str] = []
        look_at = scrubbing.look_at

        async def watched(row: asyncpg.Record, source: str) -> scrubbing.Seen:
            looked.append(row["object_key"])
            if len(looked) == 4:
                raise StorageUnavailable("the power failed")
            return await look_at(row, source)

        monkeypatch.setattr(scrubbing, "look_at", watched)
        assert await scrubbing.scrub_slice(run_id)
        with pytest.raises(StorageUnavailable):
            await scrubbing.scrub_slice(run_id)
        place = await database.fetchrow("select * from scrub_run where id = $1", run_id)
        assert place["looked_at"] == 2  # the broken slice is not counted and will be read anew
        monkeypatch.setattr(scrubbing, "look_at", look_at)
    finally:
        services.worker.start()
    state = await at_rest(admin)
    assert state.latest and state.latest.looked_at == state.latest.total


async def test_one_object_is_read_in_little_memory_whatever_its_size(services: Services) -> None:
    size = 64 * MIB

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(size // MIB):
            yield b"m" * MIB

    stored = await store().put("trinh-dien/to", chunks(), "application/pdf", limit=size)
    row = {"object_key": stored.key, "sha256": stored.sha256, "size": stored.size}
    tracemalloc.start()
    seen = await scrubbing.look_at(row)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    await store().delete(stored.key)
    assert seen.kind is None and seen.size == size
    assert peak < 4 * MIB, peak


async def test_a_store_that_does_not_answer_is_no_finding(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = ObjectStore("127.0.0.1:1", "a", "b", "motcua", region="us-east-1", secure=False)
    monkeypatch.setattr(scrubbing, "store", lambda: away)
    with pytest.raises(StorageUnavailable):
        await scrubbing.look_at({"object_key": "x", "sha256": b"", "size": 0})
