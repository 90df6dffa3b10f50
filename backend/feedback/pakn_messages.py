"""The messages of the national petition system (pakn.dichvucong.gov.vn). Pure.

No text of that exchange was at hand: the messages are ours, by the states and time limits that
QĐ 766/QĐ-TTg (mục 5.2) names and by what every such system keeps; one module to change when the
text is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.law.calendar import VIETNAM
from shared.vocabulary.petitions import PetitionKind, PetitionState, PetitionTopic

PAGE = 50
KINDS = {
    "PA": PetitionKind.REPORT,
    "KN": PetitionKind.PROPOSAL,
    "KNAI": PetitionKind.COMPLAINT,
    "TC": PetitionKind.DENUNCIATION,
}
_OUR_KINDS = {kind: code for code, kind in KINDS.items()}
TOPICS = {
    "CHAM_TRE": PetitionTopic.DELAY,
    "HANH_VI": PetitionTopic.CONDUCT,
    "THU_TUC": PetitionTopic.PROCEDURE,
    "QUY_DINH": PetitionTopic.REGULATION,
    "PHI_LE_PHI": PetitionTopic.FEES,
    "HE_THONG": PetitionTopic.SYSTEM,
}
_OUR_TOPICS = {topic: code for code, topic in TOPICS.items()}
STATES = {
    PetitionState.RECEIVED: "TIEP_NHAN_O_DIA_PHUONG",
    PetitionState.PROCESSING: "XU_LY_O_DIA_PHUONG",
    PetitionState.DRAFTED: "XU_LY_O_DIA_PHUONG",
    PetitionState.SUPPLEMENT: "CHO_BO_SUNG",
    PetitionState.ANSWERED: "CHO_CONG_KHAI",
    PetitionState.PUBLISHED: "DA_CONG_KHAI",
    PetitionState.REFUSED: "TU_CHOI_TIEP_NHAN",
    PetitionState.PASSED_ON: "GUI_DON_VI_KHAC",
    PetitionState.MERGED: "GOP_PHAN_ANH",
}
ANSWERED_NOT_PUBLIC = "DA_TRA_LOI"
NEW, MORE, VERDICT = "MOI", "BO_SUNG", "DANH_GIA"


class BadMessage(ValueError):
    """Something that is not of the shape agreed upon."""


@dataclass(frozen=True, slots=True)
class TheirFile:
    """A file that lies with them."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of their feed; `unread` says why it could not be read."""

    position: str
    what: str
    their_id: str
    kind: PetitionKind = PetitionKind.REPORT
    topic: PetitionTopic = PetitionTopic.OTHER
    agency: str = ""
    subject: str = ""
    body: str = ""
    anonymous: bool = False
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    dossier: str = ""
    public: bool = False
    liked: bool = False
    files: tuple[TheirFile, ...] = ()
    unread: str = ""


def feed(unit: str, after: str) -> dict[str, Any]:
    """Asks for what is new for a province after a position."""
    return {"DonVi": unit, "Sau": after, "SoLuong": PAGE}


def line(body: Any) -> Line:
    """One line of the feed; of one that cannot be read the position, so that the feed goes on."""
    try:
        return _line(body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = body if isinstance(body, dict) else {}
        return Line(
            position=_text(said.get("ViTri"), 60),
            what="",
            their_id=_text(said.get("Ma"), 60),
            unread=_text(error, 100) or "?",
        )


def _line(body: Mapping[str, Any]) -> Line:
    position, their_id = _text(body["ViTri"], 60), _text(body["Ma"], 60)
    what = _text(body["Viec"], 20)
    if not position or not their_id or what not in (NEW, MORE, VERDICT):
        raise BadMessage("ViTri, Ma, Viec")
    if what == VERDICT:
        return Line(position, what, their_id, liked=bool(body["HaiLong"]))
    text = _text(body["NoiDung"], 8000).strip()
    files = tuple(
        TheirFile(_text(file["Ten"], 200), _text(file["DuongDan"], 500))
        for file in list(body.get("Tep") or [])[:5]
    )
    if not text:
        raise BadMessage("NoiDung")
    if what == MORE:
        return Line(position, what, their_id, body=text, files=files)
    sender = body.get("NguoiGui") or {}
    return Line(
        position=position,
        what=what,
        their_id=their_id,
        kind=KINDS[str(body["Loai"])],
        topic=TOPICS.get(str(body.get("LinhVuc")), PetitionTopic.OTHER),
        agency=_text(body.get("MaCoQuan"), 35),
        subject=_text(body["TieuDe"], 200).strip() or "(không có tiêu đề)",
        body=text,
        anonymous=not sender,
        name=_text(sender.get("HoTen"), 120),
        phone=_text(sender.get("DienThoai"), 20),
        email=_text(sender.get("Email"), 254),
        address=_text(sender.get("DiaChi"), 300),
        dossier=_text(body.get("MaHoSo"), 60),
        public=bool(body.get("CongKhai")),
        files=files,
    )


def share(
    code: str,
    agency: str,
    kind: PetitionKind,
    topic: PetitionTopic,
    subject: str,
    body: str,
    sender: Mapping[str, str] | None,
    received_at: datetime,
    answer_by: datetime,
    *,
    public: bool,
) -> dict[str, Any]:
    """One of ours, shared with them; nothing of an anonymous sender."""
    return {
        "MaDiaPhuong": code,
        "MaCoQuan": agency,
        "Loai": _OUR_KINDS[kind],
        "LinhVuc": _OUR_TOPICS.get(topic, "KHAC"),
        "TieuDe": subject,
        "NoiDung": body,
        "NguoiGui": dict(sender) if sender else None,
        "CongKhai": public,
        "ThoiGian": moment(received_at),
        "HanTraLoi": moment(answer_by),
    }


def progress(
    their_id: str,
    event_id: str,
    state: str,
    agency: str,
    words: str,
    at: datetime,
    answer_by: datetime,
) -> dict[str, Any]:
    """Where one of theirs or ours stands now; `event_id` makes a repeat harmless."""
    return {
        "Ma": their_id,
        "MaSuKien": event_id,
        "TrangThai": state,
        "MaCoQuan": agency,
        "NoiDung": words[:2000],
        "ThoiGian": moment(at),
        "HanTraLoi": moment(answer_by),
    }


def answer(
    their_id: str, event_id: str, text: str, at: datetime, *, public: bool
) -> dict[str, Any]:
    """The approved answer."""
    return {
        "Ma": their_id,
        "MaSuKien": event_id,
        "TraLoi": text,
        "CongKhai": public,
        "ThoiGian": moment(at),
    }


def moment(at: datetime) -> str:
    """A moment as their messages write it."""
    return f"{at.astimezone(VIETNAM):%Y%m%d%H%M%S}"


def _text(value: Any, longest: int) -> str:
    # PostgreSQL keeps no NUL.
    return "" if value is None else str(value).replace("\0", "")[:longest]
