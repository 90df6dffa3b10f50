"""Commands typed beside a running system."""

import json
import os
import subprocess
import sys
from pathlib import Path

from backend.operations import local
from tests.conftest import ROOT, Services


def command(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`motcua …` by somebody who has set nothing but the folder."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "TEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *arguments],
        cwd=ROOT,
        env=bare | {"MOTCUA_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_finds_the_running_system(services: Services, tmp_path: Path) -> None:
    local.tell(tmp_path, {k: v for k, v in os.environ.items() if k != "MOTCUA_VAR"})
    assert (tmp_path / "local.env").stat().st_mode & 0o077 == 0
    done = command(tmp_path, "demo", "accounts", "--json")
    assert done.returncode == 0, done.stderr
    assert any(a["username"] == "tiepnhan1.kylua" for a in json.loads(done.stdout))
    # Other tests may have moved a date by hand, which the check rightly finds, and the worker goes
    # on beside: what counts is that loading adds nothing to it.
    before = command(tmp_path, "demo", "check")
    more = command(tmp_path, "demo", "load", "2")
    assert more.returncode == 0, more.stderr
    checked = command(tmp_path, "demo", "check")
    assert checked.returncode in (0, 1), checked.stderr
    assert not _culprits(checked) - _culprits(before)


def _culprits(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line for line in done.stderr.splitlines() if "điểm không khớp" not in line}


def test_without_a_system_it_says_what_to_do(tmp_path: Path) -> None:
    local.tell(tmp_path, {"MOTCUA_DATABASE_URL": "postgresql://motcua@127.0.0.1:1/motcua"})
    done = command(tmp_path, "demo", "accounts")
    assert done.returncode == 1
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr
    local.forget(tmp_path)
    assert not (tmp_path / "local.env").exists()
