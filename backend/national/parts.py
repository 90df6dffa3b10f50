"""The lists inside a dossier record: files, papers, fees, supplements, results. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.national.facts import Facts, Row
from shared.vocabulary.fees import FeeMoment, Means

# [SYNC]: 1 at acceptance, 2 with a supplement, 4 at hand-over.
_MOMENT = {
    FeeMoment.AT_SUBMISSION: "1",
    FeeMoment.WHILE_PROCESSING: "2",
    FeeMoment.AT_HAND_OVER: "4",
}
_ORDINARY = "1"
_NOT_ONLINE, _BY_THE_NATIONAL, _OTHERWISE = "0", "1", "3"
_FROM_THE_VAULT, _FRESH = "1", "0"


def files(
    facts: Facts, codes: Callable[[str, str], str], link: Callable[[UUID], str]
) -> list[dict[str, str]]:
    """`TaiLieuNop`: each file with the paper it is of and an address that expires.

    A file that was taken out again is named as deleted, without an address.
    """
    return [_file(facts, file, codes, link) for file in facts.files]


def _file(
    facts: Facts, file: Row, codes: Callable[[str, str], str], link: Callable[[UUID], str]
) -> dict[str, str]:
    gone = file["removed_at"] is not None
    kind = file["reused_kind"] or file["stored_kind"] or ""
    key = file["component_key"]
    return {
        "TepDinhKemId": str(file["id"]),
        "TenTepDinhKem": file["name"],
        "IsDeleted": "1" if gone else "0",
        "MaThanhPhanHoSo": codes("component", f"{facts.row['procedure_code']}/{key}")
        if key
        else "",
        "DuongDanTaiTepTin": "" if gone else link(file["id"]),
        "DuocSoHoa": "1",
        "DuocTaiSuDung": _FROM_THE_VAULT if kind else _FRESH,
        "DuocLayTuKhoDMQG": "1" if file["stored_kind"] else "0",
        "MaKetQuaThayThe": kind if kind.startswith("KQ.") else "",
    }


def papers(facts: Facts, codes: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """`DanhSachTepDinhKemKhac`: what came on paper."""
    names = {c.key: c.name for c in facts.content.components}
    return [
        {
            "TenGiayTo": names.get(paper["component_key"], paper["component_key"]),
            "SoLuong": paper["count"],
            "LoaiGiayTo": int(codes("paper_kind", paper["kind"]) or 0),
        }
        for paper in facts.papers
    ]


def fees(facts: Facts, codes: Callable[[str, str], str]) -> list[dict[str, str]]:
    """`DanhSachLePhi`: what is or was to be paid, in whole VND."""
    return [
        {
            "TenPhiLePhi": fee["name"],
            "MaPhiLePhi": codes("fee", f"{facts.row['procedure_code']}/{fee['fee_key']}"),
            "HinhThucThu": _MOMENT[FeeMoment(fee["moment"])],
            "Gia": str(fee["amount_vnd"]),
            "LoaiPhiLePhi": _ORDINARY,
        }
        for fee in facts.fees
    ]


def online_payment(facts: Facts) -> str:
    """`DuocThanhToanTrucTuyen`: 0 no, 1 on the national platform, 3 otherwise."""
    means = {fee["means"] for fee in facts.fees if fee["state"] == "paid"}
    if Means.ONLINE in means:
        return _BY_THE_NATIONAL
    return _OTHERWISE if means & {Means.QR_TRANSFER, Means.TRANSFER} else _NOT_ONLINE


def supplements(facts: Facts, moment: Callable[[datetime | None], str]) -> list[dict[str, Any]]:
    """`DanhSachHoSoBoSung`: each round of supplements with the due date before and after."""
    asked = [e for e in facts.events if e["act"] == "request_supplement"]
    given = [e for e in facts.events if e["act"] == "supplement"]
    found = []
    for number, one in enumerate(facts.rounds):
        by = asked[number] if number < len(asked) else None
        back = given[number] if number < len(given) else None
        found.append(
            {
                "HoSoBoSungId": one["round"],
                "NguoiYeuCauBoSung": by["actor_name"] if by else "",
                "NoiDungBoSung": "; ".join(
                    f"{title}: {note}" if note else title
                    for title, note in zip(one["titles"], one["notes"], strict=True)
                ),
                "NgayBoSung": moment(one["asked_at"]),
                "NguoiTiepNhanBoSung": back["actor_name"] if back else "",
                "ThongTinTiepNhan": "",
                "NgayTiepNhanBoSung": moment(back["at"]) if back else "",
                "TrangThaiBoSung": back is not None,
                "DanhSachGiayToBoSung": [
                    {"TenGiayTo": title, "SoLuong": 1, "LoaiGiayTo": 1} for title in one["titles"]
                ],
                "DanhSachLePhiBoSung": [],
                "NgayHenTraTruoc": moment(by["due_at"]) if by else "",
                "NgayHenTraMoi": moment(back["due_at"]) if back else "",
            }
        )
    return found


def results(facts: Facts, link: Callable[[UUID], str]) -> list[dict[str, str]]:
    """`DanhSachGiayToKetQua`: results in force; a code only where the kind is a national one."""
    return [
        {
            "TenGiayTo": result["title"],
            "MaThanhPhanHoSo": "",
            "GiayToId": str(result["id"]),
            "DuongDanTepTinKetQua": link(result["document_id"]),
            "MaGiayToKetQua": result_code(facts, result),
        }
        for result in facts.results
    ]


def result_code(facts: Facts, result: Row) -> str:
    """`KQ.…` of the kind that was issued, or of the only one the procedure has; else empty."""
    if result["kind"].startswith("KQ."):
        return str(result["kind"])
    known = [r.code for r in facts.content.results if r.code.startswith("KQ.")]
    return known[0] if len(known) == 1 and len(facts.content.results) == 1 else ""
