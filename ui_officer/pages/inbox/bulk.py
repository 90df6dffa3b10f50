"""Many dossiers at once: chosen, looked at, done a few at a time with a result for each."""

from typing import Any

import reflex as rx

from shared.client import inbox
from shared.client.base import ApiProblem
from shared.contracts.inbox import BulkAct, BulkDo, BulkPreview, MarkRead
from shared.ui.elements import wish
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.vocabulary.acts import ACT_LABELS, Act
from ui_officer.layout import Person
from ui_officer.pages.inbox.listing import Inbox
from ui_officer.pages.inbox.shapes import Line, line_of, outcome_of

BULK_ACTS: tuple[BulkAct, ...] = ("accept", "transfer", "assign", "submit_for_approval", "approve")
EXPECTED_ACT: dict[str, BulkAct] = {
    "waiting_acceptance": "accept",
    "result_ready": "transfer",
    "unit": "assign",
    "mine": "submit_for_approval",
    "approval": "approve",
}
_AT_ONCE = 10


class Bulk(StepUpMixin, rx.State):
    """What is chosen and what is being done to it."""

    chosen: list[str] = []
    act: str = ""
    label: str = ""
    lines: list[Line] = []
    officers: dict[str, str] = {}
    officer_id: str = ""
    ready: int = 0
    problem: str = ""
    stage: str = ""  # "", "preview", "working", "done"
    done: int = 0
    failed: int = 0
    wish: str = ""
    _versions: dict[str, int] = {}

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    def load(self):
        """Nothing is chosen on a new page."""
        self.reset()

    @rx.event
    def choose(self, dossier_id: str):
        """Takes a dossier in or out."""
        if dossier_id in self.chosen:
            self.chosen.remove(dossier_id)
        else:
            self.chosen.append(dossier_id)

    @rx.event
    async def choose_all(self):
        """All rows of the page, or none when all are chosen."""
        listed = [row.id for row in (await self.get_state(Inbox)).rows]
        self.chosen = [] if set(listed) <= set(self.chosen) else listed

    @rx.event
    async def seen(self):
        """Clears the marks of the chosen rows."""
        chosen, self.chosen = list(self.chosen), []
        yield Inbox.mark_read(chosen)

    @rx.event
    async def preview(self, act: str):
        """Shows what the act would do to each of the chosen dossiers."""
        self.problem, self.officer_id, self.done, self.failed = "", "", 0, 0
        try:
            plan = await inbox.preview_bulk(
                api(self, "officer"), BulkPreview(act, list(self.chosen)[:100])
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.act, self.label = act, plan.label
        self.lines = [line_of(line) for line in plan.lines]
        self._versions = {line.id: line.version for line in plan.lines if line.allowed}
        self.officers = {o.id: f"{o.full_name} ({o.open_dossiers})" for o in plan.officers}
        self.ready = len(self._versions)
        if act == Act.ASSIGN and self.ready and not self.officers:
            self.problem = (
                "Các hồ sơ đã chọn thuộc nhiều phòng, nên không có người thụ lý chung. "
                "Hãy chọn hồ sơ của một phòng."
            )
            self.ready = 0
        self.stage, self.wish = "preview", wish("focus", "bulk-title")

    @rx.event
    async def do(self, form: dict[str, Any]):
        """Does it, a few dossiers at a time, showing how far it is."""
        self.officer_id = str(form.get("officer_id", ""))
        if self.act == Act.ASSIGN and not self.officer_id:
            self.problem = "Hãy chọn người thụ lý."
            return
        self.problem, self.stage = "", "working"
        yield
        waiting = list(self._versions.items())
        lines = {line.id: line for line in self.lines}
        while waiting:
            part, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            items = [MarkRead(id_, version) for id_, version in part]
            try:
                outcomes = await inbox.do_bulk(
                    api(self, "officer"), BulkDo(self.act, items, self.officer_id)
                )
            except ApiProblem as refused:
                if needs_step_up(refused):
                    # The rest waits for the proof and goes on from here.
                    await self.ask_again("do", form)
                    return
                self.problem = f"{refused.message} Đã dừng; các hồ sơ chưa làm vẫn giữ nguyên."
                break
            for outcome in outcomes:
                self._versions.pop(outcome.id, None)
                lines[outcome.id] = outcome_of(lines[outcome.id], outcome)
                self.done += outcome.done
                self.failed += not outcome.done
            self.lines = list(lines.values())
            yield
        self.stage, self.chosen, self.wish = "done", [], wish("focus", "bulk-title")
        yield Inbox.refresh
        yield Person.enter

    @rx.event
    def let_be(self):
        """Nothing more is done; what was done before the question stays done."""
        self.asking, self._again, self._arguments = False, "", []
        self.stage = "done" if self.done + self.failed else "preview"

    @rx.event
    def close(self):
        """Back to the list; what was chosen stays chosen while nothing was done."""
        self.stage, self.lines, self.problem = "", [], ""


def label_of(act: BulkAct) -> str:
    """The act in words."""
    return ACT_LABELS[Act(act)].vi
