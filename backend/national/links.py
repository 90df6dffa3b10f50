"""Addresses under which the national portal fetches a file: signed, for one file, and expiring.

The address carries the file's id, its last moment and a MAC under the installation's secret; it
says nothing about a person. A file whose dossier was never told to the portal has none.
"""

import base64
import hmac
import struct
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from backend.audit.actions import keyed_hash, record
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import NotFound, Refusal
from backend.settings import settings
from shared.vocabulary.label import Label

GOOD_FOR = timedelta(hours=72)
_MAC = 16
_LENGTH = 16 + 4 + _MAC
_FILE = """
select c.* from document c join national_sync n on n.dossier_id = c.dossier_id
where c.id = $1 and c.removed_at is null and c.object_key is not null
    and c.scan in ('clean', 'unscanned') and c.purpose in ('component', 'supplement', 'result')
"""


class LinkExpired(Refusal):
    """The address was good once."""

    status = HTTPStatus.GONE
    slug = "link-expired"
    title = Label("Đường dẫn đã hết hạn", "The address has expired")


def link(document_id: UUID) -> str:
    """The address of a file, good for three days."""
    until = int((clock.now() + GOOD_FOR).timestamp())
    plain = document_id.bytes + struct.pack(">I", until)
    token = base64.urlsafe_b64encode(plain + _mac(plain)).decode().rstrip("=")
    return f"{settings().citizen_url}/api/v1/national/files/{token}"


async def opened(token: str) -> Any:
    """The row of the file an address stands for; the fetch is on record.

    Raises NotFound, LinkExpired.
    """
    document_id = _document_of(token)
    async with transaction() as connection:
        row = await connection.fetchrow(_FILE, document_id)
        if row is None:
            raise _unknown()
        detail = {"document_id": str(document_id), "by": "national"}
        await record(
            connection, None, "document.fetched", subject_id=row["dossier_id"], detail=detail
        )
    return row


def _document_of(token: str) -> UUID:
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raise _unknown() from None
    if len(whole) != _LENGTH or not hmac.compare_digest(whole[20:], _mac(whole[:20])):
        raise _unknown()
    if struct.unpack(">I", whole[16:20])[0] < clock.now().timestamp():
        raise LinkExpired(
            "Đường dẫn tải tệp đã hết hạn. Hãy đồng bộ lại hồ sơ để nhận đường dẫn mới.",
            en="This address has expired; synchronise the dossier again for a new one.",
        )
    return UUID(bytes=whole[:16])


def _mac(plain: bytes) -> bytes:
    return keyed_hash("national file", plain.hex())[:_MAC]


def _unknown() -> NotFound:
    return NotFound("Không có tệp nào ở địa chỉ này.", en="There is no file at this address.")
