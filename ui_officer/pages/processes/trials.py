"""What trying a draft gave: a sample dossier with a clock, past dossiers led through it."""

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx

from shared.client import processes
from shared.client.base import ApiProblem
from shared.contracts.processes import CheckProcess, Process, Simulate
from shared.ui.session import api
from shared.ui.words import moment

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
    _agency_id: str = ""

    def _draft(self) -> Process:
        raise NotImplementedError

    @rx.event
    async def simulate(self, form: dict[str, Any]):
        """A sample dossier with a moving clock."""
        self.problem, self.passed, self.simulated = "", [], ""
        try:
            at = datetime.fromisoformat(str(form.get("accepted_at", ""))).replace(tzinfo=_VIETNAM)
            pace = max(1, min(1000, int(str(form.get("pace", "100")) or 100)))
        except ValueError:
            self.problem = "Chọn thời điểm tiếp nhận, và tốc độ là số phần trăm."
            return
        answers = dict(
            part.split("=", 1)
            for part in str(form.get("answers", "")).replace("\n", ",").split(",")
            if "=" in part
        )
        try:
            tried = await processes.simulate(
                api(self, "officer"),
                Simulate(
                    self._agency_id,
                    self._draft(),
                    at.isoformat(),
                    str(form.get("channel", "desk")),
                    answers={k.strip(): v.strip() for k, v in answers.items()},
                    pace_percent=pace,
                ),
            )
        except (ApiProblem, msgspec.ValidationError) as refused:
            wrong = isinstance(refused, ApiProblem)
            self.problem = refused.message if wrong else "Có ô chưa điền đúng."  # type: ignore[union-attr]
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
            due = f", hạn trả {moment(tried.due_at)}: {verdict}" if tried.due_at else ""
            self.simulated = f"Xong lúc {moment(tried.finished_at)}{due}."

    @rx.event
    async def replay(self):
        """Past dossiers led through the draft."""
        self.problem, self.past, self.replayed = "", [], ""
        try:
            found = await processes.replay(
                api(self, "officer"), CheckProcess(self._agency_id, self._draft())
            )
        except msgspec.ValidationError:
            self.problem = "Có ô chưa điền đúng."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.replayed = (
            f"{found.looked_at} hồ sơ gần nhất: {found.fits} đi hết đúng hạn từng bước, "
            f"{found.late} có bước quá hạn, {found.stuck} bị kẹt, {found.running} còn đang giải "
            "quyết."
        )
        self.past = [
            Past(d.dossier_id, d.code, d.outcome, d.outcome_label, d.step, d.detail)
            for d in found.dossiers[:50]
        ]
