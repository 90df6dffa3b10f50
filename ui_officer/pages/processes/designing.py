"""The process in the address being written, tried and published."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import processes
from shared.client.base import ApiProblem
from shared.contracts.processes import (
    CheckProcess,
    Process,
    ProcessVersion,
    SaveProcess,
)
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.processes import shapes
from ui_officer.pages.processes.part_editing import PartEditing
from ui_officer.pages.processes.shapes import BranchRow, StepRow, Target
from ui_officer.pages.processes.trials import Trials


@dataclasses.dataclass
class Wrong:
    """One finding."""

    step: str
    message: str


class Design(PartEditing, Trials, rx.State):
    """The draft as it stands on the screen."""

    loaded: bool = False
    notice: str = ""
    title: str = ""
    agency: str = ""
    state: str = ""
    state_label: str = ""
    by: str = ""
    can_edit: bool = False
    can_approve: bool = False
    is_proposed: bool = False
    is_published: bool = False
    rows: list[StepRow] = []
    targets: list[Target] = []
    findings: list[Wrong] = []
    diagram: str = ""
    times: str = ""
    changed: bool = False
    moves: list[str] = []
    stays: list[str] = []
    move_asked: bool = False
    _code: str = ""

    @rx.event
    async def load(self):
        """Reads the version."""
        self.reset()
        try:
            self._show(await processes.process(api(self, "officer"), self.process_id))
            await self._list_agencies()
            await self._read_questions(self._code)
            await self._check()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/quy-trinh/{self.process_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: ProcessVersion) -> None:
        self.title = f"{found.procedure_code} · {found.procedure_name}"
        self.agency = found.agency.name
        self.state, self.state_label = found.state, found.state_label
        signed = [f"Sửa lúc {moment(found.changed_at)}, {found.changed_by}"]
        if found.proposed_by:
            signed.append(f"đề nghị: {found.proposed_by}")
        if found.approved_by:
            signed.append(f"phê duyệt: {found.approved_by}, {moment(found.approved_at)}")
        self.by = f"Bản {found.number}. {'; '.join(signed)}. {found.running} hồ sơ đang theo."
        self.can_edit, self.can_approve = found.can_edit, found.can_approve
        self.is_proposed, self.is_published = found.state == "proposed", found.state == "published"
        self.rows = shapes.rows(found.process)
        self._code, self._agency_id = found.procedure_code, found.agency.id
        self.changed = False

    def _draft(self) -> Process:
        return shapes.process(self._code, self.rows)

    async def _check(self) -> None:
        """Findings, picture and times of what is on the screen."""
        self.targets = [Target(row.id, row.name) for row in self.rows]
        self._show_sample()
        try:
            seen = await processes.check(
                api(self, "officer"), CheckProcess(self._agency_id, self._draft())
            )
        except msgspec.ValidationError:
            self.findings = [Wrong("", "Có ô chưa điền đúng: tên bước từ 2 ký tự, số giờ là số.")]
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        names = {row.id: row.name for row in self.rows}
        self.findings = [Wrong(names.get(f.step, ""), f.message) for f in seen.findings]
        wrong = {f.step: f.message for f in reversed(seen.findings)}
        self.rows = [dataclasses.replace(r, problem=wrong.get(r.id, "")) for r in self.rows]
        self.diagram = seen.diagram
        legal = f"{seen.legal_minutes / 60:g} giờ làm việc" if seen.legal_minutes else "chưa rõ"
        longest = f"{seen.longest_minutes / 60:g}".replace(".", ",")
        self.times = f"Đường dài nhất: {longest} giờ làm việc. Thời hạn của thủ tục: {legal}."

    async def _after_edit(self) -> None:
        self.changed, self.notice, self.problem = True, "", ""
        await self._check()

    @rx.event
    async def set_cell(self, number: int, column: str, value: str):
        """One cell of a step: name, role, hours or done_by."""
        self.rows[number] = dataclasses.replace(self.rows[number], **{column: value})
        await self._after_edit()

    @rx.event
    async def toggle_act(self, number: int, act: str, on: bool):
        """An act that may be done besides."""
        row = self.rows[number]
        acts = [a for a in row.acts if a != act] + ([act] if on else [])
        self.rows[number] = dataclasses.replace(row, acts=acts)
        await self._after_edit()

    @rx.event
    async def set_branch(self, number: int, branch: int, column: str, value: str):
        """One cell of a branch: target, field, op or words."""
        row = self.rows[number]
        branches = list(row.branches)
        branches[branch] = dataclasses.replace(branches[branch], **{column: value})
        self.rows[number] = dataclasses.replace(row, branches=branches)
        await self._after_edit()

    @rx.event
    async def add_branch(self, number: int):
        """A branch tried before those that are there."""
        row = self.rows[number]
        to = row.branches[0].target if row.branches else (self.rows[-1].id if self.rows else "")
        fresh = BranchRow(to, "channel" if row.branches else "", "is", "", "")
        self.rows[number] = dataclasses.replace(row, branches=[fresh, *row.branches])
        await self._after_edit()

    @rx.event
    async def drop_branch(self, number: int, branch: int):
        """One branch less."""
        row = self.rows[number]
        branches = [b for i, b in enumerate(row.branches) if i != branch]
        self.rows[number] = dataclasses.replace(row, branches=branches)
        await self._after_edit()

    @rx.event
    async def add_step(self, number: int):
        """A step after another, in its way."""
        fresh = shapes.new_step(self.rows, number)
        before = self.rows[number]
        if before.branches:
            fresh = dataclasses.replace(fresh, branches=[before.branches[-1]])
            last = dataclasses.replace(before.branches[-1], target=fresh.id)
            self.rows[number] = dataclasses.replace(before, branches=[*before.branches[:-1], last])
        self.rows = [*self.rows[: number + 1], fresh, *self.rows[number + 1 :]]
        await self._after_edit()

    @rx.event
    async def drop_step(self, number: int):
        """One step less; ways to it lead to where it led."""
        gone = self.rows[number]
        instead = gone.branches[-1].target if gone.branches else ""
        self.rows = [
            dataclasses.replace(
                row,
                branches=[
                    dataclasses.replace(b, target=instead) if b.target == gone.id else b
                    for b in row.branches
                    if b.target != gone.id or instead
                ],
            )
            for i, row in enumerate(self.rows)
            if i != number
        ]
        await self._after_edit()

    @rx.event
    async def save(self):
        """Keeps the draft."""
        await self._keep("Đã lưu bản soạn.")

    async def _keep(self, done: str) -> bool:
        self.problem = ""
        try:
            saved = await processes.save(
                api(self, "officer"), SaveProcess(self._agency_id, self._draft())
            )
        except msgspec.ValidationError:
            self.problem = "Chưa lưu: hãy sửa các ô chưa điền đúng."
            return False
        except ApiProblem as refused:
            self.problem = refused.message
            return False
        self._show(saved)
        await self._check()
        self.notice = done
        return True

    @rx.event
    async def propose(self):
        """Saves, and hands the draft to the approver."""
        if await self._keep(""):
            await self._move(processes.propose, "Đã đề nghị phê duyệt.")

    @rx.event
    async def publish(self):
        """Puts it in force."""
        await self._move(processes.publish, "Đã áp dụng cho hồ sơ tiếp nhận từ bây giờ.")

    @rx.event
    async def send_back(self):
        """Back to work on."""
        await self._move(processes.send_back, "Đã trả lại để soạn tiếp.")

    async def _move(self, act: Any, done: str) -> None:
        self.problem, self.notice = "", ""
        try:
            self._show(await act(api(self, "officer"), self.process_id))
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        await self._check()
        self.notice = done

    @rx.event
    async def ask_move(self):
        """Lists running dossiers of older versions that would move."""
        await self._move_running(apply=False)

    @rx.event
    async def do_move(self):
        """Moves them."""
        await self._move_running(apply=True)

    async def _move_running(self, *, apply: bool) -> None:
        self.problem = ""
        try:
            moved = await processes.move(api(self, "officer"), self.process_id, apply=apply)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.moves, self.stays, self.move_asked = moved.moves, moved.stays, not apply
        if apply:
            self.notice = f"Đã chuyển {len(moved.moves)} hồ sơ; {len(moved.stays)} giữ bản cũ."

    @rx.event
    def export(self):
        """The draft as a file."""
        text = msgspec.json.format(msgspec.json.encode(self._draft()), indent=2).decode()
        return rx.download(data=text, filename=f"quy-trinh-{self._code}.json")

    @rx.event
    def export_bpmn(self):
        """The version as it was saved last, for a BPMN viewer."""
        return rx.download(
            url=f"/api/v1/processes/{self.process_id}/bpmn",
            filename=f"quy-trinh-{self._code}.bpmn",
        )

    @rx.event
    async def take_in(self, form: dict[str, Any]):
        """A draft read from a file; nothing of a broken file is taken."""
        self.problem = ""
        try:
            read = msgspec.json.decode(str(form.get("file_text", "")), type=Process)
        except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
            self.problem = f"Tệp không phải quy trình đọc được: {wrong}"
            return
        if read.procedure_code != self._code:
            self.problem = f"Tệp là quy trình của thủ tục {read.procedure_code}; hãy chọn tệp khác."
            return
        table = shapes.rows(read)
        first = [row for row in table if row.id == read.start]
        self.rows = first + [row for row in table if row.id != read.start]
        self.notice = "Đã đọc tệp. Xem lại rồi lưu."
        await self._after_edit()
