"""A file that the store has lost or altered is refused with a reason, shown nowhere, and told."""

import hashlib
import io
import uuid
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.archive import scrubbing
from backend.archive.stored_objects import SOURCES
from backend.audit.sealing import locked_store
from backend.documents.store import store
from shared.client import documents, dossiers, uploads
from shared.client.base import ApiProblem
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from tests.api.conftest import PROCEDURE, eventually
from tests.api.people import fresh_citizen
from tests.files.papers import a_pdf


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """Status and kind of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    assert "kho" in problem.value.message
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[-1]


@pytest.mark.parametrize("damage", ["missing", "altered"])
@pytest.mark.criterion("II.15")
async def test_what_is_not_as_it_was_kept_is_neither_given_nor_drawn_nor_used(
    http: httpx.AsyncClient, database: asyncpg.Pool, damage: str
) -> None:
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, PROCEDURE)
    content = a_pdf(2)
    file = await documents.upload_to_draft(me, draft.id, "a.pdf", content, "to_khai")
    assert await documents.content(me, file.id) == content
    key = await database.fetchval(
        "select object_key from document where id = $1", uuid.UUID(file.id)
    )
    if damage == "missing":
        await store().delete(key)
    else:
        middle = len(content) // 2
        other = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        await store().put_bytes(key, other, "application/pdf")
    expected = (410, "file-not-as-kept")
    assert await refused(documents.content(me, file.id)) == expected
    assert await refused(documents.page(me, file.id, 1)) == expected
    joined = Arrange([NewFile("Ghép", [PageOfFile(file.id, 2, 0)], "to_khai")])
    assert await refused(uploads.arrange_draft(me, draft.id, joined)) == expected

    async def found() -> str | None:
        kind: str | None = await database.fetchval(
            "select kind from scrub_finding where subject_id = $1", uuid.UUID(file.id)
        )
        return kind

    assert await eventually(found) == damage
    assert [d.id for d in (await dossiers.draft(me, draft.id)).documents] == [file.id]


@pytest.mark.criterion("G.9")
async def test_the_scrubber_reads_the_locked_buckets_too(database: asyncpg.Pool) -> None:
    until = datetime.now(UTC) + timedelta(days=1)
    first, other = hashlib.sha256(b"first").digest(), hashlib.sha256(b"other").digest()
    stored = await store().put_locked(f"t/{uuid.uuid4()}", b"first", "application/pdf", until)
    row: dict[str, Any] = {"object_key": stored.key, "sha256": first, "size": 5}
    assert (await scrubbing.look_at(row)).kind is None
    await store()._put(stored.key, io.BytesIO(b"other"), 5, "application/pdf")
    assert (await scrubbing.look_at(row)).kind == "altered"
    key = f"t/{uuid.uuid4()}.json"
    await locked_store().put(key, b"first", until)
    root: dict[str, Any] = {"object_key": key, "sha256": first, "size": None}
    assert (await scrubbing.look_at(root, scrubbing.AUDIT)).kind is None
    changed = root | {"sha256": other}
    assert (await scrubbing.look_at(changed, scrubbing.AUDIT)).kind == "altered"
    gone = root | {"object_key": f"{key}x"}
    assert (await scrubbing.look_at(gone, scrubbing.AUDIT)).kind == "missing"


async def test_a_walk_covers_every_table_that_records_an_object(database: asyncpg.Pool) -> None:
    recorded = await database.fetch(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'public' and column_name in ('object_key', 'signed_key')"
    )
    walked = " ".join(sql for _name, sql in SOURCES)
    for row in recorded:
        if row["table_name"] != "scrub_finding":
            assert f"from {row['table_name']}" in walked and row["column_name"] in walked, row
    for _name, sql in SOURCES:
        await database.fetch(f"select * from ({sql}) x where id > $1 limit 1", uuid.UUID(int=0))
