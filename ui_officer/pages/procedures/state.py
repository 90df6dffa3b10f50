"""The procedure in the address, as it is being written."""

import dataclasses

import msgspec
import reflex as rx

from shared.client import procedures
from shared.client.base import ApiProblem
from shared.contracts.procedures import DefinedProcedure, ProcedureDesign, SaveProcedure
from shared.ui.procedure_page import ProcedureShown
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_officer.pages.administration.typed import typed_day
from ui_officer.pages.procedures.cells import (
    Diff,
    Tick,
    WayCells,
    sides,
    texts_of,
    ways_of,
    with_text,
    with_ways,
)
from ui_officer.pages.procedures.opening import Opening
from ui_officer.pages.procedures.rules import Rules
from ui_officer.pages.procedures.versions import Versions
from ui_officer.pages.two_persons import TwoPersons, as_file


@dataclasses.dataclass
class Waiting:
    """A version that was approved with a day."""

    id: str
    effective_on: str
    state: str
    tone: str
    who: str
    fields: str
    note: str
    may_call_off: bool


class ProcedureDesigner(Rules, Opening, TwoPersons, Versions, ProcedureShown, rx.State):
    """The boxes, what differs, the preview, what waits for its day."""

    code_shown: str = ""
    version: int = 0
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    levels: list[Tick] = []
    subjects: list[Tick] = []
    online_levels: list[Tick] = []
    units: list[Tick] = []
    online_level: str = ""
    channels: list[WayCells] = []
    flags: list[Tick] = []
    effective_on: str = ""
    diffs: list[Diff] = []
    overtaken: str = ""
    waiting: list[Waiting] = []
    open_drafts: int = 0
    paper_names: list[str] = []
    _written: DefinedProcedure | None = None
    _base: int = 0

    @rx.event
    async def load(self):
        """Reads the draft, or what is in force."""
        drawn = self.drawn
        self.reset()
        self.drawn = drawn + 1
        try:
            self._show(await procedures.design(api(self, "officer"), self.procedure_code))
            if self.version:
                await self._list_versions()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/thu-tuc/{self.procedure_code}")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _do(self, what: str, note: str = "") -> ProcedureDesign:
        client, code = api(self, "officer"), self.code_shown
        match what:
            case "save":
                return await procedures.save(client, code, self._all())
            case "propose":
                return await procedures.propose(client, code, self._revision)
            case "publish":
                found = await procedures.publish(client, code, self._revision)
                if found.version:
                    await self._list_versions()
                return found
            case "give_back":
                return await procedures.give_back(client, code, note)
            case "papers":
                return await procedures.take_papers(client, code, self._revision)
            case "copy":
                return await procedures.copy(client, code, int(note), self._revision)
            case "call_off":
                change_id, _bar, reason = note.partition("|")
                return await procedures.call_off(client, code, change_id, reason)
        await procedures.discard(client, code)
        return await procedures.design(client, code)

    def _show(self, found: ProcedureDesign) -> None:
        self.code_shown, self.version = found.procedure_code, found.version
        self._written, self._base = found.procedure, found.base_version
        self._fill(found.preview)
        self.texts, self.wrong = texts_of(found.procedure), {}
        self.levels = _ticks(found.levels, found.procedure.levels)
        self.subjects = _ticks(found.subjects, found.procedure.subjects)
        self.online_levels = _ticks(found.online_levels, [])
        self.units = _ticks(found.units, [])
        self.online_level = found.procedure.online_level
        self.channels = ways_of(found.procedure, found.channels)
        self.flags = _ticks(found.flags, found.procedure.checked)
        self.effective_on = day(found.effective_on) if found.effective_on else ""
        self.diffs = sides(found.differences)
        self.paper_names = [p.name for p in found.procedure.papers.components]
        self.overtaken = ", ".join(
            d.label for d in found.differences if d.field in set(found.overtaken)
        )
        self.waiting = [
            Waiting(
                c.id,
                day(c.effective_on),
                c.state_label,
                {"waiting": "warn", "in_force": "ok", "failed": "bad"}.get(c.state, ""),
                f"{c.proposed_by} đề nghị, {c.approved_by} phê duyệt {moment(c.approved_at)}",
                ", ".join(d.label for d in c.differences),
                c.note,
                c.may_call_off,
            )
            for c in found.waiting
        ]
        self.open_drafts = found.open_drafts
        self._show_opening(found)
        self._show_rules(found)
        self._stands(found.next, found.faults)

    def _all(self) -> SaveProcedure:
        assert self._written is not None
        return SaveProcedure(
            self._revision, self._base, self._written, typed_day(self.effective_on) or None
        )

    def _touched(self) -> None:
        self.changed, self.notice = True, ""

    @rx.event
    def set_text(self, name: str, value: str):
        """A box was left; what cannot be read stays in it with the reason."""
        if self._written is None or self.texts.get(name) == value:
            return
        self.texts[name] = value
        self.wrong.pop(name, None)
        try:
            self._written = with_text(self._written, name, value)
        except ValueError as unreadable:
            self.wrong[name] = str(unreadable)
            return
        self._touched()

    @rx.event
    def set_day(self, value: str):
        """The day from which it holds; empty: from approval on."""
        self.effective_on = value
        self.wrong.pop("effective_on", None)
        if value.strip() and not typed_day(value):
            self.wrong["effective_on"] = "Ghi ngày dạng ngày/tháng/năm."
            return
        self._touched()

    @rx.event
    def tick(self, name: str, code: str):
        """A level, a kind of applicant or a checked field is chosen, or no more."""
        ticks = [
            dataclasses.replace(t, on=not t.on) if t.code == code else t
            for t in getattr(self, name)
        ]
        setattr(self, name, ticks)
        if self._written is not None:
            field = {"flags": "checked"}.get(name, name)
            chosen = [t.code for t in ticks if t.on]
            self._written = msgspec.structs.replace(self._written, **{field: chosen})
        self._touched()

    @rx.event
    def set_online_level(self, value: str):
        """How far it can be done online."""
        self.online_level = value
        if self._written is not None:
            self._written = msgspec.structs.replace(self._written, online_level=value)
        self._touched()

    @rx.event
    def offer(self, code: str):
        """A way to submit is offered, or no more."""
        self._way(code, "on", None)

    @rx.event
    def set_way(self, code: str, name: str, value: str):
        """A box of a way was left."""
        self._way(code, name, value)

    def _way(self, code: str, name: str, value: str | None) -> None:
        ways = [
            dataclasses.replace(w, **{name: not w.on if value is None else value})
            if w.code == code
            else w
            for w in self.channels
        ]
        if ways == self.channels or self._written is None:
            return
        self.channels = ways
        self.wrong.pop("channels", None)
        try:
            self._written = with_ways(self._written, ways)
        except ValueError as unreadable:
            self.wrong["channels"] = str(unreadable)
            return
        self._touched()

    @rx.event
    async def save(self):
        """Keeps what is on the screen."""
        if self.wrong:
            self.problem = "Còn ô chưa đọc được: " + " ".join(self.wrong.values())
            return
        await self._act("save", "Đã lưu bản soạn. Chưa có hiệu lực.")

    @rx.event
    async def propose(self):
        """Saves what is on the screen and hands it to a second person."""
        if self.wrong:
            self.problem = "Còn ô chưa đọc được: " + " ".join(self.wrong.values())
            return
        if self.changed and not await self._act("save", ""):
            return
        await self._act("propose", "Đã đề nghị. Người thứ hai xem và phê duyệt ở mục Đề nghị.")

    @rx.event
    async def publish(self):
        """Approves the proposal."""
        when = self.effective_on
        later = f"Đã phê duyệt; có hiệu lực từ 00:00 ngày {when}."
        now = "Đã phê duyệt; áp dụng cho hồ sơ bắt đầu từ lúc này."
        before = self.version
        if await self._act("publish", later) and self.version != before:
            self.notice = now

    @rx.event
    async def discard(self):
        """Throws the next version away; of a procedure that was never published nothing is left."""
        if self.version or not self.may_edit:
            await self._act("discard", "Đã bỏ bản soạn; trang hiện bản đang dùng.")
            return None
        try:
            await procedures.discard(api(self, "officer"), self.code_shown)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect("/thu-tuc/")

    @rx.event
    async def take_papers(self):
        """Puts the papers that are being written into this draft."""
        if self.changed and not await self._act("save", ""):
            return
        await self._act("papers", "Đã lấy thành phần hồ sơ đang soạn vào bản này.")

    @rx.event
    async def copy(self, number: int):
        """Makes a version of before the draft."""
        await self._act("copy", f"Đã sao bản {number} thành bản soạn.", str(number))

    @rx.event
    async def call_off(self, change_id: str):
        """Calls an approved version off."""
        reason = self.off_reason.strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        await self._act("call_off", "Đã hủy phiên bản chờ hiệu lực.", f"{change_id}|{reason}")

    @rx.event
    def export(self):
        """The definition as a file."""
        return rx.download(data=as_file(self._written), filename=f"thu-tuc-{self.code_shown}.json")


def _ticks(choices: list, chosen: list[str]) -> list[Tick]:
    return [Tick(c.code, c.label, c.code in chosen) for c in choices]
