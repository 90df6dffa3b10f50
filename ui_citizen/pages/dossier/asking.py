"""Questions to whoever works on my dossier, and what I was told about it."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.conversation import Talk, message_view, writing
from shared.ui.told import Line, Told, more_of
from ui_citizen.layout import message


class MyTalk(Talk, rx.State):
    """Questions and answers."""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"


class MyTold(Told, rx.State):
    """The ledger."""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"


def talk_card() -> Component:
    """Nothing for who may not read."""
    t = MyTalk
    return rx.cond(
        t.talk_shown,
        rx.el.section(
            rx.el.h2(
                "Hỏi đáp",
                rx.cond(
                    t.talk_new > 0,
                    rx.el.span(t.talk_new.to_string() + " mới", class_name="tag new"),
                ),
            ),
            rx.cond(t.talk_notice != "", message(t.talk_notice, "good")),
            rx.cond(
                t.said.length() > 0,
                rx.el.ol(rx.foreach(t.said, lambda s: message_view(s, "Bạn")), class_name="talk"),
                rx.el.p(
                    "Có điều chưa rõ về hồ sơ này? Hỏi nơi đang giải quyết; câu trả lời hiện ở "
                    "đây và bạn được báo.",
                    class_name="muted",
                ),
            ),
            rx.cond(
                t.waiting_since != "",
                rx.el.p("Đang chờ trả lời từ " + t.waiting_since + ".", class_name="small muted"),
            ),
            rx.cond(
                t.may_write,
                writing(
                    t,
                    "Câu hỏi của bạn",
                    "Không cần ghi lại mã hồ sơ. Không gửi mật khẩu hay mã xác thực.",
                    "Gửi câu hỏi",
                ),
            ),
            id="hoi-dap",
            class_name="card",
        ),
    )


def _told(line: Line) -> Component:
    return rx.el.li(
        rx.el.b(line.subject),
        rx.el.p(
            line.way,
            rx.cond(line.address != "", rx.el.span(" " + line.address)),
            " · ",
            line.at,
            class_name="small muted",
        ),
        rx.el.span(line.state, class_name="tag " + line.tone),
    )


def told_card() -> Component:
    """Folded away; for who wants to know what was sent where."""
    return rx.cond(
        MyTold.told.length() > 0,
        rx.el.details(
            rx.el.summary("Đã thông báo cho bạn"),
            rx.el.div(
                rx.el.ul(rx.foreach(MyTold.told, _told), class_name="looks"), more_of(MyTold)
            ),
        ),
    )
