"""The petition in the address and the act being done to it."""

import dataclasses
import uuid
from typing import Any

import msgspec
import reflex as rx

from shared.client import petitions
from shared.client.base import ApiProblem
from shared.contracts.petitions import PerformPetitionAct, PetitionDetail
from shared.ui.session import api
from shared.ui.words import moment, size
from shared.vocabulary.petitions import PetitionAct
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass

_PRIMARY = ("take", "draft_answer", "approve_answer", "publish")


@dataclasses.dataclass
class Pair:
    """A name and a value."""

    name: str
    value: str


@dataclasses.dataclass
class Offer:
    """An act that can be done, or why it cannot."""

    act: str
    label: str
    barred: str
    primary: bool


@dataclasses.dataclass
class File:
    """A file of the petition."""

    name: str
    href: str
    note: str
    open: bool


@dataclasses.dataclass
class Step:
    """One thing that happened."""

    at: str
    label: str
    by: str
    note: str


class Work(rx.State):
    """One petition."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    code: str = ""
    subject: str = ""
    body: str = ""
    state_label: str = ""
    tone: str = ""
    deadline: str = ""
    facts: list[Pair] = []
    sender: list[Pair] = []
    files: list[File] = []
    steps: list[Step] = []
    offers: list[Offer] = []
    barred: list[Offer] = []
    officers: list[tuple[str, str]] = []
    agencies: list[tuple[str, str]] = []
    kind: str = ""
    topic: str = ""
    answer: str = ""
    approved: bool = False
    public: list[str] = ["", "", ""]
    dossier_id: str = ""
    dossier_code: str = ""
    judged: str = ""
    doing: str = ""
    doing_label: str = ""
    busy: bool = False
    _version: int = 0
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await petitions.petition(api(self, "officer"), self.petition_id))
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, found: PetitionDetail) -> None:
        self._version, self.code, self.subject = found.version, found.code, found.subject
        self.body, self.state_label, self.tone = found.body, found.state_label, found.deadline
        self.deadline = DEADLINE_LABELS[DeadlineClass(found.deadline)].vi
        self.kind, self.topic, self.answer = found.kind, found.topic, found.answer
        self.approved = found.state in ("answered", "published")
        self.facts = _facts(found)
        self.sender = _sender(found)
        self.files = [
            File(
                one.name,
                f"/api/v1/petitions/{found.id}/files/{one.id}",
                f"{size(one.size)} · {one.scan_label}",
                one.scan in ("clean", "unscanned"),
            )
            for one in found.files
        ]
        self.steps = [Step(moment(s.at), s.act_label, s.by, s.note) for s in found.steps]
        offers = [Offer(o.act, o.label, o.barred, o.act in _PRIMARY) for o in found.acts]
        self.offers = [one for one in offers if not one.barred]
        self.barred = [one for one in offers if one.barred]
        self.officers = [(one.id, one.name) for one in found.officers]
        self.agencies = [(one.id, one.name) for one in found.agencies]
        self.public = [
            found.public_subject or found.subject,
            found.public_body or found.body,
            found.public_answer or found.answer,
        ]
        self.dossier_id = found.dossier.id if found.dossier else ""
        self.dossier_code = found.dossier.name if found.dossier else ""
        said = {None: "", True: "Người gửi hài lòng.", False: "Người gửi chưa hài lòng."}
        self.judged = said[found.liked]

    @rx.event
    def open(self, act: str, label: str):
        """Opens the form of an act, or closes it."""
        self.doing, self.doing_label = act, label
        self.error, self.errors, self._key = "", {}, ""

    @rx.event
    async def perform(self, form: dict[str, Any]):
        """Does the act; what was typed stays when it is refused."""
        given = {
            name: text
            for name, value in form.items()
            # Fields of other acts, which are not on the page, come as nothing.
            if name in PerformPetitionAct.__struct_fields__ and (text := str(value or "").strip())
        }
        try:
            data = msgspec.convert(
                given | {"act": PetitionAct(self.doing), "version": self._version},
                PerformPetitionAct,
            )
        except (msgspec.ValidationError, ValueError):
            self.error = "Có ô quá dài hoặc chưa đúng. Hãy xem lại."
            return
        self.busy, self.error, self.errors = True, "", {}
        yield
        self._key = self._key or uuid.uuid4().hex
        try:
            after = await petitions.act(api(self, "officer"), self.petition_id, data, self._key)
        except ApiProblem as refused:
            self.error, self._key = refused.message, ""
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.busy = False
            return
        self.busy, self.doing = False, ""
        if after is None:
            yield rx.redirect("/phan-anh/")
            return
        self._show(after)
        self.notice = f"Đã ghi: {self.doing_label}."


def _facts(found: PetitionDetail) -> list[Pair]:
    rows = [
        ("Loại", f"{found.kind_label}: {found.topic_label}"),
        ("Nguồn", found.source_label + (f" ({found.their_id})" if found.their_id else "")),
        ("Cơ quan xử lý", found.agency_name),
        ("Người xử lý", found.officer_name or "Chưa giao"),
        ("Nhận lúc", moment(found.received_at)),
        ("Tiếp nhận hoặc từ chối trước", moment(found.take_by)),
        ("Yêu cầu bổ sung trước", moment(found.ask_by)),
        ("Trả lời trước", moment(found.answer_by)),
        ("Công khai trước", moment(found.publish_by)),
        ("Công khai", "Người gửi đồng ý" if found.wishes_publication else "Không đồng ý"),
        ("Gộp vào", found.merged_into),
    ]
    return [Pair(name, value) for name, value in rows if value]


def _sender(found: PetitionDetail) -> list[Pair]:
    if found.anonymous:
        return [Pair("Người gửi", "Ẩn danh")]
    rows = [
        ("Người gửi", found.sender_name),
        ("Điện thoại", found.sender_phone),
        ("Thư điện tử", found.sender_email),
        ("Địa chỉ", found.sender_address),
    ]
    return [Pair(name, value) for name, value in rows if value]
