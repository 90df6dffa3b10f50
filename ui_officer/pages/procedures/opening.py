"""Whether the next version takes dossiers online, and what is missing before it can."""

from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.contracts.procedures import DefinedProcedure, ProcedureDesign


class Opening(rx.State, mixin=True):
    """Part of the designer's state."""

    takes_online: bool = False
    online_now: bool = False
    no_papers: bool = False
    lacking: list[str] = []
    touching: list[str] = []
    withdrawn: bool = False
    _written: DefinedProcedure | None = None

    def _touched(self) -> None:
        """Something on the screen is not saved yet."""
        raise NotImplementedError

    def _show_opening(self, found: ProcedureDesign) -> None:
        wanted = found.procedure.takes_online
        self.online_now = found.takes_online
        self.takes_online = found.takes_online if wanted is None else wanted
        self.no_papers = found.procedure.no_papers
        self.lacking = [fault.message.partition(": ")[2] for fault in found.opening]
        self.touching, self.withdrawn = found.touching, found.withdrawn

    @rx.event
    def set_takes_online(self, on: bool):
        """Dossiers are taken online from its day on, or no more."""
        self.takes_online = on
        self._put(takes_online=None if on == self.online_now else on)

    @rx.event
    def set_no_papers(self, on: bool):
        """The procedure asks for no papers."""
        self.no_papers = on
        self._put(no_papers=on)

    def _put(self, **fields: Any) -> None:
        if self._written is not None:
            self._written = msgspec.structs.replace(self._written, **fields)
        self._touched()


def online(page: Any) -> Component:
    """The section of the designer."""
    return rx.el.section(
        rx.el.h2("Nhận hồ sơ trực tuyến"),
        rx.el.p(
            rx.cond(
                page.online_now,
                "Hiện nay người dân nộp được trên Cổng.",
                "Hiện nay người dân chưa nộp được trên Cổng.",
            ),
            class_name="muted small",
        ),
        _tick(
            "Nhận hồ sơ trên Cổng từ ngày hiệu lực của bản này",
            page.takes_online,
            page.set_takes_online,
            page.may_edit,
        ),
        rx.cond(
            page.paper_names.length() == 0,
            _tick(
                "Thủ tục không yêu cầu giấy tờ nào",
                page.no_papers,
                page.set_no_papers,
                page.may_edit,
            ),
        ),
        rx.cond(
            page.lacking.length() > 0,
            rx.el.div(
                rx.el.b("Còn thiếu để nhận trực tuyến:"),
                rx.el.ul(rx.foreach(page.lacking, rx.el.li), class_name="list"),
                class_name="note warn",
            ),
        ),
        rx.cond(
            page.version > 0,
            rx.el.p(
                rx.el.a("Biểu mẫu", href="/bieu-mau/" + page.code_shown),
                " · ",
                rx.el.a("Thành phần hồ sơ", href="/giay-to/" + page.code_shown),
                " · ",
                rx.el.a("Nơi tiếp nhận, giải quyết", href="/noi-giai-quyet/" + page.code_shown),
                " · ",
                rx.el.a("Quy trình", href="/quy-trinh/"),
                class_name="small",
            ),
            rx.el.p(
                "Công bố thủ tục trước; sau đó soạn biểu mẫu, nơi tiếp nhận, quy trình rồi mở nhận "
                "trực tuyến.",
                class_name="muted small",
            ),
        ),
        class_name="card",
    )


def _tick(
    label: str, on: rx.Var[bool], change: rx.event.EventType, may_edit: rx.Var[bool]
) -> Component:
    return rx.el.label(
        rx.el.input(type="checkbox", checked=on, on_change=change, disabled=~may_edit),
        rx.el.span(label),
        class_name="tick",
    )
