"""The dossier in the address as its applicant sees it, and what they may do."""

import dataclasses
import uuid
from collections.abc import Callable

import reflex as rx

from shared.client import documents, dossiers, vault
from shared.client.base import ApiProblem
from shared.contracts.acts import ActInput, Supplement, WithReason
from shared.contracts.dossiers import Dossier, SupplementLine
from shared.contracts.forms import Question
from shared.contracts.vault import ReuseItem
from shared.ui.fields import Field, as_typed, fields_of, typed
from shared.ui.places import Places
from shared.ui.session import api
from shared.ui.together import Together
from shared.ui.words import day, limits_in_words, moment
from ui_citizen.pages.apply.shapes import file_title
from ui_citizen.pages.desk.addresses import address_of
from ui_citizen.pages.dossier.outcome import Outcome, Past, outcome_of, past_of
from ui_citizen.pages.dossiers import ENDED_WITHOUT_RESULT, TONES

_NEXT = {
    1: "Cơ quan xem hồ sơ và trả lời trong 8 giờ làm việc.",
    2: "Hồ sơ được chuyển đến phòng chuyên môn.",
    4: "Phòng chuyên môn giải quyết; bạn nhận thông báo khi có kết quả.",
    5: "Bạn bổ sung giấy tờ để cơ quan tiếp tục.",
    6: "Bạn nộp phí, lệ phí để cơ quan tiếp tục.",
    7: "Cơ quan xem yêu cầu rút hồ sơ.",
    9: "Bạn nhận kết quả theo cách đã chọn.",
}


@dataclasses.dataclass
class Step:
    """One line of the timeline."""

    label: str
    at: str
    unit: str
    note: str


@dataclasses.dataclass
class Link:
    """A document to open."""

    title: str
    href: str


@dataclasses.dataclass
class Asked:
    """One thing to supplement: a paper (`kind` component, other) or a question with its fields."""

    kind: str
    key: str
    title: str
    why: str
    before: str
    fields: list[Field]
    files: list[Link]
    error: str
    held_id: str = ""
    held_words: str = ""


