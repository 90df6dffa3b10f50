"""Objects on their way into a backup and out of it, a few at a time."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from typing import TypeVar

from backend.backups.folder import BackupFolder, Entry
from backend.backups.sealed_files import DamagedBackup, SealedWriter, opened
from backend.settings import settings
from storage.objects import ObjectMissing, StorageError, StorageUnavailable
from storage.whole_bucket import Lying, WholeBucket

A = TypeVar("A")
B = TypeVar("B")
THREADS = 6
_PAUSES = (0.5, 2.0)  # seconds before an object is asked for again
_IN_MEMORY = 8 * 1024 * 1024
SUFFIXES = {"documents": "", "locked": "-locked", "audit": "-audit"}


def buckets(*, locks: bool = True) -> dict[str, WholeBucket]:
    """The three buckets of the installation; without locks where they are made for a drill."""
    s = settings()
    return {
        name: WholeBucket(
            s.s3_endpoint, s.s3_access_key, s.s3_secret_key, s.s3_bucket + suffix,
            region=s.s3_region, authorities=s.s3_authorities, secure=s.s3_secure,
            locked=locks and suffix != "",
            connections=THREADS + 2,
        )
        for name, suffix in SUFFIXES.items()
    }  # fmt: skip


def copied(folder: BackupFolder, known: dict[str, Entry], unreadable: list[str]) -> Iterator[Entry]:
    """Everything that lies in the store, copied into the pool where it is not there yet.

    `known` are entries of the backup before, by pool. What is removed while we look is left out.
    What the store lists and does not give, even when asked again, is added to `unreadable`: one
    such object must not keep the others from being kept. Raises StorageUnavailable.
    """

    def one(place: tuple[str, WholeBucket, Lying]) -> Entry | None:
        name, bucket, lying = place
        mark = f"{lying.etag}/{lying.version_id}"
        pool = folder.pool_name(name, lying.key, mark)
        before = known.get(pool)
        if before is not None and folder.pooled(pool).exists():
            return before
        path = folder.pooled(pool)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for pause in (*_PAUSES, None):
            try:
                media_type, pieces = bucket.read(lying)
                with SealedWriter(path, folder.key, f"pool {pool}") as file:
                    for piece in pieces:
                        file.write(piece)
                break
            except ObjectMissing:
                return None
            except StorageUnavailable:
                raise
            except StorageError:
                # A store answers so in the moment in which an object is removed, too.
                if pause is None:
                    unreadable.append(f"{name}/{lying.key}")
                    return None
                time.sleep(pause)
        until = bucket.locked_until(lying)
        return Entry(
            name, lying.key, file.size, file.sha256, media_type,
            until.isoformat() if until is not None else "", pool, mark,
        )  # fmt: skip

    places = (
        (name, bucket, lying) for name, bucket in buckets().items() for lying in bucket.listed()
    )
    yield from (entry for entry in _few_at_a_time(one, places) if entry is not None)


def checked(folder: BackupFolder, entries: Iterable[Entry]) -> int:
    """Reads the bytes of every entry in the pool; how many. Raises DamagedBackup."""

    def one(entry: Entry) -> int:
        digest = hashlib.sha256()
        for piece in _plain(folder, entry):
            digest.update(piece)
        if digest.hexdigest() != entry.sha256:
            raise DamagedBackup(f"{entry.bucket}/{entry.key}: không đúng nội dung đã sao lưu")
        return 1

    return sum(_few_at_a_time(one, entries))


def brought_back(folder: BackupFolder, entries: Iterable[Entry], *, locks: bool) -> int:
    """Writes every object into its bucket and reads it back; how many.

    Versions of one key keep their order. Raises DamagedBackup, StorageError.
    """
    there = buckets(locks=locks)
    for bucket in there.values():
        bucket.ensure()

    def one(versions: list[Entry]) -> int:
        for entry in versions:
            bucket = there[entry.bucket]
            with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
                for piece in _plain(folder, entry):
                    spool.write(piece)
                spool.seek(0)
                bucket.put(entry.key, spool, entry.size, entry.media_type, _until(entry))
        last, digest = versions[-1], hashlib.sha256()
        _type, pieces = there[last.bucket].read(Lying(last.key, "", "", last.size))
        for piece in pieces:
            digest.update(piece)
        if digest.hexdigest() != last.sha256:
            raise DamagedBackup(f"{last.bucket}/{last.key}: kho trả lại nội dung khác")
        return len(versions)

    return sum(_few_at_a_time(one, _by_key(entries)))


def _until(entry: Entry) -> datetime | None:
    if not entry.locked_until:
        return None
    until = datetime.fromisoformat(entry.locked_until)
    # nosemgrep: clock-beside-the-clock (the store judges a lock by the clock of the machine)
    return until if until > datetime.now(UTC) else None


def _by_key(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries come bucket by bucket; versions of one key are few and come near each other."""
    versions: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        versions.setdefault((entry.bucket, entry.key), []).append(entry)
    yield from versions.values()


def _plain(folder: BackupFolder, entry: Entry) -> Iterator[bytes]:
    return opened(folder.pooled(entry.pool), folder.key, f"pool {entry.pool}")


def _few_at_a_time(work: Callable[[A], B], given: Iterable[A]) -> Iterator[B]:
    """Results in the order given; only a few are under way, so nothing piles up in memory."""
    with ThreadPoolExecutor(THREADS) as threads:
        under_way: list[Future[B]] = []
        try:
            for each in given:
                under_way.append(threads.submit(work, each))
                while len(under_way) >= THREADS * 4:
                    wait(under_way[:1], return_when=FIRST_COMPLETED)
                    yield under_way.pop(0).result()
            for future in under_way:
                yield future.result()
        finally:
            for future in under_way:
                future.cancel()
