"""`make sqlmap`: sqlmap against every search and filter of a throw-away API on loopback.

Every GET of the description that takes words in its query, as an administrator, and the searches,
codes and sign-ins that come in a path or a body, with little of everything (level 1, risk 1). First
a server that is made to leak must be found out; answers that say that nothing was looked for (too
many requests, not signed in, gone) make the run fail. Addresses of this machine alone.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tests.bench import people
from tests.bench.system import SEEDED, running
from tests.conftest import ROOT

SQLMAP = ROOT / ".venv-tools" / "bin" / "sqlmap"
AT_ONCE = 2
# A star marks what is tried in a path or a body.
PATHS = [
    ("", "/api/v1/lookups/H37.1-261126-0001*"),
    ("", "/api/v1/results/ABCDEFGH*"),
    ("", "/api/v1/procedures/1.004873*"),
    ("", "/api/v1/shared-catalogues/dan_toc/entries?q=k*"),
]
BODIES = [
    ("", "/api/v1/session", '{"username":"a*","password":"b*","face":"citizen"}'),
    ("officer", "/api/v1/audit/searches", '{"person":"a*","action":"b*","subject":"","cursor":""}'),
    ("officer", "/api/v1/archive/searches", '{"text":"a*"}'),
    ("", "/api/v1/petitions/seen", '{"code":"PA-1234*","secret":"b*"}'),
]
# What says that a request never came as far as a statement.
_UNREACHED = ("401 (", "429 (", "405 (", "503 (")


async def main() -> None:
    """Ends with 1 when sqlmap finds something to put into a statement, or could not look."""
    trusting = {"MOTCUA_TRUSTED_PROXIES": "127.0.0.1/32"}
    started = time.monotonic()
    with running() as system:
        with system.server("tests.security.leaky", SEEDED, {}) as leaky:
            said = await asyncio.to_thread(_sqlmap, f"{leaky}/search?q=UBND", "", "")
            if "identified the following injection" not in said:
                sys.exit("a server that leaks was not found out; this run would say nothing")
            print(f"{'found out':12} the server that leaks", flush=True)
        with system.server("backend.operations.server", SEEDED, trusting) as address:
            cookies = {"": "", "officer": await people.officer(address, "quantri.ubndtinh")}
            work = [(who, place, "") for who, place in PATHS] + BODIES
            work += [
                ("officer", place, "") for place in await searches(address, cookies["officer"])
            ]
            gate = asyncio.Semaphore(AT_ONCE)

            async def one(who: str, place: str, body: str) -> str:
                async with gate:
                    said = await asyncio.to_thread(_sqlmap, address + place, cookies[who], body)
                verdict = _verdict(said, limited=place.endswith("/session"))
                print(f"{verdict:12} {place}", flush=True)
                return "" if verdict == "nothing" else f"{place}\n{said[-3000:]}"

            found = [said for said in await asyncio.gather(*(one(*w) for w in work)) if said]
    print(f"{len(work)} places, {time.monotonic() - started:.0f} s")
    if found:
        sys.exit("\n".join(found))


async def searches(address: str, cookie: str) -> list[str]:
    """Addresses of every GET that takes words in its query, with something in each of them.

    What the API takes as it is stands together in one address, so that it comes as far as a
    statement; what it refuses is tried by itself, and the cursor, which is read the same way
    everywhere, in one place alone.
    """
    headers = dict(line.split(": ", 1) for line in cookie.strip().split("\r\n"))
    found = ["/api/v1/drafts?cursor=ma"]
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as http:
        document: dict[str, Any] = (await http.get("/api/openapi.json")).json()
        for path, operations in document["paths"].items():
            taken, refused = [], []
            for parameter in operations.get("get", {}).get("parameters", []):
                words = parameter["in"] == "query" and _takes_words(parameter["schema"])
                if not words or "{" in path or parameter["name"] == "cursor":
                    continue
                word = parameter["name"] + "=ma"
                status = (await http.get(f"{path}?{word}")).status_code
                if status == 401:
                    print(f"{'of programs':12} {path}?{word}", flush=True)
                else:
                    (taken if status < 400 else refused).append(word)
            found += [f"{path}?{'&'.join(taken)}"] if taken else []
            found += [f"{path}?{word}" for word in refused]
    return found


def _takes_words(schema: dict[str, Any]) -> bool:
    if "oneOf" in schema or "anyOf" in schema:
        return any(_takes_words(part) for part in schema.get("oneOf", schema.get("anyOf", [])))
    plain = schema.get("type") == "string"
    return plain and not ({"format", "enum", "pattern", "contentEncoding"} & set(schema))


def _verdict(said: str, *, limited: bool) -> str:
    if "is vulnerable" in said or "identified the following injection" in said:
        return "INJECTABLE"
    if "all tested parameters do not appear to be injectable" not in said:
        return "not tested"
    codes = re.findall(r"(\d{3} \([^)]+\)) - \d+ times", said)
    unreached = any(code.startswith(_UNREACHED) for code in codes)
    # Whoever guesses at the door is slowed down; what came through before that was looked at.
    return "not reached" if unreached and not limited else "nothing"


def _sqlmap(address: str, headers: str, body: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(SQLMAP), "-u", address, "--batch", "--level=1", "--risk=1",
            "--dbms=PostgreSQL", "--technique=BEUST", "--time-sec=2", "--threads=2",
            "--disable-coloring", "--flush-session", "--ignore-code=*", "--skip-waf",
            # Each request from an address of its own, as from many people behind a proxy.
            "--tamper=xforwardedfor", "--answers=skip=N", f"--output-dir={folder}",
        ]  # fmt: skip
        if headers:
            command.append("--headers=" + headers.strip().replace("\r\n", "\n"))
        if body:
            command += [f"--data={body}", "--header=Content-Type: application/json"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=600, cwd=Path(folder)
        )
        return done.stdout + done.stderr


if __name__ == "__main__":
    asyncio.run(main())
