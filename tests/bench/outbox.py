"""Messages to partners: what the queue costs beside the bare library, one dead of eight, and
workers killed while they send."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import conftest
from tests.bench.killing import KILLS
from tests.bench.load import spread
from tests.bench.pumping import EVENTS
from tests.bench.result import Result
from tests.bench.system import SEEDED, System, wait_for

ROUNDS = 3
COUNT = 4000
PAIRS = 4


async def outbox(system: System) -> list[Result]:
    """Both sides take turns on a database of their own, writing through to disk."""
    name = await system.copy(SEEDED, "outbox")
    found = [
        tuple(float(_run(system, name, side, str(COUNT))) for side in ("ours", "bare"))
        for _ in range(ROUNDS)
    ]
    ratios = [ours / bare for ours, bare in found]
    ours, bare = (statistics.median(side) for side in zip(*found, strict=True))
    healthy, dead = [], []
    for number in range(PAIRS):
        # Each is first as often as the other: the queue of the second is the longer one.
        for fault in ("", "gone") if number % 2 == 0 else ("gone", ""):
            await system.sql("vacuum analyze delivery, delivery_content", name)
            (dead if fault else healthy).append(_eight(system, name, fault))
    killed = _with_partners(system, name, "tests.bench.killing", "run")
    isolated = [b["p95"] / a["p95"] for a, b in zip(healthy, dead, strict=True)]
    alive, beside = (statistics.median(r["p95"] for r in side) for side in (healthy, dead))
    whole = [*healthy, *dead]
    complete = all(r["taken"] == r["distinct"] == EVENTS and r["disordered"] == 0 for r in whole)
    return [
        Result(
            "outbox", "messages to partners", statistics.median(ratios), 0.5,
            f"{ours:.0f} messages/s", f"{bare:.0f} jobs/s",
            f"{COUNT} messages that wait for {8} partners, in order by dossier, sealed, each with "
            "its outcome written down, sent by one worker to partners that answer at once; against "
            "as many jobs of pgqueuer alone with a handler that does nothing.",
            details=[f"Ratio in the rounds: {spread(ratios)}."],
        ),
        Result(
            "outbox-dead", "one dead partner of eight", statistics.median(isolated), 1.5,
            f"p95 {beside:.0f} ms", f"p95 {alive:.0f} ms",
            f"{EVENTS:,} messages to eight partners over HTTP, put there at once: from event to "
            "answer for the seven others while one hangs up on every call, against the same "
            "with all eight well.",
            at_least=False,
            details=[
                f"Ratio in the pairs: {spread(isolated)}.",
                "When the dead partner came back its "
                f"{statistics.median(r['waiting'] for r in dead):.0f} messages were all there "
                f"{statistics.median(r['recovered'] for r in dead):.0f} s later.",
                "Every message once by its id and every dossier's in order: "
                + ("in all runs." if complete else "NOT in all runs."),
            ],
        ),
        _killed(killed),
    ]  # fmt: skip


def _killed(found: dict[str, Any]) -> Result:
    # What is in doubt may have arrived or not; nobody sends it again.
    lost = EVENTS - found["sent"] - found["maybe"] + max(0, found["sent"] - found["taken"])
    elsewhere = found["maybe"] - found["unsure_there"]
    wrong = lost + found["harmful_repeats"] + found["disordered"] + elsewhere
    wrong += found["taken"] - found["distinct"]
    return Result(
        "outbox-killed", "workers killed while sending", wrong, 0,
        f"{found['taken']} of {EVENTS}", "",
        f"messages lost, taken twice where a repeat does harm, or out of order, of {EVENTS:,} to "
        f"eight partners, while {KILLS} workers one after another are killed (-9) as they send.",
        at_least=False,
        details=[
            f"{found['maybe']} are marked as perhaps sent at the partner where a repeat does harm, "
            "and were not sent again.",
            f"{found['known_repeats']} went again to partners that know them by their id.",
        ],
    )  # fmt: skip


def _run(
    system: System, database: str, *arguments: str, module: str = "tests.bench.pumping"
) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=conftest.ROOT,
        env=system.environment(database), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout.strip().splitlines()[-1]


def _eight(system: System, database: str, fault: str) -> dict[str, Any]:
    return _with_partners(system, database, "tests.bench.pumping", "eight", fault)


def _with_partners(
    system: System, database: str, module: str, command: str, fault: str = ""
) -> dict[str, Any]:
    """With a partner process of its own, so that nothing of an earlier run is there."""
    port = conftest._free_port()
    address, log = f"http://127.0.0.1:{port}", Path(system.folder) / "partners.log"
    environment = system.environment(database) | {
        "TEST_PARTNER_PORT": str(port), "TEST_PARTNERS": "dead",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.sandbox.partner"], cwd=conftest.ROOT, env=environment,
        stdout=log.open("ab"), stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(f"{address}/partners/health", process, log)
        found: dict[str, Any] = json.loads(
            _run(system, database, command, address, *filter(None, [fault]), module=module)
        )
        return found
    finally:
        conftest._stop(process)
