"""Files that go out to everybody, drawn anew: nothing of what was uploaded is left but what can be
seen, and a stamp across it cannot be taken off."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO

from backend.documents import workshop
from backend.documents.inspection import SENTENCES, clean_name, inspect
from backend.documents.inspection.refusals import COMPLEX
from backend.documents.keeping import on_disk
from backend.documents.paperwork import drawn
from backend.documents.upload_stream import disk_file
from backend.documents.watermark import marked
from backend.platform.problems import RuleBroken, UnsupportedMedia, field

_PICTURE_WIDTH = 1280
_PAGE_WIDTH = 1240  # A4 at 150 dots an inch
MOST_PAGES = 30


async def picture_of(file: IO[bytes], name: str) -> tuple[str, bytes]:
    """Name and bytes of a picture as a JPEG. Raises UnsupportedMedia, RuleBroken."""
    clean = clean_name(name)
    with on_disk(file) as path, disk_file() as beside:
        media_type, _pages = await _looked_through(path, clean, Path(beside.name))
        if not media_type.startswith("image/"):
            raise _only("Chỉ nhận ảnh JPG hoặc PNG.")
        found = await _work(_redrawn, path, media_type)
    return clean, found


async def stamped_copy(file: IO[bytes], name: str, words: str) -> tuple[str, bytes, int]:
    """Name, bytes and pages of a PDF with words across every page, drawn as pictures.

    Raises UnsupportedMedia, RuleBroken.
    """
    clean = clean_name(name)
    with on_disk(file) as path, disk_file() as beside:
        media_type, pages = await _looked_through(path, clean, Path(beside.name))
        if media_type != "application/pdf" and not media_type.startswith("image/"):
            raise _only("Chỉ nhận PDF hoặc ảnh.")
        pages = max(1, pages)
        if pages > MOST_PAGES:
            raise _only(f"Mỗi tệp mẫu nhiều nhất {MOST_PAGES} trang.")
        found = await _work(_stamped, path, media_type, pages, words)
    return f"{clean.rsplit('.', 1)[0]}.pdf", found, pages


async def _looked_through(path: Path, name: str, beside: Path) -> tuple[str, int]:
    try:
        verdict = await workshop.run(inspect, path, name, beside)
        refusal = verdict.refusal
    except workshop.TooHeavy:
        refusal = COMPLEX
    if refusal:
        sentence = SENTENCES[refusal]
        raise UnsupportedMedia(
            sentence.vi, en=sentence.en, slug=refusal, errors=[field("/file", sentence.vi)]
        )
    return verdict.media_type, verdict.pages


async def _work(work: Callable[..., bytes], *args: object) -> bytes:
    try:
        found: bytes = await workshop.run(work, *args, seconds=60)
    except (workshop.TooHeavy, OSError, ValueError, RuntimeError) as error:
        raise _only("Không vẽ được tệp này. Hãy xuất lại tệp rồi tải lên.") from error
    return found


def _only(sentence: str) -> RuleBroken:
    return RuleBroken(
        sentence, en="This file is not taken here.", errors=[field("/file", sentence)]
    )


def _redrawn(path: Path, media_type: str) -> bytes:
    """Runs in the other process."""
    out = io.BytesIO()
    drawn(path, media_type, 0, _PICTURE_WIDTH).save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _stamped(path: Path, media_type: str, pages: int, words: str) -> bytes:
    """Runs in the other process."""
    images = [marked(drawn(path, media_type, page, _PAGE_WIDTH), words) for page in range(pages)]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150, quality=82)
    return out.getvalue()
