"""A fault of ours: told without its insides, kept in the log with its trace."""

import json
import os
import subprocess
import sys

import pytest

from tests.api.broken_route import SECRET
from tests.conftest import ROOT


@pytest.mark.criterion("V.8", "V.7")
def test_an_unexpected_error_is_logged_with_its_trace_and_tells_nothing_inside() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.api.broken_route"], cwd=ROOT, env=os.environ.copy(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    status, kind, told = json.loads(done.stdout)
    assert (status, kind) == (500, "application/problem+json")
    assert SECRET not in done.stdout
    assert "KeyError" not in done.stdout
    assert "tải lại trang" in told["detail"], "it says what to do"
    lines = [line for line in done.stderr.splitlines() if "unexpected error" in line]
    assert len(lines) == 1
    kept = json.loads(lines[0])
    assert (kept["event"], kept["path"]) == ("unexpected error", "/broken")
    assert "in broken" in kept["exception"]
    assert "020199000001" not in lines[0], "numbers of people are masked in the log too"
