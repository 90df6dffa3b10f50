"""SeaweedFS from a wheel as the S3 server of one machine, closed to everybody but us."""

import secrets
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path


class ObjectStoreFailed(Exception):
    """The embedded object store did not come up; see its log."""


@dataclass(frozen=True)
class ServerCertificate:
    """Files by which a server shows who it is, and of the authority that says so."""

    chain: Path
    key: Path
    authority: Path


@dataclass(frozen=True)
class EmbeddedObjectStore:
    """One folder, one S3 port; the other ports of the server are found free.

    All of them listen on `host`: loopback, or every address inside a container of its own.
    """

    directory: Path
    port: int
    access_key: str
    secret_key: str
    host: str = "127.0.0.1"
    certificate: ServerCertificate | None = None  # with one, the S3 port speaks TLS alone

    def start(self) -> subprocess.Popen[bytes]:
        """Starts the server and waits until it answers. Raises ObjectStoreFailed."""
        config = self.directory / "config"
        data = self.directory / "objects"
        config.mkdir(parents=True, exist_ok=True)
        data.mkdir(parents=True, exist_ok=True)
        self._close_side_doors(config)
        master, volume, filer, admin = _free_ports(4)
        log = (self.directory / "seaweedfs.log").open("ab")
        process = subprocess.Popen(
            [
                str(_weed()), "mini", f"-dir={data}", "-ip=127.0.0.1", f"-ip.bind={self.host}",
                "-master.telemetry=false", "-admin.ui=false", "-webdav=false",
                f"-s3.port={self.port}", "-s3.port.iceberg=0", "-s3.port.lance=0",
                "-s3.autoCreateBucket=false", "-volume.preStopSeconds=0",
                "-filer.exposeDirectoryData=false", f"-master.port={master}",
                f"-volume.port={volume}", f"-filer.port={filer}", f"-admin.port={admin}",
                *self._shown(),
            ],
            cwd=config,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={
                "AWS_ACCESS_KEY_ID": self.access_key,
                "AWS_SECRET_ACCESS_KEY": self.secret_key,
                "GOMEMLIMIT": "512MiB",
                "HOME": str(self.directory),
                "PATH": "/usr/bin:/bin",
            },
        )  # fmt: skip
        self._wait(process)
        return process

    def _shown(self) -> list[str]:
        shown = self.certificate
        return [f"-s3.cert.file={shown.chain}", f"-s3.key.file={shown.key}"] if shown else []

    def _close_side_doors(self, config: Path) -> None:
        # Without keys the filer and volume ports would hand out every object to any local user.
        path = config / "security.toml"
        if path.exists():
            return
        sections = (
            "jwt.signing",
            "jwt.signing.read",
            "jwt.filer_signing",
            "jwt.filer_signing.read",
        )
        path.write_text(
            "".join(
                f'[{name}]\nkey = "{secrets.token_urlsafe(32)}"\nexpires_after_seconds = 60\n'
                for name in sections
            )
        )
        path.chmod(0o600)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        context = None
        if self.certificate:
            context = ssl.create_default_context(cafile=self.certificate.authority)
            context.check_hostname = False  # it is shown for the name others call it by
        url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}/healthz"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(url, timeout=1, context=context) as answer:  # noqa: S310  # nosec B310
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        process.terminate()
        log = (self.directory / "seaweedfs.log").read_text(errors="replace")[-1500:]
        raise ObjectStoreFailed(log)


def _weed() -> Path:
    # The wheel holds one program, put beside the interpreter.
    return Path(sys.executable).parent / "weed"


def _free_ports(count: int) -> list[int]:
    # Each port has a gRPC twin 10,000 above it, so both must be free and below 65,536.
    found: list[int] = []
    while len(found) < count:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1] % 20_000 + 20_000
        if port in found or not (_is_free(port) and _is_free(port + 10_000)):
            continue
        found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
