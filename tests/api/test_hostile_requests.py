"""Requests that no screen sends: each is refused with a reason and leaves nothing behind."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import identity
from shared.client.base import ApiClient
from tests.api.conftest import submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ZERO, BLANK, NOWHERE = "abc\x00defghijklmnop", " " * 20, str(uuid.uuid4())
TEXT = "x" * 20
DESK: dict[str, Any] = {
    "procedure_code": "2.000635", "channel": "desk", "applicant_name": "Trần Thị Ví Dụ",
    "applicant_personal_id": "020199000002", "applicant_phone": "0900000002",
    "applicant_address": "Số 2 phố Trình Diễn", "delivery": "desk",
}  # fmt: skip
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("/drafts", {"procedure_code": ZERO}),
    ("/drafts", {"procedure_code": "1.004222", "together_with": ZERO}),
    ("/drafts", {"procedure_code": "1.004222", "together_with": NOWHERE}),
    ("/dossiers", DESK | {"together_with": ZERO}),
    ("/dossiers", DESK | {"together_with": "x"}),
    ("/dossiers", DESK | {"together_with": NOWHERE}),
    ("/dossiers", DESK | {"owner_name": ZERO}),
    ("/dossiers", DESK | {"applicant_name": BLANK}),
    ("/dossiers/batch", {"common": DESK, "owners": [ZERO, "Hai người"]}),
    ("/dossiers/batch", {"common": DESK, "owners": [BLANK, "Hai người"]}),
    ("/dossiers/batch", {"common": DESK, "owners": ["Một người"] * 51}),
    ("/dossiers/batch", {"common": DESK | {"procedure_code": "9.9"}, "owners": ["Một", "Hai"]}),
    ("/dossiers/batch", {}),
    ("/dossiers/{}/directives", {"kind": "direction", "content": ZERO}),
    ("/dossiers/{}/directives", {"kind": "direction", "content": BLANK}),
    ("/dossiers/{}/directives", {"kind": "nope", "content": TEXT}),
    ("/dossiers/{}/directives", {"kind": "urge", "content": TEXT, "answer_within_days": 10**9}),
    ("/dossiers/{}/lateness", {"content": ZERO}),
    ("/dossiers/{}/acts/refuse", {"version": 1, "reason": BLANK}),
    ("/dossiers/{}/acts/refuse", {"version": 10**30, "reason": TEXT}),
    (f"/directives/{NOWHERE}/answer", {"content": TEXT}),
    ("/successions", {"kind": "officer", "id": ZERO, "reason": TEXT}),
    ("/successions", {"kind": "unit", "id": "x", "reason": TEXT}),
    ("/successions", {"kind": "officer", "id": NOWHERE, "reason": BLANK}),
    ("/successions", {"kind": "unit", "id": NOWHERE, "reason": TEXT, "successor_id": ZERO}),
    ("/inbox/views", {"name": ZERO, "folder": "all_open"}),
    ("/inbox/views", {"name": "  ", "folder": "all_open"}),
    ("/inbox/bulk/preview", {"act": "accept", "ids": [ZERO]}),
    ("/inbox/reads", {"items": [{"id": ZERO, "version": 10**30}]}),
    ("/inbox/reads", {"items": [{"id": "{}", "version": 2**31}]}),
]
READS = [
    f"/bundles/{NOWHERE}", "/bundles/x", "/directives?cursor=zzz", "/directives?limit=0",
    "/directives?cursor=%00", "/officers/x/open-work", f"/officers/{NOWHERE}/open-work",
    f"/units/{NOWHERE}/open-work", f"/successions/{NOWHERE}", "/dossiers?folder=%00",
    "/dossiers?procedure=%00", "/dossiers?state=%00", "/dossiers?due_from=9999-99-99",
    "/dossiers?due_to=9999-12-31", "/dossiers?cursor=AAAA",
]  # fmt: skip


@pytest.mark.parametrize("who", ["citizen", "lanhdao", "tiepnhan1"])
async def test_nothing_fails_and_nothing_is_left(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, who: str
) -> None:
    me = await citizen(56)
    api = me if who == "citizen" else await officer(f"{who}.tamthanh")
    agency = (await identity.me(await officer("tiepnhan1.tamthanh"))).roles[0].agency_id
    id_ = (await submitted(me, "Tam Thanh")).dossier_id
    counted = (
        "select (select count(*) from dossier_event) + (select count(*) from directive) "
        "+ (select count(*) from inbox_view) + (select count(*) from succession)"
    )
    before = await database.fetchval(counted)
    wrong = []
    for path, body in WRITES:
        sent = {k: v if v != "{}" else id_ for k, v in body.items()}
        if path == "/dossiers":
            sent["agency_id"] = agency
        elif "common" in sent:
            sent["common"] = sent["common"] | {"agency_id": agency}
        answer = await http.post(
            "/api/v1" + path.format(id_), json=sent,
            headers=api._headers | {"Idempotency-Key": uuid.uuid4().hex},
        )  # fmt: skip
        if not 400 <= answer.status_code < 500:
            wrong.append((answer.status_code, path, sent, answer.text[:200]))
    for path in READS:
        answer = await http.get("/api/v1" + path, headers=api._headers)
        if answer.status_code >= 500:
            wrong.append((answer.status_code, path, {}, answer.text[:200]))
    assert not wrong
    assert await database.fetchval(counted) == before


async def test_a_text_with_the_character_zero_is_named(
    officer: Officer, http: httpx.AsyncClient
) -> None:
    api = await officer("tiepnhan1.tamthanh")
    body = {"common": DESK | {"agency_id": NOWHERE}, "owners": ["Một người", ZERO]}
    answer = await http.post("/api/v1/dossiers/batch", json=body, headers=api._headers)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/owners/1"]
    literal = b'{"name": "a\\\\u0000b", "folder": "all_open"}'
    kept = await http.post(
        "/api/v1/inbox/views", content=literal,
        headers=api._headers | {"Content-Type": "application/json"},
    )  # fmt: skip
    assert kept.status_code == 201, "a backslash and a number are ordinary text"
