"""The folder of the backups: one folder a backup, and a pool of objects that they share.

```
2026-11-26T010000/manifest   what the backup is; written last, so that without it there is none
2026-11-26T010000/database   the dump of pg_dump (custom format)
2026-11-26T010000/index      gzip, one JSON line an object version
pool/ab/abcd…                the bytes of one object version
```
An object never changes, so its bytes are copied once and serve every later backup.
"""

import fcntl
import gzip
import hashlib
import hmac
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from backend.backups.sealed_files import DamagedBackup, SealedWriter, opened

_NAME = "%Y-%m-%dT%H%M%S"


class Entry(msgspec.Struct, frozen=True):
    """One version of one object. `bucket`: documents, locked or audit; `pool`: where it lies."""

    bucket: str
    key: str
    size: int
    sha256: str
    media_type: str
    locked_until: str
    pool: str
    mark: str  # what the store said of the version: equal marks, equal bytes


class Manifest(msgspec.Struct, frozen=True):
    """What a backup is. Digests are SHA-256 of the plain bytes; counts are rows of each table."""

    tenant: str
    at: str
    version: str
    migrations: list[str]
    keys: dict[str, str]
    counts: dict[str, int]
    database_sha256: str
    database_size: int
    index_sha256: str
    objects: int
    object_bytes: int
    faults: list[str]
    seconds: float


class BackupFolder:
    """One folder and the key of what is in it."""

    def __init__(self, root: Path, key: bytes) -> None:
        self.root, self.key = root, key

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes into the folder meanwhile. Raises BlockingIOError."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield

    def names(self) -> list[str]:
        """Finished backups, the oldest first."""
        return sorted(path.parent.name for path in self.root.glob("*/manifest"))

    def new(self, at: datetime) -> Path:
        """The folder of a backup that begins."""
        path = self.root / f"{at:{_NAME}}"
        path.mkdir(mode=0o700)
        return path

    def pooled(self, pool: str) -> Path:
        """Where the bytes of an object version are."""
        return self.root / "pool" / pool[:2] / pool

    def pool_name(self, bucket: str, key: str, mark: str) -> str:
        """A name for an object version that tells nobody what it is."""
        whole = "\x1f".join((bucket, key, mark)).encode()
        return hmac.new(self.key, whole, hashlib.sha256).hexdigest()[:40]

    def put_manifest(self, name: str, manifest: Manifest) -> None:
        """Finishes a backup."""
        with SealedWriter(self.root / name / "manifest", self.key, "manifest") as file:
            file.write(msgspec.json.encode(manifest))

    def manifest(self, name: str) -> Manifest:
        """What a backup says of itself. Raises DamagedBackup."""
        path = self.root / name / "manifest"
        whole = b"".join(opened(path, self.key, "manifest"))
        try:
            return msgspec.json.decode(whole, type=Manifest)
        except msgspec.MsgspecError as error:
            raise DamagedBackup(f"{name}: {error}") from error

    def entries(self, name: str) -> Iterator[Entry]:
        """The index of a backup; whole only when it ends. Raises DamagedBackup."""
        pieces = opened(self.root / name / "index", self.key, "index")
        with gzip.open(io.BufferedReader(_Reader(pieces)), "rt", encoding="utf-8") as lines:
            for line in lines:
                yield msgspec.convert(json.loads(line), Entry)


class _Reader(io.RawIOBase):
    """Pieces as a file that is read from its beginning to its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        """It is for nothing else."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer from the piece at hand, or from the next one."""
        self._left = self._left or next(self._pieces, b"")
        size = min(len(self._left), len(buffer))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
