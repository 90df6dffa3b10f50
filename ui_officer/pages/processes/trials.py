"""What trying a draft gave: a sample dossier with a clock, past dossiers led through it."""

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx

from shared.client import catalogue, processes
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.contracts.processes import CheckProcess, Process, Replay, Simulate
from shared.ui.fields import Field, Tick, field, is_empty, typed
from shared.ui.session import api
from shared.ui.words import moment, typed_moment

_MANY_PARTS = ("group", "address", "bank_account", "choices")
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclasses.dataclass
class Passed:
    """One step of a simulated dossier."""

    name: str
    role: str
    entered: str
    due: str
    left: str
    late: bool


@dataclasses.dataclass
class Pair:
    """A value and what it is called."""

    value: str
    label: str


@dataclasses.dataclass
class Past:
    """One past dossier in the draft."""

    id: str
    code: str
    kind: str
    outcome: str
    step: str
    detail: str


class Trials(rx.State, mixin=True):
    """Part of the designer's state; the draft itself is the designer's."""

    problem: str = ""
    passed: list[Passed] = []
    simulated: str = ""
    past: list[Past] = []
    replayed: str = ""
    replaying: bool = False
    replay_id: str = ""
    sample: list[Field] = []
    provinces: list[Tick] = []
    fields_known: list[Pair] = []
    now: str = ""
    _agency_id: str = ""
    _questions: list[Question] = []

    async def _read_questions(self, code: str) -> None:
        """What the form of the procedure asks, so that branches and samples speak its words."""
        self.now = datetime.now(_VIETNAM).strftime("%H:%M %d/%m/%Y")
        try:
            self._questions = (await catalogue.form(api(self, "officer"), code)).questions
        except ApiProblem:
            self._questions = []  # only taken in on paper
        self.fields_known = [Pair(f"answers.{q.key}", q.label) for q in self._questions]

    def _branching(self) -> list[Question]:
        """The questions that branches of the draft ask about."""
        asked = {branch.field for row in self.rows for branch in row.branches}
        return [
            q for q in self._questions if f"answers.{q.key}" in asked and q.kind not in _MANY_PARTS
        ]

    def _show_sample(self) -> None:
        self.sample = [
            dataclasses.replace(field(q, "", f"sample-{q.key}"), required=False)
            for q in self._branching()
        ]

    def _draft(self) -> Process:
        raise NotImplementedError

    @rx.event
    async def simulate(self, form: dict[str, Any]):
        """A sample dossier with a moving clock."""
        self.problem, self.passed, self.simulated = "", [], ""
        at = typed_moment(str(form.get("accepted_at", "")))
        pace = str(form.get("pace", "")).strip() or "100"
        if at is None or not (pace.isascii() and pace.isdigit()):
            self.problem = (
                "Ghi thời điểm tiếp nhận theo dạng giờ:phút ngày/tháng/năm, ví dụ 15:30 "
                "27/11/2026; tốc độ là số phần trăm."
            )
            return
        given = {q.key: typed(q, form) for q in self._branching()}
        try:
            tried = await processes.simulate(
                api(self, "officer"),
                Simulate(
                    self._agency_id,
                    self._draft(),
                    at.replace(tzinfo=_VIETNAM).isoformat(),
                    str(form.get("channel", "desk")),
                    answers={k: str(v) for k, v in given.items() if not is_empty(v)},
                    pace_percent=max(1, min(1000, int(pace))),
                ),
            )
        except (ApiProblem, msgspec.ValidationError) as refused:
            self.problem = (
                refused.message
                if isinstance(refused, ApiProblem)
                else "Hãy sửa các ô chưa điền đúng."
            )
            return
        self.passed = [
            Passed(
                p.name, p.role_label, moment(p.entered_at), moment(p.due_at), moment(p.left_at),
                p.late,
            )
            for p in tried.passages
        ]  # fmt: skip
        if tried.stopped:
            self.simulated = f"Không đi hết được: {tried.stopped}"
        else:
            verdict = "quá hạn" if tried.late else "trong hạn"
            self.simulated = f"Xong lúc {moment(tried.finished_at)}."
            if tried.due_at:
                self.simulated += f" Hạn trả {moment(tried.due_at)}: {verdict}."

    @rx.event
    async def replay(self):
        """Past dossiers led through the draft."""
        self.problem, self.past, self.replayed, self.replaying = "", [], "", False
        try:
            found = await processes.replay(
                api(self, "officer"), CheckProcess(self._agency_id, self._draft())
            )
        except msgspec.ValidationError:
            self.problem = "Hãy sửa các ô chưa điền đúng."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._told(found)

    @rx.event
    async def watch(self, _at: str):
        """How far the queue is with it."""
        if not self.replaying:
            return
        try:
            self._told(await processes.replay_progress(api(self, "officer"), self.replay_id))
        except ApiProblem as refused:
            self.problem, self.replaying = refused.message, False

    def _told(self, found: Replay) -> None:
        self.replay_id, self.replaying = found.id, not found.finished
        if found.total == 0:
            self.replayed = "Chưa có hồ sơ nào của thủ tục này được tiếp nhận để cho đi lại."
            return
        far = f"Đang cho đi lại: {found.percent}%. " if self.replaying else ""
        unknown = f", {found.uncounted} không tính được hạn" if found.uncounted else ""
        self.replayed = (
            f"{far}Đã xem {found.looked_at} trên {found.total} hồ sơ: {found.fits} đi hết đúng hạn "
            f"từng bước, {found.late} có bước quá hạn, {found.stuck} bị kẹt, {found.running} còn "
            f"đang giải quyết{unknown}."
        )
        self.past = [
            Past(d.dossier_id, d.code, d.outcome, d.outcome_label, d.step, d.detail)
            for d in found.dossiers[:50]
        ]
