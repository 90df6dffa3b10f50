"""The whole API by requests drawn from its own description, in a system that nobody else uses."""

import asyncio
import os
import subprocess
import sys

from tests.conftest import ROOT


async def test_nothing_fails_and_nothing_is_undeclared_or_told() -> None:
    """One request of each kind by nobody, a citizen and two officers; `make fuzz` draws more."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:xdist", "--tb=short",
         "tests/api/fuzz/everything.py"],
        cwd=ROOT, env=ours | {"FUZZ_EXAMPLES": "1", "FUZZ_CALLERS": "4"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20_000:]
    assert " requests to " in done.stdout
