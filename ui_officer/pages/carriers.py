"""How text messages are carried: two gateways, the rule by which one is left, what changed."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import Providers, SetFailover, TurnProvider
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_NUMBERS = {
    "share_percent": "Tỷ lệ chậm (%)",
    "late_minutes": "Chậm khi quá (phút)",
    "window_minutes": "Xét trong (phút)",
    "minimum": "Ít nhất (tin)",
    "rest_minutes": "Thử lại cổng thứ nhất sau (phút)",
}


@dataclasses.dataclass
class Carrier:
    """One gateway."""

    id: str
    name: str
    state: str
    tone: str
    tried: int
    late: str
    may_turn: bool


@dataclasses.dataclass
class Happened:
    """One line of what changed, or of what was not believed."""

    at: str
    what: str
    why: str


class Carriers(rx.State):
    """What is shown."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    carriers: list[Carrier] = []
    numbers: dict[str, str] = {}
    turns: list[Happened] = []
    bad: list[Happened] = []
    drawn: int = 0
    _version: int = 0

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        await self._do(lambda client: notifications.providers(client), "")
        self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keeps the rule."""
        self.numbers = {name: str(form.get(name, "")).strip() for name in _NUMBERS}
        if not all(text.isdecimal() for text in self.numbers.values()):
            self.problem, self.notice = "Nhập số nguyên vào mọi ô của quy tắc.", ""
            return
        data = SetFailover(
            **{name: min(int(text), 100_000) for name, text in self.numbers.items()},
            over_version=self._version,
        )
        await self._do(lambda client: notifications.set_failover(client, data), "Đã lưu quy tắc.")

    @rx.event
    async def turn(self, provider: str):
        """Another gateway from now on."""
        data = TurnProvider("sms2" if provider == "sms2" else "sms")
        await self._do(lambda client: notifications.turn_provider(client, data), "Đã chuyển cổng.")

    async def _do(self, work: Any, done: str) -> None:
        self.problem = self.notice = ""
        try:
            found: Providers = await work(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.carriers = [
            Carrier(
                p.id,
                p.name,
                "Đang dùng" if p.in_use else "Dự phòng" if p.configured else "Chưa cấu hình",
                "ok" if p.in_use else "waiting",
                p.tried,
                f"{p.late} ({p.late_percent} %)",
                p.configured and not p.in_use,
            )
            for p in found.providers
        ]
        self.numbers = {name: str(getattr(found, name)) for name in _NUMBERS}
        self._version, self.notice = found.version, done
        self.turns = [Happened(moment(t.at), t.provider, f"{t.why}. {t.by}") for t in found.turns]
        self.bad = [
            Happened(moment(b.at), f"{b.provider}, từ {b.address}", b.verdict_label)
            for b in found.bad_receipts
        ]
        self.drawn += 1


def _table() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                *[
                    rx.el.th(head, scope="col")
                    for head in ("Cổng", "Tình trạng", "Tin đã xét", "Phiếu báo chậm", "Việc")
                ]
            )
        ),
        rx.el.tbody(
            rx.foreach(
                Carriers.carriers,
                lambda c: rx.el.tr(
                    rx.el.td(c.name),
                    rx.el.td(rx.el.span(c.state, class_name="chip " + c.tone)),
                    rx.el.td(c.tried, class_name="mono"),
                    rx.el.td(c.late, class_name="mono"),
                    rx.el.td(
                        rx.cond(
                            c.may_turn,
                            rx.el.button(
                                "Chuyển sang cổng này",
                                on_click=Carriers.turn(c.id),
                                class_name="button plain",
                            ),
                        )
                    ),
                ),
            )
        ),
    )  # fmt: skip


def _rule() -> Component:
    return rx.el.form(
        rx.el.h2("Quy tắc chuyển cổng"),
        rx.el.p(
            "Khi tỷ lệ tin chưa có phiếu báo đúng hạn đạt mức này, hệ thống tự chuyển sang cổng "
            "kia; cổng thứ nhất được thử lại sau thời gian nghỉ, mỗi lần hỏng nghỉ gấp đôi.",
            class_name="muted small",
        ),
        rx.el.div(
            *[
                rx.el.div(
                    rx.el.label(label, html_for=name),
                    rx.el.input(
                        id=name,
                        name=name,
                        type="text",
                        input_mode="numeric",
                        default_value=Carriers.numbers[name],
                    ),
                    class_name="field",
                )
                for name, label in _NUMBERS.items()
            ],
            class_name="columns",
        ),
        rx.el.button("Lưu quy tắc", type="submit", class_name="button"),
        on_submit=Carriers.save,
        key=Carriers.drawn.to_string(),
        class_name="card",
    )


def _happened(title: str, lines: rx.Var[list[Happened]], none: str) -> Component:
    return rx.el.section(
        rx.el.h2(title),
        rx.cond(
            lines.length() > 0,
            rx.el.ul(
                rx.foreach(
                    lines,
                    lambda h: rx.el.li(
                        rx.el.span(h.at, class_name="mono"), " ", rx.el.b(h.what), ": ", h.why
                    ),
                ),
                class_name="plain-list",
            ),
            rx.el.p(none, class_name="muted"),
        ),
        class_name="card",
    )


@rx.page(
    route="/kenh-tin",
    title="Cổng tin nhắn – Một cửa điện tử",
    on_load=[Person.enter, Carriers.load],
)
def carriers() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Cổng tin nhắn"),
        rx.cond(Carriers.problem != "", message(Carriers.problem)),
        rx.cond(Carriers.notice != "", message(Carriers.notice, "good")),
        rx.cond(
            Carriers.loaded & (Carriers.carriers.length() > 0),
            rx.fragment(
                rx.el.section(_table(), class_name="card"),
                _rule(),
                _happened("Đã chuyển cổng", Carriers.turns, "Chưa chuyển lần nào."),
                _happened(
                    "Phiếu báo không được tin", Carriers.bad,
                    "Không có phiếu báo giả, quá hạn hay không đọc được.",
                ),
            ),
            rx.cond(
                Carriers.problem == "", rx.el.p("Đang tải …", role="status", class_name="card")
            ),
        ),
    )  # fmt: skip
