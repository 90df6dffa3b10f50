"""The papers of the procedure in the address, as they are being written."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import catalogue, papers
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.contracts.papers import (
    DefinedPaper,
    DefinedRequirement,
    Papers,
    PapersDesign,
    SavePapers,
    TryPapers,
)
from shared.ui.session import api
from ui_officer.pages.forms.formulas import UnreadableFormula, read, written
from ui_officer.pages.papers.cells import (
    Cells,
    Need,
    Outcome,
    Pick,
    Row,
    cells_of,
    changed_by,
    facts_of,
)
from ui_officer.pages.two_persons import TwoPersons, as_file

_NEW = "giay_to_moi"


class PapersPage(TwoPersons, rx.State):
    """The whole list, the chosen paper, the trial."""

    code_shown: str = ""
    name: str = ""
    version: int = 0
    rows: list[Row] = []
    chosen: int = 0
    cells: Cells = Cells()
    kinds: list[Pick] = []
    registers: list[Pick] = []
    needs: list[Need] = []
    asked: list[Pick] = []
    changes: list[str] = []
    touching: list[str] = []
    wrong: dict[str, str] = {}
    tried: bool = False
    channel: str = "online"
    sample: list[Pick] = []
    outcomes: list[Outcome] = []
    verdict: str = ""
    _papers: list[DefinedPaper] = []
    _rules: list[DefinedRequirement] = []
    _questions: dict[str, Question] = {}

    @rx.event
    async def load(self):
        """Reads the papers."""
        drawn = self.drawn
        self.reset()
        self.drawn = drawn + 1
        client = api(self, "officer")
        try:
            found = await papers.design(client, self.procedure_code)
            self._show(found)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/giay-to/{self.procedure_code}")
            self.problem = refused.message
        else:
            try:
                form = await catalogue.form(client, self.procedure_code)
                self._questions = {q.key: q for q in form.questions}
            except ApiProblem:
                self._questions = {}  # a procedure without a form has conditions by channel alone
        self.loaded = True
        return None

    async def _do(self, what: str, note: str = "") -> PapersDesign:
        client, code = api(self, "officer"), self.code_shown
        match what:
            case "save":
                return await papers.save(client, code, SavePapers(self._revision, self._all()))
            case "propose":
                return await papers.propose(client, code, self._revision)
            case "publish":
                return await papers.publish(client, code, self._revision)
            case "give_back":
                return await papers.give_back(client, code, note)
        await papers.discard(client, code)
        return await papers.design(client, code)

    def _show(self, found: PapersDesign) -> None:
        self.code_shown, self.name = found.procedure_code, found.procedure_name
        self.version, self.changes = found.version, found.changes
        self.touching = found.touching
        self._papers = list(found.papers.components)
        self._rules = list(found.papers.requirements)
        self.registers = [Pick(c.code, c.label) for c in found.registers]
        self.kinds = [Pick(c.code, c.label) for c in found.kinds]
        self.asked = [Pick(c.code, c.label) for c in found.questions]
        self.needs = [Need(r.message, written(r.rule)) for r in self._rules]
        self._stands(found.next, found.faults)
        self._choose(min(self.chosen, len(self._papers) - 1))
        self.tried, self.wrong = False, {}

    def _all(self) -> Papers:
        return Papers(list(self._papers), list(self._rules))

    def _choose(self, number: int) -> None:
        self.rows = [Row(n, c.name or c.key, facts_of(c)) for n, c in enumerate(self._papers)]
        self.chosen, self.wrong = number, {}
        if not 0 <= number < len(self._papers):
            self.cells = Cells()
            return
        paper = self._papers[number]
        self.cells = cells_of(paper)
        own = set(paper.vault_kinds or [])
        self.kinds = [dataclasses.replace(k, on=k.code in own) for k in self.kinds]
        self.drawn += 1

    @rx.event
    def choose(self, number: int):
        """Another paper."""
        self._choose(number)

    @rx.event
    def set_cell(self, name: str, value: str):
        """A box was left; what cannot be read stays in it with the reason."""
        if not 0 <= self.chosen < len(self._papers):
            return
        setattr(self.cells, name, value)
        self.wrong.pop(name, None)
        try:
            changed = changed_by(self._papers[self.chosen], name, value)
        except ValueError as unreadable:
            self.wrong[name] = str(unreadable)
            return
        if changed != self._papers[self.chosen]:
            self._papers[self.chosen] = changed
            self._touched()

    @rx.event
    def set_required(self, on: bool):
        """Required, or only wished for."""
        self.cells.required = on
        self._papers[self.chosen] = msgspec.structs.replace(self._papers[self.chosen], required=on)
        self._touched()

    @rx.event
    def toggle_kind(self, code: str):
        """A kind of the vault serves for this paper, or no more."""
        self.kinds = [
            dataclasses.replace(k, on=not k.on) if k.code == code else k for k in self.kinds
        ]
        chosen = [k.code for k in self.kinds if k.on]
        self._papers[self.chosen] = msgspec.structs.replace(
            self._papers[self.chosen], vault_kinds=chosen
        )
        self._touched()

    def _touched(self) -> None:
        self.changed, self.notice = True, ""
        self.rows = [Row(n, c.name or c.key, facts_of(c)) for n, c in enumerate(self._papers)]

    @rx.event
    def add(self):
        """A new paper at the end."""
        taken = {c.key for c in self._papers}
        key = next(k for n in range(1, 200) if (k := f"{_NEW}_{n}") not in taken)
        self._papers.append(DefinedPaper(key, "", copies=1))
        self._touched()
        self._choose(len(self._papers) - 1)

    @rx.event
    def drop(self):
        """The chosen paper is no longer asked for."""
        if 0 <= self.chosen < len(self._papers):
            self._papers.pop(self.chosen)
            self._touched()
            self._choose(max(0, self.chosen - 1))

    @rx.event
    def move(self, by: int):
        """The chosen paper up or down."""
        there = self.chosen + by
        if 0 <= there < len(self._papers):
            self._papers.insert(there, self._papers.pop(self.chosen))
            self._touched()
            self._choose(there)

    @rx.event
    def set_need(self, number: int, name: str, value: str):
        """A box of a requirement was left."""
        spot = f"{name}-{number}"
        self.wrong.pop(spot, None)
        setattr(self.needs[number], name, value)
        try:
            new = read(value) if name == "rule" else value.strip()
        except UnreadableFormula as unreadable:
            self.wrong[spot] = str(unreadable)
            return
        self._rules[number] = msgspec.structs.replace(self._rules[number], **{name: new})
        self.changed = True

    @rx.event
    def add_need(self):
        """One more requirement."""
        self._rules.append(DefinedRequirement(None, ""))
        self.needs = [*self.needs, Need("", "")]
        self.changed = True

    @rx.event
    def drop_need(self, number: int):
        """One requirement less."""
        self._rules.pop(number)
        self.needs = [n for i, n in enumerate(self.needs) if i != number]
        self.changed, self.drawn = True, self.drawn + 1

    @rx.event
    async def try_out(self, form: dict[str, Any]):
        """What sample answers come to."""
        self.problem, self.channel = "", str(form.get("channel", "online"))
        answers = {}
        for pick in self.asked:
            value = str(form.get(f"sample-{pick.code}", "")).strip()
            question = self._questions.get(pick.code)
            if value and question is not None:
                number = question.kind in ("number", "money") and value.lstrip("-").isdigit()
                answers[pick.code] = int(value) if number else value
        data = TryPapers(self._all(), answers, self.channel)
        try:
            tried = await papers.try_out(api(self, "officer"), self.code_shown, data)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.faults = [fault.message for fault in tried.faults]
        self.changes, self.tried = tried.changes, not tried.faults
        kinds = {"required": "warn", "optional": "", "not_applicable": "waiting"}
        self.outcomes = [
            Outcome(p.name, p.need_label, kinds.get(p.need, ""), p.reason) for p in tried.papers
        ]
        said = {"yes": "Đủ điều kiện.", "no": "Chưa đủ điều kiện: ", "open": "Chưa đủ câu trả lời."}
        self.verdict = said.get(tried.verdict, "") + " ".join(tried.obstacles)

    @rx.event
    def export(self):
        """The papers on the screen as a file."""
        return rx.download(data=as_file(self._all()), filename=f"giay-to-{self.code_shown}.json")

    @rx.event
    async def take_in(self, form: dict[str, Any]):
        """Papers read from a file; nothing of a broken file is taken."""
        self.problem = self.notice = ""
        try:
            found = msgspec.json.decode(str(form.get("file_text", "")), type=Papers)
        except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
            self.problem = f"Tệp không phải thành phần hồ sơ đọc được: {wrong}"
            return
        self._papers, self._rules = list(found.components), list(found.requirements)
        self.needs = [Need(r.message, written(r.rule)) for r in self._rules]
        self._touched()
        self._choose(0)
        self.notice = f"Đã đọc {len(self._papers)} giấy tờ từ tệp. Xem lại rồi lưu."
