"""The frame of a kiosk: large targets, one way on, one way back, nothing that leads outside.

`kiosk.js` brings the first page back after a while without a touch and stops links, menus and keys
that would leave the kiosk; that the browser shows no address of its own is its kiosk mode
(docs/guide/operator.md).
"""

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.ui.language import language_switch
from shared.ui.session import kiosk_api
from shared.ui.slip import slip_script


class KioskPlace(rx.State):
    """Which kiosk this is."""

    ready: bool = False
    agency: str = ""
    agency_id: str = ""
    problem: str = ""

    @rx.event
    async def enter(self):
        """Reads it; a device that is not let in says so."""
        self.reset()
        try:
            home = await reception.kiosk(kiosk_api(self))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.agency, self.agency_id = home.agency.name, home.agency.id
        self.ready = True


def kiosk_shell(title: str | rx.Var[str], *content: Component, home: bool = False) -> Component:
    """A page of the kiosk."""
    return rx.el.div(
        rx.el.header(
            rx.el.img(src="/favicon.svg", alt="", width="56", height="56"),
            rx.el.b(rx.cond(KioskPlace.agency != "", KioskPlace.agency, "Bộ phận Một cửa")),
            language_switch(),
        ),
        rx.el.main(
            rx.el.h1(title),
            rx.cond(
                KioskPlace.problem != "",
                rx.el.div(
                    rx.el.p(KioskPlace.problem),
                    rx.el.p(rx.el.a("Ghi danh ki-ốt", href="/kiosk/ghi-danh/")),
                    class_name="note bad",
                    role="alert",
                ),
                rx.cond(
                    KioskPlace.ready,
                    rx.fragment(rx.el.span(id="ready", hidden=True), *content),
                    rx.el.p("Đang tải …", role="status"),
                ),
            ),
            id="noi-dung",
        ),
        rx.el.footer(
            rx.el.p(
                "Màn hình tự trở về đầu sau một phút không chạm, mọi điều đã nhập được xóa.",
                id="kiosk-note",
            )
            if home
            else rx.el.a("← Về màn hình đầu", href="/kiosk/", class_name="back"),
            rx.el.p(
                "Màn hình sắp trở về đầu. Chạm vào màn hình nếu bạn còn ở đây.",
                id="kiosk-warning",
                role="alert",
                hidden=True,
                class_name="note warn",
            ),
        ),
        rx.script(src="/kiosk.js"),
        slip_script(),
        class_name="kiosk",
    )


def big(label: str, note: str, href: str) -> Component:
    """A way on, as large as a hand."""
    return rx.el.a(rx.el.b(label), rx.el.span(note), href=href, class_name="big")


def trouble(text: rx.Var[str]) -> Component:
    """What went wrong, until the next try."""
    return rx.cond(text != "", rx.el.div(text, class_name="note bad", role="alert"))
