"""One record: class and last day, holds, seal, openings, and what may be done."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import archive
from shared.client.base import ApiProblem
from shared.contracts.archive import ArchiveRecord, Hold
from shared.ui.elements import wish
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import day, moment, size

ACTS = {
    "hold": ("Giữ hồ sơ, không cho hủy", "Lý do giữ", "Giữ hồ sơ"),
    "release": ("Gỡ lệnh giữ", "Lý do gỡ", "Gỡ lệnh giữ"),
    "seal": ("Niêm phong hồ sơ", "Lý do niêm phong", "Niêm phong"),
    "unseal": ("Gỡ niêm phong", "Lý do gỡ niêm phong", "Gỡ niêm phong"),
    "open": ("Mở hồ sơ niêm phong trong 30 phút", "Lý do mở", "Mở hồ sơ"),
}


@dataclasses.dataclass
class Fact:
    """One fact."""

    label: str
    value: str


@dataclasses.dataclass
class Entry:
    """One hold or opening in words."""

    id: str
    title: str
    text: str
    is_open: bool


class Record(StepUpMixin, rx.State):
    """The open record."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    error: str = ""
    id: str = ""
    code: str = ""
    title: str = ""
    facts: list[Fact] = []
    not_disposed: str = ""
    sealed: str = ""
    readable: bool = True
    holds: list[Entry] = []
    openings: list[Entry] = []
    may: list[str] = []
    act: str = ""
    hold_id: str = ""
    reason: str = ""
    busy: bool = False
    wish: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the record of the address."""
        id_ = self.router.url.path.rstrip("/").rsplit("/", 1)[-1]
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.id = id_
        try:
            self._show(await archive.record(api(self, "officer"), self.id))
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, record: ArchiveRecord) -> None:
        row = record.row
        self.code, self.title = row.code, row.procedure_name
        kept = f"đến hết {day(row.keep_until)}" if row.keep_until else "vĩnh viễn"
        years = f"{record.years} năm" if record.years else "vĩnh viễn"
        confirmed = "" if record.class_confirmed else " (cần cơ quan đối chiếu)"
        facts = [
            ("Chủ hồ sơ", row.person_name),
            ("Cơ quan giữ", ", ".join(x for x in (record.unit_name, row.agency_name) if x)),
            ("Kết thúc", f"{moment(row.closed_at)}: {row.state_label.lower()}"),
            ("Loại", f"{record.class_title}, {years}{confirmed}"),
            ("Căn cứ", record.class_source),
            ("Thời hạn lưu", f"{kept}. {row.status_label}"),
            ("Tệp", f"{record.files} tệp, {size(record.bytes)}. {record.text_label}"),
        ]
        if record.package is not None:
            facts.append(("Gói nộp lưu", record.package.name))
        self.facts = [Fact(label, value) for label, value in facts]
        self.not_disposed = record.why_not_disposed
        self.sealed = (
            f"Niêm phong {moment(record.sealed_at)}, {record.sealed_by}: {record.seal_reason}"
            if record.sealed_at
            else ""
        )
        self.readable = record.sealed_at is None or record.open_until is not None
        self.holds = [_hold(hold) for hold in record.holds]
        self.openings = [
            Entry("", f"{o.person}, {moment(o.opened_at)}", o.reason, False)
            for o in record.openings
        ]
        self.may = record.may

    @rx.event
    def choose(self, act: str, hold_id: str = ""):
        """Opens the panel of an act."""
        self.act, self.hold_id, self.reason, self.error, self.notice = act, hold_id, "", "", ""
        self.wish = wish("focus", "reason")

    @rx.event
    def close(self):
        """Closes the panel."""
        self.act, self.error = "", ""

    @rx.event
    async def do(self, form: dict[str, Any]):
        """Does the act; the reason stays until it is done."""
        if self.busy:
            return
        self.busy, self.error = True, ""
        self.reason = str(form.get("reason", "")).strip()
        yield
        self.busy = False
        if len(self.reason) < 10:
            self.error = "Ghi lý do, ít nhất 10 ký tự."
            self.wish = wish("focus", "reason")
            return
        client, id_, reason = api(self, "officer"), self.id, self.reason
        try:
            if self.act == "release":
                done = await archive.release_hold(client, id_, self.hold_id, reason)
            else:
                work = {
                    "hold": archive.set_hold,
                    "seal": archive.seal,
                    "unseal": archive.unseal,
                    "open": archive.open_sealed,
                }[self.act]
                done = await work(client, id_, reason)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("do", {"reason": reason})
            else:
                self.error = refused.message
            return
        except KeyError:
            return
        self.notice = f"Đã xong: {ACTS[self.act][0].lower()}."
        self.act = ""
        self._show(done)


def _hold(hold: Hold) -> Entry:
    text = hold.reason
    if hold.released_at:
        text += f" Gỡ {moment(hold.released_at)}, {hold.released_by}: {hold.release_reason}"
    return Entry(hold.id, f"{hold.set_by}, {moment(hold.set_at)}", text, hold.released_at is None)
