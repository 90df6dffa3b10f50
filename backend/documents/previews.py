"""Pages as pictures, drawn here and not by a reader on the officer's machine.

A picture is drawn once and kept beside the documents under `tenant/previews/`; it can be drawn
again at any time, so nothing depends on it.
"""

import asyncio
import io
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

import asyncpg

from backend.access.actor import Actor
from backend.documents import workshop
from backend.documents.identity_papers import purpose_words
from backend.documents.paperwork import drawn
from backend.documents.plain_copies import is_plain, kept_still, plain_copy
from backend.documents.queries import code_of_dossier, stored_document
from backend.documents.reading import read_to
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.documents.watermark import marked
from backend.documents.withheld import openable, unknown
from backend.platform.problems import RuleBroken, Unavailable
from backend.results.rendering import rendered_form
from backend.settings import settings
from shared.contracts.documents import DocumentView
from shared.vocabulary.scan_states import SCAN_LABELS, ScanState
from storage.objects import ObjectMissing, StorageError

WIDTHS = {"thumb": 200, "page": 1400}  # in pixels
_COPY_WIDTH = 1654  # A4 at 200 dots an inch
_TOGETHER = {"thumb": 8, "page": 1}  # pages drawn at once, because the file is fetched once
_MOST_COPIED = 50
_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


async def view(actor: Actor, document_id: UUID) -> DocumentView:
    """What can be shown of a file. Raises NotFound, Withheld, Unavailable."""
    row = await _printed(await openable(actor, document_id))
    try:
        pages = (await _drawable(row))["pages"]
    except RuleBroken:
        pages = 0  # there is nothing to show of it but itself
    return DocumentView(
        id=str(row["id"]),
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        pages=pages,
        simplified=is_plain(row) and pages > 0,
        scan=row["scan"],
        scan_label=SCAN_LABELS[ScanState(row["scan"])].vi,
        watermark=await _words(actor, row),
    )


async def page_picture(actor: Actor, document_id: UUID, number: int, size: str) -> bytes:
    """One page, counted from 1, as a JPEG. Raises NotFound, Withheld, RuleBroken, Unavailable."""
    if size not in WIDTHS:
        raise RuleBroken("Chỉ có hai cỡ ảnh trang: thumb và page.", en="Sizes: thumb, page.")
    row = await _drawable(await _printed(await openable(actor, document_id)))
    if not 1 <= number <= row["pages"]:
        raise unknown()
    words = await _words(actor, row)
    try:
        return await _kept_or_drawn(row, number, size, words)
    except StorageError as error:
        raise _busy() from error


async def marked_copy(actor: Actor, row: Any) -> tuple[str, bytes] | None:
    """Name and bytes of the copy with its purpose across that officers get of an identity paper,
    or None for what is handed out as it is.

    The original stays as it was sent; what is handed out is made of pictures, so that the mark
    cannot be taken off. Raises RuleBroken for a file of which no such copy can be made.
    """
    words = await _words(actor, row)
    return await copy_with_words(row, words, _name(words)) if words else None


async def copy_with_words(row: Any, words: str, name: str) -> tuple[str, bytes]:
    """Name and bytes of a copy with some words across every page, kept under a name.

    Raises RuleBroken for a file of which no such copy can be made.
    """
    try:
        row = await _drawable(await _printed(row))
        if not row["pages"]:
            raise RuleBroken("Tệp không có trang nào.")
        content = await _kept_or_copied(row, words, name)
    except RuleBroken as error:
        raise RuleBroken(
            "Không làm được bản sao có dấu mục đích của giấy tờ tùy thân này, nên không giao tệp. "
            "Hãy đề nghị người nộp gửi ảnh hoặc PDF.",
            en="No copy that says its purpose can be made of this identity paper.",
            slug="copy-not-marked",
        ) from error
    title = row["name"].rsplit(".", 1)[0]
    part = "" if row["pages"] <= _MOST_COPIED else f", {_MOST_COPIED} trang đầu"
    return f"{title} (bản sao{part}).pdf", content


