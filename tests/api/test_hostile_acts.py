"""Acts that no screen sends: impossible dates, numbers, people, reasons; out of order; all at once.

Each is refused with a sentence, never fails, and leaves the dossier as it was.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import dossiers, identity, processes
from shared.client.base import ApiClient
from shared.contracts.acts import ACT_INPUTS
from shared.vocabulary.acts import Act
from tests.api.conftest import Office, submitted
from tests.api.test_processes import place
from tests.api.test_processing import appraising
from tests.unit.workflow.samples import ORDINARY

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
WORDS = "Nội dung đủ dài để được nhận."
NOWHERE = str(uuid.uuid4())
# No date, no offset, none of the calendar, before and after what can be counted.
MOMENTS = [
    "", "x", "2026-12-01", "2026-12-01T08:00:00", "2026-02-30T08:00:00+07:00",
    "2026-12-01T25:00:00+07:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59+07:00", "1900-01-01T08:00:00+07:00", "2027-01-01T09:00:00+07:00",
    "2026-12-01T08:00:00+99:99", "20261201T080000Z" * 20,
]  # fmt: skip
EMPTY_WORDS = [
    "", " " * 20, "\u200b" * 20, "\n" * 20, "." * 20, "         x", "x" * 2001, "\u2800" * 20,
]  # fmt: skip
NUMBERS = [-1, 0, 10**9, 10**18, 10**30, 1.5, "ba", None, ""]


async def sent(
    http: httpx.AsyncClient, api: ApiClient, id_: str, act: str, body: Any
) -> httpx.Response:
    """One act as it is, without the typed client's checks."""
    return await http.post(
        f"/api/v1/dossiers/{id_}/acts/{act}", json=body,
        headers=api._headers | {"Idempotency-Key": uuid.uuid4().hex},
    )  # fmt: skip


class Refusing:
    """Sends bodies to one dossier and keeps what was not refused."""

    def __init__(self, http: httpx.AsyncClient, api: ApiClient, id_: str, version: int) -> None:
        self.http, self.api, self.id_, self.version = http, api, id_, version
        self.wrong: list[tuple[int, str, Any, str]] = []

    async def __call__(self, act: str, **body: Any) -> None:
        """Any 4xx with a sentence will do."""
        answer = await sent(self.http, self.api, self.id_, act, {"version": self.version} | body)
        said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        if not 400 <= answer.status_code < 500 or not said.get("detail"):
            self.wrong.append((answer.status_code, act, body, answer.text[:200]))


async def test_impossible_dates_numbers_and_people_are_refused(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient
) -> None:
    office, id_ = await appraising(citizen, officer, 23)
    me = await office.as_(office.specialist)
    now = await dossiers.dossier(me, id_)
    refused = Refusing(http, me, id_, now.version)
    record = {"place": WORDS, "participants": WORDS, "content": WORDS}
    for at in MOMENTS:
        await refused("extend", reason=WORDS, new_due_at=at)
    for words in EMPTY_WORDS:
        for act in ("extend", "request_supplement", "require_payment", "consult"):
            await refused(
                act, **{
                    "extend": {"reason": words, "new_due_at": "2027-03-01T10:00:00+07:00"},
                    "request_supplement": {"reason": words, "items": [WORDS]},
                    "require_payment": {"reason": words, "amount_vnd": 8000},
                    "consult": {"content": words, "agency_ids": [now.receiving_agency.id]},
                }[act],
            )  # fmt: skip
    for number in NUMBERS:
        if number != 10**9:
            await refused("require_payment", reason=WORDS, amount_vnd=number)
        await refused("consult", content=WORDS, agency_ids=[NOWHERE], answer_within_days=number)
        await refused(
            "request_supplement", reason=WORDS, items=[WORDS],
            answer_within_days=number,
        )  # fmt: skip
    for agencies in ([], ["x"], [NOWHERE], [NOWHERE] * 500, NOWHERE, [None], [now.id]):
        await refused("consult", content=WORDS, agency_ids=agencies)
        await refused("entrust", content=WORDS, agency_ids=agencies)
    for items in ([], [""], [" "], ["\u200b" * 3], [WORDS] * 1000, WORDS, [{"key": "x"}]):
        await refused("request_supplement", reason=WORDS, items=items)
    assert not refused.wrong, "\n".join(map(str, refused.wrong))
    assert (await dossiers.dossier(me, id_)).version == now.version

    verifying = await office.act(office.specialist, id_, "start_verification")
    refused = Refusing(http, me, id_, verifying.version)
    for at in MOMENTS:
        await refused("record_verification", happened_at=at, **record)
    head = Refusing(http, await office.as_(office.head), id_, verifying.version)
    stranger = (await identity.me(await officer("chuyenvien1.tuphap.dongkinh"))).id
    clerk = (await identity.me(await office.as_("vanthu"))).id
    for person in ("", "x", NOWHERE, stranger, clerk, None, [clerk]):
        await head("assign", officer_id=person)
    assert not refused.wrong + head.wrong, "\n".join(map(str, refused.wrong + head.wrong))
    assert (await dossiers.dossier(me, id_)).version == verifying.version


