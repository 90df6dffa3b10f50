"""Building the two Reflex apps when their sources changed, and serving what was built."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from backend.settings import ROOT

APPS = ("ui_citizen", "ui_officer")
_MADE = {".states", "__pycache__", "reflex.lock", "requirements.txt"}
_SHARED = ("shared/ui", "shared/contracts", "shared/vocabulary", "shared/client")


def build_if_changed(var: Path, environment: dict[str, str]) -> None:
    """Builds each app whose sources are newer than its last build. Raises CalledProcessError."""
    for app in APPS:
        build = ROOT / app / environment.get("REFLEX_WEB_WORKDIR", ".web") / "build"
        stamp = build / "motcua.digest"
        digest = _digest(app, environment)
        built = build / "client" / "index.html"
        if built.exists() and stamp.exists() and stamp.read_text() == digest:
            continue
        print(f"Dựng giao diện {app} …", flush=True)
        result = subprocess.run(
            [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"],
            cwd=ROOT / app,
            env=environment | build_environment(var),
            capture_output=True,
            text=True,
            check=False,
        )
        (var / f"{app}.build.log").write_text(result.stdout + result.stderr)
        if result.returncode != 0:
            print(result.stdout[-3000:] + result.stderr[-3000:], file=sys.stderr)
            result.check_returncode()
        stamp.write_text(digest)


def build_environment(var: Path) -> dict[str, str]:
    """What keeps Reflex from reaching out: the bun of its wheel, no telemetry, own folder."""
    return {
        "REFLEX_USE_SYSTEM_BUN": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_DIR": str(var / "reflex"),
        "REFLEX_USE_GRANIAN": "1",
    }


def serving_command(app: str, port: int) -> tuple[list[str], Path, dict[str, str]]:
    """Command, folder and environment that serve a built app on one port."""
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory",
        "--host", os.environ.get("MOTCUA_UI_HOST", "127.0.0.1"), "--port", str(port),
        "--workers", "1", f"{app}.app:app",
    ]  # fmt: skip
    environment = {
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_STATE_MANAGER_MODE": "memory",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "MOTCUA_UI_PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }
    return command, ROOT / app, environment


def _digest(app: str, environment: dict[str, str]) -> str:
    # The public address is baked into a build, so another address needs another build.
    address = environment.get(f"MOTCUA_{app.removeprefix('ui_').upper()}_URL", "")
    digest = hashlib.sha256(f"{sys.version} {address}".encode())
    for folder in (app, *_SHARED):
        for path in sorted((ROOT / folder).rglob("*")):
            parts = set(path.parts)
            made = parts & _MADE or any(part.startswith(".web") for part in parts)
            if path.is_file() and not made:
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
