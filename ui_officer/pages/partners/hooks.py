"""Where a program is told of events: its addresses, how each is doing, and what it was told."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import webhooks
from shared.client.base import ApiProblem
from shared.contracts.programs import Webhook, WebhookDelivery
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment
from shared.vocabulary.acts import ACT_LABELS
from ui_officer.layout import message


@dataclasses.dataclass
class Hook:
    """One address in words."""

    id: str
    url: str
    procedures: str
    state: str
    state_label: str
    doing: str
    waiting: int


@dataclasses.dataclass
class Told:
    """One telling in words."""

    what: str
    dossier: str
    state: str
    state_label: str
    tries: str
    at: str
    error: str


class Hooks(StepUpMixin, rx.State):
    """The addresses of one program, and the log of one address."""

    program: str = ""
    program_id: str = ""
    rows: list[Hook] = []
    log_of: str = ""
    log_url: str = ""
    log: list[Told] = []
    more: str = ""
    switching: str = ""
    switching_on: bool = False
    problem: str = ""
    notice: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def open_for(self, id_: str, name: str):
        """Shows the addresses of a program."""
        self.reset()
        self.program, self.program_id = name, id_
        await self._read()

    @rx.event
    def close(self):
        """Shows them no more."""
        self.reset()

    @rx.event
    async def read_log(self, id_: str, url: str):
        """What an address was told, the newest first."""
        self.log_of, self.log_url, self.log, self.more = id_, url, [], ""
        await self._fetch()

    @rx.event
    async def fetch_more(self):
        """What it was told before."""
        await self._fetch()

    @rx.event
    def begin_switch(self, id_: str, on: bool):
        """Asks for the reason."""
        self.switching, self.switching_on, self.problem, self.notice = id_, on, "", ""

    @rx.event
    def leave_switch(self):
        """Leaves it as it is."""
        self.switching = ""

    @rx.event
    async def switch(self, form: dict[str, Any]):
        """Switches an address off or on again."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 3:
            self.problem = "Ghi lý do, ít nhất 3 ký tự."
            return
        on = self.switching_on
        try:
            await webhooks.switch(api(self, "officer"), self.switching, on, reason)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("switch", form)
                return
            self.problem = refused.message
            return
        self.switching, self.problem = "", ""
        self.notice = "Đã bật lại." if on else "Đã tắt, có hiệu lực ngay."
        await self._read()

    async def _read(self):
        try:
            found = await webhooks.of_client(api(self, "officer"), self.program_id)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rows = [_hook(one) for one in found]

    async def _fetch(self):
        try:
            page = await webhooks.told(api(self, "officer"), self.log_of, self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.log = self.log + [_told(one) for one in page.items]
        self.more = page.next_cursor or ""


def _hook(one: Webhook) -> Hook:
    if one.disabled_why:
        doing = one.disabled_why
    elif one.failing_since:
        doing = f"Không nhận được từ {moment(one.failing_since)}"
    elif one.last_success_at:
        doing = f"Nhận gần nhất {moment(one.last_success_at)}"
    else:
        doing = "Chưa gửi lần nào"
    return Hook(
        id=one.id,
        url=one.url,
        procedures=", ".join(one.procedures) or "Mọi thủ tục được theo dõi",
        state=one.state,
        state_label=one.state_label,
        doing=doing,
        waiting=one.waiting,
    )


def _told(one: WebhookDelivery) -> Told:
    label = next((words.vi for act, words in ACT_LABELS.items() if act == one.act), "")
    taken = f", {one.latency_ms} ms" if one.latency_ms is not None else ""
    return Told(
        what=label or ("Gửi thử" if one.kind == "ping" else "Sự kiện"),
        dossier=one.dossier,
        state=one.state,
        state_label=one.state_label,
        tries=f"{one.attempts} lần{taken}" if one.attempts else "Chưa gửi",
        at=moment(one.sent_at or one.tried_at or one.created_at),
        error=one.last_error,
    )


def _row(hook: rx.Var[Hook]) -> Component:
    chip = rx.match(hook.state, ("active", "chip ok"), ("failing", "chip warn"), "chip bad")
    return rx.el.tr(
        rx.el.td(rx.el.code(hook.url), rx.el.span(hook.procedures, class_name="sub")),
        rx.el.td(
            rx.el.span(hook.state_label, class_name=chip), rx.el.span(hook.doing, class_name="sub")
        ),
        rx.el.td(hook.waiting),
        rx.el.td(
            rx.el.button(
                "Nhật ký", type="button", on_click=Hooks.read_log(hook.id, hook.url),
                class_name="link", aria_label="Nhật ký: " + hook.url,
            ),
            rx.cond(
                hook.state == "disabled",
                rx.el.button(
                    "Bật lại", type="button", on_click=Hooks.begin_switch(hook.id, True),
                    class_name="link", aria_label="Bật lại: " + hook.url,
                ),
                rx.el.button(
                    "Tắt", type="button", on_click=Hooks.begin_switch(hook.id, False),
                    class_name="link", aria_label="Tắt: " + hook.url,
                ),
            ),
            class_name="row-acts",
        ),
    )  # fmt: skip


def _log_row(told: rx.Var[Told]) -> Component:
    chip = rx.match(
        told.state, ("sent", "chip ok"), ("dead", "chip bad"), ("maybe", "chip warn"), "chip"
    )
    return rx.el.tr(
        rx.el.td(told.at),
        rx.el.td(told.what, rx.el.span(told.dossier, class_name="sub")),
        rx.el.td(rx.el.span(told.state_label, class_name=chip)),
        rx.el.td(told.tries, rx.el.span(told.error, class_name="sub")),
    )


def _table(heads: tuple[str, ...], rows: Component) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])), rx.el.tbody(rows)
    )


