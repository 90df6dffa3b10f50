"""Open data: what is published, each column explained, streamed as CSV and JSON.

NĐ 47/2020/NĐ-CP on open data of state agencies: free, machine-readable, described. Nothing
here is of a person: the catalogue as published, and counts of an agency in a month.
"""

import csv
import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction
from backend.settings import settings

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_AT_ONCE = 500
_COUNTED_EVERY = timedelta(hours=1)
# Spreadsheets run what begins like this; an apostrophe makes it words (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_COUNT = """
insert into open_month (tenant_id, month, agency_code, agency, submitted, submitted_online,
    finished, finished_in_time)
select $1, m.month, g.code, g.name, sum(m.submitted), sum(m.online), sum(m.finished), sum(m.timely)
from (
    select agency_then(agency_past, submitted_at, receiving_agency_id) as agency_id,
        date_trunc('month', submitted_at at time zone 'Asia/Ho_Chi_Minh')::date as month,
        1 as submitted, (channel = 'online')::int as online, 0 as finished, 0 as timely
    from dossier where tenant_id = $1
    union all
    select agency_then(agency_past, finished_at, receiving_agency_id),
        date_trunc('month', finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
        0, 0, 1, (done_class(ended_as, finished_at, judged_at, due_at) <> 'done_late')::int
    from dossier where tenant_id = $1 and finished_at is not null and accepted_at is not null
) m join agency g on g.id = m.agency_id and not g.demonstration
group by m.month, g.code, g.name
"""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One set: its columns with what each means, and the query that reads it page by page.

    `key` are the columns that order it; the query takes the tenant, the key of the last row (empty
    texts at first) and how many.
    """

    id: str
    title: str
    description: str
    columns: dict[str, str]
    key: tuple[str, ...]
    sql: str


# Whether dossiers may be submitted online today; a stop holds by days of Vietnam.
OPEN_TODAY = (
    "p.is_open and not exists (select from procedure_stop s where s.tenant_id = p.tenant_id "
    "and s.procedure_code = p.code and (now() at time zone 'Asia/Ho_Chi_Minh')::date "
    "between s.from_on and coalesce(s.until, 'infinity'))"
)
PROCEDURES = Dataset(
    "procedures",
    "Danh mục thủ tục hành chính",
    "Các thủ tục đang có hiệu lực trên Cổng.",
    {
        "code": "Mã thủ tục trong Cơ sở dữ liệu quốc gia về thủ tục hành chính",
        "name": "Tên thủ tục",
        "sector": "Lĩnh vực",
        "agency": "Cơ quan có thẩm quyền",
        "levels": "Cấp thực hiện: ministry, province, commune, other; cách nhau bằng dấu cách",
        "subjects": "Đối tượng thực hiện; cách nhau bằng dấu cách",
        "online_level": "Mức độ: full (toàn trình), partial (một phần), information (thông tin)",
        "can_apply": "Nộp được trên Cổng: true hoặc false",
        "effective_from": "Phiên bản có hiệu lực từ (ISO 8601)",
    },
    ("code",),
    "select p.code, p.name, p.sector, p.agency, array_to_string(p.levels, ' ') as levels, "
    "array_to_string(p.subjects, ' ') as subjects, p.online_level, "
    f"{OPEN_TODAY} as can_apply, "
    "v.effective_from from procedure p join procedure_version v on v.id = p.current_version_id "
    "where p.tenant_id = $1 and p.deactivated_at is null and p.code > $2 "
    "order by p.code limit $3",
)
MONTHS = Dataset(
    "dossiers-by-month",
    "Hồ sơ theo tháng và cơ quan tiếp nhận",
    "Số hồ sơ nộp và giải quyết xong trong tháng, đếm lại mỗi giờ.",
    {
        "month": "Tháng, ghi ngày đầu tháng (ISO 8601, giờ Việt Nam)",
        "agency_code": "Mã định danh cơ quan (QĐ 20/2020/QĐ-TTg)",
        "agency": "Tên cơ quan tiếp nhận",
        "submitted": "Số hồ sơ nộp trong tháng, mọi kênh",
        "submitted_online": "Trong đó nộp trực tuyến",
        "finished": "Số hồ sơ đã tiếp nhận và giải quyết xong trong tháng, kể cả trả lại, cho rút, "
        "dừng",
        "finished_in_time": "Trong đó trước hạn và đúng hạn, đếm như biểu II.06a",
    },
    ("month", "agency_code"),
    "select month::text as month, agency_code, agency, submitted, submitted_online, finished, "
    "finished_in_time from open_month where tenant_id = $1 "
    "and (month::text, agency_code) > ($2, $3) order by month::text, agency_code limit $4",
)
SERVICES = Dataset(
    "services-this-year",
    "Kết quả giải quyết theo dịch vụ từ đầu năm",
    "Số hồ sơ và tỉ lệ đúng hạn của từng dịch vụ từ 01 tháng 01, đếm lại mỗi giờ. Số từ 1 đến 4 "
    "để trống, vì có thể chỉ ra một người; tỉ lệ làm lộ số đó cũng để trống.",
    {
        "code": "Mã thủ tục",
        "name": "Tên dịch vụ",
        "sector": "Lĩnh vực",
        "day_from": "Tính từ ngày (ISO 8601)",
        "received": "Tổng số hồ sơ đã tiếp nhận, trực tuyến và không trực tuyến",
        "resolved": "Tổng số hồ sơ đã giải quyết",
        "in_time_percent": "Tỉ lệ đúng hạn và trước hạn, phần trăm",
        "online_received": "Số hồ sơ tiếp nhận trực tuyến",
        "online_resolved": "Số hồ sơ trực tuyến đã giải quyết",
        "online_in_time_percent": "Tỉ lệ đúng hạn của hồ sơ trực tuyến, phần trăm",
        "rated": "Số lượt đánh giá; trống khi ít hơn 5",
        "satisfied_percent": "Tỉ lệ rất hài lòng và hài lòng nói chung, phần trăm",
    },
    ("code",),
    "select f.procedure_code as code, f.name, f.sector, r.day_from, f.received, f.resolved, "
    "f.in_time_ratio as in_time_percent, f.online_received, f.online_resolved, "
    "f.online_in_time_ratio as online_in_time_percent, (s.of ->> 'rated')::int as rated, "
    "round(((s.of ->> 'very_satisfied')::numeric + (s.of ->> 'satisfied')::numeric), 1)::float "
    "as satisfied_percent from service_figure f "
    "join service_figure_run r on r.tenant_id = f.tenant_id "
    "left join lateral (select e as of from jsonb_array_elements(f.satisfaction) e "
    "where e ->> 'aspect' = 'overall' limit 1) s on true "
    "where f.tenant_id = $1 and f.procedure_code > $2 order by f.procedure_code limit $3",
)
DATASETS = {found.id: found for found in (PROCEDURES, MONTHS, SERVICES)}
_DIGESTS = {MONTHS.id: "open_data_run", SERVICES.id: "service_figure_run"}


async def version_of(dataset: Dataset) -> tuple[str, str]:
    """A tag that changes when the set does, and when it last did (ISO 8601, or empty)."""
    if dataset.id in _DIGESTS:
        row = await fetch_row(
            f"select digest, counted_at as at from {_DIGESTS[dataset.id]} where tenant_id = $1",
            settings().tenant,
        )
        tag = row["digest"] if row is not None else "none"
    else:
        row = await fetch_row(
            f"select md5(string_agg(p.code || p.current_version_id || ({OPEN_TODAY}), ',' "
            "order by p.code)) as digest, max(v.effective_from) as at from procedure p "
            "join procedure_version v on v.id = p.current_version_id "
            "where p.tenant_id = $1 and p.deactivated_at is null",
            settings().tenant,
        )
        tag = row["digest"] or "none" if row is not None else "none"
    at = row["at"] if row is not None else None
    return tag, at.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if at else ""


async def as_csv(dataset: Dataset) -> AsyncIterator[bytes]:
    """The set as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read Vietnamese)."""
    yield "\ufeff".encode() + _line(list(dataset.columns))
    async for rows in _pages(dataset):
        yield b"".join(_line([_plain(row[name]) for name in dataset.columns]) for row in rows)


async def as_json(dataset: Dataset) -> AsyncIterator[bytes]:
    """The set as one JSON array of objects."""
    start = b"["
    async for rows in _pages(dataset):
        for row in rows:
            whole = {name: row[name] for name in dataset.columns}
            yield start + msgspec.json.encode(whole)
            start = b",\n"
    yield b"[]" if start == b"[" else b"]"


async def count_months() -> int:
    """Counts the figures anew when they are an hour old; returns how many rows there are."""
    row = await fetch_row(
        "select counted_at from open_data_run where tenant_id = $1", settings().tenant
    )
    if row is not None and clock.now() - row["counted_at"] < _COUNTED_EVERY:
        return 0
    return await count_now()


async def count_now() -> int:
    """The same at once."""
    tenant = settings().tenant
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtextextended('open_month', 0))")
        await connection.execute("delete from open_month where tenant_id = $1", tenant)
        await connection.execute(_COUNT, tenant)
        found = await connection.fetchrow(
            "select count(*) as rows, md5(coalesce(string_agg(m::text, ',' order by month, "
            "agency_code), '')) as digest from open_month m where tenant_id = $1",
            tenant,
        )
        await connection.execute(
            "insert into open_data_run (tenant_id, counted_at, digest) values ($1, $2, $3) "
            "on conflict (tenant_id) do update set counted_at = excluded.counted_at, "
            "digest = excluded.digest",
            tenant,
            clock.now(),
            found["digest"],
        )
    return int(found["rows"])


