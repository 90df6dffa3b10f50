"""Disposal lists: proposed by one, reviewed by a second, decided by a third person."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import archive_packages, identity
from shared.client.base import ApiProblem
from shared.contracts.archive_packages import DisposalList, ProposeDisposal
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import day, iso_day, moment, size
from ui_officer.pages.archive.package_state import Agency


@dataclasses.dataclass
class Item:
    """One list in words."""

    id: str
    title: str
    reason: str
    people: list[str]
    state: str
    chip: str
    percent: int
    running: bool
    counts: str
    problem: str
    may: list[str]


@dataclasses.dataclass
class Line:
    """One dossier of the open list."""

    id: str
    code: str
    procedure: str
    closed: str
    kept: str
    files: str
    outcome: str


class Disposals(StepUpMixin, rx.State):
    """Lists, and the lines of the open one."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    list_error: str = ""
    busy: bool = False
    items: list[Item] = []
    agencies: list[Agency] = []
    active: bool = False
    opened: str = ""
    lines: list[Line] = []
    cursor: str = ""
    refusing: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the lists."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        kept = {r.agency_id: r.agency_name for r in me.roles if r.role in ("clerk", "leader")}
        self.agencies = [Agency(id_, name) for id_, name in kept.items()]
        await self._read()
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """How far the queue is."""
        if self.active:
            await self._read()
            if not self.active and self.opened:
                await self._open()

    async def _read(self) -> None:
        try:
            page = await archive_packages.disposals(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = "" if refused.status == 403 else refused.message
            return
        self.items = [_item(found) for found in page.items]
        self.active = any(item.running for item in self.items)

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """Lists what is beyond its time; what was typed stays."""
        if self.busy:
            return
        self.busy, self.error = True, ""
        yield
        self.busy = False
        try:
            wanted = msgspec.convert(
                {
                    "agency_id": str(form.get("agency_id", "")),
                    "until": iso_day(str(form.get("until", "")).strip()),
                    "reason": str(form.get("reason", "")).strip(),
                },
                ProposeDisposal,
            )
            made = await archive_packages.propose_disposal(api(self, "officer"), wanted)
        except msgspec.ValidationError:
            self.error = "Ghi ngày dạng ngày/tháng/năm và lý do, ít nhất 10 ký tự."
            return
        except ApiProblem as refused:
            self.error = refused.message
            return
        await self._read()
        self.opened = made.id
        await self._open()

    @rx.event
    async def open(self, id_: str):
        """Shows or hides the lines of a list."""
        self.opened = "" if self.opened == id_ else id_
        await self._open()

    async def _open(self) -> None:
        self.lines, self.cursor = [], ""
        if self.opened:
            await self._more()

    @rx.event
    async def more(self):
        """More lines."""
        await self._more()

    async def _more(self) -> None:
        try:
            page = await archive_packages.disposal_lines(
                api(self, "officer"), self.opened, self.cursor
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cursor = page.next_cursor or ""
        self.lines = self.lines + [
            Line(
                line.dossier_id,
                line.code,
                line.procedure_name,
                day(line.closed_at),
                day(line.keep_until),
                f"{line.files} tệp, {size(line.bytes)}" if line.files else "Không có tệp",
                f"Đã hủy {moment(line.destroyed_at)}" if line.destroyed_at else line.kept_because,
            )
            for line in page.items
        ]

    @rx.event
    async def review(self, id_: str):
        """Every line was looked at."""
        await self._step(archive_packages.review_disposal, "review", id_)

    @rx.event
    async def approve(self, id_: str):
        """Decides; asks for a proof of who it is first."""
        await self._step(archive_packages.approve_disposal, "approve", id_)

    async def _step(self, work: Any, name: str, id_: str) -> None:
        self.list_error = ""
        try:
            await work(api(self, "officer"), id_)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again(name, id_)
            else:
                self.list_error = refused.message
            return
        await self._read()

    @rx.event
    def refuse(self, id_: str):
        """Opens the field for the reason."""
        self.refusing, self.list_error = id_, ""

    @rx.event
    async def refused(self, form: dict[str, Any]):
        """Nothing of the list goes."""
        reason = str(form.get("refusal", "")).strip()
        if len(reason) < 10:
            self.list_error = "Ghi lý do không đồng ý, ít nhất 10 ký tự."
            return
        try:
            await archive_packages.refuse_disposal(api(self, "officer"), self.refusing, reason)
        except ApiProblem as problem:
            self.list_error = problem.message
            return
        self.refusing = ""
        await self._read()


def _item(found: DisposalList) -> Item:
    people = [f"Lập: {found.proposed_by}, {moment(found.proposed_at)}"]
    if found.reviewed_at:
        people.append(f"Thẩm định: {found.reviewed_by}, {moment(found.reviewed_at)}")
    if found.approved_at:
        people.append(f"Quyết định: {found.approved_by}, {moment(found.approved_at)}")
    if found.refusal:
        people.append(f"Không đồng ý: {found.refused_by}. {found.refusal}")
    counts = f"{found.total} hồ sơ"
    if found.done or found.kept:
        counts += f": đã hủy {found.done}, giữ lại {found.kept}"
    return Item(
        found.id,
        f"{found.agency_name}, {counts}",
        found.reason,
        people,
        found.state_label,
        {"done": "ok", "refused": "waiting", "failed": "bad"}.get(found.state, "due_soon"),
        found.percent,
        found.state in ("running", "failed"),
        counts,
        found.problem,
        found.may,
    )
