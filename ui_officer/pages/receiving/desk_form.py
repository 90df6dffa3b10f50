"""What is typed at the desk, and how it becomes one request."""

import uuid
from typing import Any

import msgspec
import reflex as rx

from shared.client import catalogue, dossiers, identity
from shared.client.base import ApiProblem
from shared.contracts.bundles import Bundle, RegisterBatch
from shared.contracts.catalogue import Procedure
from shared.contracts.desk import FindPerson, RegisterAtDesk
from shared.contracts.dossiers import Dossier
from shared.ui.elements import wish
from shared.ui.session import api, query
from shared.ui.words import day, moment
from ui_officer.layout import Person
from ui_officer.pages.receiving.declaring import Declaring
from ui_officer.pages.receiving.held import Holding
from ui_officer.pages.receiving.shapes import (
    HINTS,
    KNOWN_FROM,
    TEXT,
    Chosen,
    Duplicate,
    Line,
    count_of,
    duplicates_of,
    owners_of,
    ticked,
)

ALL_RECEIPTS = "/api/v1/bundles/{}/receipts"


class Receiving(Declaring, Holding, rx.State):
    """The form as it stands."""

    q: str = ""
    found: list[Chosen] = []
    chosen: Chosen = Chosen("", "")
    lines: list[Line] = []
    fee: str = ""
    duration: str = ""
    person: dict[str, str] = {}
    person_note: str = ""
    drawn: int = 0
    duplicates: list[Duplicate] = []
    errors: dict[str, str] = {}
    problem: str = ""
    busy: bool = False
    wish: str = ""
    done_code: str = ""
    done_due: str = ""
    done_id: str = ""
    done_batch: list[Duplicate] = []
    receipt: str = ""
    all_receipts: str = ""
    together_code: str = ""
    owners: str = ""
    _together: str = ""
    _key: str = ""
    _agency_id: str = ""

    @rx.event
    async def load(self):
        """A new, empty form at the officer's own desk."""
        self.reset()
        self._key = uuid.uuid4().hex
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        desks = [r.agency_id for r in me.roles if r.role in ("desk_officer", "desk_head")]
        if not desks:
            self.problem = "Chỉ cán bộ Bộ phận Một cửa nhận hồ sơ tại quầy."
            return None
        self._agency_id = desks[0]
        self._focus("scan")
        code = query(self, "thu_tuc")[:40]  # whom the counter has called comes for this
        if code:
            await self._choose(code)
        return None

    @rx.event
    async def another(self):
        """One more procedure of the same person in the same submission."""
        person, together, code = dict(self.person), self.done_id, self.done_code
        card = dict(self.card)
        agency_id = self._agency_id
        self.reset()
        self._key, self._agency_id = uuid.uuid4().hex, agency_id
        self.person, self._together, self.together_code = person, together, code
        self.card = card
        self.drawn += 1
        self._focus("q")

    def _focus(self, id_: str) -> None:
        """Puts the keyboard where the next thing is typed, once it is drawn."""
        self.wish = wish("focus", id_)

    @rx.event
    async def find_person(self, form: dict[str, Any]):
        """Fills in who stands at the desk, and names dossiers that may be the same."""
        self.problem, self.errors = "", {}
        scan = str(form.get("scan", "")).strip()
        if not scan:
            return None
        try:
            known = await dossiers.find_person(
                api(self, "officer"), FindPerson(self._agency_id, scan, self.chosen.code)
            )
        except ApiProblem as refused:
            self.problem = refused.message
            self._focus("scan")
            return None
        self.person = {
            "applicant_name": known.full_name,
            "applicant_personal_id": known.personal_id,
            "applicant_phone": known.phone,
            "applicant_email": known.email,
            "applicant_address": known.address,
        }
        self.card = {"birth_date": known.birth_date, "sex": known.sex}
        born = f" Ngày sinh {day(known.birth_date)}." if known.birth_date else ""
        self.person_note = KNOWN_FROM[known.known_from] + born
        self.duplicates = duplicates_of(known)
        self.drawn += 1
        self._focus("q" if not self.chosen.code else "applicant_phone")
        return None

    @rx.event
    async def search(self, form: dict[str, Any]):
        """Finds procedures by words; the only one found is chosen at once."""
        self.q, self.problem = str(form.get("q", "")).strip(), ""
        try:
            page = await catalogue.search(api(self, "officer"), self.q, limit=8)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        self.found = [Chosen(c.code, c.name) for c in page.items]
        self.chosen = Chosen("", "")
        if len(self.found) == 1 or (self.found and self.found[0].code == self.q):
            return Receiving.choose(self.found[0].code)
        if self.found:
            self._focus("found-0")
        return None

    @rx.event
    async def choose(self, code: str):
        """Takes one of the found with its papers and fee."""
        return await self._choose(code)

    async def _choose(self, code: str) -> None:
        try:
            found = await catalogue.procedure(api(self, "officer"), code)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        self._take(found)
        number = self.person.get("applicant_personal_id", "")
        if number:
            await self._look_for_duplicates(number)
        missing = next((name for name, _l, req in TEXT if req and not self.person.get(name)), "")
        self._focus(missing or "all")
        return None

    def _take(self, found: Procedure) -> None:
        self.chosen = Chosen(found.code, found.name)
        self.held, self.held_words = [], ""
        self._forget_declaration()
        self.lines = [
            Line(
                c.key,
                c.name,
                "Bắt buộc" if c.required else (c.condition or "Nếu có"),
                str(c.originals),
                str(c.certified),
                str(c.copies),
            )
            for c in found.components
        ]
        desk = next((c for c in found.channels if c.channel.code == "desk"), None)
        self.fee = f"{desk.fee_vnd:,}".replace(",", ".") if desk and desk.fee_vnd else ""
        self.duration = desk.duration if desk else ""

    async def _look_for_duplicates(self, number: str) -> None:
        try:
            known = await dossiers.find_person(
                api(self, "officer"), FindPerson(self._agency_id, number, self.chosen.code)
            )
        except ApiProblem:
            return
        self.duplicates = duplicates_of(known)

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Registers, and accepts with the papers counted unless they are checked later."""
        if self.busy:
            return
        self.busy, self.errors, self.problem = True, {}, ""
        yield
        try:
            request = self._request(form)
            data = msgspec.convert(request, RegisterAtDesk)
            self.person = {name: request[name] for name, _label, _required in TEXT}
            owners = owners_of(self.owners)
            if len(owners) > 1:
                many = msgspec.convert({"common": request, "owners": owners}, RegisterBatch)
                batch = await dossiers.register_batch(api(self, "officer"), many, self._key)
                self._finished_batch(batch, len(owners), printed=data.receipt_wanted)
            else:
                found = await dossiers.register_at_desk(api(self, "officer"), data, self._key)
                self._finished(found)
        except msgspec.ValidationError as wrong:
            name = next((n for n, _l, _r in TEXT if f"$.{n}" in str(wrong)), "")
            name = "owners" if "$.owners" in str(wrong) else name
            self.errors = {name: HINTS.get(name, "Nhập ít nhất 2 ký tự.")} if name else {}
            self.problem = "Một số mục chưa đúng. Vui lòng kiểm tra lại."
            self.busy = False
            self._focus(name or "scan")
            return
        except ApiProblem as refused:
            errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.errors = errors | self._say_what_is_wrong(errors, form)
            self.problem = refused.message
            self.busy = False
            first = next(iter(self.errors), "")
            if first.startswith("answers"):
                first = self._first_wrong()
            if first.startswith("components/"):
                first = "ok-" + first.removeprefix("components/")
            self._focus(first or "scan")
            return
        self.busy = False
        ready = [
            id_ for id_, href in (("print", self.receipt), ("print-all", self.all_receipts)) if href
        ]
        self._focus(ready[0] if ready else "next")
        yield Person.enter

    def _finished(self, found: Dossier) -> None:
        self.done_code = found.code or found.reference
        self.done_due = moment(found.due_at)
        self.done_id = found.id
        path = "/api/v1/documents/{}/content?disposition=inline"
        receipts = [f for f in found.issued_forms if f.form == "receipt"]
        self.receipt = path.format(receipts[-1].document_id) if receipts else ""
        if receipts and found.bundle_id:
            self.all_receipts = ALL_RECEIPTS.format(found.bundle_id)

    def _finished_batch(self, batch: Bundle, owners: int, *, printed: bool) -> None:
        rows = batch.dossiers[-owners:]
        self.done_batch = [
            Duplicate(row.id, f"{row.code or row.reference} · {row.owner_name}") for row in rows
        ]
        self.done_code, self.done_id = f"{rows[0].code or rows[0].reference} …", rows[0].id
        self.done_due = moment(rows[0].due_at)
        self.all_receipts = ALL_RECEIPTS.format(batch.id) if printed and rows[0].code else ""

    def _request(self, form: dict[str, Any]) -> dict[str, Any]:
        values = {name: str(form.get(name, "")).strip() for name, _label, _req in TEXT}
        request: dict[str, Any] = values | {
            "procedure_code": self.chosen.code,
            "agency_id": self._agency_id,
            "channel": str(form.get("channel", "desk")),
            "delivery": str(form.get("delivery", "desk")),
            "receipt_wanted": ticked(form, "receipt_wanted"),
            "together_with": self._together,
            "answers": self._answers(form, values),
        }
        self.owners = str(form.get("owners", ""))
        if ticked(form, "later"):
            return request
        receipt = str(form.get("fee_receipt", "")).strip()
        paid = {"fee_vnd": count_of(form.get("fee_vnd"), 10**12), "fee_receipt": receipt}
        everything = ticked(form, "all")
        request["components"] = [
            {
                "key": line.key,
                "ok": everything or ticked(form, f"ok-{line.key}"),
                "originals": count_of(form.get(f"originals-{line.key}")),
                "certified": count_of(form.get(f"certified-{line.key}")),
                "copies": count_of(form.get(f"copies-{line.key}")),
                "to_return": ticked(form, f"return-{line.key}"),
            }
            for line in self.lines
        ]
        return self._with_held(request, form) | (paid if receipt else {})
