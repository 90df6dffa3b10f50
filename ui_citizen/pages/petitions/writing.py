"""A petition being written: anonymous where the law lets, code and secret at the end."""

import uuid
from typing import Any

import msgspec
import reflex as rx

from shared.client import identity, petitions
from shared.client.base import ApiProblem
from shared.contracts.petitions import SendPetition
from shared.ui.session import api, query
from shared.ui.words import day
from ui_citizen.pages.petitions.shapes import nobody

_FIRST_ERRORS = {
    "subject": "Ghi tiêu đề ngắn, ít nhất 5 ký tự.",
    "body": "Viết rõ sự việc, ít nhất 10 ký tự.",
    "agency_id": "Chọn cơ quan nhận phản ánh.",
}


class Sending(rx.State):
    """A petition being written."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    agencies: list[tuple[str, str]] = []
    signed_in: bool = False
    name: str = ""
    phone: str = ""
    email: str = ""
    kind: str = "report"
    anonymous: bool = False
    public: bool = True
    dossier: str = ""
    busy: bool = False
    code: str = ""
    secret: str = ""
    answer_by: str = ""
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads what the form offers, and who is signed in."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.dossier = query(self, "ho-so")[:60]
        try:
            found = await petitions.choices(api(self, "citizen"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.agencies = [(one.code, one.label) for one in found.agencies]
        try:
            me = await identity.me(api(self, "citizen"))
        except ApiProblem:
            me = None
        if me is not None:
            self.signed_in, self.name = True, me.full_name
            self.phone, self.email = me.phone or "", me.email or ""
        self.loaded = True

    @rx.event
    def choose(self, kind: str):
        """Only a report may be anonymous."""
        self.kind = kind
        self.anonymous = self.anonymous and kind == "report"

    @rx.event
    def hide(self, yes: bool):
        """With or without one's name."""
        self.anonymous = yes

    @rx.event
    def agree(self, yes: bool):
        """Whether the answer may be published."""
        self.public = yes

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Sends it; what was typed stays when it is refused."""
        self.problem, self.errors = "", {}
        data = self._read(form)
        if data is None:
            return
        self.busy = True
        yield
        self._key = self._key or uuid.uuid4().hex
        client = nobody(self) if self.anonymous else api(self, "citizen")
        try:
            sent = await petitions.send(client, data, self._key)
        except ApiProblem as refused:
            self._key = ""
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.problem = refused.message
            self.busy = False
            return
        self.code, self.secret, self.answer_by = sent.code, sent.secret, day(sent.answer_by)
        self.busy = False

    def _read(self, form: dict[str, Any]) -> SendPetition | None:
        typed = {
            name: str(form.get(name) or "").strip()
            for name in (
                "topic", "agency_id", "subject", "body", "name", "phone", "email", "dossier_code",
                "dossier_proof", "website",
            )
        }  # fmt: skip
        if self.anonymous:
            typed |= {"name": "", "phone": "", "email": ""}
        given = typed | {
            "kind": self.kind,
            "anonymous": self.anonymous,
            "wishes_publication": self.public,
            "files": str(form.get("files", "")).split(),
        }
        if len(given["files"]) > 5:
            self.problem = "Mỗi phản ánh kèm tối đa 5 tệp. Hãy tải lại trang và chọn lại."
            return None
        short = {"subject": 5, "body": 10, "agency_id": 1}
        self.errors = {n: _FIRST_ERRORS[n] for n, least in short.items() if len(typed[n]) < least}
        if self.errors:
            self.problem = "Còn chỗ chưa điền đủ, xem các ô được báo đỏ."
            return None
        try:
            return msgspec.convert(given, SendPetition)
        except msgspec.ValidationError:
            self.problem = "Có ô chưa đúng hoặc quá dài. Hãy xem lại từng ô."
            return None
