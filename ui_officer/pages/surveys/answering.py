"""What an officer is asked: read and answered once."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.answering import Answering, answering_view
from ui_officer.layout import message, shell
from ui_officer.person import Person


class OfficerAnswer(Answering, rx.State):
    """The survey in the address, for an officer."""

    _face: str = "officer"


@rx.page(
    route="/y-kien/[survey_id]",
    title="Trả lời khảo sát – Một cửa điện tử",
    on_load=[Person.enter, OfficerAnswer.load],
)
def answering() -> Component:
    """The page."""
    page = OfficerAnswer
    return shell(
        rx.el.p(rx.el.a("← Khảo sát, lấy ý kiến", href="/khao-sat/")),
        rx.cond(
            page.loaded,
            rx.cond(
                page.title != "",
                answering_view(page, "/khao-sat/", "/dang-nhap/?next=/y-kien/"),
                message(page.problem),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
    )
