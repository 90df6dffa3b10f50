"""Lines of a file of records, unpacked on the way."""

import gzip
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LONGEST_LINE = 2_000_000


class BrokenFile(Exception):
    """The file ends before its time or cannot be unpacked."""


def lines_of(path: Path) -> Iterator[bytes]:
    """Each line of a plain, .xz or .gz file. Raises BrokenFile where it cannot be read on.

    A line over `LONGEST_LINE` comes cut, one byte longer than allowed, so that it is never held
    whole.
    """
    try:
        with _opened(path) as file:
            while line := file.readline(LONGEST_LINE + 1):
                yield line
                while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                    line = file.readline(LONGEST_LINE + 1)
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenFile("Tệp hỏng từ đây; các dòng sau không đọc được.") from error


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path, "rb")
    if path.suffix == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")
