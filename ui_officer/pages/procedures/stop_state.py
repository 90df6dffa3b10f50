"""The stop of the procedure in the address: what is proposed, what was decided."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import procedures
from shared.client.base import ApiProblem
from shared.contracts.procedures import SaveStop, StopDesign
from shared.ui.session import api
from shared.ui.words import day, moment
from shared.vocabulary.procedures import StopKind
from ui_officer.pages.administration.typed import typed_day
from ui_officer.pages.two_persons import Standing

_BOXES = ("kind", "from_on", "until", "reason", "decision", "replaced_by")


@dataclasses.dataclass
class Decided:
    """One stop that was decided."""

    kind: str
    period: str
    reason: str
    instead: str
    who: str
    now: bool


class Stopping(Standing, rx.State):
    """What is proposed and what was decided."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    code_shown: str = ""
    procedure_title: str = ""
    typed: dict[str, str] = {}
    wrong: dict[str, str] = {}
    decided: list[Decided] = []
    open_dossiers: int = 0
    open_drafts: int = 0
    drawn: int = 0

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        try:
            self._show(await procedures.stop(api(self, "officer"), self.procedure_code))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/ngung-thu-tuc/{self.procedure_code}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: StopDesign) -> None:
        self.code_shown, self.procedure_title = found.procedure_code, found.procedure_name
        self._standing(found.next)
        self.wrong = {}
        self.typed = {"kind": StopKind.SUSPEND.value} | dict.fromkeys(_BOXES[1:], "")
        if found.proposed is not None:
            one = found.proposed
            self.typed = {
                "kind": one.kind.value,
                "from_on": day(one.from_on),
                "until": day(one.until),
                "reason": one.reason,
                "decision": one.decision,
                "replaced_by": "; ".join(one.replaced_by),
            }
        self.decided = [
            Decided(
                s.kind_label,
                f"từ {day(s.from_on)}" + (f" đến hết {day(s.until)}" if s.until else ""),
                s.reason + (f" ({s.decision})" if s.decision else ""),
                "; ".join(f"{c.code} {c.label}" for c in s.replaced_by),
                f"{s.proposed_by} đề nghị, {s.approved_by} phê duyệt {moment(s.approved_at)}",
                s.now,
            )
            for s in found.stops
        ]
        self.open_dossiers, self.open_drafts = found.open_dossiers, found.open_drafts
        self.drawn += 1

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """Proposes what was typed; nothing typed is lost when it is refused."""
        self.problem = self.notice = ""
        self.typed = self.typed | {name: str(form.get(name, "")).strip() for name in _BOXES}
        self.wrong = {}
        days = {name: typed_day(self.typed[name]) for name in ("from_on", "until")}
        for name in days:
            if (self.typed[name] or name == "from_on") and not days[name]:
                self.wrong[name] = "Ghi ngày dạng ngày/tháng/năm."
        if len(self.typed["reason"]) < 10:
            self.wrong["reason"] = "Ghi lý do, ít nhất 10 ký tự; người dân đọc câu này."
        if self.wrong:
            return
        codes = self.typed["replaced_by"].replace(",", ";").split(";")
        try:
            data = msgspec.convert(
                {
                    "kind": self.typed["kind"],
                    "from_on": days["from_on"],
                    "until": days["until"] or None,
                    "reason": self.typed["reason"],
                    "decision": self.typed["decision"],
                    "replaced_by": [c.strip() for c in codes if c.strip()],
                    "revision": self._revision,
                },
                SaveStop,
            )
            self._show(await procedures.propose_stop(api(self, "officer"), self.code_shown, data))
        except msgspec.ValidationError:
            self.problem = "Có ô ghi quá dài hoặc quá nhiều mã. Hãy rút gọn."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            self.wrong = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.notice = "Đã đề nghị. Người thứ hai xem và phê duyệt."

    @rx.event
    async def approve(self):
        """Decides it."""
        await self._act("approve", "Đã phê duyệt.")

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives it back."""
        await self._act("give_back", "Đã trả lại.", str(form.get("note", "")))

    @rx.event
    async def discard(self):
        """Throws it away."""
        await self._act("discard", "Đã bỏ đề nghị.")

    async def _act(self, what: str, done: str, note: str = "") -> None:
        self.problem = self.notice = ""
        client, code = api(self, "officer"), self.code_shown
        try:
            if what == "approve":
                found = await procedures.approve_stop(client, code, self._revision)
            elif what == "give_back":
                found = await procedures.return_stop(client, code, note)
            else:
                await procedures.discard_stop(client, code)
                found = await procedures.stop(client, code)
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self._show(found)
        self.notice = done
