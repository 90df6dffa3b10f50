"""The plain pages of a text or spreadsheet, made when somebody first looks and then kept.

Kept beside the pictures of pages, and like them made again when they are gone.
"""

import asyncio
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import pypdfium2 as pdfium
from anyio import to_thread

from backend.documents import workshop
from backend.documents.plain import KINDS, NotReadable, as_pages
from backend.documents.reading import read_to
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.platform.problems import RuleBroken
from backend.settings import settings
from storage.objects import ObjectMissing

_SECONDS = 30
_REMEMBERED = 5000
_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
_counted: dict[str, int] = {}


def is_plain(row: Any) -> bool:
    """Whether a file is shown by its words and tables only."""
    return row["media_type"] in KINDS


async def plain_copy(row: Any) -> dict[str, Any]:
    """The row of what is drawn instead of a text or spreadsheet: a PDF made of its words.

    Raises RuleBroken for what its reader cannot open, NotAsKept, Unavailable, StorageError.
    """
    key = f"{settings().tenant}/previews/{row['id']}/plain.pdf"
    if key not in _counted:
        lock = _locks.setdefault(key, asyncio.Lock())
        async with lock:
            if len(_counted) > _REMEMBERED:
                _counted.clear()
            _counted[key] = await _kept(key) or await _made(key, row)
    drawn = {"object_key": key, "media_type": "application/pdf", "sha256": None}
    return dict(row) | drawn | {"pages": _counted[key], "original": row}


async def kept_still(row: Any) -> None:
    """Makes the plain pages of a row of `plain_copy` again when they were thrown away meanwhile.

    Raises as `plain_copy`.
    """
    if not isinstance(row, dict):
        return
    try:
        await store().stat(row["object_key"])
    except ObjectMissing:
        _counted.pop(row["object_key"], None)
        await plain_copy(row["original"])


async def _kept(key: str) -> int:
    try:
        return await to_thread.run_sync(_count, await store().get_bytes(key))
    except ObjectMissing:
        return 0


def _count(content: bytes) -> int:
    with pdfium.PdfDocument(content) as pdf:  # of our own making
        return len(pdf)


async def _made(key: str, row: Any) -> int:
    with disk_file() as file:
        await read_to(row, file)
        try:
            content, pages = await workshop.run(
                as_pages, Path(file.name), row["media_type"], row["name"], seconds=_SECONDS
            )
        except (workshop.TooHeavy, NotReadable, OSError, ValueError, RuntimeError) as error:
            raise RuleBroken(
                "Không đọc được chữ trong tệp này. Hãy tải tệp về để xem, hoặc đề nghị gửi PDF.",
                en="The words of this file cannot be read. Download it to see it.",
                slug="page-not-drawn",
            ) from error
    await store().put_bytes(key, content, "application/pdf")
    return pages
