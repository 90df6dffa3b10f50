"""Dossiers whose sender has left: asked for by the desk, decided by the leader."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import dossiers, handovers
from shared.client.base import ApiProblem
from shared.contracts.handovers import AskHandover, DecideHandover, Handover
from shared.ui.session import api, query
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment

_HINTS = {
    "to_number": "12 số định danh, hoặc mã số thuế.",
    "to_name": "Ghi đủ họ tên như trên giấy tờ.",
    "reason": "Ghi lý do, ít nhất 10 ký tự.",
    "evidence": "Ghi tên, số, ngày của giấy tờ, ít nhất 10 ký tự.",
}


@dataclasses.dataclass
class Row:
    """One change of hands in words."""

    id: str
    dossier_id: str
    title: str
    sides: str
    reason: str
    evidence: str
    way: str
    asked: str
    until: str
    objection: str
    state: str
    state_label: str
    may_withdraw: bool
    may_refuse: bool
    may_approve: bool


class Handovers(StepUpMixin, rx.State):
    """The list, the desk's form and the leader's word."""

    rows: list[Row] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    dossier_id: str = ""
    title: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    deciding: str = ""
    deciding_title: str = ""
    approves: bool = False
    decision_error: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads what is open, and the dossier in the address to ask for."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
            wanted = query(self, "ho-so")
            if wanted:
                found = await dossiers.dossier(api(self, "officer"), wanted)
                self.dossier_id = found.id
                self.title = f"{found.code or found.reference}: {found.procedure_name}"
                self.title += f". Người nộp: {found.applicant_name}."
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def ask(self, form: dict[str, Any]):
        """Asks for the dossier; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors = "", "", {}
        self.typed = {name: str(form.get(name, "")).strip() for name in _HINTS}
        types = {f.name: f.type for f in msgspec.structs.fields(AskHandover)}
        for name, value in self.typed.items():
            try:
                msgspec.convert(value, types[name])
            except msgspec.ValidationError:
                self.errors = self.errors | {name: _HINTS[name]}
        if self.errors:
            return
        try:
            await handovers.ask(api(self, "officer"), self.dossier_id, AskHandover(**self.typed))
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.typed, self.dossier_id, self.title = {}, "", ""
        self.notice = "Đã ghi đề nghị và báo cho người nộp, người nhận. Lãnh đạo quyết định sau."

    @rx.event
    async def withdraw(self, id_: str):
        """The desk no longer asks."""
        self.problem, self.notice = "", ""
        try:
            await handovers.decline(api(self, "officer"), id_)
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã rút đề nghị."

    @rx.event
    def begin(self, id_: str, title: str, approves: bool):
        """Asks the leader for the ground of their word."""
        self.deciding, self.deciding_title, self.approves = id_, title, approves
        self.problem, self.notice, self.decision_error = "", "", ""

    @rx.event
    def leave(self):
        """No word yet."""
        self.deciding = ""

    @rx.event
    async def decide(self, form: dict[str, Any]):
        """The leader's word."""
        self.problem, self.notice, self.decision_error = "", "", ""
        reason = str(form.get("decision", "")).strip()
        if len(reason) < 10:
            self.decision_error = "Ghi căn cứ, ít nhất 10 ký tự."
            return
        data = DecideHandover(self.approves, reason)
        try:
            await handovers.decide(api(self, "officer"), self.deciding, data)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("decide", form)
                return
            self.problem = refused.message
            return
        self.notice = "Đã chuyển hồ sơ." if self.approves else "Đã ghi: không chuyển."
        self.deciding = ""

    async def _read(self) -> None:
        self.rows = [_row(found) for found in await handovers.mine(api(self, "officer"))]
        self.loaded = True


def _row(found: Handover) -> Row:
    by_desk = found.way == "authority"
    return Row(
        id=found.id,
        dossier_id=found.dossier_id,
        title=f"{found.code}: {found.procedure_name}",
        sides=f"{found.from_name} → {found.to_name}",
        reason=found.reason,
        evidence=found.evidence,
        way="Bộ phận Một cửa đề nghị" if by_desk else "Người nộp tự chuyển",
        asked=moment(found.asked_at),
        until=moment(found.wait_until) if found.wait_until else "",
        objection=found.objection,
        state=found.state,
        state_label=found.state_label,
        may_withdraw="withdraw" in found.may,
        may_refuse="refuse" in found.may,
        may_approve="approve" in found.may,
    )
