"""With a virus scanner configured: quarantine, clean, infected, and a scanner that is away."""

import os
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.organisation.demo.names import personal_id
from backend.sandbox.clamd import EICAR
from shared.client import documents, dossiers, notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.documents import Document
from tests.api.conftest import Office, eventually, sign_in, submitted
from tests.conftest import ROOT, Program, Services, _free_port, wait_until_ready
from tests.files.papers import a_pdf

Officer = Callable[[str], Awaitable[ApiClient]]


@dataclass(frozen=True)
class Guarded:
    """A system whose files are scanned."""

    http: httpx.AsyncClient
    control: str
    environment: dict[str, str]

    async def citizen(self, number: int) -> ApiClient:
        """The n-th demonstration citizen at this system."""
        cookie = await sign_in(self.http, personal_id(number), "citizen")
        return ApiClient(self.http, face="citizen", cookie=cookie)

    async def officer(self, username: str) -> ApiClient:
        """A demonstration officer at this system."""
        cookie = await sign_in(self.http, username, "officer")
        return ApiClient(self.http, face="officer", cookie=cookie)

    def scanner(self, fault: str) -> None:
        """Breaks the scanner in one way, or mends it ("none")."""
        assert httpx.post(f"{self.control}/fault/{fault}").status_code == 200

    def sweep(self) -> None:
        """What the worker does every minute."""
        subprocess.run(
            [sys.executable, "-m", "backend.cli", "sweep"],
            cwd=ROOT, env=self.environment, check=True, capture_output=True,
        )  # fmt: skip


@pytest.fixture(scope="module")
def _programs(services: Services) -> Iterator[tuple[str, str, dict[str, str]]]:
    """An API and a worker with a scanner, in the place of those without."""
    ports = {name: str(_free_port()) for name in ("api", "clamd", "control")}
    before = dict(os.environ)
    os.environ |= {
        "MOTCUA_CLAMD_SOCKET": f"127.0.0.1:{ports['clamd']}",
        "MOTCUA_CLAMD_PORT": ports["clamd"],
        "MOTCUA_CLAMD_CONTROL_PORT": ports["control"],
        "MOTCUA_API_PORT": ports["api"],
    }
    log = services.folder / "scanned.log"
    services.worker.stop()
    clamd = Program("backend.sandbox.clamd", log=log)
    api = Program("backend.operations.server", log=log)
    worker = Program("backend.cli", "worker", log=log)
    environment = dict(os.environ)
    os.environ.clear()
    os.environ |= before
    wait_until_ready(api, log)
    yield f"http://127.0.0.1:{ports['api']}", f"http://127.0.0.1:{ports['control']}", environment
    for program in (worker, api, clamd):
        program.stop()
    services.worker.start()


@pytest_asyncio.fixture(loop_scope="session")
async def guarded(_programs: tuple[str, str, dict[str, str]]) -> AsyncIterator[Guarded]:
    """The system, its scanner mended."""
    address, control, environment = _programs
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        await eventually(lambda: _answers(client))
        found = Guarded(client, control, environment)
        found.scanner("none")
        yield found


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/health/ready")).status_code == 200
    except httpx.TransportError:
        return False


async def asked_for_more(guarded: Guarded, number: int) -> tuple[ApiClient, ApiClient, str]:
    """An applicant who was asked for papers, the officer who asked, the dossier."""
    me = await guarded.citizen(number)
    office = Office(guarded.officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Ảnh mờ, không đọc được.",
        items=["Tờ khai rõ hơn"], answer_within_days=5,
    )  # fmt: skip
    return me, await office.as_("tiepnhan1"), id_


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """Status and type of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[1]


async def shown(api: ApiClient, id_: str, file: Document) -> Document:
    """A file as its dossier shows it now."""
    found = await dossiers.dossier(api, id_)
    everything = [*found.documents, *(d for c in found.components for d in c.documents)]
    return next(d for d in everything if d.id == file.id)


async def becomes(api: ApiClient, id_: str, file: Document, state: str) -> bool:
    """Whether the file comes to a state."""

    async def there() -> bool:
        return (await shown(api, id_, file)).scan == state

    return bool(await eventually(there))


async def test_a_clean_file_can_be_opened_by_others_only_after_its_scan(guarded: Guarded) -> None:
    me, officer, id_ = await asked_for_more(guarded, 11)
    guarded.scanner("silent")
    sent = a_pdf()
    file = await documents.upload_to_dossier(me, id_, "a.pdf", sent, "to_khai", "supplement")
    assert (file.scan, file.scan_label) == ("pending", "Đang kiểm tra virus")
    assert (await shown(officer, id_, file)).scan == "pending"
    assert await refused(documents.content(officer, file.id)) == (423, "file-in-quarantine")
    assert await documents.content(me, file.id) == sent, "one's own file is no secret"
    guarded.scanner("none")
    other = await documents.upload_to_dossier(me, id_, "b.pdf", a_pdf(2), "to_khai", "supplement")
    assert await becomes(officer, id_, other, "clean")
    assert await documents.content(officer, other.id) == a_pdf(2)


async def test_an_infected_file_is_opened_by_nobody_and_its_sender_is_told(
    guarded: Guarded, services: Services, database: asyncpg.Pool
) -> None:
    me, officer, id_ = await asked_for_more(guarded, 12)
    sick = a_pdf().replace(b"%%EOF", b"% " + EICAR + b"\n%%EOF")
    file = await documents.upload_to_dossier(me, id_, "e.pdf", sick, "to_khai", "supplement")
    assert await becomes(officer, id_, file, "rejected")
    assert (await shown(officer, id_, file)).scan_label == "Có virus, không mở được"
    for api in (me, officer):
        assert await refused(documents.content(api, file.id)) == (423, "file-infected")

    async def told() -> bool:
        notices = (await notifications.notices(me)).items
        return any("e.pdf" in n.subject and n.dossier_id == id_ for n in notices)

    assert await eventually(told)
    assert await eventually(lambda: _mailed(services, "Tệp có virus: e.pdf"))
    assert await database.fetchval(
        "select detail->>'virus' from audit_entry where action = 'document.infected' "
        "and subject_id = $1",
        uuid.UUID(id_),
    ) == "Eicar-Signature"  # fmt: skip


async def _mailed(services: Services, subject: str) -> bool:
    return any(letter["subject"] == subject for letter in services.mail)


@pytest.mark.parametrize("fault", ["down", "limit", "garbled"])
async def test_while_the_scanner_is_away_a_file_stays_and_is_tried_again(
    guarded: Guarded, database: asyncpg.Pool, fault: str
) -> None:
    me, officer, id_ = await asked_for_more(guarded, 13)
    guarded.scanner(fault)
    file = await documents.upload_to_dossier(me, id_, "c.pdf", a_pdf(), "to_khai", "supplement")

    async def tried() -> bool:
        return bool(
            await database.fetchval(
                "select done_at from outbox where topic = 'document.scan' and subject_id = $1",
                uuid.UUID(file.id),
            )
        )

    assert await eventually(tried)
    assert (await shown(officer, id_, file)).scan == "pending"
    await database.execute(
        "update document set uploaded_at = uploaded_at - interval '1 minute' where id = $1",
        uuid.UUID(file.id),
    )
    guarded.sweep()
    assert (await shown(officer, id_, file)).scan == "pending", "not known is not clean"
    guarded.scanner("none")
    guarded.sweep()
    assert (await shown(officer, id_, file)).scan == "clean"
