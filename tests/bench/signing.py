"""Signing and storing a one-page result: the leader's signature, then the seal, object-locked."""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx

from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import uuid7
from backend.results.kinds import begun, built_in, page_blocks
from backend.results.places import PLACES
from backend.results.rendering import render
from backend.sandbox.signing import PIN, SigningService
from backend.settings import settings
from backend.signing.pades import OFFICER, SEAL, sign, with_fields
from backend.signing.signatory import Leave, Signatory
from backend.signing.signer import signer
from storage.objects import object_key
from tests import conftest
from tests.bench.result import Result
from tests.bench.system import System

ROUNDS = 25
LIMIT = 300  # milliseconds
_USER, _SEAL = "lanhdao.dongkinh", "seal:"


def _page() -> bytes:
    kind = built_in()["marital_status"]
    values = {key: value or "Nội dung mẫu" for key, value in begun(kind, {}, {}).items()}
    return render(
        {
            "template": "result", "title": kind.title, "code": "H00-000000-0001",
            "superior": "Tỉnh mẫu", "agency": "Ủy ban nhân dân phường mẫu", "replaces": "",
            "blocks": page_blocks(kind, values, "H00"), "position": kind.position,
            "verification_code": "0" * 12, "look_up_url": "http://localhost/ket-qua/0",
            "check_at": "localhost",
        }
    )  # fmt: skip


async def _timed(work: Callable[[], Awaitable[bytes]]) -> tuple[bytes, float]:
    started = time.perf_counter()
    made = await work()
    return made, (time.perf_counter() - started) * 1000


async def signing(system: System) -> list[Result]:
    """Median over many rounds, each with a draft of its own; typing PIN and code is not counted."""
    service = conftest.Program("backend.sandbox.signing", log=system.folder / "signing.log")
    try:
        conftest._wait_for_answer(f"{settings().signing_url}/ca/root.crl")
        await store().ensure_bucket()
        once, twice = await _rounds()
    finally:
        service.stop()
    first, second = statistics.median(once), statistics.median(twice)
    slower = max(first, second)
    return [
        Result(
            "signing",
            "Signing and storing a result",
            slower / LIMIT,
            1,
            f"{slower:.0f} ms",
            f"{LIMIT} ms",
            "Median time to sign a one-page result (PAdES B-T through the remote service, with a "
            "timestamp), read the signature back and validate it, and store the file; the slower "
            "of the leader's signature and the agency's seal, over the limit of 300 ms.",
            at_least=False,
            details=[
                f"signature, checked and stored: median {first:.0f} ms, slowest {max(once):.0f} ms",
                f"seal, checked and stored under object lock: median {second:.0f} ms, slowest "
                f"{max(twice):.0f} ms",
                f"both together: {first + second:.0f} ms; {ROUNDS} results; object lock: "
                f"{'yes' if store().locks else 'the server has none'}",
            ],
        )
    ]


async def _rounds() -> tuple[list[float], list[float]]:
    people = SigningService.people()
    name, agency, _ = people[_USER]
    seal = next(user for user, p in people.items() if user.startswith(_SEAL) and p[0] == agency)
    leader, sealer = Signatory(_USER, name, agency), Signatory(seal, agency, agency)
    stamp = {"name": name, "organisation": agency, "at": "08:00:00 01/01/2026"}
    officer_stamp = render({"template": "officer_stamp", **stamp})
    seal_stamp = render(
        {"template": "seal_stamp", "number": "01/XN", "place_date": "Nơi mẫu", **stamp}
    )
    until = clock.now() + timedelta(days=1)
    once, twice = [], []
    async with httpx.AsyncClient(base_url=settings().signing_url) as phone:
        for _ in range(ROUNDS + 1):
            draft = with_fields(_page(), PLACES)
            await signer().send_code(leader)
            leave = Leave(PIN, (await phone.get("/csc/sandbox/codes")).json()[_USER])

            async def sign_and_store(draft: bytes = draft, leave: Leave = leave) -> bytes:
                made = await sign(
                    draft, leader, leave, field=OFFICER, reason="Ký", drawing=officer_stamp
                )
                key = object_key(settings().tenant, clock.now(), uuid7())
                await store().put_bytes(key, made.content, "application/pdf")
                return made.content

            signed, spent = await _timed(sign_and_store)
            once.append(spent)

            async def seal_and_store(signed: bytes = signed) -> bytes:
                made = await sign(
                    signed, sealer, Leave(PIN), field=SEAL, reason="Dấu", drawing=seal_stamp
                )
                key = object_key(settings().tenant, clock.now(), uuid7())
                await store().put_locked(key, made.content, "application/pdf", until)
                return made.content

            _, spent = await _timed(seal_and_store)
            twice.append(spent)
    return once[1:], twice[1:]  # the first makes the keys and fetches the lists
