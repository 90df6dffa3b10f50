"""The messages of the payment platform of the national portal, version 1.0.6, and their seal.

`MaXacThuc` is SHA-256 over the values of the message in their order and the partner's secret,
joined by `|`. Amounts are whole VND as text, moments yyyyMMddHHmmss in Vietnamese time. Pure.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.law.calendar import VIETNAM, local
from backend.payments.verdicts import Said

VERSION = "1.0.6"
DONE, BAD_SEAL, UNKNOWN, PENDING, FAILED = "00", "97", "91", "02", "09"
_FEE_KIND = {"fee": "1", "charge": "2"}


class BadMessage(ValueError):
    """A message that is not of the published shape, or not sealed by the partner."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Who we are to the platform."""

    code: str
    secret: str


@dataclass(frozen=True, slots=True)
class ToPay:
    """What one payment is for, as the platform and its receipt show it."""

    reference: str
    amount_vnd: int
    dossier_code: str
    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str
    fee_code: str
    fee_name: str
    fee_kind: str
    payer: str
    address: str
    account: str
    bank: str
    account_name: str


def sealed(partner: Partner, body: Mapping[str, Any]) -> dict[str, Any]:
    """The message with its `MaXacThuc`."""
    return dict(body) | {"MaXacThuc": seal_of(body, partner.secret)}


def seal_of(body: Mapping[str, Any], secret: str) -> str:
    """Over every plain value in the order of the message; nested parts are not sealed."""
    values = [
        str(value)
        for name, value in body.items()
        if name != "MaXacThuc" and not isinstance(value, dict | list)
    ]
    return hashlib.sha256("|".join([*values, secret]).encode()).hexdigest()


def opened(partner: Partner, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message, once its seal is found to be the partner's. Raises BadMessage."""
    seal = body.get("MaXacThuc")
    if not isinstance(seal, str) or not hmac.compare_digest(
        seal.encode(), seal_of(body, partner.secret).encode()
    ):
        raise BadMessage("MaXacThuc")
    if body.get("MaDoiTac") != partner.code:
        raise BadMessage("MaDoiTac")
    return body


def moment(value: datetime) -> str:
    """yyyyMMddHHmmss in Vietnamese time."""
    return f"{local(value):%Y%m%d%H%M%S}"


def start(partner: Partner, pay: ToPay, at: datetime, address: str, back: str) -> dict[str, Any]:
    """Asks for a payment page."""
    return sealed(
        partner,
        {
            "LoaiBanTin": "INIT",
            "PhienBan": VERSION,
            "MaDoiTac": partner.code,
            "MaThamChieu": pay.reference,
            "SoTien": str(pay.amount_vnd),
            "LoaiHinhThanhToan": "1",
            "MaKenhThanhToan": "WEB",
            "MaThietBi": "",
            "NgonNgu": "vi",
            "MaTienTe": "VND",
            "MaNganHang": "",
            "ThongTinGiaoDich": f"Nop {pay.fee_name} ho so {pay.dossier_code}"[:200],
            "ThoiGianGD": moment(at),
            "Ip": address,
            "DuongDanTraVe": back,
            "ThongTinBienLai": _receipt_facts(pay),
        },
    )


def _receipt_facts(pay: ToPay) -> dict[str, Any]:
    return {
        "MaDichVu": pay.fee_code,
        "MaDVC": pay.procedure_code,
        "TenDVC": pay.procedure_name,
        "MaTTHC": pay.procedure_code,
        "TenTTHC": pay.procedure_name,
        "MaDonVi": pay.agency_code,
        "TenDonVi": pay.agency_name,
        "MaHoSo": pay.dossier_code,
        "TKThuHuong": pay.account,
        "MaNHThuHuong": pay.bank,
        "TenTKThuHuong": pay.account_name,
        "NoiDungThanhToan": f"{pay.fee_name} {pay.dossier_code}",
        "HoTenNguoiNop": pay.payer,
        "DiaChiNguoiNop": pay.address,
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": _FEE_KIND[pay.fee_kind],
                "MaPhiLePhi": pay.fee_code,
                "TenPhiLePhi": pay.fee_name,
                "SoTien": str(pay.amount_vnd),
            }
        ],
        "DSKhoanNop": [{"NoiDung": pay.fee_name, "SoTien": str(pay.amount_vnd)}],
    }


def query(partner: Partner, reference: str, at: datetime) -> dict[str, Any]:
    """Asks how one payment stands."""
    body = {
        "LoaiBanTin": "QUERY",
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "ThoiGianGD": moment(at),
    }
    return sealed(partner, body)


def refund(
    partner: Partner, reference: str, transaction: str, amount_vnd: int, at: datetime
) -> dict[str, Any]:
    """Asks to give money back; the reference is the refund's, so that twice is once."""
    body = {
        "LoaiBanTin": "REFUND",
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "MaGiaoDich": transaction,
        "SoTien": str(amount_vnd),
        "ThoiGianGD": moment(at),
    }
    return sealed(partner, body)


def bill(partner: Partner, reference: str, transaction: str, at: datetime) -> dict[str, Any]:
    """Asks for the receipt (PDF) of a payment."""
    body = {
        "LoaiBanTin": "GET_BILL",
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "MaGiaoDich": transaction,
        "ThoiGianGD": moment(at),
    }
    return sealed(partner, body)


def day_statement(partner: Partner, day: str, after: str, at: datetime) -> dict[str, Any]:
    """Asks for the payments of a day (yyyyMMdd) that stand after a transaction code."""
    body = {
        "LoaiBanTin": "DOI_SOAT",
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "Ngay": day,
        "SauMaGiaoDich": after,
        "ThoiGianGD": moment(at),
    }
    return sealed(partner, body)


def said(body: Mapping[str, Any]) -> Said:
    """What a message tells of one payment. Raises BadMessage for an unpublished shape."""
    try:
        code = str(body["MaLoi"])
        paid_at = str(body.get("ThoiGianGD", ""))
        paid = {DONE: True, FAILED: False}.get(code)
        amount = int(str(body.get("SoTien") or 0))
        if not 0 <= amount < 10**15:
            raise BadMessage("SoTien")
        if paid and not body.get("MaGiaoDich"):
            raise BadMessage("MaGiaoDich")
        return Said(
            reference=str(body["MaThamChieu"])[:40],
            paid=paid,
            amount_vnd=amount,
            transaction=str(body.get("MaGiaoDich", ""))[:60],
            paid_at=datetime.strptime(paid_at, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
            if paid and paid_at
            else None,
        )
    except (KeyError, ValueError) as error:
        raise BadMessage(str(error)) from error
