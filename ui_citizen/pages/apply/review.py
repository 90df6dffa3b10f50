"""Looking everything over, and what the portal promises once it is sent."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.purpose import purpose_note
from shared.vocabulary.purposes import Collection
from ui_citizen.layout import message
from ui_citizen.pages.apply.draft import Apply


def review_page() -> Component:
    """Every answer with a way back to it."""
    return rx.fragment(
        rx.el.h1("Xem lại trước khi nộp"),
        rx.cond(Apply.error != "", message(Apply.error)),
        rx.cond(
            Apply.obstacles.length() > 0,
            rx.el.div(
                rx.el.b("Theo câu trả lời, có thể bạn chưa đủ điều kiện:"),
                rx.el.ul(rx.foreach(Apply.obstacles, rx.el.li), class_name="list"),
                rx.el.p("Bạn vẫn nộp được; cơ quan giải quyết sẽ xem xét."),
                class_name="note warn",
                role="alert",
            ),
        ),
        rx.el.dl(
            rx.foreach(
                Apply.reviewed,
                lambda r: rx.el.div(
                    rx.el.dt(r.label),
                    rx.el.dd(r.value),
                    rx.el.dd(
                        rx.cond(
                            r.step >= 0,
                            rx.el.button(
                                "Sửa",
                                on_click=Apply.edit(r.step),
                                class_name="link",
                                aria_label="Sửa: " + r.label,
                            ),
                        )
                    ),
                ),
            ),
            class_name="rows card edits",
        ),
        rx.el.section(
            rx.el.h2("Giấy tờ đã đính kèm"),
            rx.cond(
                Apply.files.length() > 0,
                rx.el.ul(rx.foreach(Apply.files, lambda f: rx.el.li(f.name)), class_name="list"),
                rx.el.p("Không có tệp nào."),
            ),
            class_name="card",
        ),
        rx.cond(
            Apply.demanded != "",
            _appointment(),
            rx.el.p(
                "Muốn gặp cán bộ trước khi nộp? ",
                rx.el.a(
                    "Đặt lịch hẹn cho hồ sơ này",
                    href=Apply.booking_link,
                ),
                ".",
            ),
        ),
        rx.cond((Apply.together.length() > 0) | (Apply.goes_with.length() > 0), _together()),
        purpose_note(Collection.SUBMISSION),
        rx.el.div(
            rx.el.button(
                rx.cond(
                    Apply.busy,
                    "Đang nộp …",
                    rx.cond(
                        Apply.together.length() > 0,
                        "Nộp cả " + (Apply.together.length() + 1).to_string() + " thủ tục",
                        "Nộp hồ sơ",
                    ),
                ),
                on_click=Apply.send,
                class_name="button",
                disabled=Apply.busy,
                id="send",
            ),
            rx.el.button("Quay lại", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
    )


def _appointment() -> Component:
    return rx.el.section(
        rx.el.h2("Lịch hẹn"),
        rx.cond(
            Apply.booked_at != "",
            rx.el.p(
                "Bạn đã hẹn lúc ",
                rx.el.b(Apply.booked_at),
                ", ",
                Apply.demanded,
                ". ",
                rx.el.a("Đổi giờ hẹn", href=Apply.booking_link),
                ", hoặc ",
                rx.el.a("xem, hủy lịch hẹn", href="/lich-hen/"),
                ".",
            ),
            rx.fragment(
                rx.el.p(
                    "Thủ tục này cần hẹn gặp cán bộ trước khi nộp: ", rx.el.b(Apply.demanded), "."
                ),
                rx.el.a("Chọn giờ hẹn", href=Apply.booking_link, class_name="button plain wide"),
            ),
        ),
        class_name="card",
        id="lich-hen",
    )


def _together() -> Component:
    return rx.el.section(
        rx.el.h2("Làm cùng lúc"),
        rx.cond(
            Apply.together.length() > 0,
            rx.fragment(
                rx.el.p("Nộp chung một lần với hồ sơ này:"),
                rx.el.ul(
                    rx.foreach(
                        Apply.together,
                        lambda d: rx.el.li(rx.el.a(d.label, href="/nop/" + d.value)),
                    ),
                    class_name="list",
                ),
            ),
        ),
        rx.cond(
            Apply.goes_with.length() > 0,
            rx.fragment(
                rx.el.p(
                    "Nhiều người làm thêm các thủ tục sau. Thông tin đã khai được dùng lại.",
                    class_name="muted",
                ),
                rx.foreach(
                    Apply.goes_with,
                    lambda c: rx.el.button(
                        "+ " + c.label, on_click=Apply.add(c.value), class_name="link"
                    ),
                ),
            ),
        ),
        class_name="card",
    )


def sent_page() -> Component:
    """The promise."""
    return rx.fragment(
        rx.cond(
            Apply.repeated,
            message(
                "Bạn đã nộp hồ sơ giống hệt thế này và cơ quan đang giải quyết. "
                "Không nộp thêm lần nữa; đây là hồ sơ đã nộp."
            ),
            message("✓ Đã nộp hồ sơ thành công", "good"),
        ),
        rx.el.h1(Apply.title),
        rx.el.dl(
            rx.el.div(rx.el.dt("Mã tra cứu"), rx.el.dd(Apply.reference)),
            rx.el.div(rx.el.dt("Nơi tiếp nhận"), rx.el.dd(Apply.agency_name)),
            rx.el.div(rx.el.dt("Cơ quan trả lời chậm nhất"), rx.el.dd(Apply.answer_by)),
            rx.el.div(rx.el.dt("Thời hạn giải quyết sau khi tiếp nhận"), rx.el.dd(Apply.duration)),
            class_name="rows card",
        ),
        rx.cond(
            Apply.also.length() > 0,
            rx.el.section(
                rx.el.h2("Đã nộp cùng lúc"),
                rx.el.ul(
                    rx.foreach(
                        Apply.also, lambda a: rx.el.li(rx.el.a(a.label, href="/ho-so/" + a.value))
                    ),
                    class_name="list",
                ),
                class_name="card",
            ),
        ),
        rx.el.p("Chúng tôi gửi thông báo ở mỗi bước. Bạn không cần đi lại để hỏi."),
        rx.el.p(
            rx.el.a(
                "Tải tờ khai đã nộp (PDF)",
                href="/api/v1/dossiers/" + Apply.sent_id + "/declaration",
                download=True,
                target="_blank",  # else the router of the app looks for a page there
                class_name="link",
            )
        ),
        rx.el.a("Theo dõi hồ sơ", href="/ho-so/" + Apply.sent_id, class_name="button wide"),
    )
