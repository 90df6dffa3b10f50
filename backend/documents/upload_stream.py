"""Reads one file out of a multipart body as it arrives: counted and capped on the way.

The framework's own form parser keeps files of unlimited size; here nothing beyond the limit is
ever kept.
"""

import asyncio
import contextlib
import hashlib
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from python_multipart.multipart import MultipartParser, parse_options_header

from backend.platform.problems import Malformed, TooLarge
from backend.platform.problems import field as problem_field
from backend.settings import MIB

_MAX_FIELD = 1024
_BATCH = MIB // 2
_ROOM_FOR_FIELDS = 64 * 1024
_PREFIX = "motcua-upload-"
_LEFT_SECONDS = 24 * 3600


@dataclass
class Upload:
    """One received file on disk and the plain fields beside it; close it when done."""

    file: IO[bytes]
    name: str = ""
    size: int = 0
    sha256: bytes = b""
    fields: dict[str, str] = field(default_factory=dict)


def too_large(limit: int) -> TooLarge:
    """The refusal that names the limit."""
    text = f"Tệp lớn hơn {limit // MIB} MB. Hãy nén ảnh hoặc chia nhỏ tệp rồi gửi lại."
    return TooLarge(text, en="The file is too large.", errors=[problem_field("/file", text)])


async def receive_upload(
    content_type: str, length: str, body: AsyncIterator[bytes], limit: int
) -> Upload:
    """Reads the body to its end. Raises TooLarge as soon as the limit is passed, Malformed."""
    if length.isdigit() and int(length) > limit + _ROOM_FOR_FIELDS:
        raise too_large(limit)
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Malformed("Tệp phải được gửi dạng multipart/form-data, trường “file”.")
    upload = Upload(disk_file())
    await _receive(upload, boundary, body, limit)
    return upload


def disk_file() -> IO[bytes]:
    """A file without a future: on disk under its `name` until it is closed.

    On disk and not in memory, because what looks through it is another process, and because the
    memory of the API must not grow with what citizens send.
    """
    return cast(IO[bytes], tempfile.NamedTemporaryFile(prefix=_PREFIX))


def forget_left_behind(folder: Path | None = None) -> int:
    """Takes away what a killed process had received; how many files. A day is longer than anything
    is received, so nothing that still comes in is touched."""
    old, gone = time.time() - _LEFT_SECONDS, 0
    for path in (folder or Path(tempfile.gettempdir())).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # its own process was quicker, or it is not ours
            if path.stat().st_mtime < old:
                path.unlink()
                gone += 1
    return gone


async def _closed(written: "Written", spool: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        await written.settled()
    spool.close()


class Written:
    """A file that is written and hashed in a thread while the next bytes come in.

    At most two batches are held: the one that is being written and the one that is filled.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self._batch: list[bytes] = []
        self._held = 0
        self._busy: asyncio.Future[None] | None = None

    def add(self, piece: bytes) -> None:
        """Takes bytes; they are written later."""
        self._batch.append(piece)
        self._held += len(piece)

    async def catch_up(self) -> None:
        """Has a full batch written, after the one before it."""
        if self._held >= _BATCH:
            await self._hand_over()

    async def end(self) -> bytes:
        """Everything is on disk; the SHA-256 of it."""
        await self._hand_over()
        await self.settled()
        self._file.flush()
        return self._digest.digest()

    async def settled(self) -> None:
        """Nothing is being written any more. Raises what the disk raised."""
        if self._busy is not None:
            await self._busy

    async def _hand_over(self) -> None:
        await self.settled()
        batch, self._batch, self._held = self._batch, [], 0
        self._busy = asyncio.get_running_loop().run_in_executor(None, self._write, batch)

    def _write(self, batch: list[bytes]) -> None:
        for piece in batch:
            self._file.write(piece)
            self._digest.update(piece)


async def _receive(upload: Upload, boundary: bytes, body: AsyncIterator[bytes], limit: int) -> None:
    spool = upload.file
    written = Written(spool)
    parser = MultipartParser(boundary, _callbacks(upload, written, limit))  # type: ignore[arg-type]
    try:
        async for chunk in body:
            parser.write(chunk)
            await written.catch_up()
        parser.finalize()
        upload.sha256 = await written.end()
    except (TooLarge, Malformed):
        await _closed(written, spool)
        raise
    except Exception as error:
        await _closed(written, spool)
        raise Malformed("Tệp tải lên chưa trọn. Vui lòng gửi lại.") from error
    if not upload.name:
        spool.close()
        raise Malformed("Chưa chọn tệp.", errors=[problem_field("/file", "Vui lòng chọn tệp.")])


def _callbacks(upload: Upload, written: "Written", limit: int) -> dict[str, Any]:
    header: dict[str, bytes] = {"name": b"", "value": b""}
    part: dict[str, Any] = {"field": "", "is_file": False, "value": b""}

    def on_part_begin() -> None:
        part.update(field="", is_file=False, value=b"")

    def on_header_field(data: bytes, start: int, end: int) -> None:
        header["name"] += data[start:end]

    def on_header_value(data: bytes, start: int, end: int) -> None:
        header["value"] += data[start:end]

    def on_header_end() -> None:
        if header["name"].lower() == b"content-disposition":
            _kind, options = parse_options_header(header["value"])
            part["field"] = options.get(b"name", b"").decode("utf-8", "replace")
            if part["field"] == "file":
                part["is_file"] = True
                upload.name = options.get(b"filename", b"").decode("utf-8", "replace") or "tep"
        header.update(name=b"", value=b"")

    def on_part_data(data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if part["is_file"]:
            upload.size += len(piece)
            if upload.size > limit:
                raise too_large(limit)
            written.add(piece)
        elif len(part["value"]) + len(piece) <= _MAX_FIELD:
            part["value"] += piece

    def on_part_end() -> None:
        if part["field"] and not part["is_file"] and len(upload.fields) < 10:
            upload.fields[part["field"]] = part["value"].decode("utf-8", "replace")

    return {
        "on_part_begin": on_part_begin,
        "on_header_field": on_header_field,
        "on_header_value": on_header_value,
        "on_header_end": on_header_end,
        "on_part_data": on_part_data,
        "on_part_end": on_part_end,
    }
