"""How commands typed beside a running `make run` find its database, store and keys."""

import os
from pathlib import Path

_NAME = "local.env"


def tell(var: Path, environment: dict[str, str]) -> None:
    """Writes the settings of the running system where only its owner can read them."""
    path = var / _NAME
    path.touch(mode=0o600)
    path.chmod(0o600)
    settings = {k: v for k, v in environment.items() if k.startswith("MOTCUA_")}
    path.write_text("".join(f"{name}={value}\n" for name, value in sorted(settings.items())))


def forget(var: Path) -> None:
    """The system has stopped."""
    (var / _NAME).unlink(missing_ok=True)


def join(var: Path) -> None:
    """Takes over the settings of a running system, unless a database was named already."""
    path = var / _NAME
    named = any(f"MOTCUA_DATABASE_URL{end}" in os.environ for end in ("", "_FILE"))
    if named or not path.exists():
        return
    for line in path.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
