"""All data in open formats, for the end of a contract: readable without any program of ours.

A Data Package (datapackage.json with CSV files, UTF-8, one a table), the stored files beside it,
and `manifest-sha256.txt` for `sha256sum -c`. Personal data stands in the clear; secrets of
accounts and programs, which are nobody's data, stay behind and are named in README.txt.
"""

import asyncio
import csv
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.backups import objects
from backend.backups.making import TABLES
from backend.operations.resealing import REGISTER_TEXTS, plain_of
from backend.operations.sealed_columns import SEALED
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.sealing import unsealed
from backend.settings import settings
from storage.objects import ObjectMissing, StorageError, StorageUnavailable

NULL = "\\N"
_LEFT_OUT = re.compile(
    r"^(session|idempotency|recovery_code|token_key|migration|pgqueuer.*|signing_in|kept_.*)$"
)
_SECRET = re.compile(
    r"(^|_)(secret|sealed|salt|password_hash|totp_secret|totp_pending|national_token|token_digest"
    r"|(token|code|key|state|pending|mailbox|name|jti|secret)_hash)$"
)
_COLUMNS = """
select a.attname as name, t.typname as type, t.typcategory = 'A' as is_array, a.attnotnull as filled
from pg_attribute a join pg_type t on t.oid = a.atttypid
where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""
_KEYS = """
select c.contype, array(select a.attname from unnest(c.conkey) with ordinality k(n, i)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i) as own,
    c.confrelid::regclass::text as other,
    array(select a.attname from unnest(c.confkey) with ordinality k(n, i)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i) as theirs
from pg_constraint c where c.conrelid = $1::regclass and c.contype in ('p', 'f') order by c.conname
"""
_TYPES = {
    "bool": "boolean", "int2": "integer", "int4": "integer", "int8": "integer", "date": "date",
    "float4": "number", "float8": "number", "numeric": "number", "timestamptz": "datetime",
    "json": "any", "jsonb": "any", "time": "time",
}  # fmt: skip
_README = """\
Toàn bộ dữ liệu của Một Cửa, đơn vị {tenant}, lúc {at}.

tables/<bảng>.csv     mỗi bảng một tệp CSV (RFC 4180, UTF-8, dòng đầu là tên cột); \\N là không có
                      giá trị; thời điểm theo giờ UTC; chuỗi byte viết theo hệ 16
datapackage.json      kiểu của từng cột, khóa chính, khóa ngoại (chuẩn Frictionless Data Package)
objects/              tệp trong kho tài liệu, theo đúng mã tệp (object_key) ghi ở các bảng
objects.csv           danh sách tệp: thùng, mã tệp, cỡ, kiểu, SHA-256
manifest-sha256.txt   kiểm tra bằng: sha256sum -c manifest-sha256.txt

