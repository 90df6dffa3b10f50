"""Throw-away services of one run: PostgreSQL, S3, and an API on whichever database is asked for.

Databases are made when first asked for, each as a copy of a smaller one, so that two sizes can be
measured side by side.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from tests import conftest

SEEDED = "motcua"


@dataclass
class System:
    """What a benchmark may ask for; everything ends with the run."""

    folder: Path
    stack: ExitStack
    made: set[str] = field(default_factory=set)

    def url(self, database: str) -> str:
        """Where a database is."""
        return os.environ["MOTCUA_DATABASE_URL"].rsplit("/", 1)[0] + f"/{database}"

    async def sql(self, statement: str, database: str = "postgres") -> None:
        """Runs one statement as the owner."""
        connection = await asyncpg.connect(self.url(database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def value(self, statement: str, database: str) -> Any:
        """The first value of a query."""
        connection = await asyncpg.connect(self.url(database))
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    async def copy(self, source: str, name: str) -> str:
        """A database like another, in which nobody may work meanwhile; once a name."""
        if name not in self.made:
            await self.sql(f"create database {name} template {source} strategy file_copy")
            self.made.add(name)
        return name

    async def with_dossiers(self, count: int, like: str = SEEDED, there: int = 0) -> str:
        """A database with so many dossiers, told to the planner as autovacuum would."""
        name = f"dossiers_{count}"
        if name not in self.made:
            await self.copy(like, name)
            say(f"loading {count - there} dossiers")
            self.command(name, "-m", "backend.cli", "demo", "load", str(count - there), "--bulk")
            await self.sql("vacuum analyze", name)
        return name

    def command(self, database: str, *arguments: str) -> None:
        """Runs a Python program of the project on a database."""
        log = (self.folder / "commands.log").open("ab")
        subprocess.run(
            [sys.executable, *arguments], cwd=conftest.ROOT, env=self.environment(database),
            stdout=log, stderr=log, check=True,
        )  # fmt: skip

    @contextmanager
    def api(self, database: str) -> Iterator[str]:
        """The API on a database, in one process as in production; gives its address."""
        with self.server("backend.operations.server", database, {}) as address:
            yield address

    @contextmanager
    def server(self, module: str, database: str, extra: dict[str, str]) -> Iterator[str]:
        """A server program that reads MOTCUA_API_PORT, once it answers at /health/live."""
        port = conftest._free_port()
        address = f"http://127.0.0.1:{port}"
        environment = self.environment(database) | extra
        environment |= {"MOTCUA_API_PORT": str(port), "MOTCUA_API_URL": address}
        log = self.folder / f"{module}.log"
        process = subprocess.Popen(
            [sys.executable, "-m", module], cwd=conftest.ROOT, env=environment,
            stdout=log.open("ab"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(f"{address}/health/live", process, log)
            yield address
        finally:
            conftest._stop(process)

    def environment(self, database: str) -> dict[str, str]:
        """The settings of a program on a database."""
        # A child takes the settings of this run instead of choosing its own.
        kept = {"MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_DATABASE_URL": self.url(database)}
        return dict(os.environ) | kept


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until a server answers. Raises RuntimeError with the end of its log."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, timeout=3).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-4000:])


def own_folder(var: Path, database_url: str) -> Path:
    """The temporary folder that this process made, the only one it may write to and remove.

    Raises RuntimeError when the settings were read before they were chosen for this process: they
    would then be those of a system with real data in it.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    is_ours = (
        os.environ.get("MOTCUA_TEST_PROCESS") == str(os.getpid())
        and os.environ.get("MOTCUA_VAR") == str(var)
        and os.environ.get("MOTCUA_DATABASE_URL") == database_url
        and var.resolve().parent == temporary
        and var.name.startswith("motcua-test-")
        and not any(var.iterdir())
    )
    if not is_ours:
        raise RuntimeError(f"{var} is not a fresh folder of this run; nothing was started")
    return var


@contextmanager
def running() -> Iterator[System]:
    """Services from start to end; the database writes through to disk as in production."""
    from backend.operations.embedded_postgres import EmbeddedPostgres
    from backend.settings import settings
    from storage.embedded import EmbeddedObjectStore

    known = settings()
    folder = own_folder(known.var, known.database_url)
    ports = {name: int(os.environ[f"TEST_{name}_PORT"]) for name in ("PG", "S3")}
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        store = EmbeddedObjectStore(
            folder / "s3", ports["S3"], known.s3_access_key, known.s3_secret_key
        )
        stack.callback(conftest._stop, store.start())
        database = EmbeddedPostgres(folder / "db", ports["PG"], conftest._PASSWORD)
        stack.callback(database.stop)
        database.start()
        system = System(folder, stack)
        say("seeding")
        for command in (["migrate"], ["demo", "seed", "--without-dossiers"]):
            system.command(SEEDED, "-m", "backend.cli", *command)
        yield system


def say(words: str, **kwargs: Any) -> None:
    """Progress, beside the table."""
    print(f"  … {words}", file=sys.stderr, flush=True, **kwargs)
