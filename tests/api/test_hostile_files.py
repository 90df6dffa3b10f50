"""Hostile and good files sent to the real API; what is refused leaves nothing behind."""

import asyncio
import hashlib
import io
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest
from PIL import Image

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import PROCEDURE
from tests.files.corpus import GOOD, HOSTILE, located_jpeg

Citizen = Callable[[int], Awaitable[ApiClient]]


@pytest.mark.criterion("V.15")
async def test_every_hostile_file_is_refused_with_its_own_reason_and_leaves_nothing(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me = await citizen(41)
    draft = await dossiers.start_draft(me, PROCEDURE)
    wrong = []
    for case in HOSTILE:
        try:
            await documents.upload_to_draft(me, draft.id, case.name, case.make(), "to_khai")
        except ApiProblem as refused:
            problem = refused.problem
            as_it_should = (
                problem.status == 415
                and problem.type == f"urn:motcua:problem:{case.slug}"
                and problem.errors[0].pointer == "/file"
                and problem.detail.endswith(".")
            )
            if not as_it_should:
                wrong.append(f"{case.name}: {problem.status} {problem.type}")
        else:
            wrong.append(f"{case.name}: taken")
    assert not wrong, "\n".join(wrong)
    kept = "select count(*) from document where draft_id = $1"
    assert await database.fetchval(kept, uuid.UUID(draft.id)) == 0


@pytest.mark.criterion("V.15")
async def test_every_good_file_of_the_state_formats_is_taken(citizen: Citizen) -> None:
    me = await citizen(42)
    limits = await documents.limits(me)
    assert {".pdf", ".jpg", ".png", ".tiff", ".docx", ".xlsx", ".odt", ".ods"} <= set(
        limits.extensions
    )
    for number, case in enumerate(GOOD):
        if number % 8 == 0:
            draft = await dossiers.start_draft(me, PROCEDURE)
            for old in draft.documents:
                await documents.remove_from_draft(me, draft.id, old.id)
        content = await asyncio.to_thread(case.make)  # what signs has a loop of its own
        found = await documents.upload_to_draft(me, draft.id, case.name, content, "to_khai")
        assert found.media_type in limits.media_types
        assert found.scan == "unscanned" and found.scan_label == "Chưa quét virus"


@pytest.mark.criterion("III.4")
async def test_where_a_photo_was_taken_is_never_kept(citizen: Citizen) -> None:
    me = await citizen(43)
    draft = await dossiers.start_draft(me, PROCEDURE)
    sent = located_jpeg()
    found = await documents.upload_to_draft(me, draft.id, "nha.jpg", sent, "to_khai")
    kept = await documents.content(me, found.id)
    assert kept != sent and not Image.open(io.BytesIO(kept)).getexif().get_ifd(0x8825)
    assert found.sha256 == hashlib.sha256(kept).hexdigest() and found.size == len(kept)
