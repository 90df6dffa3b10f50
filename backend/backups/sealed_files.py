"""Files of a backup: AES-256-GCM in segments, so that any size streams and any change is found.

A file is 4 bytes `MCB1`, 16 bytes of salt, then segments of at most 1 MiB with 16 bytes of tag
each. The key of a file is HKDF-SHA256(backup key, salt, its role); the nonce of a segment is its
number (11 bytes, big endian) and a byte that is 1 for the last one. A segment that was changed,
dropped, repeated or put elsewhere does not open, nor does a file in the place of another.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT = 1024 * 1024
_MAGIC, _SALT, _TAG = b"MCB1", 16, 16


class DamagedBackup(Exception):
    """Something of a backup is missing, changed or of another key; the message says what."""


class SealedWriter:
    """Writes one file under a key; after `with`, `sha256` and `size` tell of the plain bytes.

    The file appears under its name when it is whole.
    """

    def __init__(self, path: Path, key: bytes, role: str) -> None:
        self.size, self.sha256 = 0, ""
        self._path, self._unfinished = path, path.with_name(path.name + ".part")
        salt = os.urandom(_SALT)
        self._cipher, self._number, self._waiting = _cipher(key, salt, role), 0, bytearray()
        self._digest = hashlib.sha256()
        self._file = os.fdopen(
            os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
        )
        self._file.write(_MAGIC + salt)

    def write(self, piece: bytes) -> None:
        """Takes the next bytes."""
        self.size += len(piece)
        self._digest.update(piece)
        self._waiting += piece
        while len(self._waiting) > SEGMENT:
            self._put(bytes(self._waiting[:SEGMENT]), last=False)
            del self._waiting[:SEGMENT]

    def __enter__(self) -> "SealedWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._file.close()
            self._unfinished.unlink(missing_ok=True)
            return
        self._put(bytes(self._waiting), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._unfinished.replace(self._path)
        self.sha256 = self._digest.hexdigest()

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), plain, None))
        self._number += 1


def opened(path: Path, key: bytes, role: str) -> Iterator[bytes]:
    """The plain bytes in pieces. Raises DamagedBackup, at the latest with the last piece."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + _SALT)
            if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
                raise DamagedBackup(f"{path.name}: không phải tệp sao lưu")
            cipher, number = _cipher(key, head[len(_MAGIC) :], role), 0
            segment = file.read(SEGMENT + _TAG)
            while True:
                after = file.read(SEGMENT + _TAG)
                yield cipher.decrypt(_nonce(number, last=not after), segment, None)
                if not after:
                    return
                segment, number = after, number + 1
    except FileNotFoundError:
        raise DamagedBackup(f"{path.name}: thiếu tệp") from None
    except (InvalidTag, ValueError):
        raise DamagedBackup(f"{path.name}: đã bị thay đổi, hoặc khóa sao lưu khác") from None


def _cipher(key: bytes, salt: bytes, role: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"motcua backup " + role.encode()).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
