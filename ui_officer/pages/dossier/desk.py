"""The dossier in the address and the act being done to it."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx

from shared.client import documents, dossiers, inbox, organisation
from shared.client.base import ApiProblem
from shared.contracts.acts import ACT_INPUTS
from shared.contracts.dossiers import Dossier, StepPart
from shared.contracts.inbox import MarkManyRead, MarkRead
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.together import Together
from shared.ui.words import limits_in_words, moment
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import DELIVERY_LABELS
from ui_officer.layout import Person
from ui_officer.pages.dossier import shapes
from ui_officer.pages.dossier.panel import FIELDS, Choice, Field
from ui_officer.pages.dossier.shapes import (
    ActButton,
    Askable,
    Changed,
    File,
    Pair,
    Paper,
    Step,
    Task,
    act_button,
)
from ui_officer.pages.dossier.step_parts import PartRow, fill_in, part_rows, step_words
from ui_officer.pages.dossier.viewing import Viewing

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Desk(StepUpMixin, Together, Viewing, rx.State):
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
    masked: bool = False
    answers: list[Pair] = []
    explanation: list[str] = []
    due_history: list[Pair] = []
    steps: list[Step] = []
    tasks: list[Task] = []
    step: str = ""
    step_parts: list[PartRow] = []
    askable: list[Askable] = []
    changed: list[Changed] = []
    papers: list[Paper] = []
    files: list[File] = []
    shown: File = File("", "", "", "")
    buttons: list[ActButton] = []
    barred: list[ActButton] = []
    receipt: str = ""
    accepted: bool = False
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
    limits: str = ""
    _version: int = 0
    _key: str = ""
    _agency_id: str = ""
    _unit_id: str = ""
    _components: list[str] = []
    _tasks: list[Choice] = []
    _parts: list[StepPart] = []

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the dossier."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await dossiers.dossier(api(self, "officer"), self.dossier_id)
            self._show(found)
            await self._read_bundle("officer", found.bundle_id, found.id)
            await self._mark_read()
            await self._open_shown()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/ho-so/{self.dossier_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _mark_read(self) -> None:
        """What was new about it has now been seen, up to the version on the screen."""
        seen = MarkManyRead([MarkRead(self.dossier_id, self._version)])
        await inbox.mark_read(api(self, "officer"), seen)

    def _show(self, found: Dossier) -> None:
        self._version = found.version
        self._agency_id = found.receiving_agency.id
        self._unit_id = found.holding_unit.id if found.holding_unit else ""
        self._components = [c.key for c in found.components]
        self._tasks = [
            Choice(t.id, f"{t.agency.name}: {t.content}") for t in shapes.open_tasks(found)
        ]
        self.tasks = shapes.tasks(found)
        self.step, self.step_parts = step_words(found.step), part_rows(found.step)
        self._parts = found.step.parts if found.step is not None else []
        self.askable = shapes.askable(found)
        self.changed = shapes.changed(found)
        self.code = found.code or found.reference
        self.name, self.state_label = found.procedure_name, found.state_label
        self.national = found.national_label
        self.deadline_class = found.deadline_class
        self.deadline = (
            f"{found.deadline_label}. {found.time_left}".strip(". ") if found.due_at else ""
        )
        self.waiting_for = found.waiting_for
        self.facts, self.masked = shapes.facts(found), found.masked
        self.answers = [Pair(a.label, a.value, a.key) for a in found.answers]
        self.explanation = found.due_history[-1].explanation if found.due_history else []
        self.due_history = [Pair(moment(d.due_at), d.reason) for d in found.due_history]
        self.steps = shapes.steps(found)
        self.papers = shapes.papers(found)
        self.files = shapes.files(found)
        if not self.shown.id and self.files:
            self.shown = self.files[0]
        self.buttons = [act_button(a) for a in found.allowed_acts if a.allowed]
        self.barred = [act_button(a) for a in found.allowed_acts if not a.allowed]
        receipts = [f for f in found.issued_forms if f.form == "receipt"]
        self.receipt = (
            f"/api/v1/documents/{receipts[-1].document_id}/content?disposition=inline"
            if receipts
            else ""
        )
        self.accepted = found.accepted_at is not None
        self.checks_papers = found.state == "submitted"

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
        self.choices["task_id"] = self._tasks
        if len(self._tasks) == 1:
            self.typed["task_id"] = self._tasks[0].value
        try:
            if "unit_id" in names:
                self.choices["unit_id"] = await self._units()
            if "officer_id" in names and self._unit_id:
                self.choices["officer_id"] = [
                    Choice(o.id, f"{o.full_name} ({o.open_dossiers})")
                    for o in await organisation.officers(client, self._unit_id)
                ]
                self.choices["coordinators"] = self.choices["officer_id"]
                self.choices["watchers"] = self.choices["officer_id"]
            for name in {"agency_id", "agency_ids"} & set(names):
                self.choices[name] = [
                    Choice(a.id, a.name) for a in await organisation.agencies(client)
                ]
            if not self.limits and any(f.kind in ("file", "attachment") for f in self.fields):
                self.limits = limits_in_words(await documents.limits(client))
            fill_in(self._parts, act, self.typed, self.choices)
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
            if needs_step_up(refused):
                await self.ask_again("do", form)
                return
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
            if entry.kind == "check":
                data[entry.name] = form.get(entry.name) in ("on", True, "true")
                continue
            if entry.kind == "several":
                data[entry.name] = [
                    c.value
                    for c in self.choices[entry.name]
                    if form.get(f"{entry.name}-{c.value}") in ("on", True, "true")
                ]
                continue
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
        if act is Act.REQUEST_SUPPLEMENT:
            data["items"] = [*shapes.items_of(self.askable, form), *data.get("items", [])]
        if act is Act.ACCEPT:
            data["components"] = [
                {
                    "key": key,
                    "ok": form.get(f"ok-{key}") in ("on", True, "true"),
                    "originals": _count(form.get(f"originals-{key}")),
                    "copies": _count(form.get(f"copies-{key}")),
                    "to_return": form.get(f"return-{key}") in ("on", True, "true"),
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