class DossierPage(Places, Together, rx.State):
    """The dossier in the address."""

    loaded: bool = False
    problem: str = ""
    name: str = ""
    code: str = ""
    state: str = ""
    tone: str = ""
    detail: str = ""
    percent: int = 0
    unit: str = ""
    unit_label: str = ""
    due: str = ""
    deadline: str = ""
    waiting_for: str = ""
    next_step: str = ""
    explanation: list[str] = []
    visit: str = ""
    tell: str = ""
    steps: list[Step] = []
    joint: str = ""
    links: list[Link] = []
    outcome: Outcome = Outcome()
    past: list[Past] = []
    files: list[Link] = []
    can_supplement: bool = False
    limits: str = ""
    asked: list[Asked] = []
    can_withdraw: bool = False
    asking: bool = False
    notice: str = ""
    _version: int = 0
    _key: str = ""
    _questions: dict[str, Question] = {}

    @rx.event
    async def load(self):
        """Reads the dossier."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await dossiers.dossier(api(self, "citizen"), self.dossier_id)
            self._show(found)
            if self.can_supplement:
                await self._find_held()
                self.limits = limits_in_words(await documents.limits(api(self, "citizen")))
            await self._read_places([f for line in self.asked for f in line.fields])
            await self._read_bundle("citizen", found.bundle_id, found.id)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/ho-so/{self.dossier_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: Dossier) -> None:
        self.problem = ""
        self._version, self._key = found.version, uuid.uuid4().hex
        self.name, self.code = found.procedure_name, found.code or found.reference
        self.state, self.detail = found.national_label, found.state_label
        wanted = {"quay": found.receiving_agency.id, "thu_tuc": found.procedure_code}
        self.tell = address_of("/phan-anh/gui/", {"ho-so": self.code})
        self.visit = address_of("/dat-lich/", wanted | {"ho_so": found.id})
        self.tone = TONES.get(found.national_code, "")
        self.percent = found.completion_percent
        self.unit = (
            f"{found.holding_unit.name}, {found.holding_agency.name}"
            if found.holding_unit
            else found.receiving_agency.name
        )
        ended = found.national_code in (*ENDED_WITHOUT_RESULT, 10)
        self.unit_label = "Cơ quan giải quyết" if ended else "Đang ở"
        self.due = "" if found.national_code in ENDED_WITHOUT_RESULT else moment(found.due_at)
        self.deadline = found.time_left or found.deadline_label
        self.waiting_for = found.waiting_for
        self.next_step = _NEXT.get(found.national_code, "")
        self.explanation = found.due_history[-1].explanation if found.due_history else []
        self.joint = "; ".join(
            f"{t.agency.name} ({t.state_label.lower()})"
            for t in found.tasks
            if t.state != "cancelled"
        )
        self.steps = [Step(t.label, moment(t.at), t.unit, t.note) for t in reversed(found.timeline)]
        path = "/api/v1/documents/{}/content?disposition=inline"
        self.links = [Link(f.title, path.format(f.document_id)) for f in found.issued_forms]
        self.outcome, self.past = outcome_of(found), past_of(found)
        own = [d for c in found.components for d in c.documents] + [
            d for d in found.documents if d.purpose == "supplement"
        ]
        self.files = [Link(file_title(d), path.format(d.id)) for d in own]
        if found.answers:
            printed = f"/api/v1/dossiers/{found.id}/declaration"
            self.files.insert(0, Link("Tờ khai đã nộp (PDF)", printed))
        self.asked = [_asked(line, path) for line in found.supplement]
        self._questions = {s.key: s.question for s in found.supplement if s.question is not None}
        allowed = {a.act for a in found.allowed_acts if a.allowed}
        self.can_supplement = "supplement" in allowed
        self.can_withdraw = "request_withdrawal" in allowed

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.asked = [
            dataclasses.replace(line, fields=[change(f) for f in line.fields])
            for line in self.asked
        ]

    async def _act(self, name: str, data: ActInput, done: str) -> None:
        self.asked = [dataclasses.replace(line, error="") for line in self.asked]
        try:
            found = await dossiers.act(api(self, "citizen"), self.dossier_id, name, data, self._key)
        except ApiProblem as refused:
            wrong = {e.pointer.split("/", 2)[2]: e.message for e in refused.errors}
            self.asked = [_marked(line, wrong) for line in self.asked]
            self.error = " ".join([refused.message, *wrong.values()])
            if refused.status == 409:
                self._show(await dossiers.dossier(api(self, "citizen"), self.dossier_id))
            return
        self.error, self.notice, self.asking = "", done, False
        self._show(found)

    @rx.event
    async def refresh(self):
        """After a file was sent."""
        await self._look_again()

    async def _look_again(self) -> None:
        self._show(await dossiers.dossier(api(self, "citizen"), self.dossier_id))
        if self.can_supplement:
            await self._find_held()

    async def _find_held(self) -> None:
        """What is asked for and in the vault already stands beside the paper."""
        found = await vault.held_for_supplement(api(self, "citizen"), self.dossier_id)
        known = {h.component_key: h.item for h in found if not h.reused}
        self.asked = [
            dataclasses.replace(
                line,
                held_id=known[line.key].id,
                held_words=f"{known[line.key].title}, {known[line.key].issuer}, "
                f"ngày {day(known[line.key].issued_at)}",
            )
            if line.kind == "component" and line.key in known
            else line
            for line in self.asked
        ]

    @rx.event
    async def reuse(self, item_id: str, key: str):
        """Answers a line with a paper of the vault."""
        self.error = self.notice = ""
        try:
            data = ReuseItem(item_id, key)
            await vault.reuse_in_supplement(api(self, "citizen"), self.dossier_id, data)
        except ApiProblem as refused:
            self.error = refused.message
            return
        await self._look_again()

    @rx.event
    async def send_supplement(self, form: dict):
        """The missing papers are there, and the answers asked for."""
        answers = {key: typed(question, form) for key, question in self._questions.items()}
        self._change_fields(lambda f: as_typed(f, form))
        data = Supplement(version=self._version, answers=answers)
        await self._act("supplement", data, "Đã gửi bổ sung.")

    @rx.event
    def ask(self):
        """Opens or closes the withdrawal form."""
        self.asking = not self.asking

    @rx.event
    async def withdraw(self, form: dict):
        """Asks to withdraw, with the reason."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 10:
            self.error = "Vui lòng ghi lý do rút hồ sơ, ít nhất 10 ký tự."
            return
        data = WithReason(version=self._version, reason=reason)
        await self._act("request_withdrawal", data, "Đã gửi yêu cầu rút hồ sơ.")


def _asked(line: SupplementLine, path: str) -> Asked:
    return Asked(
        kind=line.question.kind if line.question is not None else line.kind,
        key=line.key,
        title=line.title,
        why=": ".join(part for part in (line.reason_label, line.note) if part),
        before=line.before,
        fields=_fields(line),
        files=[Link(file_title(d), path.format(d.id)) for d in line.documents_after],
        error="",
    )


def _fields(line: SupplementLine) -> list[Field]:
    """Empty, because what was answered is not enough; the entries of a group can be mended."""
    if line.question is None:
        return []
    return fields_of(line.question, line.answer if line.question.kind == "group" else None)


def _marked(line: Asked, wrong: dict[str, str]) -> Asked:
    """The line with what is wrong about it; taken out of `wrong`, which keeps the rest."""
    own = {f.key: wrong.pop(f.key.replace(".", "/"), "") for f in line.fields}
    more = {f"{line.key}/{part}" for part in ("commune", "detail", "bank", "number", "holder")}
    rest = [wrong.pop(key) for key in (line.key, *more) if key in wrong]
    marked = [dataclasses.replace(f, error=own[f.key]) for f in line.fields]
    shown = any(own.values())
    return dataclasses.replace(line, fields=marked, error="" if shown else "".join(rest[:1]))
