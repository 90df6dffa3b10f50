"""Taking back what was signed there: checked like any signed result before it is kept.

A file without a good signature, or other than what was stored, is refused with the reason; it never
becomes a document of the dossier.
"""

import hashlib
from pathlib import Path
from typing import Any

from anyio import to_thread

from backend.audit.actions import record
from backend.connections.adapter import Refused, Unreachable
from backend.documents.keeping import Place, forget, look_through_and_store, write_down
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.office.partner import GivenBack, Issued, what_became
from backend.platform import clock
from backend.platform.database import execute, fetch, transaction
from backend.platform.problems import Refusal
from backend.settings import MIB, settings
from backend.signing.checking import FileFacts, check
from storage.objects import StorageError

_AT_ONCE = 20
_LARGEST = 20 * MIB
_WAITING = """
select h.*, d.object_key from office_handover h join document d on d.id = h.document_id
where h.state = 'there' and h.tenant_id = $1 order by h.asked_at, h.id limit $2
"""


async def ask_all() -> int:
    """Asks about drafts that are there, longest unasked first; returns how many came to an end."""
    if not settings().office_url:
        return 0
    ended = 0
    for row in await fetch(_WAITING, settings().tenant, _AT_ONCE):
        await execute(
            "update office_handover set asked_at = $2 where id = $1", row["id"], clock.now()
        )
        try:
            found = await what_became(str(row["id"]))
        except Unreachable:
            break  # the next minute asks again
        except Refused as error:
            await _words(row, str(error))
            continue
        if isinstance(found, GivenBack):
            await _end(row, "given_back", found.words)
            ended += 1
        elif isinstance(found, Issued):
            ended += await _take(row, found)
    return ended


async def _take(row: Any, issued: Issued) -> int:
    if not issued.number:
        await _end(row, "refused", "Văn bản về không có số, ký hiệu.")
        return 1
    if len(issued.content) > _LARGEST:
        await _end(row, "refused", "Tệp về lớn hơn 20 MB.")
        return 1
    facts = await check(issued.content)
    if not facts.good:
        await _end(row, "refused", _why(facts))
        return 1
    try:
        draft = await store().get_bytes(row["object_key"])
        with disk_file() as file:
            path = Path(file.name)
            await to_thread.run_sync(path.write_bytes, issued.content)
            name = f"{row['title']} {issued.number}.pdf".replace("/", "-")
            stored = await look_through_and_store(path, name, len(issued.content))
    except StorageError:
        return 0  # the next minute asks again
    except Refusal as refused:
        if refused.status == 503:
            return 0
        await _end(row, "refused", refused.detail.vi[:300])
        return 1
    try:
        if stored.sha256 != hashlib.sha256(issued.content).digest():
            await forget(stored)
            await _end(row, "refused", "Tệp về có phần phải loại bỏ nên chữ ký không còn đúng.")
            return 1
        async with transaction() as connection:
            await connection.execute(
                "select 1 from dossier where id = $1 for update", row["dossier_id"]
            )
            place = Place("result", dossier_id=row["dossier_id"])
            document = await write_down(connection, None, place, stored)
            await connection.execute(
                "update office_handover set state = 'returned', number = $2, "
                "signed_document_id = $3, signers = $4, grown = $5, words = '', ended_at = $6 "
                "where id = $1 and state = 'there'",
                row["id"],
                issued.number,
                stored.id,
                "; ".join(one.signer for one in facts.signatures)[:300],
                issued.content.startswith(draft),
                clock.now(),
            )
            detail = {"document": document.id, "sha256": stored.sha256.hex()}
            subject = row["dossier_id"]
            await record(connection, None, "office.returned", subject_id=subject, detail=detail)
    except Exception:
        await forget(stored)
        raise
    return 1


def _why(facts: FileFacts) -> str:
    if facts.wrong:
        return facts.wrong[:300]
    if not facts.signatures:
        return "Tệp về chưa có chữ ký số."
    return next((one.wrong for one in facts.signatures if one.wrong), "")[:300]


async def _end(row: Any, state: str, words: str) -> None:
    async with transaction() as connection:
        await connection.execute(
            "update office_handover set state = $2, words = $3, ended_at = $4 "
            "where id = $1 and state = 'there'",
            row["id"],
            state,
            words,
            clock.now(),
        )
        subject = row["dossier_id"]
        await record(connection, None, f"office.{state}", subject_id=subject)


async def _words(row: Any, words: str) -> None:
    await execute("update office_handover set words = $2 where id = $1", row["id"], words[:300])
