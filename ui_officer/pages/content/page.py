"""Writing one piece of content, with the portal's own look beside it."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import shell
from ui_officer.pages.content.beside import files, versions
from ui_officer.pages.content.seen import text_seen
from ui_officer.pages.content.state import Content
from ui_officer.pages.two_persons import giving_back, messages, standing
from ui_officer.person import Person

_HELP = (
    "Viết như tin nhắn; cách dòng trống là đoạn mới. # Đề mục, **đậm**, *nghiêng*, - gạch đầu "
    "dòng, 1. thứ tự, [chữ](/trang) liên kết. Không dùng HTML."
)


def _kinds(*kinds: str) -> rx.Var[bool]:
    found = Content.kind == kinds[0]
    for kind in kinds[1:]:
        found = found | (Content.kind == kind)
    return found


def _box(name: str, label: str, *, hint: str = "", rows: str = "", most: int = 200) -> Component:
    shared_ = {
        "id": name, "default_value": Content.values[name],
        "key": name + Content.drawn.to_string(), "max_length": most,
        "on_blur": lambda value: Content.put(name, value), "disabled": ~Content.may_edit,
        "custom_attrs": {"aria-describedby": f"{name}-hint"},
    }  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-hint") if hint else rx.fragment(),
        rx.el.textarea(rows=rows, **shared_)
        if rows
        else rx.el.input(type="text", auto_complete="off", **shared_),
        class_name="field",
    )


def _moments() -> Component:
    typed = "giờ:phút ngày/tháng/năm"
    return rx.fragment(
        rx.cond(
            _kinds("maintenance"),
            rx.fragment(
                rx.el.div(
                    _box("starts_at", "Bảo trì từ", hint=typed),
                    _box("ends_at", "Bảo trì đến", hint=typed),
                    class_name="pair",
                ),
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        checked=Content.urgent,
                        on_change=Content.turn_urgent,
                        disabled=~Content.may_edit,
                        id="urgent",
                    ),
                    "Khẩn cấp: không báo trước được 1 ngày làm việc",
                    class_name="tick",
                ),
            ),
            rx.el.div(
                _box("shown_from", "Hiện từ", hint=f"{typed}; trống là hiện ngay"),
                _box("shown_until", "Hiện đến", hint=f"{typed}; trống là không hạn"),
                class_name="pair",
            ),
        ),
    )


def _boxes() -> Component:
    return rx.el.section(
        rx.el.h2("Nội dung"),
        _box("title", "Tiêu đề"),
        _box("summary", "Tóm tắt một câu", most=400),
        _box("body", "Nội dung", hint=_HELP, rows="14", most=20_000),
        rx.cond(
            _kinds("faq", "guide", "video", "sample"),
            _box("procedure_code", "Mã thủ tục", hint="Trống là chung cho mọi thủ tục", most=40),
        ),
        rx.cond(
            _kinds("video", "banner", "news"),
            _box("link", "Liên kết", hint="/trang-cua-cong hoặc https:// của cơ quan", most=500),
        ),
        _moments(),
        _box("weight", "Độ ưu tiên", hint="Số lớn đứng trước", most=4),
        rx.el.details(
            rx.el.summary("Bản tiếng Anh"),
            _box("title_en", "Tiêu đề tiếng Anh"),
            _box("summary_en", "Tóm tắt tiếng Anh", most=400),
            _box("body_en", "Nội dung tiếng Anh", rows="8", most=20_000),
        ),
        class_name="card editor",
    )


def _preview() -> Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Người dân sẽ thấy"),
            rx.el.button("Xem trước", type="button", on_click=Content.preview,
                         class_name="button plain"),
            class_name="head",
        ),
        text_seen(
            Content.kind_words, Content.values["title"], Content.values["summary"], Content.html,
            (Content.values["title_en"], Content.html_en),
        ),
        class_name="card",
    )  # fmt: skip


def _bar() -> Component:
    page = Content
    return rx.el.section(
        rx.el.p(
            rx.el.span(page.kind_words, class_name="chip"), " ",
            rx.el.span(page.showing, class_name="chip " + page.tone), " ",
            rx.cond(page.withdrawn != "", rx.el.span("Lý do gỡ: " + page.withdrawn)),
        ),
        standing(page, page.changed),
        rx.el.div(
            rx.cond(
                page.may_edit,
                rx.fragment(
                    _button("Lưu bản soạn", page.save, "button plain"),
                    _button("Đề nghị phê duyệt", page.propose, "button"),
                ),
            ),
            rx.cond(page.may_approve, _button("Phê duyệt, đăng lên Cổng", page.publish, "button")),
            rx.cond(
                page.may_publish_at_once,
                _button("Đăng khẩn cấp ngay", page.publish_at_once, "button"),
            ),
            rx.cond(page.may_withdraw, _button("Gỡ khỏi Cổng", page.ask_withdraw, "link")),
            rx.cond(
                page.may_edit & (page.stage == "draft"),
                _button("Bỏ bản soạn", page.discard, "link"),
            ),
            class_name="acts",
        ),
        rx.cond(
            page.withdrawing,
            rx.el.form(
                rx.el.div(
                    rx.el.label("Lý do gỡ", html_for="reason"),
                    rx.el.input(id="reason", name="reason", type="text", max_length=500),
                    class_name="field",
                ),
                rx.el.button("Gỡ", type="submit", class_name="button"),
                on_submit=page.withdraw,
            ),
        ),
        giving_back(page, page.give_back),
        rx.cond(
            page.faults.length() > 0,
            rx.el.div(
                rx.el.b("Cần sửa trước khi đề nghị:"),
                rx.el.ul(rx.foreach(page.faults, rx.el.li)),
                class_name="note bad",
                role="status",
            ),
        ),
        class_name="card",
    )  # fmt: skip


def _button(text: str, on_click: rx.event.EventType, looks: str) -> Component:
    return rx.el.button(text, type="button", on_click=on_click, class_name=looks)


@rx.page(
    route="/noi-dung/[content_id]",
    title="Soạn nội dung – Một cửa điện tử",
    on_load=[Person.enter, Content.load],
)
def editor() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Nội dung trên Cổng", href="/noi-dung/")),
        rx.el.h1(
            rx.cond(Content.loaded & (Content.kind != ""), Content.values["title"], "Soạn nội dung")
        ),
        messages(Content),
        rx.cond(
            Content.loaded & (Content.kind != ""),
            rx.fragment(
                _bar(),
                rx.el.div(_boxes(), _preview(), class_name="writing"),
                files(),
                versions(),
            ),
        ),
    )