async def _kept_or_copied(row: Any, words: str, name: str) -> bytes:
    key = _key(row, f"copy-{name}.pdf")
    try:
        async with _lock(key):
            try:
                return await store().get_bytes(key)
            except ObjectMissing:
                pages = list(range(min(row["pages"], _MOST_COPIED)))
                content = (await _work(row, _copy, pages, _COPY_WIDTH, words))[0]
                await store().put_bytes(key, content, "application/pdf")
                return content
    except StorageError as error:
        raise _busy() from error


async def _kept_or_drawn(row: Any, number: int, size: str, words: str) -> bytes:
    mark = f"-{_name(words)}" if words else ""
    count = _TOGETHER[size]
    first = (number - 1) // count * count
    key = _key(row, f"{number}-{size}{mark}.jpg")
    async with _lock(_key(row, f"{first}-{size}{mark}")):
        try:
            return await store().get_bytes(key)
        except ObjectMissing:
            pages = list(range(first, min(first + count, row["pages"])))
            pictures = await _work(row, _pictures, pages, WIDTHS[size], words)
            for page, content in zip(pages, pictures, strict=True):
                name = f"{page + 1}-{size}{mark}.jpg"
                await store().put_bytes(_key(row, name), content, "image/jpeg")
            return pictures[number - 1 - first]


async def _work(row: Any, work: Any, *args: object) -> list[bytes]:
    with ExitStack() as stack:
        file = stack.enter_context(disk_file())
        await kept_still(row)
        await read_to(row, file)
        try:
            found: list[bytes] = await workshop.run(
                work, Path(file.name), row["media_type"], *args, seconds=30
            )
        except (workshop.TooHeavy, OSError, ValueError, RuntimeError) as error:
            raise RuleBroken(
                "Không vẽ được trang này của tệp. Hãy tải tệp về để xem.",
                en="This page cannot be drawn. Download the file to see it.",
                slug="page-not-drawn",
            ) from error
        return found


def _pictures(path: Path, media_type: str, pages: list[int], width: int, words: str) -> list[bytes]:
    """Runs in the other process."""
    found = []
    for page in pages:
        image = drawn(path, media_type, page, width)
        out = io.BytesIO()
        (marked(image, words) if words else image).save(out, "JPEG", quality=82, optimize=True)
        found.append(out.getvalue())
    return found


def _copy(path: Path, media_type: str, pages: list[int], width: int, words: str) -> list[bytes]:
    """Runs in the other process."""
    images = [marked(drawn(path, media_type, page, width), words) for page in pages]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200, quality=85)
    return [out.getvalue()]


async def _drawable(row: Any) -> Any:
    """The file itself, or the plain pages of a text or spreadsheet."""
    if not is_plain(row):
        return row
    try:
        return await plain_copy(row)
    except StorageError as error:
        raise _busy() from error


async def _printed(row: asyncpg.Record) -> asyncpg.Record:
    """A form of the law is printed when it is first looked at."""
    if row["object_key"] is not None:
        return row
    try:
        await rendered_form(row["id"])
    except StorageError as error:
        raise _busy() from error
    return await stored_document(row["id"])


async def _words(actor: Actor, row: Any) -> str:
    """What is written across for this person; one's own papers are shown as they were sent."""
    if not row["identity_paper"] or not actor.is_officer:
        return ""
    return purpose_words(await code_of_dossier(row["dossier_id"]))


def _key(row: Any, name: str) -> str:
    return f"{settings().tenant}/previews/{row['id']}/{name}"


def _name(words: str) -> str:
    """The words as part of a key: a dossier gets its code later than its papers."""
    return "".join(c for c in words.rsplit(" ", 1)[-1] if c.isalnum())[-24:] or "hs"


def _lock(key: str) -> asyncio.Lock:
    lock = _locks.get(key)
    if lock is None:
        lock = _locks[key] = asyncio.Lock()
    return lock


def _busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận. Vui lòng mở lại tệp sau ít phút.",
        en="The document store is busy.",
    )
