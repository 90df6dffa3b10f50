"""The screen on the wall: a key of its own, one agency, numbers only, withdrawn at once."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import msgspec
import pytest

from shared.client import dossiers, identity, overview
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.overview import MakeWallScreen, WallOverview
from tests.api.conftest import Office, submitted
from tests.api.people import fresh_citizen

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "locbinh", "lộc bình"


async def let_in(http: httpx.AsyncClient, code: str) -> str:
    """The key that the browser of the wall gets for a code."""
    answer = await http.post("/api/v1/wall/enrolment", data={"code": code.lower()})
    http.cookies.clear()
    assert "HttpOnly" in answer.headers["set-cookie"]
    return str(answer.cookies["motcua_wall"])


@pytest.mark.criterion("II.20")
async def test_a_wall_shows_the_counters_of_one_agency_by_a_key_that_opens_nothing_else(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    mine = await overview.wall_screens(leader)
    made = await overview.make_wall_screen(leader, mine.agency.code, MakeWallScreen("Sảnh"))
    wrong = await http.post("/api/v1/wall/enrolment", data={"code": "AAAAA-AAAAA"})
    assert (wrong.status_code, wrong.headers["location"]) == (
        303, "/man-hinh/ghi-danh/?loi=wrong-code",
    )  # fmt: skip
    key = await let_in(http, made.code)
    again = await http.post("/api/v1/wall/enrolment", data={"code": made.code})
    assert again.headers["location"].endswith("wrong-code"), "a code is good once"
    wall = ApiClient(http, face="officer", wall=key)

    office = Office(officer, SLUG)
    id_ = (await submitted(await fresh_citizen(http, database), NAME)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    shown = await overview.wall(wall)
    same = await overview.overview(leader, agency_id=mine.agency.code)
    assert (shown.agency_name, shown.total) == (mine.agency.label, same.total)
    text = msgspec.json.encode(shown).decode()
    names = await database.fetch("select full_name from account where kind = 'officer'")
    assert not [row["full_name"] for row in names if row["full_name"] in text]
    assert id_ not in text
    # Nothing else is opened by the key, in the header or as the cookie of a browser.
    cookie = {"Cookie": f"motcua_wall={key}", "X-MotCua-Wall": key, "X-MotCua-Face": "officer"}
    for path in (
        "/overview", "/overview/dossiers?counter=late", "/overview/forecast", f"/dossiers/{id_}",
        "/me", "/wall-screens", "/analyses", "/kiosk",
    ):  # fmt: skip
        answer = await http.get(f"/api/v1{path}", headers=cookie)
        assert answer.status_code == 401, path
    for work in (identity.me(wall), dossiers.dossier(wall, id_)):
        with pytest.raises(ApiProblem) as refused:
            await work
        assert refused.value.status == 401


@pytest.mark.criterion("II.20")
async def test_a_screen_is_made_and_withdrawn_by_those_above_it_and_written_down(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    leader, other = await officer(f"lanhdao.{SLUG}"), await officer("lanhdao.dongkinh")
    clerk, admin = await officer(f"vanthu.{SLUG}"), await officer("quantri.ubndtinh")
    agency = (await overview.wall_screens(leader)).agency.code
    name = f"Sảnh {uuid.uuid4().hex[:6]}"
    with pytest.raises(ApiProblem) as foreign:
        await overview.make_wall_screen(other, agency, MakeWallScreen(name))
    assert foreign.value.status == 404
    with pytest.raises(ApiProblem) as not_theirs:
        await overview.make_wall_screen(clerk, agency, MakeWallScreen(name))
    assert not_theirs.value.status == 403
    made = await overview.make_wall_screen(leader, agency, MakeWallScreen(name))
    key = await let_in(http, made.code)
    wall = ApiClient(http, face="officer", wall=key)
    assert isinstance(await overview.wall(wall), WallOverview)
    # It is no session: nothing of the leader stays alive by it, and their end is not its end.
    kept = await database.fetchrow(
        "select key_hash, code_hash from wall_screen where id = $1", uuid.UUID(made.id)
    )
    assert kept["code_hash"] is None
    assert key.encode() not in bytes(kept["key_hash"])
    seen = await database.fetchval("select max(last_seen_at) from session")
    await database.execute(
        "update wall_screen set last_seen_at = now() - interval '1 hour' where id = $1",
        uuid.UUID(made.id),
    )
    await overview.wall(wall)
    assert await database.fetchval("select max(last_seen_at) from session") == seen
    listed = await overview.wall_screens(admin, agency)
    one = next(each for each in listed.screens if each.id == made.id)
    assert (one.name, one.state, one.made_by) == (
        name, "active", (await identity.me(leader)).full_name,
    )  # fmt: skip
    for stranger, status in ((other, 404), (clerk, 403)):
        with pytest.raises(ApiProblem) as refused:
            await overview.revoke_wall_screen(stranger, made.id)
        assert refused.value.status == status
    after = await overview.revoke_wall_screen(admin, made.id)
    assert next(each.state for each in after.screens if each.id == made.id) == "revoked"
    with pytest.raises(ApiProblem) as out:
        await overview.wall(wall)
    assert (out.value.status, out.value.problem.type.rsplit(":")[-1]) == (401, "no-wall-screen")
    with pytest.raises(ApiProblem) as twice:
        await overview.revoke_wall_screen(leader, made.id)
    assert twice.value.status == 409
    acts = await database.fetch(
        "select action from audit_entry where subject_id = $1 order by at, id", uuid.UUID(made.id)
    )
    assert [row["action"] for row in acts if row["action"].startswith("wall.")] == [
        "wall.announced", "wall.enrolled", "wall.revoked",
    ]  # fmt: skip
