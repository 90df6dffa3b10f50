"""Questions of the applicant with their answers, and what the applicant was told."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.conversation import Talk, message_view, writing
from shared.ui.told import Line, Told, more_of
from ui_officer.layout import message


class Talking(Talk, rx.State):
    """Questions and answers."""

    @classmethod
    def face(cls) -> str:
        """Of the officers."""
        return "officer"


class ToldApplicant(Told, rx.State):
    """The ledger."""

    @classmethod
    def face(cls) -> str:
        """Of the officers."""
        return "officer"


def talking() -> Component:
    """Nothing for who may not read along, and no empty box for who may only read."""
    t = Talking
    return rx.cond(
        t.talk_shown & ((t.said.length() > 0) | t.may_write),
        rx.el.section(
            rx.el.h2(
                "Hỏi đáp với người nộp ",
                rx.cond(
                    t.waiting_since != "",
                    rx.el.span("Chờ trả lời từ " + t.waiting_since, class_name="chip warn"),
                ),
            ),
            rx.cond(t.talk_notice != "", message(t.talk_notice, "good")),
            rx.cond(
                t.said.length() > 0,
                rx.el.ol(rx.foreach(t.said, lambda s: message_view(s, "Bạn")), class_name="talk"),
                rx.el.p("Người nộp chưa hỏi gì.", class_name="muted"),
            ),
            rx.cond(
                t.may_settle,
                rx.el.button("Không cần trả lời", on_click=t.settle, class_name="button plain"),
            ),
            rx.cond(
                t.may_write,
                rx.el.details(
                    rx.el.summary("Trả lời, nhắn cho người nộp"),
                    writing(
                        t,
                        "Nội dung",
                        "Người nộp được báo và đọc trên Cổng, thấy tên đơn vị trả lời. Yêu cầu bổ "
                        "sung giấy tờ phải làm bằng phiếu, không nhắn ở đây.",
                        "Gửi người nộp",
                    ),
                    open=t.waiting_since != "",
                ),
            ),
            id="hoi-dap",
            class_name="card",
        ),
    )


def _line(line: Line) -> Component:
    return rx.el.tr(
        rx.el.td(line.at, class_name="mono"),
        rx.el.td(line.subject),
        rx.el.td(line.way, rx.el.span(line.address, class_name="sub")),
        rx.el.td(rx.el.span(line.state, class_name="chip " + line.tone)),
    )


def told_section() -> Component:
    """Every message that went out about the dossier."""
    return rx.cond(
        ToldApplicant.told.length() > 0,
        rx.el.section(
            rx.el.details(
                rx.el.summary("Đã thông báo cho người nộp"),
                rx.el.div(
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(
                                rx.el.th("Lúc", scope="col"),
                                rx.el.th("Nội dung", scope="col"),
                                rx.el.th("Kênh, đến", scope="col"),
                                rx.el.th("Tình trạng", scope="col"),
                            )
                        ),
                        rx.el.tbody(rx.foreach(ToldApplicant.told, _line)),
                    ),
                    more_of(ToldApplicant),
                    class_name="scroll",
                    tab_index=0,
                    role="region",
                    aria_label="Các tin đã gửi",
                ),
            ),
            class_name="card",
        ),
    )
