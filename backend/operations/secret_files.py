"""The files of secrets that compose.yaml mounts, for a new installation."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from backend.platform.sealing import new_key

_DATABASE = "postgresql://{user}:{password}@postgres:5432/motcua"
# Partners, mail, messages: their keys come from them, and are empty until then.
OF_OTHERS = (
    "bounce_password", "dkim_key", "national_client_secret", "national_inbound_key",
    "national_password", "office_token", "oidc_client_secret", "pakn_token", "payment_secret",
    "post_token", "push_key", "receipt_pin", "receipt_token", "signing_token", "sms2_key",
    "sms_key", "smtp_password", "zalo_app_secret", "zalo_refresh_token", "zalo_secret",
    "zalo_token",
)  # fmt: skip


def write_missing(folder: Path) -> list[str]:
    """Writes each secret that has no file yet, readable by the owner and the group; their names.

    Addresses are made of the passwords that lie there, so these come first.
    """
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    made = []
    for name, make in _ours(folder).items():
        if _write(folder / name, make):
            made.append(name)
    for name in OF_OTHERS:
        if _write(folder / name, str):
            made.append(name)
    return made


def _ours(folder: Path) -> dict[str, Callable[[], str]]:
    def word() -> str:
        return secrets.token_hex(32)

    def of_database(user: str, password: str) -> Callable[[], str]:
        return lambda: _DATABASE.format(user=user, password=_read(folder / password))

    return {
        "database_admin_password": word,
        "database_owner_password": word,
        "database_password": word,
        "database_owner_url": of_database("motcua", "database_owner_password"),
        "database_url": of_database("motcua_work", "database_password"),
        "redis_password": word,
        "redis_url": lambda: f"redis://:{_read(folder / 'redis_password')}@redis:6379/0",
        "s3_access_key": lambda: secrets.token_hex(10),
        "s3_secret_key": word,
        "secret_key": word,
        "field_keys": lambda: new_key(1),
        "blind_key": _thirty_two_bytes,
        "backup_key": _thirty_two_bytes,
    }


def _thirty_two_bytes() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _write(path: Path, make: Callable[[], str]) -> bool:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    except FileExistsError:
        return False
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(make())
    return True
