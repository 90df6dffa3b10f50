"""Throw-away services for each test process: PostgreSQL, S3, SMTP, the API and its worker."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent
_PASSWORD = "throw-away"
_FOLDER = "motcua-test-"


_taken: set[int] = set()


def _free_port() -> int:
    """A port nobody listens on, with the one 10,000 above it, which the object store takes too.

    Below the range from which the kernel gives ports to outgoing connections: one of those may
    take a port between its choice here and its use.
    """
    while True:
        port = random.randrange(12_000, 22_000)
        if port in _taken or not (_is_free(port) and _is_free(port + 10_000)):
            continue
        _taken.add(port)
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class Program:
    """One program of ours that a test may stop and start again."""

    def __init__(self, *arguments: str, log: Path) -> None:
        self._arguments, self._log = arguments, log
        self._process = _start(*arguments, log=log)

    @property
    def ended(self) -> bool:
        """Whether it is no longer there."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """Ends it as an operator would."""
        _stop(self._process)

    def start(self) -> None:
        """Starts it anew."""
        self._process = _start(*self._arguments, log=self._log)


@dataclass(frozen=True)
class Services:
    """Where the running system of this test process is."""

    api: Program
    worker: Program
    national_url: str

    folder: Path
    api_url: str
    database_url: str
    citizen_port: int
    officer_port: int

    @property
    def mail(self) -> "list[dict[str, str]]":
        """Letters that have arrived, newest first."""
        from backend.sandbox.mail import Mailbox

        return Mailbox(self.folder / "mail").letters()


def _choose_settings() -> None:
    """Chooses ports and folders before any module of ours reads its settings."""
    ours = os.environ.get("MOTCUA_TEST_PROCESS") == str(os.getpid())
    if ours or os.environ.get("MOTCUA_TEST_SETTINGS") == "keep":
        return
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    names = ("pg", "s3", "smtp", "api", "citizen", "officer", "national")
    ports = {name: _free_port() for name in names}
    os.environ |= {
        "MOTCUA_TEST_PROCESS": str(os.getpid()),
        "MOTCUA_ENV": "test",
        "MOTCUA_DEMO": "yes",
        "MOTCUA_VAR": str(folder),
        "MOTCUA_DATABASE_URL": f"postgresql://motcua:{_PASSWORD}@127.0.0.1:{ports['pg']}/motcua",
        "MOTCUA_S3_ENDPOINT": f"127.0.0.1:{ports['s3']}",
        "MOTCUA_SMTP_PORT": str(ports["smtp"]),
        "MOTCUA_NATIONAL_URL": f"http://127.0.0.1:{ports['national']}/dvcqg",
        "TEST_NATIONAL_PORT": str(ports["national"]),
        "MOTCUA_API_PORT": str(ports["api"]),
        "MOTCUA_API_URL": f"http://127.0.0.1:{ports['api']}",
        "MOTCUA_CITIZEN_URL": f"http://localhost:{ports['citizen']}",
        "MOTCUA_OFFICER_URL": f"http://localhost:{ports['officer']}",
        "TEST_PG_PORT": str(ports["pg"]),
        "TEST_S3_PORT": str(ports["s3"]),
        "TEST_CITIZEN_PORT": str(ports["citizen"]),
        "TEST_OFFICER_PORT": str(ports["officer"]),
    }


# At import, because conftest modules below this one import our modules before any hook runs.
_choose_settings()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes what this process wrote."""
    ours = os.environ.get("MOTCUA_TEST_PROCESS") == str(os.getpid())
    folder = Path(os.environ.get("MOTCUA_VAR", ""))
    made_here = folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith(_FOLDER)
    if ours and made_here and not os.environ.get("MOTCUA_TEST_KEEP"):
        shutil.rmtree(folder, ignore_errors=True)


def _start(*arguments: str, log: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def object_store_server() -> Iterator[None]:
    """A SeaweedFS of this process."""
    from backend.settings import settings
    from storage.embedded import EmbeddedObjectStore

    server = EmbeddedObjectStore(
        settings().var / "s3",
        int(os.environ["TEST_S3_PORT"]),
        settings().s3_access_key,
        settings().s3_secret_key,
    )
    process = server.start()
    yield
    _stop(process)


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """A PostgreSQL of this process, migrated, with the demonstration's agencies and people."""
    from backend.operations.embedded_postgres import EmbeddedPostgres
    from backend.settings import settings

    server = EmbeddedPostgres(settings().var / "db", int(os.environ["TEST_PG_PORT"]), _PASSWORD)
    server.start(durable=False)
    for command in (["migrate"], ["demo", "seed", "--without-dossiers"]):
        subprocess.run([sys.executable, "-m", "backend.cli", *command], cwd=ROOT, check=True)
    yield
    server.stop()


@pytest.fixture(scope="session")
def services(database_server: None, object_store_server: None) -> Iterator[Services]:
    """The whole back end of this process."""
    from backend.sandbox.mail import Mailbox, smtp_server
    from backend.settings import settings

    folder = settings().var
    smtp = smtp_server(Mailbox(folder / "mail"), settings().smtp_port)
    smtp.start()
    log = folder / "services.log"
    national = Program("backend.sandbox.national", log=log)
    api = Program("backend.operations.server", log=log)
    worker = Program("backend.cli", "worker", log=log)
    wait_until_ready(api, log)
    yield Services(
        api=api,
        worker=worker,
        national_url=settings().national_url,
        folder=folder,
        api_url=settings().api_url,
        database_url=settings().database_url,
        citizen_port=int(os.environ["TEST_CITIZEN_PORT"]),
        officer_port=int(os.environ["TEST_OFFICER_PORT"]),
    )
    api.stop()
    worker.stop()
    national.stop()
    smtp.stop()


def wait_until_ready(api: Program, log: Path) -> None:
    """Waits for the API to answer. Raises RuntimeError with the end of its log."""
    from backend.settings import settings

    deadline = time.monotonic() + 30
    while True:
        try:
            if httpx.get(f"{settings().api_url}/health/ready", timeout=3).status_code == 200:
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > deadline or api.ended:
            raise RuntimeError(log.read_text(errors="replace")[-4000:])
        time.sleep(0.1)
