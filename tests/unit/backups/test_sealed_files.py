"""A file of a backup opens as it was written, under its key and in its place, or not at all."""

import hashlib
import os
from pathlib import Path

import pytest

from backend.backups.sealed_files import SEGMENT, DamagedBackup, SealedWriter, opened

KEY = os.urandom(32)


def written(path: Path, content: bytes, role: str = "database") -> SealedWriter:
    with SealedWriter(path, KEY, role) as file:
        for start in range(0, len(content), 300_001):
            file.write(content[start : start + 300_001])
    return file


@pytest.mark.parametrize("size", [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT])
def test_what_was_written_comes_back(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    file = written(tmp_path / "a", content)
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert b"".join(opened(tmp_path / "a", KEY, "database")) == content
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    assert size < 16 or content[:16] not in (tmp_path / "a").read_bytes()


def damaged(whole: bytes) -> dict[str, bytes]:
    """Every way in which a file of three segments can be wrong."""
    segment, head = SEGMENT + 16, 20
    first, second = whole[head : head + segment], whole[head + segment : head + 2 * segment]
    rest = whole[head + 2 * segment :]
    return {
        "a bit of the first": whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        "the last bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "salt": whole[:10] + bytes([whole[10] ^ 1]) + whole[11:],
        "name": b"MCB2" + whole[4:],
        "the last segment dropped": whole[: head + 2 * segment],
        "the middle dropped": whole[:head] + first + rest,
        "two changed places": whole[:head] + second + first + rest,
        "one twice": whole[:head] + first + first + second + rest,
        "cut within": whole[: head + segment + 100],
        "longer": whole + b"x",
        "empty": b"",
        "head alone": whole[:head],
    }


@pytest.mark.criterion("V.24")
def test_whatever_was_changed_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "a", os.urandom(2 * SEGMENT + 5000))
    whole = (tmp_path / "a").read_bytes()
    for name, content in damaged(whole).items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DamagedBackup, match=name):
            b"".join(opened(tmp_path / name, KEY, "database"))
    for path, key, role in (
        ("a", os.urandom(32), "database"), ("a", KEY, "index"), ("none", KEY, "database"),
    ):  # fmt: skip
        with pytest.raises(DamagedBackup):
            b"".join(opened(tmp_path / path, key, role))


def test_what_was_not_finished_is_not_there(tmp_path: Path) -> None:
    def broken_off() -> None:
        with SealedWriter(tmp_path / "a", KEY, "database") as file:
            file.write(b"x" * 2 * SEGMENT)
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert list(tmp_path.iterdir()) == []
