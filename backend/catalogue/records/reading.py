"""Lines of a file of records, unpacked on the way."""

import gzip
import lzma
from collections.abc import Iterator
from pathlib import Path


def lines_of(path: Path) -> Iterator[bytes]:
    """Each line of a plain, .xz or .gz file."""
    if path.suffix == ".xz":
        with lzma.open(path, "rb") as packed:
            yield from packed
    elif path.suffix == ".gz":
        with gzip.open(path, "rb") as zipped:
            yield from zipped
    else:
        with path.open("rb") as plain:
            yield from plain