def described(modified: dict[str, str]) -> dict[str, Any]:
    """What is published, in the words of DCAT 3 (JSON-LD), with each column explained."""
    base = f"{settings().citizen_url}/api/v1/open-data"
    media = {"csv": "text/csv", "json": "application/json"}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "csvw": "http://www.w3.org/ns/csvw#",
        },
        "@type": "dcat:Catalog",
        "dct:title": "Dữ liệu mở của Cổng Dịch vụ công",
        "dct:license": LICENCE,
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "@id": f"{base}/{dataset.id}",
                "dct:identifier": dataset.id,
                "dct:title": dataset.title,
                "dct:description": dataset.description,
                "dct:license": LICENCE,
                "dct:language": "vi",
                "dct:modified": modified[dataset.id],
                "csvw:tableSchema": {
                    "csvw:columns": [
                        {"csvw:name": name, "dct:description": words}
                        for name, words in dataset.columns.items()
                    ]
                },
                "dcat:distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "dcat:mediaType": kind,
                        "dcat:downloadURL": f"{base}/{dataset.id}.{suffix}",
                    }
                    for suffix, kind in media.items()
                ],
            }
            for dataset in DATASETS.values()
        ],
    }


def digest_of(tag: str, form: str) -> str:
    """The ETag of one form of a set."""
    return '"' + hashlib.blake2b(f"{tag}.{form}".encode(), digest_size=12).hexdigest() + '"'


async def _pages(dataset: Dataset) -> AsyncIterator[list[Any]]:
    last: list[str] = [""] * len(dataset.key)
    while rows := await fetch(dataset.sql, settings().tenant, *last, _AT_ONCE):
        yield rows
        last = [str(rows[-1][name]) for name in dataset.key]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _line(values: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue().encode()
