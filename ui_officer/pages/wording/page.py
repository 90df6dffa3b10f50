"""Writing the words of one message: boxes on the left, what people would read beside them."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.wording.state import Writing


def _box(name: str, label: str, help_: str, *, rows: int = 0) -> Component:
    w = Writing
    error = w.errors.get(name, "")
    described: dict[str, Any] = {
        "id": name,
        "name": name,
        "default_value": getattr(w, name),
        "read_only": ~w.may_edit,
        "aria_describedby": f"{name}-help",
        "aria_invalid": (error != "").to_string(),
    }
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(help_, id=f"{name}-help", class_name="muted small"),
        rx.el.textarea(rows=str(rows), **described)
        if rows
        else rx.el.input(type="text", **described),
        rx.cond(error != "", rx.el.p(error, class_name="error", role="alert")),
        class_name="field",
    )


def _form() -> Component:
    w = Writing

    def button(label: str, what: str, style: str) -> Component:
        return rx.el.button(
            label, type="submit", on_click=w.press(what), class_name=f"button {style}"
        )

    return rx.el.form(
        _box("subject", "Tiêu đề", "Tiêu đề thư và dòng đầu trong Hộp thư trên Cổng."),
        _box("body", "Nội dung", "Lời chào, mã hồ sơ, cơ quan và địa chỉ xem được thêm tự động.",
             rows=7),
        _box("short", "Tin ngắn", "Cho SMS và thông báo trên máy; không đặt đường dẫn, nên dưới "
             "160 ký tự.", rows=3),
        rx.el.p("Ô điền dùng được:", class_name="small"),
        rx.el.ul(
            rx.foreach(w.holes, lambda h: rx.el.li(rx.el.code(h.code), " ", h.meaning)),
            class_name="holes small",
        ),
        rx.el.div(
            rx.cond(w.may_edit, button("Lưu bản mới", "save", "")),
            button("Xem trước", "preview", "plain"),
            button("Gửi thử cho tôi", "send", "plain"),
            rx.cond(
                w.own & w.may_edit,
                rx.el.button(
                    "Bỏ mẫu riêng", type="button", on_click=w.drop, class_name="button plain"
                ),
            ),
            class_name="acts",
        ),
        on_submit=w.look,
        key=w.drawn.to_string(),
        class_name="card",
    )  # fmt: skip


def _seen() -> Component:
    w = Writing
    return rx.el.section(
        rx.el.h2("Người dân đọc (dữ liệu mẫu)"),
        rx.el.h3("Thư điện tử"),
        rx.el.div(
            rx.el.b(w.seen_subject), rx.el.br(), rx.el.br(), w.seen_letter,
            class_name="sheet-of-mail",
        ),
        rx.el.h3("Tin ngắn"),
        rx.el.div(w.seen_short, class_name="sheet-of-mail"),
        rx.el.p(w.seen_short.length().to_string() + " ký tự", class_name="muted small"),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/mau-tin/[event_key]",
    title="Mẫu thông báo – Một cửa điện tử",
    on_load=[Person.enter, Writing.load],
)
def writing() -> Component:
    """The page."""
    w = Writing
    return shell(
        rx.el.p(rx.el.a("← Mẫu thông báo", href="/mau-tin/?co-quan=" + w.agency)),
        rx.el.h1(rx.cond(w.label != "", w.label, "Mẫu thông báo")),
        rx.el.p(
            w.whose,
            " · ",
            rx.cond(w.language == "en", "Tiếng Anh", "Tiếng Việt"),
            class_name="muted",
        ),
        rx.cond(w.problem != "", message(w.problem)),
        rx.cond(w.notice != "", message(w.notice, "good")),
        rx.cond(
            w.loaded & (w.label != ""),
            rx.fragment(
                rx.el.div(_form(), _seen(), class_name="wording"),
                rx.cond(
                    w.history.length() > 0,
                    rx.el.section(
                        rx.el.h2("Các bản đã lưu"),
                        rx.el.ul(
                            rx.foreach(
                                w.history,
                                lambda v, index: rx.el.li(
                                    v.title,
                                    " ",
                                    rx.el.button(
                                        "Chép vào ô soạn",
                                        rx.el.span(": ", v.title, class_name="sr"),
                                        on_click=w.take(index),
                                        class_name="link",
                                    ),
                                ),
                            ),
                            class_name="plain-list",
                        ),
                        class_name="card",
                    ),
                ),
            ),
            rx.cond(w.problem == "", rx.el.p("Đang tải …", role="status", class_name="card")),
        ),
    )
