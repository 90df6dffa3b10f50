"""What the platform tells and asks us: notifications of payments, and what a dossier owes.

A notification is a reason to ask, never a proof: forged, replayed and late ones change nothing and
stay on record.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from backend.law.calendar import VIETNAM
from backend.payments import messages
from backend.payments.actions.settling import CHECK_TOPIC
from backend.payments.messages import BadMessage
from backend.payments.platform import partner
from backend.platform import clock, outbox
from backend.platform.database import fetch, transaction, uuid7
from backend.settings import settings

_KEPT = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "MaGiaoDich", "MaLoi",
         "ThoiGianGD")  # fmt: skip
_LONGEST = 80
_FRESH = timedelta(minutes=15)
_OWED = """
select o.amount_vnd, o.name, o.kind, o.fee_key, d.applicant_name, d.procedure_code,
    d.procedure_name, g.code as agency_code, g.name as agency_name
from fee_obligation o join dossier d on d.id = o.dossier_id join agency g on g.id = o.agency_id
where d.tenant_id = $1 and (d.code = $2 or d.reference = $2) and o.state in ('open', 'waiting')
order by o.asked_at, o.id limit 50
"""


async def noticed(body: Mapping[str, Any], address: str) -> dict[str, str]:
    """Keeps a notification and has the platform asked about the payment; returns the answer."""
    reference = str(body.get("MaThamChieu", ""))[:40]
    try:
        messages.opened(partner(), body)
    except BadMessage:
        await _keep(body, address, reference, "forged")
        return _answer(reference, messages.BAD_SEAL, "Sai mã xác thực")
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select id, state from fee_attempt where reference = $1", reference
        )
        verdict = (
            "unknown" if row is None else "settled" if row["state"] != "started" else "accepted"
        )
        await _insert(connection, body, address, reference, verdict)
        if row is not None:
            # Asked about even when it has ended: a second payment may hide behind it.
            await outbox.publish(connection, CHECK_TOPIC, row["id"], {})
    if row is None:
        return _answer(reference, messages.UNKNOWN, "Không có mã tham chiếu")
    return _answer(reference, messages.DONE, "Đã nhận")


async def owed_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a dossier owes, for the platform's own counter; only sealed and fresh questions."""
    code = str(body.get("MaTraCuuTT", ""))[:60]
    try:
        messages.opened(partner(), body)
        asked = datetime.strptime(str(body.get("ThoiGianGD", "")), "%Y%m%d%H%M%S")
    except (BadMessage, ValueError):
        return _sealed({"MaTraCuuTT": code, "error_code": "-1", "message": "Sai mã xác thực"})
    if abs(clock.now() - asked.replace(tzinfo=VIETNAM)) > _FRESH:
        return _sealed({"MaTraCuuTT": code, "error_code": "-1", "message": "Yêu cầu đã cũ"})
    rows = await fetch(_OWED, settings().tenant, code)
    if not rows:
        return _sealed(
            {"MaTraCuuTT": code, "error_code": "1", "message": "Không có khoản phải nộp"}
        )
    first = rows[0]
    return _sealed(
        {
            "MaTraCuuTT": code,
            "error_code": "0",
            "message": "",
            "SoTien": str(sum(row["amount_vnd"] for row in rows)),
            "MaHoSo": code,
            "MaTTHC": first["procedure_code"],
            "TenTTHC": first["procedure_name"],
            "MaDonVi": first["agency_code"],
            "TenDonVi": first["agency_name"],
            "HoTenNguoiNop": first["applicant_name"],
            "PhiLePhi": [
                {
                    "LoaiPhiLePhi": "1" if row["kind"] == "fee" else "2",
                    "MaPhiLePhi": row["fee_key"],
                    "TenPhiLePhi": row["name"],
                    "SoTien": str(row["amount_vnd"]),
                }
                for row in rows
            ],
        }
    )


def _answer(reference: str, code: str, words: str) -> dict[str, str]:
    return _sealed({"MaThamChieu": reference, "MaLoi": code, "MoTaLoi": words})


def _sealed(body: dict[str, Any]) -> dict[str, Any]:
    return messages.sealed(partner(), {"MaDoiTac": partner().code} | body)


async def _keep(body: Mapping[str, Any], address: str, reference: str, verdict: str) -> None:
    async with transaction() as connection:
        await _insert(connection, body, address, reference, verdict)


async def _insert(
    connection: Any, body: Mapping[str, Any], address: str, reference: str, verdict: str
) -> None:
    kept = {name: str(body[name])[:_LONGEST] for name in _KEPT if name in body}
    await connection.execute(
        "insert into fee_notice (id, tenant_id, at, address, reference, verdict, body) "
        "values ($1, $2, $3, $4, $5, $6, $7::jsonb)",
        uuid7(),
        settings().tenant,
        clock.now(),
        address[:60],
        reference,
        verdict,
        msgspec.json.encode(kept).decode(),
    )
