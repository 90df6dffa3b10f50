"""What a database was told, read from the log of its server: every statement with its values."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.bench.system import System

_LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] (\w+):  (.*)", re.DOTALL)
_SAID = re.compile(r"^(?:statement|execute [^:]*): (.*)", re.DOTALL)
_VALUE = re.compile(r"\$(\d+) = (?:NULL|'((?:[^']|'')*)')", re.DOTALL)
_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True)
class Said:
    """One statement and the values of its marks, in order; None is NULL."""

    sql: str
    values: tuple[str | None, ...]

    @property
    def is_control(self) -> bool:
        """Begins or ends a transaction."""
        return self.sql.upper().startswith(_CONTROL)


async def logged(system: System, database: str) -> None:
    """From the next connection on, everything said to this database is in the log."""
    await system.sql(f"alter database {database} set log_statement = 'all'")


async def said_during(system: System, work: Callable[[], Awaitable[Any]]) -> list[Said]:
    """What was said while `work` ran; nothing else may run on a logged database meanwhile."""
    log = system.folder / "db" / "pg.log"
    start = log.stat().st_size
    await work()
    with log.open("rb") as file:
        file.seek(start)
        text = file.read().decode(errors="replace")
    found: list[Said] = []
    for kind, message in _messages(text):
        said = _SAID.match(message)
        if kind == "LOG" and said:
            found.append(Said(said[1].strip().rstrip(";"), ()))
        elif kind == "DETAIL" and found and "$1 = " in message:
            values = (
                m[2].replace("''", "'") if m[2] is not None else None
                for m in _VALUE.finditer(message)
            )
            found[-1] = Said(found[-1].sql, tuple(values))
    return found


def _messages(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        begun = _LINE.match(line)
        if begun:
            found.append((begun[1], begun[2]))
        elif found:
            kind, so_far = found[-1]
            found[-1] = (kind, f"{so_far}\n{line.removeprefix(chr(9))}")
    return found