Dữ liệu cá nhân ở đây KHÔNG mã hóa: giữ như hồ sơ mật, xóa khi đã bàn giao.
Không xuất, vì là bí mật đăng nhập chứ không phải dữ liệu của ai:
{left}
"""
Say = Callable[[str], object]


async def export(folder: Path, say: Say) -> tuple[int, int, list[str]]:
    """Writes everything into a new folder; numbers of rows and of files, and the files that the
    store lists and does not give.

    Raises FileExistsError, NotSealedHere when a key is missing, StorageUnavailable.
    """
    await asyncio.to_thread(_new, folder)
    rows, tables, left = 0, [], []
    url = settings().database_owner_url or settings().database_url
    connection = await asyncpg.connect(url, timeout=30)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            names = [row["relname"] for row in await connection.fetch(TABLES)]
            for table in names:
                if _LEFT_OUT.match(table):
                    left.append(table)
                    continue
                described, count, hidden = await _table(connection, folder, table)
                tables.append(described)
                rows += count
                left += [f"{table}.{name}" for name in hidden]
                say(f"{count:>10} {table}")
    finally:
        await connection.close()
    files, unreadable = await asyncio.to_thread(_files, folder)
    package = {"name": "motcua", "title": f"Một Cửa, {settings().tenant}", "resources": tables}
    (folder / "datapackage.json").write_bytes(msgspec.json.format(msgspec.json.encode(package)))
    at = clock.now().isoformat(timespec="seconds")
    (folder / "README.txt").write_text(
        _README.format(tenant=settings().tenant, at=at, left="\n".join(left)), encoding="utf-8"
    )
    await asyncio.to_thread(_manifest, folder)
    async with transaction() as trail:
        await record(trail, None, "data.exported_whole", detail={"rows": rows, "files": files})
    return rows, files, unreadable


def _new(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    (folder / "tables").mkdir(mode=0o700)


async def _table(
    connection: asyncpg.Connection, folder: Path, table: str
) -> tuple[dict[str, Any], int, list[str]]:
    columns = await connection.fetch(_COLUMNS, table)
    hidden = [c["name"] for c in columns if _SECRET.search(c["name"])]
    shown = [c for c in columns if c["name"] not in hidden]
    sealed = next((of for of in SEALED if of.table == table), None)
    bound = f"{sealed.bound or sealed.row_id}" if sealed else "null"
    parts = [_text_of(c) for c in shown]
    count = 0
    with (folder / "tables" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([c["name"] for c in shown])
        async for row in connection.cursor(
            f'select {", ".join(parts)}, {bound} as bound from "{table}"', prefetch=1000
        ):
            opened: dict[str, str] = {}
            if sealed is not None:
                opened = {
                    name: plain_of(sealed, name, place, row)
                    for name, place in sealed.columns.items()
                    if name not in hidden and row[name] is not None
                }
            if table == "register_line" and row["frozen"]:
                opened["frozen"] = _register(row)
            lines.writerow([_cell(opened.get(c["name"], row[c["name"]])) for c in shown])
            count += 1
    return await _described(connection, table, shown), count, hidden


def _text_of(column: asyncpg.Record) -> str:
    name = f'"{column["name"]}"'
    if column["is_array"]:
        return f"to_json({name})::text as {name}"
    if column["type"] == "bytea":
        return f"encode({name}, 'hex') as {name}"
    if column["type"] == "timestamptz":
        return f"to_char({name} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as {name}"
    return f"{name}::text as {name}"


def _cell(value: Any) -> str:
    return NULL if value is None else str(value)


def _register(row: asyncpg.Record) -> str:
    """A line of a closed register keeps two sealed texts of its dossier."""
    frozen = msgspec.json.decode(row["frozen"])
    for name, place in REGISTER_TEXTS.items():
        frozen[name] = unsealed(place, row["dossier_id"], frozen.get(name, ""))
    return msgspec.json.encode(frozen).decode()


async def _described(
    connection: asyncpg.Connection, table: str, columns: list[asyncpg.Record]
) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": c["name"],
                "type": "array" if c["is_array"] else _TYPES.get(c["type"], "string"),
                "constraints": {"required": c["filled"]},
            }
            for c in columns
        ],
        "missingValues": [NULL],
    }
    for key in await connection.fetch(_KEYS, table):
        if key["contype"] == b"p":
            schema["primaryKey"] = list(key["own"])
        elif not _LEFT_OUT.match(key["other"]):
            schema.setdefault("foreignKeys", []).append({
                "fields": list(key["own"]),
                "reference": {"resource": key["other"], "fields": list(key["theirs"])},
            })  # fmt: skip
    return {
        "name": table, "path": f"tables/{table}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _files(folder: Path) -> tuple[int, list[str]]:
    count, unreadable = 0, []
    with (folder / "objects.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["bucket", "object_key", "size", "media_type", "sha256"])
        for name, bucket in objects.buckets().items():
            for lying in bucket.listed():
                path = (folder / "objects" / name / lying.key).resolve()
                if not path.is_relative_to((folder / "objects").resolve()):
                    raise ValueError(lying.key)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                digest, size = hashlib.sha256(), 0
                try:
                    media_type, pieces = bucket.read(lying)
                    with path.open("wb") as out:
                        for piece in pieces:
                            out.write(piece)
                            digest.update(piece)
                            size += len(piece)
                except ObjectMissing:
                    continue
                except StorageUnavailable:
                    raise
                except StorageError:
                    # Damaged in the store: all the others are handed over, and this one is named.
                    path.unlink(missing_ok=True)
                    unreadable.append(f"{name}/{lying.key}")
                    continue
                lines.writerow([name, lying.key, size, media_type, digest.hexdigest()])
                count += 1
    return count, unreadable


def _manifest(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with (folder / "manifest-sha256.txt").open("w", encoding="utf-8") as file:
        for path in paths:
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            file.write(f"{digest}  {path.relative_to(folder)}\n")
