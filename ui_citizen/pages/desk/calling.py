"""Màn hình gọi số: the newest calls in big type, refreshed by itself, each spoken where the browser
can; `?tieng=1` begins with the voice on.

Nothing about people; nothing blinks.
"""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment


@dataclasses.dataclass
class Called:
    """One call."""

    id: str
    number: str
    counter: str
    speech: str


class CallScreen(rx.State):
    """The calls of the desk in the address."""

    agency: str = ""
    calls: list[Called] = []
    waiting: int = 0
    at: str = ""
    read: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()
        await self._read()

    @rx.event
    async def check(self, _at: str):
        """What was called meanwhile."""
        await self._read()

    async def _read(self) -> None:
        try:
            found = await reception.screen(api(self, "citizen"), self.agency_id)  # type: ignore[attr-defined]
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.problem, self.read = "", True
        self.agency, self.waiting, self.at = found.agency.name, found.waiting, moment(found.at)
        self.calls = [Called(c.id, c.number, str(c.counter), c.speech) for c in found.calls]


def _spoken(one: rx.Var[Called]) -> dict[str, rx.Var[str]]:
    return {"data-call": one.id, "data-speech": one.speech}


def _row(one: rx.Var[Called]) -> Component:
    return rx.el.li(
        rx.el.b(one.number),
        rx.el.span("Quầy ", rx.el.b(one.counter)),
        custom_attrs=_spoken(one),
    )


@rx.page(route="/goi-so/[agency_id]", title="Màn hình gọi số", on_load=CallScreen.load)
def calling() -> Component:
    """The page: no menu, nothing to leave by."""
    newest = CallScreen.calls[0]
    return rx.el.main(
        rx.el.header(
            rx.el.b(CallScreen.agency),
            rx.el.span(CallScreen.at),
        ),
        rx.cond(CallScreen.problem != "", rx.el.p(CallScreen.problem, role="alert")),
        rx.cond(
            CallScreen.calls.length() > 0,
            rx.fragment(
                rx.el.section(
                    rx.el.h1("Mời số"),
                    rx.el.p(newest.number, class_name="now"),
                    rx.el.p("đến quầy ", rx.el.b(newest.counter)),
                    role="status",
                    custom_attrs=_spoken(newest),
                ),
                rx.el.ol(rx.foreach(CallScreen.calls[1:], _row)),
            ),
            rx.el.section(
                rx.el.h1("Chưa có số nào được gọi"),
                rx.el.p("Mời quý vị lấy số và chờ trước màn hình này."),
            ),
        ),
        rx.el.footer(
            rx.el.span("Đang chờ: ", rx.el.b(CallScreen.waiting.to_string()), " người"),
            rx.el.button(
                "Bật tiếng",
                type="button",
                id="tieng",
                disabled=True,  # call.js, which listens to it, enables it
                custom_attrs={"data-voice": "", "aria-pressed": "false"},
            ),
        ),
        rx.moment(
            interval=3000,
            on_change=CallScreen.check,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.script(src="/call.js"),
        class_name="call-screen",
        custom_attrs={"data-calls": rx.cond(CallScreen.read, "read", "")},
    )
