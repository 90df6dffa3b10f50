"""Document management as a connection; our reference makes a repeat harmless."""

import base64
import hashlib

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.connections.mapping import translate
from backend.documents.store import store
from backend.office import partner
from backend.office.actions.handing import ADAPTER, not_taken, taken
from backend.platform.database import fetch_row
from backend.settings import settings
from storage.objects import StorageError

_HANDOVER = """
select h.*, d.object_key, d.name, g.code as agency_code, coalesce(s.code, s.reference) as code,
    s.procedure_name
from office_handover h join document d on d.id = h.document_id
    join agency g on g.id = h.agency_id join dossier s on s.id = h.dossier_id
where h.id = $1
"""


class OfficeSettings(Settings, frozen=True, kw_only=True):
    """Where the system is, and our key to it."""

    secret = frozenset({"token"})
    token: str = ""


class OfficeAdapter(Adapter):
    """Hands drafts over; what became of them is asked about every minute (`fetching.py`)."""

    id = ADAPTER
    name = "Hệ thống quản lý văn bản và điều hành (QLVB)"
    name_en = "Document management"
    format_version = "QLVB-1"
    timeout = 30.0

    def __init__(self) -> None:
        own = settings()
        self.settings = OfficeSettings(url=own.office_url, token=own.office_token)

    async def check(self) -> Health:
        """Whether it answers at all."""
        try:
            await partner.is_there()
        except (Unreachable, Refused) as error:
            return Health(False, f"Hệ thống văn bản không trả lời đúng ({error}).")
        return Health(True)

    async def send(self, delivery: Delivery) -> Sent:
        """One draft, read when it leaves. Raises Unreachable, Refused, Unmapped."""
        row = await fetch_row(_HANDOVER, delivery.subject_id)
        if row is None or row["state"] != "sending":
            return Sent()
        unit = await translate(ADAPTER, "agency", row["agency_code"])
        try:
            content = await store().get_bytes(row["object_key"])
        except StorageError as error:
            raise Unreachable("Kho tài liệu đang bận.") from error
        if hashlib.sha256(content).digest() != row["sha256"]:
            raise Refused("Tệp trong kho không còn là tệp đã gửi.")
        message = {
            "MaThamChieu": str(row["id"]),
            "MaHoSo": row["code"],
            "MaDonVi": unit,
            "LoaiVanBan": row["title"],
            "TrichYeu": f"{row['title']}: {row['procedure_name']}"[:500],
            "TenTep": row["name"],
            "MaBam": row["sha256"].hex(),
            "NoiDungTep": base64.b64encode(content).decode(),
        }
        try:
            code = await partner.hand_over(message)
        except Refused as error:
            await not_taken(row["id"], str(error))
            raise
        await taken(row["id"], code)
        return Sent(code)
