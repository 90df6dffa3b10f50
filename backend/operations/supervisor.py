"""The whole system on one machine: starts every part in order, watches them, stops them all.

State lives in `var/`; a second start finds it there and takes seconds.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from backend.operations import local
from backend.operations.embedded_postgres import EmbeddedPostgres, PostgresFailed
from backend.operations.ports import Ports, busy
from backend.operations.screens import build_if_changed, serving_command
from backend.settings import ROOT
from storage.embedded import EmbeddedObjectStore, ObjectStoreFailed

_RESTART_SECONDS = 2.0
_BEHIND = ("MOTCUA_DATABASE", "MOTCUA_S3", "MOTCUA_SECRET", "MOTCUA_FIELD_KEYS", "MOTCUA_BLIND",
           "MOTCUA_OIDC", "MOTCUA_SIGNING", "MOTCUA_PAYMENT", "MOTCUA_SMS", "MOTCUA_ZALO",
           "MOTCUA_PUSH", "MOTCUA_BOUNCE")  # fmt: skip


@dataclass
class Part:
    """One program of the system and how to start it again."""

    name: str
    command: list[str]
    folder: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)
    is_screen: bool = False
    process: subprocess.Popen[bytes] | None = None

    def start(self, environment: dict[str, str], logs: Path) -> None:
        """Starts the program; what it prints goes to its log.

        Screens are told where the API is, and no password or key of anything behind it.
        """
        if self.is_screen:
            environment = {k: v for k, v in environment.items() if not k.startswith(_BEHIND)}
        with (logs / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=environment | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Asks the program to end, then insists."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=12)
        except subprocess.TimeoutExpired:
            self.process.kill()


class _Stopped(Exception):
    """Ctrl-C or SIGTERM."""


def serve() -> int:
    """Runs until Ctrl-C; returns the exit code of the command."""
    ports = Ports.from_environment()
    taken = busy(ports)
    if taken:
        for name, port in taken:
            print(
                f"Cổng {port} ({name}) đang bị chương trình khác dùng. Hãy dừng chương trình đó "
                f"hoặc đặt MOTCUA_{name.upper()}_PORT.\n"
                f"Port {port} ({name}) is in use; stop that program or set "
                f"MOTCUA_{name.upper()}_PORT.",
                file=sys.stderr,
            )
        return 2
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    var = Path(os.environ.get("MOTCUA_VAR", str(ROOT / "var")))
    logs = var / "log"
    logs.mkdir(parents=True, exist_ok=True)
    stops: list[Callable[[], object]] = []
    try:
        return _serve(ports, var, logs, stops)
    except _Stopped:
        return 0
    except (PostgresFailed, ObjectStoreFailed, subprocess.CalledProcessError) as error:
        print(f"Không khởi động được: {error}\nXem {logs}", file=sys.stderr)
        return 1
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        print("\nĐang dừng …", flush=True)
        for stop in reversed(stops):
            stop()
        print("Đã dừng. Dữ liệu vẫn ở trong var/.", flush=True)


def _serve(ports: Ports, var: Path, logs: Path, stops: list[Callable[[], object]]) -> int:
    started = time.monotonic()
    print("Khởi động cơ sở dữ liệu và kho tài liệu …", flush=True)
    database = EmbeddedPostgres(var / "database", ports.pg)
    stops.append(database.stop)
    database.start()
    secret = _secret(var)
    store = EmbeddedObjectStore(var / "objects", ports.s3, "motcua", secret[:40])
    objects = Part("objects", [])
    stops.append(objects.stop)
    objects.process = store.start()
    environment = _environment(ports, var, database, secret)
    owner = {"MOTCUA_DATABASE_OWNER_URL": database.url()}
    local.tell(var, environment | owner)
    stops.append(lambda: local.forget(var))
    _run(["migrate"], environment | owner)
    fresh = not (var / "seeded").exists()
    if fresh:
        print("Nạp tỉnh trình diễn (chỉ lần đầu) …", flush=True)
    _run(["demo", "seed"], environment)
    (var / "seeded").touch()
    build_if_changed(var, environment)
    parts = _parts(ports)
    for part in parts:
        part.start(environment, logs)
        stops.append(part.stop)
    for name, url in ports.health().items():
        _wait(name, url)
    _welcome(ports, time.monotonic() - started)
    _watch(parts, environment, logs)
    return 0


def _environment(
    ports: Ports, var: Path, database: EmbeddedPostgres, secret: str
) -> dict[str, str]:
    return (
        os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
            "MOTCUA_DEMO": "yes",
            "MOTCUA_VAR": str(var),
            "MOTCUA_DATABASE_URL": database.working_url(),
            "MOTCUA_S3_ENDPOINT": f"127.0.0.1:{ports.s3}",
            "MOTCUA_S3_ACCESS_KEY": "motcua",
            "MOTCUA_S3_SECRET_KEY": secret[:40],
            "MOTCUA_SECRET_KEY": secret,
            "MOTCUA_SMTP_PORT": str(ports.smtp),
            "MOTCUA_API_PORT": str(ports.api),
            "MOTCUA_SANDBOX_PORT": str(ports.sandbox),
            "MOTCUA_NATIONAL_URL": f"http://127.0.0.1:{ports.sandbox}/dvcqg",
            "MOTCUA_NATIONAL_UNIT": "H37",
            "MOTCUA_WEBHOOK_INSIDE": "127.0.0.1/32",  # a developer's own machine, tried on this one
            **local.signing_settings(ports.sandbox, var),
            **local.post_settings(ports.sandbox),
            "MOTCUA_LGSP_URL": f"http://127.0.0.1:{ports.sandbox}/lgsp",
            "MOTCUA_PAYMENT_URL": f"http://127.0.0.1:{ports.sandbox}/thanh-toan",
            "MOTCUA_OIDC_ISSUER": f"http://localhost:{ports.sandbox}/vneid",
            "MOTCUA_OIDC_CLIENT_SECRET": secret[-32:],
            **local.bounce_settings(var),
            **local.message_settings(ports.sandbox, secret),
            "MOTCUA_API_URL": f"http://127.0.0.1:{ports.api}",
            "MOTCUA_CITIZEN_URL": f"http://localhost:{ports.citizen}",
            "MOTCUA_OFFICER_URL": f"http://localhost:{ports.officer}",
        }
    )


def _secret(var: Path) -> str:
    path = var / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text().strip()


def _parts(ports: Ports) -> list[Part]:
    python = sys.executable
    return [
        Part("sandbox", [python, "-m", "backend.sandbox"]),
        Part("api", [python, "-m", "backend.operations.server"]),
        Part("worker", [python, "-m", "backend.cli", "worker"]),
        Part("citizen", *serving_command("ui_citizen", ports.citizen), is_screen=True),
        Part("officer", *serving_command("ui_officer", ports.officer), is_screen=True),
    ]


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "backend.cli", *arguments], cwd=ROOT, env=environment, check=True
    )


def _wait(name: str, url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # nosec B310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ObjectStoreFailed(f"{name} không trả lời tại {url}")


def _watch(parts: list[Part], environment: dict[str, str], logs: Path) -> None:
    while True:
        time.sleep(_RESTART_SECONDS)
        for part in parts:
            if part.process is not None and part.process.poll() is not None:
                print(
                    f"{part.name} đã dừng (mã {part.process.returncode}), khởi động lại; "
                    f"xem {logs / part.name}.log",
                    file=sys.stderr,
                    flush=True,
                )
                part.start(environment, logs)


def _welcome(ports: Ports, seconds: float) -> None:
    print(
        f"""
Một Cửa đã sẵn sàng sau {seconds:.0f} giây.

  Cổng Dịch vụ công (công dân)   http://localhost:{ports.citizen}
  Một cửa điện tử (cán bộ)       http://localhost:{ports.officer}
  API                            http://localhost:{ports.api}/api/openapi.json
  Hộp thư thử nghiệm             http://localhost:{ports.sandbox}/mail
  Bưu điện thử nghiệm            http://localhost:{ports.sandbox}/buu-chinh
  Tin nhắn thử nghiệm            http://localhost:{ports.sandbox}/sms
  Mã ký số thử nghiệm            http://localhost:{ports.sandbox}/csc/phone

Tài khoản trình diễn hiện ngay trên trang đăng nhập; danh sách đủ: docs/demo-accounts.md
Nhấn Ctrl-C để dừng.""",
        flush=True,
    )


def _stop(_number: int, _frame: object) -> None:
    raise _Stopped
