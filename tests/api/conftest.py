"""People who talk to the API over HTTP, and dossiers brought to a state by real acts."""

import asyncio
import io
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

import asyncpg
import httpx
import pyotp
import pytest
import pytest_asyncio
from PIL import Image

from backend.law.calendar import WorkingCalendar, vietnam_days
from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from shared.client import catalogue, documents, dossiers, organisation
from shared.client.base import ApiClient
from shared.contracts import acts
from shared.contracts.dossiers import Dossier
from shared.contracts.drafts import SaveDraft, Submitted
from tests.api.people import Person, a_citizen
from tests.conftest import Services

PROCEDURE = "1.004873"  # xác nhận tình trạng hôn nhân: 3 working days, no compulsory upload
_cookies: dict[tuple[str, str], str] = {}
_opened: dict[tuple[str, str], float] = {}
_KEPT_SECONDS = 1200  # less than one proof of who it is holds


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """A connection pool to the API."""
    async with httpx.AsyncClient(base_url=services.api_url, timeout=30) as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def database(services: Services) -> AsyncIterator[asyncpg.Pool]:
    """A look into the database beside the API."""
    async with asyncpg.create_pool(services.database_url, min_size=1, max_size=4) as pool:
        yield pool


@pytest_asyncio.fixture(loop_scope="session")
async def freshly_proven(database: asyncpg.Pool) -> None:
    """Sessions are kept for a whole run, longer than a proof of who it is holds."""
    await database.execute("update session set stepped_up_at = now()")


async def sign_in(http: httpx.AsyncClient, username: str, face: str) -> str:
    """The session cookie of a demonstration account; a one-time code is good once, so sessions
    are kept for a while."""
    found = _cookies.get((username, face))
    if found and time.monotonic() - _opened[username, face] < _KEPT_SECONDS:
        return found
    body: dict[str, Any] = {"username": username, "password": PASSWORD, "face": face}
    for step in (-1, 0, 1):
        if face == "officer":
            body["code"] = pyotp.TOTP(totp_secret(username)).at(int(time.time()) + 30 * step)
        answer = await http.post("/api/v1/session", json=body)
        if answer.status_code == 200:
            break
    assert answer.status_code == 200, answer.text
    _opened[username, face] = time.monotonic()
    _cookies[username, face] = answer.cookies[f"motcua_{face}"]
    http.cookies.clear()
    return _cookies[username, face]


@pytest.fixture
def citizen(http: httpx.AsyncClient) -> Callable[[int], Awaitable[ApiClient]]:
    """The n-th demonstration citizen."""

    async def signed_in(number: int = 0) -> ApiClient:
        cookie = await sign_in(http, personal_id(number), "citizen")
        return ApiClient(http, face="citizen", cookie=cookie)

    return signed_in


