"""A restore drill: a backup brought back beside the running system, proven, timed, taken away."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import msgspec

from backend.backups.making import TABLES
from backend.backups.restoring import NotRestorable, Report
from backend.settings import ROOT, settings
from storage.whole_bucket import WholeBucket

SUFFIX = "-drill"


async def drill(root: Path, name: str) -> tuple[Report, float]:
    """Restores into the database of MOTCUA_BACKUP_DRILL_URL and buckets of that name; report and
    seconds. What it made it takes away again. Raises NotRestorable with what went wrong."""
    s = settings()
    url = s.backup_drill_url
    main = {urlsplit(each).path for each in (s.database_url, s.database_owner_url) if each}
    if not url or urlsplit(url).path in main:
        raise NotRestorable("MOTCUA_BACKUP_DRILL_URL: đặt địa chỉ một cơ sở dữ liệu trống khác.")
    if await _tables(url):
        raise NotRestorable("Cơ sở dữ liệu diễn tập không trống.")
    places = [_bucket(suffix) for suffix in ("", "-locked", "-audit")]
    if any(next(place.listed(), None) for place in places):
        raise NotRestorable("Kho diễn tập không trống.")
    written = Path(s.var) / "drill.json"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.unlink(missing_ok=True)
    started = time.monotonic()
    try:
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "backend.cli", "backup", "restore", str(root), name,
             "--without-locks", "--report", str(written)],
            cwd=ROOT, check=False, text=True, stderr=subprocess.PIPE,
            env=_environment(url, f"{s.s3_bucket}{SUFFIX}"),
        )  # fmt: skip
        if not written.exists():
            raise NotRestorable(done.stderr.strip()[-2000:])
        return msgspec.json.decode(written.read_bytes(), type=Report), time.monotonic() - started
    finally:
        written.unlink(missing_ok=True)
        await _clear(url)
        for place in places:
            place.clear()


def _environment(url: str, bucket: str) -> dict[str, str]:
    dropped = ("MOTCUA_DATABASE_URL_FILE", "MOTCUA_DATABASE_OWNER_URL_FILE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {
        "MOTCUA_DATABASE_URL": url, "MOTCUA_DATABASE_OWNER_URL": url, "MOTCUA_S3_BUCKET": bucket,
    }  # fmt: skip


def _bucket(suffix: str) -> WholeBucket:
    s = settings()
    return WholeBucket(
        s.s3_endpoint, s.s3_access_key, s.s3_secret_key, s.s3_bucket + SUFFIX + suffix,
        region=s.s3_region, authorities=s.s3_authorities, secure=s.s3_secure, locked=False,
    )  # fmt: skip


async def _tables(url: str) -> int:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        return len(await connection.fetch(TABLES))
    finally:
        await connection.close()


async def _clear(url: str) -> None:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        await connection.execute("drop schema public cascade; create schema public", timeout=600)
    finally:
        await connection.close()
