"""B11: what the first visit to the citizens' home page costs on a slow phone."""

import asyncio
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from playwright.async_api import Browser, async_playwright

from backend.operations import screens
from backend.settings import ROOT
from tests.bench.result import Result
from tests.bench.system import SEEDED, System, say, wait_for
from tests.browser import executable

ROUNDS = 3
LATENCY = 150
DOWN, UP = 1_600_000 / 8, 750_000 / 8
SLOWER = 4
BOX = {"width": 390, "height": 844}
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]  # fmt: skip


async def home_page(system: System) -> list[Result]:
    """B11."""
    path = executable()
    if path is None:
        say("no Chromium: `make browser` installs it; B11 is left out")
        return []
    visits: list[tuple[float, float, Counter[str]]] = []
    with system.api(await system.copy(SEEDED, "home")) as api, served(system, api) as address:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for measured in range(ROUNDS + 1):
                visit = await _visit(browser, address)
                if measured:
                    visits.append(visit)
            await browser.close()
    painted = statistics.median(visit[0] for visit in visits)
    shown = statistics.median(visit[1] for visit in visits)
    kinds = visits[-1][2]
    weight = statistics.median(visit[2].total() for visit in visits) / 1000
    network = f"1.6 Mbps, {LATENCY} ms there and back, processor slowed {SLOWER} times"
    parts = ", ".join(f"{kind} {size / 1000:.0f} KB" for kind, size in kinds.most_common())
    return [
        Result(
            "B11", "home page, transferred", weight, 200, f"{weight:.0f} KB", "",
            "Compressed bytes with headers of the first visit with an empty cache.",
            unit=" KB", at_least=False, details=[f"{parts}."],
        ),
        Result(
            "B11", "home page, first contentful paint", painted, 1.8, f"{painted:.2f} s", "",
            f"The first text on a phone: {network}.",
            unit=" s", at_least=False,
            details=[f"Everything loaded and the socket open after {shown:.1f} s."],
        ),
    ]  # fmt: skip


async def _visit(browser: Browser, address: str) -> tuple[float, float, Counter[str]]:
    """Seconds to the first text and to rest, bytes by kind of resource."""
    context = await browser.new_context(
        viewport=BOX,
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",  # type: ignore[arg-type]
    )
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    weights: Counter[str] = Counter()

    def started(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        weights[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    devtools.on("Network.responseReceived", started)
    devtools.on("Network.loadingFinished", finished)
    await devtools.send("Network.enable")
    await devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = asyncio.get_running_loop().time()
    await page.goto(address, wait_until="networkidle", timeout=40_000)
    # Rest means half a second without traffic, which is no part of the visit.
    shown = asyncio.get_running_loop().time() - begun - 0.5
    painted: float = await page.evaluate(_PAINTED)
    await context.close()
    return painted / 1000, shown, weights


@contextmanager
def served(system: System, api: str) -> Iterator[str]:
    """The citizens' app, built for the port of this run and served as in production."""
    address = os.environ["MOTCUA_CITIZEN_URL"]
    port = urlsplit(address).port
    assert port is not None
    environment = dict(os.environ) | {
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        # A folder of its own, so that a running system keeps its screens.
        "REFLEX_WEB_WORKDIR": ".web-test",
        "MOTCUA_API_URL": api,
    }
    with patch.object(screens, "APPS", ("ui_citizen",)):
        screens.build_if_changed(system.folder, environment)
    command, folder, extra = screens.serving_command("ui_citizen", port)
    log = system.folder / "screens.log"
    process = subprocess.Popen(
        command, cwd=folder, env=environment | extra, stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/_health", process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=15)
