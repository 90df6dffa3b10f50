"""Throw-away services for each test process: PostgreSQL, S3, SMTP, the API and its worker."""

import os
import random
import secrets
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
_SANDBOXES = ("national", "signing", "lgsp", "payment", "post", "vneid", "agency", "messages")
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

    def __init__(self, *arguments: str, log: Path, **environment: str) -> None:
        self._arguments, self._log, self._environment = arguments, log, environment
        self._process = _start(*arguments, log=log, **environment)

    @property
    def ended(self) -> bool:
        """Whether it is no longer there."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """Ends it as an operator would."""
        _stop(self._process)

    def start(self) -> None:
        """Starts it anew."""
        self._process = _start(*self._arguments, log=self._log, **self._environment)


@dataclass(frozen=True)
class Services:
    """Where the running system of this test process is."""

    api: Program
    worker: Program
    national_url: str
    signing_url: str
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

    @property
    def texts(self) -> "list[dict[str, str]]":
        """Text messages that have arrived, newest first."""
        from backend.sandbox.sms import messages_of_both

        return messages_of_both(self.folder)


def _choose_settings() -> None:
    """Chooses ports and folders before any module of ours reads its settings."""
    ours = os.environ.get("MOTCUA_TEST_PROCESS") == str(os.getpid())
    if ours or os.environ.get("MOTCUA_TEST_SETTINGS") == "keep":
        return
    from backend.operations import local

    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    names = (
        "pg", "s3", "smtp", "api", "citizen", "officer", "national", "signing", "lgsp", "vneid",
        "payment", "post", "agency", "sms",
    )  # fmt: skip
    ports = {name: _free_port() for name in names}
    os.environ |= {
        "MOTCUA_TEST_PROCESS": str(os.getpid()),
        "MOTCUA_ENV": "test",
        "MOTCUA_DEMO": "yes",
        "MOTCUA_VAR": str(folder),
        "MOTCUA_DATABASE_URL": f"postgresql://motcua:{_PASSWORD}@127.0.0.1:{ports['pg']}/motcua",
        "MOTCUA_S3_ENDPOINT": f"127.0.0.1:{ports['s3']}",
        "MOTCUA_SMTP_PORT": str(ports["smtp"]),
        **local.bounce_settings(folder),
        "MOTCUA_NATIONAL_URL": f"http://127.0.0.1:{ports['national']}/dvcqg",
        "MOTCUA_NATIONAL_UNIT": "H37",
        "MOTCUA_LGSP_URL": f"http://127.0.0.1:{ports['lgsp']}/lgsp",
        "TEST_LGSP_PORT": str(ports["lgsp"]),
        "MOTCUA_PAYMENT_URL": f"http://127.0.0.1:{ports['payment']}/thanh-toan",
        "TEST_PAYMENT_PORT": str(ports["payment"]),
        **local.post_settings(ports["post"]),
        "TEST_POST_PORT": str(ports["post"]),
        "TEST_NATIONAL_PORT": str(ports["national"]),
        "TEST_SIGNING_PORT": str(ports["signing"]),
        **local.signing_settings(ports["signing"], folder),
        "MOTCUA_OIDC_ISSUER": f"http://127.0.0.1:{ports['vneid']}/vneid",
        "MOTCUA_OIDC_CLIENT_SECRET": secrets.token_hex(16),
        "TEST_VNEID_PORT": str(ports["vneid"]),
        "TEST_AGENCY_PORT": str(ports["agency"]),
        "MOTCUA_WEBHOOK_INSIDE": "127.0.0.1/32",
        **local.message_settings(ports["sms"]),
        "TEST_SMS_PORT": str(ports["sms"]),
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


def pytest_configure(config: pytest.Config) -> None:
    """Whoever is told to stop stops its services first, as by Ctrl-C."""
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes what this process wrote."""
    ours = os.environ.get("MOTCUA_TEST_PROCESS") == str(os.getpid())
    folder = Path(os.environ.get("MOTCUA_VAR", ""))
    made_here = folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith(_FOLDER)
    if ours and made_here and not os.environ.get("MOTCUA_TEST_KEEP"):
        shutil.rmtree(folder, ignore_errors=True)


def _start(*arguments: str, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
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
    """A PostgreSQL of this process, migrated, with the demonstration's agencies and people.

    Tests look into it as its owner; the programs work as the role that owns nothing.
    """
    from backend.operations.embedded_postgres import EmbeddedPostgres
    from backend.settings import settings

    server = EmbeddedPostgres(settings().var / "db", int(os.environ["TEST_PG_PORT"]), _PASSWORD)
    server.start(durable=False)
    working = {"MOTCUA_DATABASE_URL": server.working_url()}
    owning = {"MOTCUA_DATABASE_OWNER_URL": server.url()}
    for command, roles in (
        (["migrate"], working | owning),
        (["demo", "seed", "--without-dossiers"], working),
    ):
        subprocess.run(
            [sys.executable, "-m", "backend.cli", *command],
            cwd=ROOT, env=os.environ | roles, check=True,
        )  # fmt: skip
    yield
    server.stop()


def working_url() -> str:
    """Where the programs of the back end connect."""
    from backend.operations.embedded_postgres import EmbeddedPostgres
    from backend.settings import settings

    folder = settings().var / "db"
    return EmbeddedPostgres(folder, int(os.environ["TEST_PG_PORT"]), _PASSWORD).working_url()


@pytest.fixture(scope="session")
def services(database_server: None, object_store_server: None) -> Iterator[Services]:
    """The whole back end of this process."""
    from backend.sandbox.mail import Mailbox, smtp_server
    from backend.settings import settings

    folder = settings().var
    smtp = smtp_server(Mailbox(folder / "mail", folder / "returned"), settings().smtp_port)
    smtp.start()
    log = folder / "services.log"
    sandboxes = [Program(f"backend.sandbox.{name}", log=log) for name in _SANDBOXES]
    # The programs of the back end have no other way into the database than the working role's.
    database = {"MOTCUA_DATABASE_URL": working_url()}
    api = Program("backend.operations.server", log=log, **database)
    worker = Program("backend.cli", "worker", log=log, **database)
    wait_until_ready(api, log)
    _wait_for_answer(f"{settings().signing_url}/ca/root.crl")
    yield Services(
        api=api,
        worker=worker,
        national_url=settings().national_url,
        signing_url=settings().signing_url,
        folder=folder,
        api_url=settings().api_url,
        database_url=settings().database_url,
        citizen_port=int(os.environ["TEST_CITIZEN_PORT"]),
        officer_port=int(os.environ["TEST_OFFICER_PORT"]),
    )
    api.stop()
    worker.stop()
    for sandbox in sandboxes:
        sandbox.stop()
    smtp.stop()


def _wait_for_answer(url: str) -> None:
    for _ in range(200):
        try:
            httpx.get(url, timeout=3)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(url)


def wait_until_ready(api: Program, log: Path, address: str = "") -> None:
    """Waits for the API to answer. Raises RuntimeError with the end of its log."""
    from backend.settings import settings

    address = address or settings().api_url
    deadline = time.monotonic() + 120
    while True:
        try:
            if httpx.get(f"{address}/health/ready", timeout=3).status_code == 200:
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > deadline or api.ended:
            raise RuntimeError(log.read_text(errors="replace")[-4000:])
        time.sleep(0.1)