@pytest.fixture
def officer(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> Callable[[str], Awaitable[ApiClient]]:
    """A demonstration officer by user name."""

    async def signed_in(username: str) -> ApiClient:
        cookie = await sign_in(http, username, "officer")
        # Sessions are kept for longer than one proof of who it is holds.
        await database.execute(
            "update session set stepped_up_at = now() where account_id = "
            "(select id from account where username = $1)",
            username,
        )
        return ApiClient(http, face="officer", cookie=cookie)

    return signed_in


@pytest.fixture
async def person(database: asyncpg.Pool) -> Person:
    """A citizen nobody else uses."""
    return await a_citizen(database)


@pytest.fixture
async def another(database: asyncpg.Pool) -> Person:
    """One more."""
    return await a_citizen(database)


@pytest.fixture
def anonymous(http: httpx.AsyncClient) -> ApiClient:
    """Nobody."""
    return ApiClient(http, face="citizen")


ANSWERS: dict[str, Any] = {
    "requester_name": "Nguyễn Văn Mẫu",
    "requester_personal_id": "020099000001",
    "requester_phone": "0900000001",
    "requester_email": "mau@congdan.example",
    "requester_address": "Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
    "birth_date": "1999-05-17",
    "ethnicity": "Tày",
    "nationality": "Việt Nam",
    "status": "single",
    "purpose": "other",
    "purpose_other": "Bổ sung hồ sơ vay vốn",
    "declaration": "yes",
}


def different() -> dict[str, Any]:
    """Answers unlike any other: exactly the same again would be shown, not repeated."""
    return ANSWERS | {"requester_address": f"Nhà {uuid.uuid4().hex[:8]}, phố Trình Diễn, Kỳ Lừa"}


def photo(colour: str = "white") -> bytes:
    """A small real JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    return out.getvalue()


def pdf() -> bytes:
    """A small real PDF."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


async def submitted(api: ApiClient, agency_code_part: str = "") -> Submitted:
    """A dossier freshly submitted online."""
    draft = await dossiers.start_draft(api, PROCEDURE)
    agency = next(a for a in draft.agencies if agency_code_part.lower() in a.name.lower())
    await dossiers.save_draft(
        api,
        draft.id,
        SaveDraft(answers=different(), agency_id=agency.id, delivery="electronic"),
        draft.version,
    )
    return await dossiers.submit(api, draft.id, uuid.uuid4().hex)


class Office:
    """The people of one agency by role, and a dossier taken through their hands."""

    def __init__(self, officer: Callable[[str], Awaitable[ApiClient]], slug: str) -> None:
        self._officer = officer
        self._slug = slug

    async def as_(self, role: str) -> ApiClient:
        """The client of a role, e.g. "tiepnhan1"."""
        return await self._officer(f"{role}.{self._slug}")

    async def act(self, role: str, id_: str, name: str, **fields: Any) -> Dossier:
        """One act by one role on the newest version."""
        api = await self.as_(role)
        now = await dossiers.dossier(api, id_)
        data = acts.ACT_INPUTS[name](version=now.version, **fields)  # type: ignore[index]
        return await dossiers.act(api, id_, name, data)

    async def who_may(self, id_: str, act: str, *roles: str) -> str:
        """The first of the roles that the API lets do an act now."""
        for role in roles:
            now = await dossiers.dossier(await self.as_(role), id_)
            if any(a.act == act and a.allowed for a in now.allowed_acts):
                return role
        raise AssertionError(f"nobody of {roles} may {act}")

    async def accept(self, id_: str) -> Dossier:
        """Accepts with every paper in order."""
        api = await self.as_("tiepnhan1")
        now = await dossiers.dossier(api, id_)
        received = [acts.ReceivedComponent(key=c.key, ok=True, originals=1) for c in now.components]
        return await self.act("tiepnhan1", id_, "accept", components=received)

    async def to_appraisal(self, id_: str, unit: str) -> Dossier:
        """Accepted, transferred to a unit, assigned to its first specialist."""
        await self.accept(id_)
        return await self.on_to_appraisal(id_, unit)

    async def on_to_appraisal(self, id_: str, unit: str) -> Dossier:
        """From acceptance: transferred to a unit, assigned to its first specialist."""
        desk = await self.as_("tiepnhan1")
        agency_id = (await dossiers.dossier(desk, id_)).receiving_agency.id
        units = await organisation.units(desk, agency_id)
        target = next(u for u in units if not u.is_desk and unit in u.name)
        await self.act("tiepnhan1", id_, "transfer", unit_id=target.id)
        head = await self.as_(self.head)
        people = {person.id for person in await organisation.officers(head, target.id)}
        chosen = await self._id_of(self.specialist)
        assert chosen in people
        return await self.act(self.head, id_, "assign", officer_id=chosen)

    async def _id_of(self, role: str) -> str:
        from shared.client import identity

        return (await identity.me(await self.as_(role))).id

    async def to_result(self, id_: str, unit: str) -> Dossier:
        """From submission to a result ready at the desk."""
        await self.to_appraisal(id_, unit)
        await self.act(self.specialist, id_, "submit_for_approval")
        await self.act("lanhdao", id_, "approve")
        clerk = await self.as_("vanthu")
        file = await documents.upload_to_dossier(clerk, id_, "ket-qua.pdf", pdf(), "", "result")
        return await self.act(
            "vanthu", id_, "finish", document_id=file.id, title="Giấy xác nhận", number="12/XN"
        )

    head = "truongphong.tuphap"
    specialist = "chuyenvien1.tuphap"


def next_working_day(moment: datetime) -> datetime:
    """The same hour on the next working day of the national calendar."""
    off = {day.day: day for day in vietnam_days((moment.year, moment.year + 1))}
    day = WorkingCalendar(days=off).next_working_day(moment.date())
    return datetime.combine(day, moment.timetz())


async def eventually(check: Callable[[], Awaitable[Any]], seconds: float = 150) -> Any:
    """The first true answer of a check, or the last one: what the worker does takes its time where
    other tests have given it work."""
    deadline = time.monotonic() + seconds
    while True:
        found = await check()
        if found or time.monotonic() > deadline:
            return found
        await asyncio.sleep(0.1)


__all__ = ["catalogue"]
