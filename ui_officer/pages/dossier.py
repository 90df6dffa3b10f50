"""One dossier: data on the left, papers on the right, the next act on top."""

import dataclasses
import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers, organisation
from shared.client.base import ApiProblem
from shared.contracts.acts import ACT_INPUTS
from shared.contracts.dossiers import AllowedAct, Dossier
from shared.ui.session import api
from shared.ui.words import moment, size
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import DELIVERY_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.panel import FIELDS, Choice, Field, field_input

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclasses.dataclass
class ActButton:
    """One act of the bar."""

    act: str
    label: str
    primary: bool
    reason: str


@dataclasses.dataclass
class Pair:
    """A label and a value."""

    label: str
    value: str


@dataclasses.dataclass
class Paper:
    """One line of the check-list."""

    key: str
    name: str
    need: str
    expected: str
    ok: bool
    originals: int
    copies: int
    files: int


@dataclasses.dataclass
class File:
    """One document to look at."""

    id: str
    title: str
    kind: str
    href: str


@dataclasses.dataclass
class Step:
    """One line of the history."""

    at: str
    label: str
    by: str
    note: str


class Desk(rx.State):
    """The dossier in the address and the act being done to it."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    code: str = ""
    name: str = ""
    state_label: str = ""
    national: str = ""
    deadline_class: str = ""
    deadline: str = ""
    facts: list[Pair] = []
    answers: list[Pair] = []
    explanation: list[str] = []
    due_history: list[Pair] = []
    steps: list[Step] = []
    papers: list[Paper] = []
    files: list[File] = []
    shown: File = File("", "", "", "")
    buttons: list[ActButton] = []
    barred: list[ActButton] = []
    receipt: str = ""
    checks_papers: bool = False
    panel: str = ""
    panel_label: str = ""
    fields: list[Field] = []
    choices: dict[str, list[Choice]] = {}
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    error: str = ""
    busy: bool = False
    waiting_for: str = ""
    _version: int = 0
    _key: str = ""
    _agency_id: str = ""
    _unit_id: str = ""
    _components: list[str] = []

    @rx.event
    async def load(self):
        """Reads the dossier."""
        self.notice = self.error = self.panel = self.problem = ""
        self.shown = File("", "", "", "")
        try:
            self._show(await dossiers.dossier(api(self, "officer"), self.dossier_id))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/ho-so/{self.dossier_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: Dossier) -> None:
        self._version = found.version
        self._agency_id = found.receiving_agency.id
        self._unit_id = found.holding_unit.id if found.holding_unit else ""
        self._components = [c.key for c in found.components]
        self.code = found.code or found.reference
        self.name, self.state_label = found.procedure_name, found.state_label
        self.national = found.national_label
        self.deadline_class = found.deadline_class
        self.deadline = (
            f"{found.deadline_label}. {found.time_left}".strip(". ") if found.due_at else ""
        )
        self.waiting_for = found.waiting_for
        self.facts = _facts(found)
        self.answers = [Pair(a.label, a.value) for a in found.answers]
        self.explanation = found.due_history[-1].explanation if found.due_history else []
        self.due_history = [Pair(moment(d.due_at), d.reason) for d in found.due_history]
        self.steps = [
            Step(
                moment(t.at),
                t.label,
                ", ".join(dict.fromkeys(p for p in (t.by, t.unit) if p)),
                t.note,
            )
            for t in reversed(found.timeline)
        ]
        self.papers = [
            Paper(
                c.key,
                c.name,
                "Bắt buộc" if c.required else (c.condition or "Nếu có"),
                f"{c.originals} chính, {c.certified} chứng thực, {c.copies} sao",
                bool(c.ok) if c.ok is not None else (not c.required or bool(c.documents)),
                c.received_originals,
                c.received_copies,
                len(c.documents),
            )
            for c in found.components
        ]
        self.files = _files(found)
        if not self.shown.id and self.files:
            self.shown = self.files[0]
        self.buttons = [_button(a) for a in found.allowed_acts if a.allowed]
        self.barred = [_button(a) for a in found.allowed_acts if not a.allowed]
        receipts = [f for f in found.issued_forms if f.form == "receipt"]
        self.receipt = (
            f"/api/v1/documents/{receipts[-1].document_id}/content?disposition=inline"
            if receipts
            else ""
        )
        self.checks_papers = found.state == "submitted"

    @rx.event
    def look_at(self, document_id: str):
        """Shows a document on the right."""
        self.shown = next((f for f in self.files if f.id == document_id), self.shown)

    @rx.event
    async def open_panel(self, act: str):
        """Opens the panel of an act with what it needs to choose from."""
        self.error, self.errors, self.notice = "", {}, ""
        self._key = uuid.uuid4().hex
        names = [f.name for f in msgspec.structs.fields(ACT_INPUTS[Act(act)]) if f.name in FIELDS]
        order = list(FIELDS)
        self.fields = [FIELDS[n] for n in sorted(names, key=order.index)]
        self.typed = dict.fromkeys(FIELDS, "")
        self.typed["answer_within_days"] = "10"
        self.choices = {n: [] for n in FIELDS}
        self.choices["method"] = [Choice(d.value, label.vi) for d, label in DELIVERY_LABELS.items()]
        client = api(self, "officer")
        try:
            if "unit_id" in names:
                self.choices["unit_id"] = await self._units()
            if "officer_id" in names and self._unit_id:
                self.choices["officer_id"] = [
                    Choice(o.id, f"{o.full_name} ({o.open_dossiers})")
                    for o in await organisation.officers(client, self._unit_id)
                ]
            if "agency_id" in names:
                self.choices["agency_id"] = [
                    Choice(a.id, a.name) for a in await organisation.agencies(client)
                ]
        except ApiProblem as refused:
            self.error = refused.message
        button = next((b for b in self.buttons if b.act == act), None)
        self.panel, self.panel_label = act, button.label if button else act

    async def _units(self) -> list[Choice]:
        client = api(self, "officer")
        targets = await organisation.resolving_units(client, self.dossier_id)
        return [Choice(u.id, u.name) for u in targets]

    @rx.event
    def close_panel(self):
        """Closes the panel without doing anything."""
        self.panel = ""

    @rx.event
    async def do(self, form: dict[str, Any]):
        """Does the act; what was typed stays until it is done."""
        if self.busy:
            return
        self.busy, self.error, self.errors = True, "", {}
        self.typed = {**self.typed, **{k: str(v) for k, v in form.items() if k in FIELDS}}
        yield
        act = Act(self.panel)
        try:
            data = msgspec.convert(self._input(act, form), ACT_INPUTS[act])
        except msgspec.ValidationError as wrong:
            self._explain(str(wrong))
            self.busy = False
            return
        try:
            found = await dossiers.act(api(self, "officer"), self.dossier_id, act, data, self._key)
        except ApiProblem as refused:
            self.busy = False
            self.error = refused.message
            self.errors = {e.pointer.strip("/").split("/")[0]: e.message for e in refused.errors}
            if refused.errors and set(self.errors) <= {"components"}:
                self.error += " " + " ".join(e.message for e in refused.errors)
            if refused.status == 409:
                self._key = uuid.uuid4().hex
                self._show(await dossiers.dossier(api(self, "officer"), self.dossier_id))
            return
        self.busy = False
        self.notice = f"Đã thực hiện: {self.panel_label}."
        if act is Act.ACCEPT:
            self.notice = f"Đã tiếp nhận. Mã hồ sơ {found.code}, hẹn trả {moment(found.due_at)}."
        self.panel = ""
        self._show(found)
        yield Person.enter

    def _input(self, act: Act, form: dict[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = {"version": self._version}
        for entry in self.fields:
            value = str(form.get(entry.name, "")).strip()
            if not value and not entry.required:
                continue
            if entry.kind == "number":
                data[entry.name] = int(value) if value.isdigit() else 0
            elif entry.kind == "moment" and value:
                at = datetime.fromisoformat(value).replace(tzinfo=_VIETNAM)
                data[entry.name] = at.isoformat()
            elif entry.name == "items":
                data[entry.name] = [line.strip() for line in value.splitlines() if line.strip()]
            else:
                data[entry.name] = value
        if act is Act.ACCEPT:
            data["components"] = [
                {
                    "key": key,
                    "ok": form.get(f"ok-{key}") in ("on", True, "true"),
                    "originals": _count(form.get(f"originals-{key}")),
                    "copies": _count(form.get(f"copies-{key}")),
                }
                for key in self._components
            ]
        return data

    def _explain(self, wrong: str) -> None:
        name = next((f.name for f in self.fields if f"$.{f.name}" in wrong), "")
        if name:
            self.errors = {name: "Chưa đủ hoặc chưa đúng; xem hướng dẫn của mục này."}
        self.error = "Một số mục chưa đúng. Vui lòng kiểm tra các mục được nêu."


def _count(value: object) -> int:
    text = str(value or "0")
    return min(99, int(text)) if text.isdigit() else 0


def _button(found: AllowedAct) -> ActButton:
    return ActButton(found.act, found.label, found.primary, found.reason)


def _facts(found: Dossier) -> list[Pair]:
    pairs = [
        Pair("Người nộp", found.applicant_name),
        Pair("Chủ hồ sơ", found.owner_name if found.owner_name != found.applicant_name else ""),
        Pair("Số định danh", found.applicant_personal_id),
        Pair("Điện thoại, thư", f"{found.applicant_phone} {found.applicant_email}".strip()),
        Pair("Địa chỉ", found.applicant_address),
        Pair("Cách nộp", found.channel.label),
        Pair("Nhận kết quả", f"{found.delivery.label} {found.delivery_address}".strip()),
        Pair("Nơi tiếp nhận", found.receiving_agency.name),
        Pair("Đang giữ", found.holding_unit.name if found.holding_unit else ""),
        Pair("Người thụ lý", found.holder_name),
        Pair("Nộp lúc", moment(found.submitted_at)),
        Pair("Phải trả lời trước", moment(found.answer_by) if not found.accepted_at else ""),
        Pair("Tiếp nhận lúc", moment(found.accepted_at)),
        Pair("Hẹn trả", moment(found.due_at)),
        Pair("Trả kết quả lúc", moment(found.returned_at)),
    ]
    return [pair for pair in pairs if pair.value]


def _files(found: Dossier) -> list[File]:
    path = "/api/v1/documents/{}/content?disposition=inline"
    files = [
        File(d.id, f"{d.name} ({size(d.size)})", d.media_type, path.format(d.id))
        for c in found.components
        for d in c.documents
    ]
    files += [
        File(d.id, f"{d.name} ({size(d.size)})", d.media_type, path.format(d.id))
        for d in found.documents
    ]
    files += [
        File(
            f.document_id, f"{f.title} số {f.number}", "application/pdf", path.format(f.document_id)
        )
        for f in found.issued_forms
    ]
    return files


def _pairs(pairs: rx.Var[list[Pair]]) -> Component:
    return rx.el.dl(
        rx.foreach(pairs, lambda p: rx.fragment(rx.el.dt(p.label), rx.el.dd(p.value))),
        class_name="rows",
    )


def _paper(paper: Paper) -> Component:
    return rx.el.tr(
        rx.el.td(paper.name, rx.el.span(paper.need + " · " + paper.expected, class_name="sub")),
        rx.el.td(paper.files.to_string() + " tệp"),
        rx.el.td(
            rx.el.input(
                type="number",
                name="originals-" + paper.key,
                default_value=paper.originals.to_string(),
                min="0",
                max="99",
                aria_label="Bản chính: " + paper.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="number",
                name="copies-" + paper.key,
                default_value=paper.copies.to_string(),
                min="0",
                max="99",
                aria_label="Bản sao: " + paper.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="checkbox",
                name="ok-" + paper.key,
                default_checked=paper.ok,
                aria_label="Đạt: " + paper.name,
            )
        ),
    )


def _papers_table() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Giấy tờ"),
                rx.el.th("Đã gửi"),
                rx.el.th("Bản chính"),
                rx.el.th("Bản sao"),
                rx.el.th("Đạt"),
            )
        ),
        rx.el.tbody(rx.foreach(Desk.papers, _paper)),
        class_name="papers",
    )


def _panel() -> Component:
    upload = "/api/v1/dossiers/" + Desk.dossier_id + "/documents"
    return rx.el.section(
        rx.el.h2(Desk.panel_label),
        rx.cond(Desk.error != "", message(Desk.error)),
        rx.el.form(
            rx.cond(Desk.panel == "accept", _papers_table()),
            rx.foreach(
                Desk.fields,
                lambda f: field_input(f, Desk.choices, Desk.errors, Desk.typed, upload),
            ),
            rx.el.div(
                rx.el.button(
                    rx.cond(Desk.busy, "Đang ghi …", Desk.panel_label),
                    type="submit",
                    class_name="button",
                    disabled=Desk.busy,
                    id="do",
                ),
                rx.el.button(
                    "Đóng", type="button", on_click=Desk.close_panel, class_name="button plain"
                ),
                class_name="acts",
            ),
            on_submit=Desk.do,
            key=Desk.panel,
        ),
        class_name="panel",
        custom_attrs={"aria-label": "Thao tác"},
    )


def _act_bar() -> Component:
    return rx.el.div(
        rx.el.div(
            rx.foreach(
                Desk.buttons,
                lambda b: rx.el.button(
                    b.label,
                    on_click=Desk.open_panel(b.act),
                    class_name=rx.cond(b.primary, "button", "button plain"),
                ),
            ),
            rx.cond(
                Desk.receipt != "",
                rx.el.a(
                    "In giấy tiếp nhận",
                    href=Desk.receipt,
                    target="_blank",
                    class_name="button plain",
                ),
            ),
            class_name="acts",
        ),
        rx.cond(
            Desk.barred.length() > 0,
            rx.el.details(
                rx.el.summary("Việc khác và lý do chưa làm được"),
                rx.el.ul(
                    rx.foreach(Desk.barred, lambda b: rx.el.li(rx.el.b(b.label), ": ", b.reason))
                ),
                class_name="disabled-acts small",
            ),
        ),
        class_name="card",
    )


def _viewer() -> Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2("Giấy tờ"),
            rx.cond(
                Desk.files.length() > 0,
                rx.fragment(
                    rx.el.ul(
                        rx.foreach(
                            Desk.files,
                            lambda f: rx.el.li(
                                rx.el.button(
                                    f.title,
                                    on_click=Desk.look_at(f.id),
                                    aria_pressed=(f.id == Desk.shown.id).to_string(),
                                )
                            ),
                        ),
                        class_name="files",
                    ),
                    rx.cond(
                        Desk.shown.kind == "application/pdf",
                        rx.el.iframe(src=Desk.shown.href, title=Desk.shown.title),
                        rx.el.img(src=Desk.shown.href, alt=Desk.shown.title),
                    ),
                ),
                rx.el.p("Hồ sơ chưa có tệp nào.", class_name="muted"),
            ),
            class_name="card",
        ),
        class_name="viewer",
    )


@rx.page(
    route="/ho-so/[dossier_id]", title="Hồ sơ – Một cửa điện tử", on_load=[Person.enter, Desk.load]
)
def dossier() -> Component:
    """The page."""
    return shell(
        rx.cond(Desk.problem != "", message(Desk.problem)),
        rx.cond(
            Desk.loaded & (Desk.name != ""),
            rx.fragment(
                rx.el.h1(Desk.code + " · " + Desk.name),
                rx.el.p(
                    rx.el.span(Desk.national, class_name="chip"),
                    " ",
                    rx.el.span(Desk.state_label, class_name="chip"),
                    " ",
                    rx.cond(
                        Desk.deadline != "",
                        rx.el.span(Desk.deadline, class_name="chip " + Desk.deadline_class),
                    ),
                ),
                rx.cond(Desk.notice != "", message(Desk.notice, "good")),
                rx.cond(Desk.waiting_for != "", message(Desk.waiting_for, "warn")),
                _act_bar(),
                rx.cond(Desk.panel != "", _panel()),
                rx.el.div(
                    rx.el.div(
                        rx.el.section(
                            rx.el.h2("Thông tin hồ sơ"), _pairs(Desk.facts), class_name="card"
                        ),
                        rx.cond(
                            Desk.answers.length() > 0,
                            rx.el.section(
                                rx.el.h2("Tờ khai"), _pairs(Desk.answers), class_name="card"
                            ),
                        ),
                        rx.cond(
                            Desk.due_history.length() > 0,
                            rx.el.section(
                                rx.el.h2("Thời hạn"),
                                _pairs(Desk.due_history),
                                rx.el.details(
                                    rx.el.summary("Cách tính"),
                                    rx.el.ol(rx.foreach(Desk.explanation, rx.el.li)),
                                ),
                                class_name="card",
                            ),
                        ),
                        rx.el.section(
                            rx.el.h2("Diễn biến"),
                            rx.el.ol(
                                rx.foreach(
                                    Desk.steps,
                                    lambda s: rx.el.li(
                                        rx.el.b(s.label),
                                        " ",
                                        rx.el.span(s.at, class_name="muted"),
                                        rx.el.br(),
                                        rx.el.span(s.by, class_name="muted small"),
                                        rx.cond(s.note != "", rx.el.p(s.note, class_name="small")),
                                    ),
                                ),
                                class_name="timeline",
                            ),
                            class_name="card",
                        ),
                    ),
                    _viewer(),
                    class_name="split",
                ),
            ),
            rx.cond(Desk.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        rx.script(src="/keep.js"),
    )