async def test_bodies_that_are_none_and_versions_of_others_change_nothing(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 24)
    version = (await dossiers.dossier(await office.as_("lanhdao"), id_)).version
    wrong = []
    people = [await citizen(24), await citizen(25)]
    people += [
        await officer(name)
        for name in (
            "tiepnhan1.kylua", "truongphong.tuphap.kylua", "chuyenvien1.tuphap.kylua",
            "lanhdao.kylua", "vanthu.kylua", "lanhdao.dongkinh", "quantri.ubndtinh",
        )
    ]  # fmt: skip
    for api in people:
        for act in ACT_INPUTS:
            for body in ({}, [], None, {"version": version, "hidden": 1}, {"version": 1}):
                answer = await sent(http, api, id_, act, body)
                if not 400 <= answer.status_code < 500:
                    wrong.append((answer.status_code, act, body, answer.text[:200]))
    assert not wrong, "\n".join(map(str, wrong))
    assert (await dossiers.dossier(people[5], id_)).version == version
    audited = await database.fetchval(
        "select count(*) from audit_entry where subject_id = $1 and action like 'dossier.%'",
        uuid.UUID(id_),
    )
    assert audited == version


async def test_different_acts_at_the_same_moment_leave_one_winner(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    for number in range(6):
        office, me = Office(officer, "kylua"), await citizen(26 + number)
        id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
        desk = await office.as_("tiepnhan1")
        now = await dossiers.dossier(desk, id_)
        ready = [{"key": c.key, "ok": True, "originals": 1} for c in now.components]
        acts: list[tuple[ApiClient, str, dict[str, Any]]] = [
            (desk, "accept", {"components": ready}),
            (await office.as_("tiepnhan2"), "refuse", {"reason": WORDS}),
            (await office.as_("truongbophan"), "request_supplement",
             {"reason": WORDS, "items": [WORDS]}),
            (me, "request_withdrawal", {"reason": WORDS}),
        ]  # fmt: skip
        answers = await asyncio.gather(
            *(sent(http, api, id_, act, {"version": now.version} | body) for api, act, body in acts)
        )
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses[0] == 200, [a.text[:200] for a in answers]
        assert set(statuses[1:]) <= {403, 409}
        row = await database.fetchrow(
            "select version, (select count(*) from dossier_event where dossier_id = d.id) as n, "
            "(select count(*) from issued_form where dossier_id = d.id) as forms "
            "from dossier d where id = $1",
            uuid.UUID(id_),
        )
        assert (row["version"], row["n"]) == (2, 2)
        assert row["forms"] <= 1


@pytest.mark.parametrize("act", [Act.TAKE_OVER, Act.RECALCULATE, Act.CLOSE_CONSULTATION])
async def test_what_only_the_system_does_nobody_does_over_the_api(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, act: Act
) -> None:
    office, id_ = await appraising(citizen, officer, 25)
    for name in ("lanhdao", office.specialist, "tiepnhan1"):
        api = await office.as_(name)
        version = (await dossiers.dossier(api, id_)).version
        body = (
            {"version": version, "reason": WORDS}
            if act is not Act.CLOSE_CONSULTATION
            else {"version": version}
        )
        answer = await sent(http, api, id_, act, body)
        assert answer.status_code in (403, 404, 409), answer.text


async def test_a_draft_tried_with_impossible_figures_is_refused(
    officer: Officer, http: httpx.AsyncClient
) -> None:
    head = await officer("truongbophan.kylua")
    body = {"agency_id": await place(head), "process": ORDINARY}
    wrong = []
    for extra in [
        *({"accepted_at": at} for at in MOMENTS if at != "2027-01-01T09:00:00+07:00"),
        {"accepted_at": "2026-03-02T08:00:00+07:00", "pace_percent": 0},
        {"accepted_at": "2026-03-02T08:00:00+07:00", "pace_percent": 10**9},
        {"accepted_at": "2026-03-02T08:00:00+07:00", "answers": {"a": ["b"]}},
        {"accepted_at": "2026-03-02T08:00:00+07:00", "agency_id": "x"},
        {"accepted_at": "2026-03-02T08:00:00+07:00", "agency_id": NOWHERE},
    ]:
        answer = await http.post(
            "/api/v1/processes/simulations", json=body | extra, headers=head._headers
        )
        if not 400 <= answer.status_code < 500:
            wrong.append((answer.status_code, extra, answer.text[:200]))
    for code in ("9.9", "x" * 41, "\u200b\u200b\u200b", "1.004873 "):
        for path in ("checks", "replays", "drafts"):
            answer = await http.post(
                f"/api/v1/processes/{path}",
                json=body | {"process": ORDINARY | {"procedure_code": code}},
                headers=head._headers,
            )
            if not 400 <= answer.status_code < 500:
                wrong.append((answer.status_code, path, code, answer.text[:200]))
    assert not wrong, "\n".join(map(str, wrong))
    assert all(row.procedure_code == "1.004873" for row in (await processes.processes(head)).items)
