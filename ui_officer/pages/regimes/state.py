"""A regime as it is shown and written."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import regimes
from shared.client.base import ApiProblem
from shared.contracts.regimes import NewRegimeVersion, RegimeDesign, RegimeDifference
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, moment
from ui_officer.pages.two_persons import Standing

_TONES = {"coming": "warn", "in_force": "ok", "past": "", "called_off": ""}
_NOWHERE = ("valid_from", "source", "reason")


@dataclasses.dataclass
class Tab:
    """One regime to choose."""

    key: str
    words: str


@dataclasses.dataclass
class FigureRow:
    """One figure, as in force and as typed."""

    name: str
    label: str
    unit: str
    article: str
    works: str
    value: str
    typed: str
    wrong: str


@dataclasses.dataclass
class Change:
    """One figure that a version changes."""

    label: str
    article: str
    old: str
    new: str


@dataclasses.dataclass
class Moved:
    """A dossier whose due date would be another."""

    code: str
    procedure: str
    old: str
    new: str


@dataclasses.dataclass
class VersionRow:
    """One published version."""

    number: int
    state: str
    tone: str
    since: str
    source: str
    who: str
    figures: str
    note: str
    may_call_off: bool


class RegimePage(Standing, rx.State):
    """One regime, and the version being written."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    tabs: list[Tab] = []
    key: str = ""
    source: str = ""
    span: str = ""
    adopted: bool = False
    outlived: bool = False
    open_dossiers: int = 0
    in_force: str = ""
    figures: list[FigureRow] = []
    versions: list[VersionRow] = []
    waiting: list[Change] = []
    waiting_words: str = ""
    writing: bool = False
    valid_from: str = ""
    new_source: str = ""
    reason: str = ""
    wrong: dict[str, str] = {}
    seen: list[Change] = []
    effects: list[str] = []
    moved: list[Moved] = []
    moved_more: bool = False
    looked: bool = False
    _newest: int = 0
    _given: NewRegimeVersion | None = None

    @rx.event
    async def load(self):
        """The regime of the address, else that for new dossiers."""
        self.reset()
        try:
            found = await regimes.regimes(api(self, "officer"))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/che-do-phap-ly/")
            self.problem = refused.message
            self.loaded = True
            return None
        self.tabs = [Tab(one.key, one.source.split(",", 1)[0]) for one in found]
        wanted = query(self, "che-do")
        self._show(next((one for one in found if one.key == wanted), found[0]))
        self.loaded = True
        return None

    def _show(self, found: RegimeDesign) -> None:
        self.key, self.source, self.adopted = found.key, found.source, found.adopted
        self.outlived = found.outlived
        until = f" đến {day(found.until)}" if found.until else ""
        self.span = f"Có hiệu lực từ {day(found.since)}{until}"
        self.open_dossiers, self._newest = found.open_dossiers, found.newest
        self.in_force = f"phiên bản {found.in_force}" if found.in_force else "bản gốc"
        given = found.proposed
        self._given = given
        self.figures = [
            FigureRow(f.name, f.label, f.unit, f.article, f.works, f.value, f.value, "")
            for f in found.figures
        ]
        labels = {f.name: f.label for f in found.figures}
        self.versions = [
            VersionRow(
                v.number, v.state_label, _TONES[v.state], day(v.valid_from), v.source,
                f"{v.proposed_by} đề nghị, {v.published_by} ban hành {moment(v.published_at)}. "
                f"Lý do: {v.reason}",
                "; ".join(f"{label}: {v.figures.get(name, '')}" for name, label in labels.items()),
                v.note, v.may_call_off,
            )
            for v in found.versions
        ]  # fmt: skip
        self.waiting = _changes(found.differences)
        self.waiting_words = (
            f"Từ {day(given.valid_from)}, theo {given.source}. Lý do: {given.reason}"
            if given
            else ""
        )
        self._standing(found.next)
        self.writing, self.looked, self.wrong = False, False, {}

    @rx.event
    def begin(self):
        """Opens the boxes, with what was given back to be mended where there is something."""
        given = self._given
        self.writing, self.looked, self.wrong = True, False, {}
        self.problem = self.notice = ""
        if given is not None:
            self.figures = [
                dataclasses.replace(f, typed=given.figures.get(f.name, f.value))
                for f in self.figures
            ]
            self.valid_from, self.new_source = day(given.valid_from), given.source
            self.reason = given.reason

    @rx.event
    def stop_writing(self):
        """Closes the boxes; what was typed is gone."""
        self.writing, self.looked = False, False
        self.figures = [dataclasses.replace(f, typed=f.value, wrong="") for f in self.figures]

    @rx.event
    def set_figure(self, name: str, text: str):
        """Somebody typed a figure."""
        self.figures = [
            dataclasses.replace(f, typed=text) if f.name == name else f for f in self.figures
        ]
        self.looked = False

    @rx.event
    def set_day(self, text: str):
        """From when it holds."""
        self.valid_from, self.looked = text, False

    @rx.event
    def set_source(self, text: str):
        """The decree."""
        self.new_source = text

    @rx.event
    def set_reason(self, text: str):
        """Why."""
        self.reason = text

    def _typed(self) -> NewRegimeVersion:
        figures = {f.name: f.typed.strip()[:20] for f in self.figures}
        return NewRegimeVersion(
            self._newest, iso_day(self.valid_from.strip())[:10], figures, self.new_source[:300],
            self.reason[:500],
        )  # fmt: skip

    @rx.event
    async def look(self):
        """What it would change; nothing is kept."""
        self._clear()
        try:
            found = await regimes.preview(api(self, "officer"), self.key, self._typed())
        except ApiProblem as refused:
            self._refused(refused)
            return
        self.seen, self.effects, self.looked = _changes(found.differences), found.effects, True
        self.moved = [
            Moved(m.code, m.procedure_name, moment(m.due_at), moment(m.new_due_at))
            for m in found.moved[:50]
        ]
        self.moved_more = found.more or len(found.moved) > 50

    @rx.event
    async def propose(self):
        """Hands it to a second person."""
        await self._do(
            regimes.propose(api(self, "officer"), self.key, self._typed()),
            "Đã đề nghị. Người thứ hai xem và phê duyệt ở mục Đề nghị.",
        )

    @rx.event
    async def approve(self):
        """Publishes the version of somebody else."""
        await self._do(
            regimes.publish(api(self, "officer"), self.key, self._revision),
            "Đã ban hành; hồ sơ nộp từ ngày áp dụng theo phiên bản mới.",
        )

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives it back with what is to be mended."""
        note = str(form.get("note", ""))
        await self._do(
            regimes.give_back(api(self, "officer"), self.key, note), "Đã trả lại bản đề nghị."
        )

    @rx.event
    async def call_off(self, number: int):
        """Calls a published version off before its day."""
        reason = self.off_reason.strip()
        if len(reason) < 10:
            self._clear()
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        await self._do(
            regimes.call_off(api(self, "officer"), self.key, number, reason[:500]),
            "Đã hủy phiên bản trước ngày áp dụng.",
        )

    async def _do(self, work: Any, done: str) -> None:
        self._clear()
        try:
            found = await work
        except ApiProblem as refused:
            self._refused(refused)
            return
        self._show(found)
        self.notice = done

    def _clear(self) -> None:
        self.problem = self.notice = ""
        self.wrong = {}
        self.figures = [dataclasses.replace(f, wrong="") for f in self.figures]

    def _refused(self, refused: ApiProblem) -> None:
        self.problem, self.looked = refused.message, False
        said = {e.pointer.rsplit("/", 1)[-1]: e.message for e in refused.errors}
        self.wrong = {name: said.get(name, "") for name in _NOWHERE}
        self.figures = [dataclasses.replace(f, wrong=said.get(f.name, "")) for f in self.figures]


def _changes(found: list[RegimeDifference]) -> list[Change]:
    return [Change(d.label, d.article, d.old, d.new) for d in found]
