"""A package as a bag (RFC 8493, BagIt) in a ZIP, made as a stream: no file is held in memory.

Every payload file stands in `manifest-sha256.txt` and every tag file in `tagmanifest-sha256.txt`,
so that anybody checks a package with `sha256sum -c` and nothing of ours.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime

Content = bytes | AsyncIterator[bytes]
_STRANGE = re.compile(r"[^\w.\- ]+")
_FIRST_ZIP_YEAR = 1980


class _Sink(io.RawIOBase):
    """Takes what the ZIP writer gives and hands it on; it cannot be sought in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Keeps a copy until it is taken."""
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def take(self) -> bytes:
        """What has come since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


class Bag:
    """One package while it is written; `bytes` and `files` count the payload so far."""

    def __init__(self, name: str, at: datetime) -> None:
        self.name = name
        self.bytes = 0
        self.files = 0
        self._at = at
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._payload: list[str] = []
        self._tags: list[str] = []

    async def add(
        self, path: str, content: Content, *, packed: bool = False
    ) -> AsyncIterator[bytes]:
        """One payload file under `data/`; `packed` bytes are not packed again."""
        digest = hashlib.sha256()
        with self._zip.open(self._entry(f"data/{path}", packed), "w", force_zip64=True) as file:
            async for chunk in _chunks(content):
                digest.update(chunk)
                self.bytes += len(chunk)
                file.write(chunk)
                yield self._sink.take()
        self.files += 1
        self._payload.append(f"{digest.hexdigest()}  data/{path}\n")
        yield self._sink.take()

    def end(self, info: dict[str, str]) -> bytes:
        """The tag files and the end of the ZIP."""
        facts = info | {
            "Bagging-Date": f"{self._at:%Y-%m-%d}",
            "Payload-Oxum": f"{self.bytes}.{self.files}",
        }
        lines = [f"{key}: {_one_line(value)}\n" for key, value in facts.items()]
        self._tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        self._tag("bag-info.txt", "".join(lines))
        self._tag("manifest-sha256.txt", "".join(self._payload))
        self._write("tagmanifest-sha256.txt", "".join(self._tags).encode())
        self._zip.close()
        return self._sink.take()

    def _tag(self, path: str, text: str) -> None:
        content = text.encode()
        self._tags.append(f"{hashlib.sha256(content).hexdigest()}  {path}\n")
        self._write(path, content)

    def _write(self, path: str, content: bytes) -> None:
        with self._zip.open(self._entry(path, packed=False), "w") as file:
            file.write(content)

    def _entry(self, path: str, packed: bool) -> zipfile.ZipInfo:
        at = self._at
        moment = (max(at.year, _FIRST_ZIP_YEAR), at.month, at.day, at.hour, at.minute, at.second)
        entry = zipfile.ZipInfo(f"{self.name}/{path}", moment)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        return entry


async def _chunks(content: Content) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    async for chunk in content:
        yield chunk


def file_name(number: int, name: str) -> str:
    """A name that is safe in every file system and still tells what it is."""
    plain = _STRANGE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "tep"
    stem, dot, ending = plain.rpartition(".")
    return f"{number:03d}-{(stem or ending)[:80]}{dot and stem and '.' + ending[:10]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
