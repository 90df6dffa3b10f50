"""The national store of papers as a connection: told of each result we issue, and of its end.

No message of this direction is published; ours carries the fields in which the store itself hands
papers out (LAW 8.4) and is to be confirmed with whoever runs it. A result is told as it stands when
it is told, so a message that came late or twice does no harm.
"""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.connections.calling import call, http_client, reached
from backend.connections.queueing import enqueue
from backend.law.calendar import VIETNAM
from backend.national.links import link
from backend.partners.feeding import is_trial
from backend.platform.database import fetch_row
from backend.platform.sealing import opened
from backend.settings import settings

ADAPTER = "personal-store"
_RESULT = """
select r.id as result_id, r.title, r.number, r.issued_at, r.withdrawn_at, r.document_id,
    coalesce(v.kind, '') as kind, coalesce(v.issuer, '') as issuer, c.name as file_name, d.id,
    d.applicant_name, d.applicant_personal_id, d.procedure_code,
    coalesce(d.code, d.reference) as code
from result r join dossier d on d.id = r.dossier_id left join vault_item v on v.result_id = r.id
    left join document c on c.id = r.document_id and c.removed_at is null
where r.id = $1
"""
_DONE = "0"


async def tell_store(
    connection: asyncpg.Connection, dossier_id: UUID, result_id: UUID, turn: str
) -> None:
    """Queues a result that was issued, replaced or withdrawn, in the caller's transaction."""
    if settings().lgsp_url:
        payload = {"result_id": str(result_id)}
        await enqueue(connection, ADAPTER, dossier_id, "result", payload, f"{result_id}:{turn}")


class PersonalStore(Adapter):
    """`POST /personal-store/results`, one result a message, in the order of each dossier."""

    id = ADAPTER
    name = "Kho quản lý dữ liệu điện tử của tổ chức, cá nhân"
    name_en = "National store of electronic papers"
    format_version = "LGSP"

    def __init__(self) -> None:
        self.settings = Settings(url=settings().lgsp_url)

    async def check(self) -> Health:
        """Whether the LGSP answers; nobody is asked about."""
        return await reached(self.settings.url)

    async def send(self, delivery: Delivery) -> Sent:
        """Raises Unreachable, Refused."""
        row = await fetch_row(_RESULT, UUID(str(delivery.payload["result_id"])))
        if row is None:
            raise Refused("Kết quả không còn ở đây.")
        if not str(row["kind"]).startswith("KQ.") or await is_trial(row["id"]):
            return Sent("không thuộc Kho")
        body = _said(row)
        headers = {"Idempotency-Key": str(delivery.id)}
        async with http_client(base_url=self.settings.url, timeout=10.0) as http:
            answer = await call(http, "POST", "/personal-store/results", json=body, headers=headers)
        try:
            said = msgspec.json.decode(answer.content, type=dict[str, Any])
        except msgspec.MsgspecError as error:
            raise Unreachable("Câu trả lời không đọc được.") from error
        if str(said.get("errorCode")) != _DONE:
            raise Refused(str(said.get("message", ""))[:300], str(said.get("errorCode", "")))
        return Sent()


def _said(row: Any) -> dict[str, Any]:
    gone = row["withdrawn_at"] is not None or row["file_name"] is None
    files = [] if gone else [{"TenTep": row["file_name"], "DuongDan": link(row["document_id"])}]
    return {
        "SoDinhDanhChuSoHuu": opened(row, "dossier.applicant_personal_id"),
        "HoTenChuSoHuu": row["applicant_name"],
        "MaThuTuc": row["procedure_code"],
        "MaHoSo": row["code"],
        "TrangThai": "0" if gone else "1",
        "GiayToKetQua": {
            "MaKetQua": row["kind"],
            "TenGiayTo": row["title"],
            "SoKyHieu": row["number"],
            "CoQuanChuQuan": row["issuer"],
            "NgayCap": row["issued_at"].astimezone(VIETNAM).strftime("%Y%m%d%H%M%S"),
            "DanhSachTepDinhKem": files,
        },
    }
