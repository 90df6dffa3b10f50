"""One dossier told in the messages of 2026: code, files, dossier, steps, state, in this order.

The code the portal gives and every file it has taken are written down before the next call, so
that a try that broke off creates nothing twice.
"""

from typing import Any
from uuid import UUID

from backend.connections.adapter import Refused
from backend.documents.store import store
from backend.national.codes import coded
from backend.national.facts import Facts
from backend.national.messages_2026 import Portal2026, Uploaded
from backend.national.records_2026 import (
    dossier_record_2026,
    progress_record_2026,
    state_record_2026,
)
from backend.national.telling import AT_ONCE, told
from backend.platform.database import execute, fetch, fetch_row
from backend.settings import settings


class Messages2026:
    """See Telling; `unit` is the unit that codes are asked for."""

    def __init__(self, portal: Portal2026, unit: str) -> None:
        self.portal, self._unit = portal, unit

    async def tell(self, facts: Facts, known: Any) -> str:
        """See Telling."""
        dossier_id, portal = facts.row["id"], self.portal
        # What cannot be said is found out before anything is asked of the portal.
        await coded(lambda codes: dossier_record_2026(facts, "", codes, {}))
        code = known["sent_code"]
        if not code:
            code = await portal.next_code(self._unit or facts.row["agency_code"])
            await told(dossier_id, code, 0)
        wanted = [f["id"] for f in facts.files if f["removed_at"] is None]
        files = await _uploaded(portal, [*wanted, *(r["document_id"] for r in facts.results)])
        if not known["created"]:
            record = await coded(lambda codes: dossier_record_2026(facts, code, codes, files))
            await _create(portal, record, theirs=known["theirs"])
            await execute(
                "update national_sync set created = true where dossier_id = $1", dossier_id
            )
        sent_seq = known["sent_seq"]
        events = [event for event in facts.events if event["seq"] > sent_seq]
        for start in range(0, len(events), AT_ONCE):
            part = events[start : start + AT_ONCE]
            await portal.put(
                "/CapNhatTienTrinh", [progress_record_2026(code, event) for event in part]
            )
            await told(dossier_id, code, part[-1]["seq"])
        await portal.put("/CapNhatTrangThai", [state_record_2026(facts, code, files)])
        await told(dossier_id, code, sent_seq)
        return str(code)


async def _create(portal: Portal2026, record: dict[str, Any], *, theirs: bool) -> None:
    """What was submitted there is there already; so is what an earlier try created."""
    if theirs:
        return
    try:
        await portal.put("/CreateDossier", record)
    except Refused as refused:
        if "đã tồn tại" not in str(refused):
            raise


async def _uploaded(portal: Portal2026, document_ids: list[UUID]) -> dict[UUID, Uploaded]:
    rows = await fetch(
        "select document_id, file_id, hash from national_upload where document_id = any($1)",
        document_ids,
    )
    found = {row["document_id"]: Uploaded(row["file_id"], row["hash"]) for row in rows}
    for document_id in document_ids:
        if document_id not in found:
            found[document_id] = await _upload(portal, document_id)
    return found


async def _upload(portal: Portal2026, document_id: UUID) -> Uploaded:
    row = await fetch_row("select name, object_key from document where id = $1", document_id)
    assert row is not None
    content = await store().get_bytes(row["object_key"])
    given = await portal.upload(row["name"], content)
    await execute(
        "insert into national_upload (document_id, tenant_id, file_id, hash) "
        "values ($1, $2, $3, $4) on conflict do nothing",
        document_id,
        settings().tenant,
        given.IdTepTin,
        given.HashTepTin,
    )
    return given
