"""The designer: table and picture side by side, then trying and publishing."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.processes.designing import Design
from ui_officer.pages.processes.table import steps_table
from ui_officer.pages.processes.trying import replaying, simulating


def _picture() -> Component:
    return rx.el.section(
        rx.el.h2("Sơ đồ"),
        rx.el.p(Design.times, class_name="small"),
        rx.el.div(
            # Drawn by the API, which escapes every word in it (backend/workflow/drawing.py).
            rx.html(Design.diagram),  # nosemgrep: raw-html-on-a-page
            class_name="diagram",
            tab_index=0,
            role="group",
            aria_label="Sơ đồ quy trình, cuộn ngang được",
        ),
        rx.cond(
            Design.findings.length() > 0,
            rx.el.div(
                rx.el.b("Cần sửa trước khi áp dụng"),
                rx.el.ul(
                    rx.foreach(
                        Design.findings,
                        lambda f: rx.el.li(
                            rx.cond(f.step != "", rx.el.b(f.step + ": ")), f.message
                        ),
                    )
                ),
                class_name="note warn",
                role="status",
            ),
            rx.el.p("Quy trình dùng được: không có lỗi nào.", class_name="note good"),
        ),
        class_name="card",
    )


def _buttons() -> Component:
    def button(label: str, on_click: rx.event.EventType, kind: str = "button plain") -> Component:
        return rx.el.button(label, type="button", on_click=on_click, class_name=kind)

    return rx.el.div(
        rx.cond(
            Design.can_edit,
            rx.fragment(
                button("Lưu", Design.save, "button"),
                button("Đề nghị phê duyệt", Design.propose),
            ),
        ),
        rx.cond(Design.can_approve, button("Phê duyệt, áp dụng", Design.publish, "button")),
        rx.cond(Design.is_proposed, button("Trả lại để soạn tiếp", Design.send_back)),
        rx.cond(Design.is_published, button("Chuyển hồ sơ đang chạy", Design.ask_move)),
        button("Xuất tệp", Design.export),
        button("Xuất BPMN", Design.export_bpmn),
        class_name="acts card",
    )


def _moving() -> Component:
    return rx.el.section(
        rx.el.h2("Hồ sơ đang theo bản cũ"),
        rx.el.p(Design.moves.length().to_string() + " hồ sơ chuyển được sang bản này:"),
        rx.el.ul(rx.foreach(Design.moves, rx.el.li)),
        rx.cond(
            Design.stays.length() > 0,
            rx.fragment(
                rx.el.p("Giữ bản cũ:"),
                rx.el.ul(rx.foreach(Design.stays, rx.el.li)),
            ),
        ),
        rx.cond(
            Design.move_asked & (Design.moves.length() > 0),
            rx.el.button("Chuyển các hồ sơ này", on_click=Design.do_move, class_name="button"),
        ),
        class_name="card",
    )


def _import() -> Component:
    return rx.el.details(
        rx.el.summary("Nhập từ tệp"),
        rx.el.form(
            rx.el.label("Tệp quy trình (JSON)", html_for="process_file"),
            rx.el.input(
                id="process_file",
                type="file",
                accept="application/json,.json",
                custom_attrs={"data-read": "file_text"},
            ),
            rx.el.label("Nội dung tệp", html_for="file_text"),
            rx.el.textarea(id="file_text", name="file_text", rows="6"),
            rx.el.button("Đọc vào bản soạn", type="submit", class_name="button plain"),
            on_submit=Design.take_in,
        ),
        class_name="card",
    )


@rx.page(
    route="/quy-trinh/[process_id]",
    title="Thiết kế quy trình – Một cửa điện tử",
    on_load=[Person.enter, Design.load],
)
def designer() -> Component:
    """The page."""
    return shell(
        rx.cond(Design.problem != "", message(Design.problem)),
        rx.cond(Design.notice != "", message(Design.notice, "good")),
        rx.cond(
            Design.loaded & (Design.title != ""),
            rx.fragment(
                rx.el.h1(Design.title),
                rx.el.p(
                    rx.el.span(Design.state_label, class_name="chip " + Design.state),
                    " ",
                    Design.agency,
                    rx.cond(Design.changed, rx.el.b(" · Có thay đổi chưa lưu")),
                ),
                rx.el.p(Design.by, class_name="small muted"),
                _buttons(),
                rx.cond(
                    (Design.moves.length() > 0) | (Design.stays.length() > 0) | Design.move_asked,
                    _moving(),
                ),
                rx.el.div(steps_table(), _picture(), class_name="design"),
                rx.el.div(simulating(), replaying(), class_name="trials"),
                rx.cond(Design.can_edit, _import()),
            ),
            rx.cond(Design.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        rx.script(src="/readfile.js"),
    )
