"""Who sends the drawn requests, and whose dossier must stay out of their sight."""

import os
import uuid
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx

from backend.organisation.demo.names import personal_id
from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, sign_in

VICTIM = "Đặng Thị Không Ai Được Thấy"
ADDRESS = "Ngõ 77 Đừng Đọc, phường Kỳ Lừa"
# What an attacker would look for in any answer; none of it is ever in a request.
SECRETS = (VICTIM, ADDRESS)
MOST = int(os.environ.get("FUZZ_CALLERS", "6"))
_KEPT = ("account", "session", "role_grant")


@dataclass
class Caller:
    """A person, or nobody, with the headers of the session."""

    name: str
    kind: str
    headers: dict[str, str]
    sees_the_victim: bool = False
    account_id: Any = None
    kept: dict[str, str] = field(default_factory=dict)


async def callers(http: httpx.AsyncClient, database: asyncpg.Pool) -> list[Caller]:
    """Nobody, a citizen, officers of the victim's agency, of another one, of the province."""
    found = [Caller("anonymous", "anonymous", {})]
    people = [
        ("citizen", personal_id(40), False),
        ("officer", "tiepnhan1.tamthanh", True),
        ("officer", "quantri.ubndtinh", True),
        ("officer", "lanhdao.sotuphap", False),
        ("officer", "giamsat.ubndtinh", True),
    ]
    for face, username, sees in people[: MOST - 1]:
        cookie = await sign_in(http, username, face)
        headers = {"X-MotCua-Face": face, "Cookie": f"motcua_{face}={cookie}"}
        id_ = await database.fetchval("select id from account where username = $1", username)
        caller = Caller(username if face == "officer" else "citizen", face, headers, sees, id_)
        await _keep(database, caller)
        found.append(caller)
    return found


async def still_there(http: httpx.AsyncClient, database: asyncpg.Pool, caller: Caller) -> None:
    """Signs a caller in again who was signed out, closed or stripped by a drawn request."""
    if caller.account_id is None:
        return
    await database.execute(
        "update session set stepped_up_at = now(), last_seen_at = now() where account_id = $1",
        caller.account_id,
    )
    answer = await http.get("/api/v1/me", headers=caller.headers)
    if answer.status_code != 200 or answer.json()["id"] != str(caller.account_id):
        await _put_back(database, caller)


async def a_dossier_of(http: httpx.AsyncClient, number: int, name: str, address: str) -> str:
    """Submitted by the n-th citizen of the demonstration at the commune of Tam Thanh."""
    cookie = await sign_in(http, personal_id(number), "citizen")
    api = ApiClient(http, face="citizen", cookie=cookie)
    draft = await dossiers.start_draft(api, PROCEDURE)
    agency = next(a for a in draft.agencies if "Tam Thanh" in a.name)
    answers = ANSWERS | {"requester_name": name, "requester_address": address}
    await dossiers.save_draft(
        api,
        draft.id,
        SaveDraft(answers=answers, agency_id=agency.id, delivery="electronic"),
        draft.version,
    )
    return (await dossiers.submit(api, draft.id, uuid.uuid4().hex)).dossier_id


async def _keep(database: asyncpg.Pool, caller: Caller) -> None:
    for table in _KEPT:
        column = "id" if table == "account" else "account_id"
        caller.kept[table] = await database.fetchval(
            f"select coalesce(json_agg(t), '[]')::text from {table} t where {column} = $1",
            caller.account_id,
        )


async def _put_back(database: asyncpg.Pool, caller: Caller) -> None:
    for table, rows in caller.kept.items():
        columns = await database.fetchval(
            "select string_agg(quote_ident(column_name), ', ') from information_schema.columns "
            "where table_name = $1 and is_generated = 'NEVER'",
            table,
        )
        await database.execute(
            f"insert into {table} ({columns}) select {columns} "
            f"from json_populate_recordset(null::{table}, $1::json) on conflict (id) do update "
            f"set ({columns}) = (select {', '.join('excluded.' + c for c in columns.split(', '))})",
            rows,
        )
