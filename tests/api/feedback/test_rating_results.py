"""Results of ratings: of many, and nothing that says how one person rated."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import ratings
from shared.client.base import ApiClient
from tests.api.conftest import submitted
from tests.api.feedback.ways import (
    DESK,
    GOOD,
    LEADER,
    PLACE,
    SLUG,
    agency_of,
    handed_over,
    refused,
)
from tests.api.people import fresh_citizen

Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.mark.criterion("III.9")
async def test_results_are_of_many_and_say_nothing_of_few(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    await ratings.rate_own(me, id_, GOOD)
    # Last month, so that whole months hold it.
    await database.execute(
        "update rating set created_at = '2026-02-10 09:00+07' where dossier_id = $1::uuid", id_
    )
    leader = await officer(LEADER)
    asked = {"day_from": "2026-02-03", "day_to": "2026-02-20"}
    few = await ratings.results(leader, grouping="officer", **asked)
    assert (few.day_from, few.day_to) == ("2026-02-01", "2026-02-28")
    assert not few.total.shown
    assert (few.total.rated, few.total.shares, few.words) == (0, [], [])
    assert not any(line.shown and line.rated for line in few.lines)
    await _five_more(me, database, id_)
    many = await ratings.results(leader, grouping="officer", **asked)
    assert (many.total.shown, many.total.rated) == (True, 6)
    assert [s.satisfied for s in many.total.shares if s.aspect == "overall"] == [6]
    assert not [s for s in many.total.shares if s.aspect == "attitude"]  # nobody rated it
    await _another_officer(me, database, id_)
    both = await ratings.results(leader, grouping="officer", **asked)
    told = {line.rated: {s.aspect for s in line.shares} for line in both.lines}
    assert told == {6: {"overall"}, 5: {"overall"}}, "one of five would be the sum less the other"
    assert [s.satisfied for s in both.total.shares if s.aspect == "attitude"] == [7]
    table = (await ratings.results_file(leader, "csv", grouping="officer", **asked)).decode()
    cells = [line.split(",") for line in table.splitlines()]
    column = next(n for n, name in enumerate(cells[0]) if name.startswith("Thái độ"))
    assert [line[column : column + 3] for line in cells[1:]] == [
        [""] * 3,
        [""] * 3,
        ["0", "7", "0"],
    ]
    for kind, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        content = await ratings.results_file(leader, kind, grouping="unit", **asked)
        assert content.startswith(start)
    for username in (DESK, f"chuyenvien1.tuphap.{SLUG}"):
        assert (await refused(ratings.results(await officer(username), **asked)))[0] == 403
    backwards = {"day_from": "2026-03-01", "day_to": "2026-02-01"}
    assert (await refused(ratings.results(leader, **backwards)))[0] == 422
    elsewhere = await agency_of(officer, "lanhdao.luongvantri")
    assert (await refused(ratings.results(leader, agency_id=elsewhere)))[0] == 404


async def _five_more(me: ApiClient, database: asyncpg.Pool, like: str) -> None:
    """Ratings as of five more dossiers of the same office and month."""
    await _more(me, database, like)


async def _another_officer(me: ApiClient, database: asyncpg.Pool, like: str) -> None:
    """The six are of attitude too; another officer has five, one of them of attitude."""
    await database.execute(
        "update rating r set attitude = 'satisfied' from rating l where l.dossier_id = $1::uuid "
        "and r.executor_id = l.executor_id and r.created_at = l.created_at",
        like,
    )
    others = await _more(me, database, like)
    await database.execute(
        "update rating set attitude = case when dossier_id = $2::uuid then attitude else '' end, "
        "executor_id = (select id from account where username = $3) "
        "where dossier_id = any($1::uuid[])",
        others,
        others[0],
        f"chuyenvien2.tuphap.{SLUG}",
    )


async def _more(me: ApiClient, database: asyncpg.Pool, like: str) -> list[str]:
    others = [(await submitted(me, PLACE)).dossier_id for _time in range(5)]
    await database.execute(
        "insert into rating (id, tenant_id, dossier_id, procedure_code, agency_id, "
        "resolving_agency_id, unit_id, executor_id, overall, attitude, way, handed_over_at, "
        "created_at) "
        "select gen_random_uuid(), r.tenant_id, d.id, r.procedure_code, r.agency_id, "
        "r.resolving_agency_id, r.unit_id, r.executor_id, r.overall, r.attitude, 'link', "
        "r.handed_over_at, r.created_at from rating r, unnest($2::uuid[]) d(id) "
        "where r.dossier_id = $1::uuid",
        like,
        others,
    )
    return others
