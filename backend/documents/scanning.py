"""Quarantine: a file waits until the scanner has read it, however long the scanner is away."""

from datetime import timedelta
from uuid import UUID

import structlog

from backend.audit.actions import record
from backend.documents.scanner import Finding, ScannerAway, scanner
from backend.documents.store import store
from backend.platform import clock, outbox
from backend.platform.database import fetch, fetch_row, transaction
from backend.platform.outbox import Message
from shared.vocabulary.scan_states import ScanState
from storage.objects import StorageError

SCAN_TOPIC = "document.scan"
INFECTED_TOPIC = "document.infected"
_AT_A_TIME = 50
_FIRST_TRY = timedelta(seconds=30)  # the message of the upload has its turn first
log = structlog.get_logger("scanning")


def first_state() -> ScanState:
    """The state of a file that has just come in."""
    return ScanState.UNSCANNED if scanner() is None else ScanState.PENDING


async def scan_document(message: Message) -> None:
    """Scans the file of a message; when the scanner is away the sweep comes back to it."""
    await _scan(message.subject_id)


async def scan_waiting() -> int:
    """Scans what is still waiting, oldest first; stops when the scanner is away."""
    if scanner() is None:
        return 0
    rows = await fetch(
        "select id from document where scan = 'pending' and uploaded_at < $1 "
        "order by uploaded_at limit $2",
        clock.now() - _FIRST_TRY,
        _AT_A_TIME,
    )
    for done, row in enumerate(rows):
        if not await _scan(row["id"]):
            return done
    return len(rows)


async def _scan(document_id: UUID) -> bool:
    """Whether the scanner answered."""
    row = await fetch_row(
        "select object_key, scan from document where id = $1 and object_key is not null",
        document_id,
    )
    asked = scanner()
    if row is None or row["scan"] != ScanState.PENDING or asked is None:
        return True
    try:
        finding = await asked.scan(await store().get(row["object_key"]))
    except (ScannerAway, StorageError) as away:
        # Nothing is known, so the file stays where nobody can open it.
        log.warning("file stays in quarantine", document=str(document_id), reason=str(away))
        return False
    await _settle(document_id, finding)
    return True


async def _settle(document_id: UUID, finding: Finding) -> None:
    async with transaction() as connection:
        row = await connection.fetchrow(
            "update document set scan = $2, scan_note = $3, scanned_at = $4 "
            "where id = $1 and scan = 'pending' returning coalesce(dossier_id, draft_id) as kept",
            document_id,
            ScanState.REJECTED if finding.virus else ScanState.CLEAN,
            finding.virus,
            clock.now(),
        )
        if row is None or not finding.virus:
            return
        await record(
            connection, None, "document.infected", subject_id=row["kept"],
            detail={"document": str(document_id), "virus": finding.virus},
        )  # fmt: skip
        await outbox.publish(connection, INFECTED_TOPIC, document_id, {})