def _reason() -> Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(
                rx.cond(Hooks.switching_on, "Vì sao bật lại", "Vì sao tắt"),
                html_for="switch-reason",
            ),
            rx.el.input(
                id="switch-reason", name="reason", type="text", auto_focus=True, max_length=500
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Hooks.switching_on, "Bật lại", "Tắt"), type="submit", class_name="button"
            ),
            rx.el.button(
                "Thôi", type="button", on_click=Hooks.leave_switch, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Hooks.switch,
    )


def hooks() -> Component:
    """The panel below the list."""
    return rx.cond(
        Hooks.program != "",
        rx.el.section(
            rx.el.div(
                rx.el.h2("Nơi nhận sự kiện: ", Hooks.program),
                rx.el.button("Đóng", type="button", on_click=Hooks.close, class_name="link"),
                class_name="head",
            ),
            rx.cond(Hooks.problem != "", message(Hooks.problem)),
            rx.cond(Hooks.notice != "", message(Hooks.notice, "good")),
            rx.cond(
                Hooks.rows.length() > 0,
                _table(
                    ("Địa chỉ", "Tình trạng", "Chờ gửi", "Thao tác"),
                    rx.foreach(Hooks.rows, _row),
                ),
                rx.el.p(
                    "Chương trình chưa khai địa chỉ nào; nó tự đọc sự kiện.", class_name="muted"
                ),
            ),
            rx.cond(Hooks.switching != "", _reason()),
            rx.cond(
                Hooks.log_of != "",
                rx.fragment(
                    rx.el.h3("Nhật ký gửi đến ", rx.el.code(Hooks.log_url)),
                    rx.cond(
                        Hooks.log.length() > 0,
                        _table(
                            ("Lúc", "Sự kiện", "Kết quả", "Số lần gửi"),
                            rx.foreach(Hooks.log, _log_row),
                        ),
                        rx.el.p("Chưa gửi gì đến địa chỉ này.", class_name="muted"),
                    ),
                    rx.cond(
                        Hooks.more != "",
                        rx.el.button(
                            "Xem cũ hơn",
                            type="button",
                            on_click=Hooks.fetch_more,
                            class_name="button plain",
                        ),
                    ),
                ),
            ),
            class_name="panel",
            custom_attrs={"aria-label": "Nơi nhận sự kiện"},
        ),
    )
