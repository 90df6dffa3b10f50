"""Open data over HTTP: what there is, and each set as CSV and JSON; cached by everybody."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from litestar import Request, Response, get
from litestar.response import Stream

from backend.access.guards import public
from backend.partners import open_data
from backend.partners.open_data import DATASETS, MONTHS, PROCEDURES, SERVICES, Dataset

AnyRequest = Request[Any, Any, Any]
_HOUR = "public, max-age=3600"


@get("/open-data", **public())
async def open_data_catalogue() -> Response[dict[str, Any]]:
    """What is published: DCAT 3 as JSON-LD, with licence and the meaning of each column."""
    modified = {id_: (await open_data.version_of(found))[1] for id_, found in DATASETS.items()}
    return Response(open_data.described(modified), headers={"Cache-Control": _HOUR})


@get("/open-data/procedures.csv", **public())
async def open_procedures_csv(request: AnyRequest) -> Stream:
    """The catalogue of procedures as CSV."""
    return await _answer(request, PROCEDURES, "csv", open_data.as_csv)


@get("/open-data/procedures.json", **public())
async def open_procedures_json(request: AnyRequest) -> Stream:
    """The catalogue of procedures as JSON."""
    return await _answer(request, PROCEDURES, "json", open_data.as_json)


@get("/open-data/dossiers-by-month.csv", **public())
async def open_months_csv(request: AnyRequest) -> Stream:
    """Dossiers by month and agency as CSV."""
    return await _answer(request, MONTHS, "csv", open_data.as_csv)


@get("/open-data/dossiers-by-month.json", **public())
async def open_months_json(request: AnyRequest) -> Stream:
    """Dossiers by month and agency as JSON."""
    return await _answer(request, MONTHS, "json", open_data.as_json)


@get("/open-data/services-this-year.csv", **public())
async def open_services_csv(request: AnyRequest) -> Stream:
    """Services since 1 January as CSV."""
    return await _answer(request, SERVICES, "csv", open_data.as_csv)


@get("/open-data/services-this-year.json", **public())
async def open_services_json(request: AnyRequest) -> Stream:
    """Services since 1 January as JSON."""
    return await _answer(request, SERVICES, "json", open_data.as_json)


async def _answer(
    request: AnyRequest,
    dataset: Dataset,
    form: str,
    write: Callable[[Dataset], AsyncIterator[bytes]],
) -> Stream:
    tag, _modified = await open_data.version_of(dataset)
    etag = open_data.digest_of(tag, form)
    kind = "text/csv" if form == "csv" else "application/json"
    headers = {
        "ETag": etag,
        "Cache-Control": _HOUR,
        "Link": f'<{open_data.LICENCE}>; rel="license"',
        "Content-Disposition": f'attachment; filename="{dataset.id}.{form}"',
    }
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if etag in known or f"W/{etag}" in known:
        return Stream(iter(()), status_code=304, headers=headers, media_type=kind)
    return Stream(write(dataset), headers=headers, media_type=f"{kind}; charset=utf-8")


ROUTES = [
    open_data_catalogue,
    open_procedures_csv,
    open_procedures_json,
    open_months_csv,
    open_months_json,
    open_services_csv,
    open_services_json,
]
