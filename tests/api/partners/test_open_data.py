"""Open data: described, streamed, cached, safe to open in a spreadsheet, and nobody's in person."""

import csv
import io
import json

import asyncpg
import httpx
import pytest

from backend.law.search_text import search_text, vi_sort_key
from backend.partners import open_data
from shared.client import open_data as client
from shared.client.base import ApiClient
from tests.api.conftest import PROCEDURE, submitted
from tests.api.people import fresh_citizen


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.criterion("G.5")
async def test_the_catalogue_is_published_in_both_forms_and_described(
    anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    described = await client.catalogue(anonymous)
    assert described["@type"] == "dcat:Catalog"
    procedures, months, services = described["dcat:dataset"]
    rows = rows_of(await client.procedures_csv(anonymous))
    found = json.loads(await client.procedures_json(anonymous))
    assert [row["code"] for row in rows] == [row["code"] for row in found]
    in_force = await database.fetchval(
        "select count(*) from procedure where deactivated_at is null and tenant_id = 'trinh-dien'"
    )
    assert len(rows) == in_force
    assert len({row["code"] for row in rows}) == len(rows)
    one = next(row for row in rows if row["code"] == PROCEDURE)
    assert one["can_apply"] == "true"
    for dataset, keys in (
        (procedures, rows[0]),
        (months, open_data.MONTHS.columns),
        (services, open_data.SERVICES.columns),
    ):
        explained = dataset["csvw:tableSchema"]["csvw:columns"]
        assert [column["csvw:name"] for column in explained] == list(keys)
        assert all(column["dct:description"] for column in explained)
        assert dataset["dct:license"].startswith("https://creativecommons.org/")


@pytest.mark.criterion("G.5")
async def test_figures_by_month_agree_with_the_dossiers_and_leave_trials_out(
    http: httpx.AsyncClient, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    await submitted(await fresh_citizen(http, database), "Kỳ Lừa")
    await open_data.count_now()
    rows = json.loads(await client.months_json(anonymous))
    assert rows == sorted(rows, key=lambda r: (r["month"], r["agency_code"]))
    counted = await database.fetchrow(
        "select count(*) as submitted, count(finished_at) as finished from dossier d "
        "join agency g on g.id = d.receiving_agency_id where not g.demonstration"
    )
    assert abs(sum(r["submitted"] for r in rows) - counted["submitted"]) <= 3
    assert abs(sum(r["finished"] for r in rows) - counted["finished"]) <= 3
    assert all(0 <= r["finished_in_time"] <= r["finished"] for r in rows)
    assert all(r["submitted_online"] <= r["submitted"] for r in rows)
    assert not any("thử nghiệm" in r["agency"] for r in rows)
    assert len(rows_of(await client.months_csv(anonymous))) == len(rows)


async def test_who_has_it_already_is_told_so(http: httpx.AsyncClient) -> None:
    url = "/api/v1/open-data/procedures.csv"
    first = await http.get(url)
    assert first.headers["content-type"].startswith("text/csv")
    assert "max-age=3600" in first.headers["cache-control"]
    assert 'rel="license"' in first.headers["link"]
    again = await http.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await http.get(url.replace("csv", "json"))
    assert other.headers["etag"] != first.headers["etag"]


async def test_a_cell_that_looks_like_a_formula_is_words(
    anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    row = await database.fetchrow(
        "select * from procedure where deactivated_at is null and code <> $1 order by code limit 1",
        PROCEDURE,
    )
    await database.execute(
        "update procedure set name = $2, sort_key = $3, search_text = $4 where id = $1",
        row["id"],
        '=HYPERLINK("https://xau.example")',
        vi_sort_key(row["name"]),
        search_text(row["name"]),
    )
    try:
        shown = rows_of(await client.procedures_csv(anonymous))
        cell = next(r["name"] for r in shown if r["code"] == row["code"])
        assert cell == """'=HYPERLINK("https://xau.example")"""
    finally:
        await database.execute(
            "update procedure set name = $2, sort_key = $3, search_text = $4 where id = $1",
            row["id"],
            row["name"],
            row["sort_key"],
            row["search_text"],
        )
