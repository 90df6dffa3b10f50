"""Fourteen kinds of callers against every route that names something: the table says the answer.

`table.txt` has a row for every such route and a column for every caller, and each cell is the
status of the answer: 200, 403, 404, and for who is let in and then refused by a rule, 409 or 422.
A new route without a row fails. After a change of access, write it anew and read the difference:
MOTCUA_WRITE_MATRIX=yes pytest tests/api/access.
"""

import os
import re
import uuid
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from tests.api.access.bodies import body_of
from tests.api.access.world import ACTORS, Officer, World, build
from tests.house.project import routes

TABLE = Path(__file__).with_name("table.txt")
_HOLE = re.compile(r"\{(\w+):(\w+)\}")
# A PIN and a code of the signing service, wrong ones: what is refused for them was let in.
_PROOFS = {"X-Signing-Pin": "000000", "X-Signing-Code": "000000"}
_ROLE_OF = {"desk": "desk_officer", "leader": "leader", "admin": "system_admin"}
ROUTES = sorted(
    (
        (path.removeprefix("/api/v1"), method, handler)
        for method, path, handler in routes()
        if "{" in path and path.startswith("/api/v1/")
    ),
    key=lambda route: route[:2],
)


def written() -> dict[tuple[str, str], list[str]]:
    """The table as it is kept: method and path to the cells."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if parts and not line.startswith("#") and parts[0].isupper():
            found[parts[0], parts[1]] = parts[2:]
    return found


def test_every_route_with_an_id_has_a_row_and_every_row_a_route() -> None:
    there = {(method, path) for path, method, _handler in ROUTES}
    assert sorted(there - set(written())) == [], "routes without a row in table.txt"
    assert sorted(set(written()) - there) == [], "rows without a route"
    assert all(len(cells) == len(ACTORS) for cells in written().values())


@pytest.mark.criterion("G.10")
def test_nobody_without_a_session_gets_in_and_no_stranger_gets_anything() -> None:
    """What must hold of the table itself, however it was written."""
    column = {name: number for number, name in enumerate(ACTORS)}
    permissions = {(m, p): str(h.opt["permission"]) for p, m, h in ROUTES}
    wrong = []
    for (method, path), cells in written().items():
        permission = permissions[method, path]
        if permission == "public":
            continue
        outside = [cells[column[name]] for name in ("nobody", "gone")]
        if set(outside) != {"401"}:
            wrong.append(f"{method} {path}: without a session {outside}")
        programs = {name: cells[column[name]] for name in ("program", "another")}
        if permission.startswith("partner"):
            people = [c for name, c in zip(ACTORS, cells, strict=True) if name not in programs]
            if set(people) != {"401"} or programs["another"] not in ("403", "404"):
                wrong.append(f"{method} {path}: a program's, and yet {cells}")
            continue
        if set(programs.values()) != {"401"}:
            wrong.append(f"{method} {path}: a token of a program opens no door of people")
        if _is_personal(path):
            for name in ("stranger", "organisation", "other"):
                if cells[column[name]] not in ("403", "404"):
                    wrong.append(f"{method} {path}: {name} {cells[column[name]]}")
        roles = permission.partition(":")[2].split(",") if ":" in permission else []
        for name, role in (
            ("desk", "desk_officer"),
            ("leader", "leader"),
            ("admin", "system_admin"),
        ):
            if roles and role not in roles and cells[column[name]] != "403":
                wrong.append(f"{method} {path}: {name} is none of {roles}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("services")
@pytest.mark.criterion("G.10")
@pytest.mark.criterion("G.1")
async def test_every_caller_gets_the_answer_of_the_table(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    world = await build(http, database, officer)
    rows: dict[tuple[str, str], list[str]] = {}
    for path, method, handler in ROUTES:
        rows[method, path] = await _row(http, world, method, path, handler)
    if os.environ.get("MOTCUA_WRITE_MATRIX"):
        _write(rows)
    kept = written()
    changed = [
        f"{method} {path}: {actor} gets {is_}, the table says {should}"
        for (method, path), cells in rows.items()
        for actor, is_, should in zip(ACTORS, cells, kept.get((method, path), []), strict=False)
        if is_ != should
    ]
    assert not changed, "\n".join(changed)


async def _row(
    http: httpx.AsyncClient, world: World, method: str, path: str, handler: HTTPRouteHandler
) -> list[str]:
    ids = await _ids(world, path)
    url = "/api/v1" + _HOLE.sub(lambda hole: ids[hole[1], hole[2]], path)
    cells = []
    for actor in ACTORS:
        known = world.body | {"version": await _version(world, ids)}
        body = body_of(handler, known)
        await world.database.execute("update session set stepped_up_at = now()")
        headers = world.headers[actor] | _PROOFS | {"If-Match": f'"{known["version"]}"'}
        answer = await http.request(
            method, url, headers=headers,
            json=body if method in ("POST", "PATCH", "PUT") else None,
            params={"at": 0} if method == "PUT" else None,
        )  # fmt: skip
        assert answer.status_code < 500, f"{method} {url} as {actor}: {answer.text}"
        cells.append(str(answer.status_code))
    return cells


async def _ids(world: World, path: str) -> dict[tuple[str, str], str]:
    """What fills the holes of a path: things of the first citizen and of agency X."""
    found: dict[tuple[str, str], str] = {}
    for name, kind in _HOLE.findall(path):
        value: Any = world.ids.get(name) or (str(uuid.uuid4()) if kind == "uuid" else "khong-co")
        if kind == "int":
            value = "1"
        if name == "dossier_id" and ("/acts/" in path or "/unmaskings" in path):
            value = await world.fresh()
        elif name == "dossier_id" and path.startswith("/archive/"):
            value = world.ids["finished_id"]
        elif name == "draft_id":
            value = await world.draft()
        elif name == "analysis_id":  # removed by one row, asked for by the next
            again = "update analysis set removed_at = null, version = 1 where id = $1"
            await world.database.execute(again, uuid.UUID(value))
        elif name == "document_id" and path.startswith(("/vault/", "/shared-papers/")):
            value = world.ids["paper_id"]
        elif name == "document_id" and path.startswith("/petitions/"):
            value = world.ids["petition_file"]
        elif name == "account_id" or (name == "session_id" and path.endswith("/end")):
            value = str(uuid.uuid4())  # what ends a caller of ours is tried on nobody
        elif name == "code":
            is_program = path.startswith("/partner/")
            value = world.ids["finished_code"] if is_program else "1.004873"
        found[name, kind] = value
    return found


async def _version(world: World, ids: dict[tuple[str, str], str]) -> int:
    for name, table in (("dossier_id", "dossier"), ("draft_id", "draft")):
        id_ = ids.get((name, "uuid"))
        if id_ is not None:
            found = await world.database.fetchval(
                f"select version from {table} where id = $1", uuid.UUID(id_)
            )
            return int(found or 1)
    return 1


def _is_personal(path: str) -> bool:
    """Whether a path names something of the first citizen or of agency X."""
    if path.startswith("/shared-papers/"):  # shown to the organisation on purpose
        return False
    own = ("dossier_id", "document_id", "draft_id", "mandate_id", "item_id", "upload_id")
    return any(f"{{{name}:" in path for name in own)


def _write(rows: dict[tuple[str, str], list[str]]) -> None:
    width = max(len(f"{m:6} {p}") for m, p in rows) + 2
    lines = [
        "# Who gets which answer. Things named in a path belong to `owner` (a citizen) and to",
        "# agency X, where desk, specialist and leader work; `agent` acts for owner by a mandate;",
        "# `other` leads agency Y; auditor and admin are of the province; `gone` was disabled;",
        "# `program` is another system let in by agency X, `another` one let in by agency Y.",
        "# 200-204 done, 401 who are you, 403 not your work, 404 not there for you, 400-428 let in",
        "# and then refused by a rule. Written by test_access_matrix.py; read every change of it.",
        "#" + " " * (width - 1) + " ".join(f"{name[:6]:>6}" for name in ACTORS),
    ]
    for (method, path), cells in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0])):
        lines.append(f"{method:6} {path}".ljust(width) + " ".join(f"{c:>6}" for c in cells))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
