"""Settings from MOTCUA_* variables: typed, frozen, refused when unsafe in production.

A secret may come from a file: `MOTCUA_DATABASE_URL_FILE=/run/secrets/database_url`.
"""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
_DEVELOPMENT_SECRET = "only-for-development-and-tests"


class UnsafeSettings(Exception):
    """The settings must not run in production; the message names the variable to mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process of ours may be told from outside."""

    environment: str
    demo: bool
    tenant: str
    database_url: str = field(repr=False)
    s3_endpoint: str
    s3_access_key: str = field(repr=False)
    s3_secret_key: str = field(repr=False)
    s3_bucket: str
    s3_region: str
    s3_secure: bool
    smtp_host: str
    smtp_port: int
    national_url: str
    national_user: str
    national_password: str = field(repr=False)
    national_unit: str
    mail_from: str
    api_url: str
    citizen_url: str
    officer_url: str
    secret_key: str = field(repr=False)
    regime: str
    max_upload_bytes: int
    max_files_per_component: int
    session_idle_minutes: int
    session_absolute_hours: int
    clamd_socket: str
    var: Path
    log_level: str

    @property
    def is_production(self) -> bool:
        """Whether unsafe conveniences are refused."""
        return self.environment == "production"

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over TLS only, wherever the portal itself does."""
        return self.citizen_url.startswith("https://")


def _read(name: str, default: str = "") -> str:
    path = os.environ.get(f"MOTCUA_{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(f"MOTCUA_{name}", default)


def _flag(name: str, default: str = "no") -> bool:
    return _read(name, default).lower() in ("1", "yes", "true", "on")


def load() -> Settings:
    """Reads the environment. Raises UnsafeSettings, ValueError."""
    settings = Settings(
        environment=_read("ENV", "development"),
        demo=_flag("DEMO"),
        tenant=_read("TENANT", "trinh-dien"),
        database_url=_read("DATABASE_URL", "postgresql://motcua@127.0.0.1:54329/motcua"),
        s3_endpoint=_read("S3_ENDPOINT", "127.0.0.1:8333"),
        s3_access_key=_read("S3_ACCESS_KEY", "motcua"),
        s3_secret_key=_read("S3_SECRET_KEY", _DEVELOPMENT_SECRET),
        s3_bucket=_read("S3_BUCKET", "motcua"),
        s3_region=_read("S3_REGION", "us-east-1"),
        s3_secure=_flag("S3_SECURE"),
        smtp_host=_read("SMTP_HOST", "127.0.0.1"),
        smtp_port=int(_read("SMTP_PORT", "2525")),
        national_url=_read("NATIONAL_URL"),  # empty: nothing is told to the national portal
        national_user=_read("NATIONAL_USER", "motcua"),
        national_password=_read("NATIONAL_PASSWORD"),
        national_unit=_read("NATIONAL_UNIT"),
        mail_from=_read("MAIL_FROM", "Cổng Dịch vụ công <khong-tra-loi@motcua.example>"),
        api_url=_read("API_URL", "http://127.0.0.1:8000"),
        citizen_url=_read("CITIZEN_URL", "http://localhost:3000"),
        officer_url=_read("OFFICER_URL", "http://localhost:3001"),
        secret_key=_read("SECRET_KEY", _DEVELOPMENT_SECRET),
        regime=_read("REGIME", "ND61-2018"),
        max_upload_bytes=int(_read("MAX_UPLOAD_BYTES", str(20 * MIB))),
        max_files_per_component=int(_read("MAX_FILES_PER_COMPONENT", "10")),
        session_idle_minutes=int(_read("SESSION_IDLE_MINUTES", "60")),
        session_absolute_hours=int(_read("SESSION_ABSOLUTE_HOURS", "12")),
        clamd_socket=_read("CLAMD_SOCKET"),
        var=Path(_read("VAR", str(ROOT / "var"))),
        log_level=_read("LOG_LEVEL", "info"),
    )
    if settings.is_production:
        _refuse_unsafe(settings)
    return settings


def _refuse_unsafe(settings: Settings) -> None:
    if settings.demo:
        raise UnsafeSettings("MOTCUA_DEMO: demonstration mode is not for production")
    if settings.secret_key == _DEVELOPMENT_SECRET or len(settings.secret_key) < 32:
        raise UnsafeSettings("MOTCUA_SECRET_KEY: set a random secret of at least 32 characters")
    if settings.s3_secret_key == _DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_S3_SECRET_KEY: set the secret of the object store")
    for name, url in (("CITIZEN", settings.citizen_url), ("OFFICER", settings.officer_url)):
        if not url.startswith("https://"):
            raise UnsafeSettings(f"MOTCUA_{name}_URL: must be an https:// address")


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load()
