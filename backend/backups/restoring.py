"""Bringing a backup back into an empty installation, and proving that it is the same.

Nothing is written before every byte of the backup has been read and found whole, the place is
known to be empty and the keys are known to be those of the backup.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.backups import objects
from backend.backups.dump import restore as restore_database
from backend.backups.folder import BackupFolder, Manifest
from backend.backups.making import TABLES, counted
from backend.backups.proving import proven
from backend.backups.sealed_files import DamagedBackup, opened
from backend.platform.database import transaction
from backend.platform.migrations import migrate_forward
from backend.platform.roles import grant_to, work_as_owner
from backend.platform.sealing import fingerprints
from backend.settings import settings

Say = Callable[[str], object]


class NotRestorable(Exception):
    """This backup cannot come into this installation; the message says why, nothing was done."""


class Report(msgspec.Struct):
    """What was brought back, how long each step took in seconds, and what did not fit."""

    name: str
    manifest: Manifest
    steps: dict[str, float]
    differences: list[str]


async def verify(folder: BackupFolder, name: str) -> Manifest:
    """Reads every byte of a backup. Raises DamagedBackup."""

    def read() -> Manifest:
        manifest = folder.manifest(name)
        for part, expected in (
            ("database", manifest.database_sha256), ("index", manifest.index_sha256),
        ):  # fmt: skip
            digest = hashlib.sha256()
            for piece in opened(folder.root / name / part, folder.key, part):
                digest.update(piece)
            if digest.hexdigest() != expected:
                raise DamagedBackup(f"{name}/{part}: không phải tệp của bản sao lưu này")
        count = objects.checked(folder, folder.entries(name))
        if count < manifest.objects:
            raise DamagedBackup(f"{name}: {count} tệp, phải có {manifest.objects}")
        return manifest

    return await asyncio.to_thread(read)


async def restore(folder: BackupFolder, name: str, say: Say, *, locks: bool = True) -> Report:
    """Brings a backup into the empty installation of the settings.

    Sessions of the backup end: one that was ended after it must not live again. Raises
    DamagedBackup, NotRestorable, DumpFailed, StorageError.
    """
    steps: dict[str, float] = {}
    clock_ = _Clock(steps, say)
    manifest = await verify(folder, name)
    clock_.step("Đọc và kiểm tra bản sao lưu")
    await _must_fit(manifest, locks=locks)
    url = settings().database_owner_url or settings().database_url
    await asyncio.to_thread(
        restore_database, url, opened(folder.root / name / "database", folder.key, "database")
    )
    clock_.step("Phục hồi cơ sở dữ liệu")
    await asyncio.to_thread(objects.brought_back, folder, folder.entries(name), locks=locks)
    clock_.step("Phục hồi kho tài liệu")
    differences = await _counted_again(url, manifest)
    working = work_as_owner()
    await migrate_forward()
    if working:
        await grant_to(working)
    await _analyse(url)
    clock_.step("Nâng cấp bảng, cấp quyền, thống kê")
    differences += await proven()
    clock_.step("Đối chiếu nhật ký, hồ sơ, khóa")
    await _begin_anew(name, manifest)
    return Report(name, manifest, steps, differences)


async def _must_fit(manifest: Manifest, *, locks: bool) -> None:
    if manifest.tenant != settings().tenant:
        raise NotRestorable(f"MOTCUA_TENANT: bản sao lưu là của {manifest.tenant}")
    ours = fingerprints()
    wrong = [name for name, mark in manifest.keys.items() if ours.get(name) != mark]
    if wrong:
        raise NotRestorable(
            "Khóa của hệ thống này khác với lúc sao lưu: " + ", ".join(map(_key_name, wrong))
        )
    url = settings().database_owner_url or settings().database_url
    connection = await asyncpg.connect(url, timeout=30)
    try:
        there = await connection.fetch(TABLES)
    finally:
        await connection.close()
    if there:
        raise NotRestorable(f"Cơ sở dữ liệu không trống: đã có {len(there)} bảng.")
    for bucket in objects.buckets(locks=locks).values():
        if not await asyncio.to_thread(bucket.is_empty):
            raise NotRestorable(f"Kho {bucket.bucket} không trống.")


def _key_name(name: str) -> str:
    if name.startswith("field "):
        return f"MOTCUA_FIELD_KEYS số {name.removeprefix('field ')}"
    return {"secret": "MOTCUA_SECRET_KEY", "lookups": "MOTCUA_BLIND_KEY"}[name]


async def _counted_again(url: str, manifest: Manifest) -> list[str]:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        now = await counted(connection)
    finally:
        await connection.close()
    return [
        f"bảng {table}: {now.get(table)} dòng, bản sao lưu có {count}"
        for table, count in manifest.counts.items()
        if now.get(table) != count
    ]


async def _analyse(url: str) -> None:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        await connection.execute("analyze", timeout=3600)
    finally:
        await connection.close()


async def _begin_anew(name: str, manifest: Manifest) -> None:
    """Sessions end, and the trail says that the system was brought back."""
    async with transaction() as connection:
        ended = await connection.execute(
            "update session set revoked_at = now() where revoked_at is null"
        )
        await record(
            connection, None, "backup.restored",
            detail={"backup": name, "at": manifest.at, "sessions": int(ended.split()[-1])},
        )  # fmt: skip


class _Clock:
    def __init__(self, steps: dict[str, float], say: Say) -> None:
        self._steps, self._say, self._since = steps, say, time.monotonic()

    def step(self, name: str) -> None:
        """A step is done."""
        now = time.monotonic()
        self._steps[name] = round(now - self._since, 1)
        self._say(f"{self._steps[name]:>8.1f} giây  {name}")
        self._since = now
