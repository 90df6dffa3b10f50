"""One change of agencies: what it moves, approved or called off, how far it is."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import mergers
from shared.client.base import ApiProblem
from shared.contracts.mergers import ChangeView
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import day, moment
from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.effects import TONES, Preview, preview_of


class Change(StepUpMixin, Preview, rx.State):
    """One change."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    id: str = ""
    kind: str = ""
    summary: str = ""
    state: str = ""
    state_label: str = ""
    tone: str = ""
    facts: list[str] = []
    may_approve: bool = False
    why_not: str = ""
    may_cancel: bool = False
    total: int = 0
    moved: int = 0
    percent: int = 0

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the change of the address."""
        self.reset()
        self.id = str(self.router.url.path or "").rstrip("/").rsplit("/", 1)[-1]
        await self._call(mergers.change(api(self, "officer"), self.id), "")
        self.loaded = True

    @rx.event
    async def check(self, _moment: str):
        """How far the queue is."""
        if self.state == "moving":
            await self._call(mergers.change(api(self, "officer"), self.id), "")

    @rx.event
    async def approve(self):
        """The second person's word."""
        done = "Đã phê duyệt. Thay đổi có hiệu lực vào ngày đã ghi."
        await self._call(mergers.approve(api(self, "officer"), self.id), done, "approve")

    @rx.event
    async def cancel(self, form: dict[str, Any]):
        """Calls it off."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        await self._call(mergers.cancel(api(self, "officer"), self.id, reason), "Đã hủy.")

    async def _call(self, call: Any, done: str, handler: str = "") -> None:
        self.problem, self.notice = "", ""
        try:
            self._tell(await call)
        except ApiProblem as refused:
            if handler and needs_step_up(refused):
                await self.ask_again(handler)
                return
            self.problem = refused.message
            return
        self.notice = done

    def _tell(self, c: ChangeView) -> None:
        self.kind, self.summary = c.row.kind_label, c.row.summary
        self.state, self.state_label, self.tone = c.row.state, c.row.state_label, TONES[c.row.state]
        self.facts = [
            f"Căn cứ: {c.row.decision}", f"Ngày hiệu lực: {day(c.row.effective_on)}",
            f"Lý do: {c.plan.reason}",
            f"Đề nghị: {c.row.proposed_by}, {moment(c.row.proposed_at)}",
            *([f"Phê duyệt: {c.approved_by}"] if c.approved_by else []),
            *([f"Ghi chú: {c.note}"] if c.note else []),
        ]  # fmt: skip
        self.may_approve, self.why_not = c.may_approve, c.why_not_approve
        self.may_cancel = c.may_cancel
        self.total, self.moved, self.percent = c.total, c.moved, c.percent
        self._preview(c.preview)


@rx.page(
    route="/thay-doi-co-quan/[change_id]",
    title="Thay đổi cơ quan – Một cửa điện tử",
    on_load=[Person.enter, Change.load],
)
def one() -> Component:
    """One change."""
    return shell(
        rx.el.p(rx.el.a("Thay đổi cơ quan", href="/thay-doi-co-quan/"), class_name="small"),
        rx.el.h1(
            rx.cond(Change.kind != "", Change.kind, "Thay đổi cơ quan"),
            " ",
            rx.el.span(Change.state_label, class_name="chip " + Change.tone),
        ),
        rx.el.p(Change.summary, class_name="lead"),
        rx.cond(Change.problem != "", message(Change.problem)),
        rx.cond(Change.notice != "", message(Change.notice, "good")),
        rx.el.ul(rx.foreach(Change.facts, rx.el.li), class_name="plain-list"),
        rx.cond(
            Change.total > 0,
            rx.el.p(
                f"Đã chuyển {Change.moved}/{Change.total} hồ sơ ",
                rx.el.progress(value=Change.percent, max=100, aria_label="Hồ sơ đã chuyển"),
                role="status",
            ),
        ),
        rx.cond(
            Change.state == "moving",
            rx.moment(interval=2000, on_change=Change.check, class_name="sr"),
        ),
        preview_of(Change),
        rx.cond(Change.why_not != "", rx.el.p(Change.why_not, class_name="note")),
        rx.cond(
            Change.may_approve,
            rx.el.p(
                rx.el.button(
                    "Phê duyệt", type="button", on_click=Change.approve, class_name="button"
                )
            ),
        ),
        rx.cond(
            Change.may_cancel,
            rx.el.form(
                rx.el.input(
                    name="reason", type="text", placeholder="Lý do hủy", aria_label="Lý do hủy",
                    auto_complete="off", max_length=500,
                ),
                rx.el.button("Hủy thay đổi", type="submit", class_name="button plain"),
                on_submit=Change.cancel,
                class_name="bar",
            ),
        ),
        step_up_dialog(Change),
    )  # fmt: skip
