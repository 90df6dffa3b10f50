"""Signing many results: the list on the left, the very file on the right, one PIN for all."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.signing.work import Ended, Signing, Waiting
from ui_officer.pages.signing_form import signing_form


def _row(row: Waiting) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                checked=row.chosen,
                disabled=~row.seen | row.busy,
                on_change=lambda _value: Signing.choose(row.id),
                aria_label="Chọn ký " + row.code,
                class_name="box",
            )
        ),
        rx.el.td(
            rx.el.b(row.code, class_name="mono"),
            rx.el.span(row.name, class_name="sub"),
            rx.cond(row.failed != "", rx.el.span("Lần trước: " + row.failed, class_name="sub")),
        ),
        rx.el.td(row.owner, rx.el.span(row.made, class_name="sub")),
        rx.el.td(
            rx.el.button(
                rx.cond(row.seen, "Xem lại", "Xem"),
                type="button",
                on_click=Signing.look(row.id),
                class_name="link",
                aria_label="Xem bản của " + row.code,
                aria_current=rx.cond(row.id == Signing.open_id, "true", "false"),
            ),
            rx.cond(row.seen, rx.el.span("✓ đã xem", class_name="sub")),
        ),
        class_name=rx.cond(row.id == Signing.open_id, "open", ""),
    )


def _list() -> Component:
    return rx.el.section(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(rx.el.span("Chọn", class_name="sr"), scope="col"),
                    rx.el.th("Hồ sơ, thủ tục", scope="col"),
                    rx.el.th("Chủ hồ sơ, người soạn", scope="col"),
                    rx.el.th("Bản kết quả", scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(Signing.rows, _row)),
        ),
        rx.cond(
            Signing.more != "",
            rx.el.button("Xem thêm", on_click=Signing.fetch_more, class_name="button plain"),
        ),
    )


def _leave() -> Component:
    return signing_form(
        Signing,
        Signing.sign,
        [
            rx.el.h2(
                rx.cond(
                    Signing.what == "seal", "Cấp số, đóng dấu các bản đã chọn", "Ký các bản đã chọn"
                )
            ),
            rx.el.p(
                "Chỉ chọn được bản đã xem. Bản nào bị sửa sau lúc bạn xem thì không được ký; các "
                "bản khác vẫn ký.",
                class_name="muted",
            ),
        ],
        [
            rx.el.button(
                rx.cond(
                    Signing.what == "seal",
                    "Đóng dấu " + Signing.chosen.to_string() + " bản",
                    "Ký " + Signing.chosen.to_string() + " bản",
                ),
                type="submit",
                class_name="button",
                disabled=(Signing.chosen == 0) | Signing.running,
            )
        ],
    )


def _ended(one: Ended) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.b(one.code, class_name="mono"), rx.el.span(one.name, class_name="sub")),
        rx.el.td(
            rx.cond(
                one.kind == "bad",
                rx.el.span(one.words, class_name="error"),
                rx.el.span(one.words, class_name="chip " + one.kind),
            )
        ),
    )


def _outcome() -> Component:
    return rx.el.section(
        rx.cond(
            Signing.running,
            rx.el.div(
                rx.el.progress(
                    value=Signing.ended_count,
                    max=Signing.total,
                    custom_attrs={"aria-label": "Tiến độ ký"},
                ),
                " Đã xong "
                + Signing.ended_count.to_string()
                + " trên "
                + Signing.total.to_string()
                + " bản. Bạn có thể rời trang; việc ký vẫn tiếp tục.",
                class_name="note",
                role="status",
            ),
            rx.cond(Signing.summary != "", rx.el.p(rx.el.b(Signing.summary), role="status")),
        ),
        rx.el.table(rx.el.tbody(rx.foreach(Signing.ended, _ended))),
        class_name="card",
    )


def _right() -> Component:
    return rx.el.section(
        rx.cond(
            Signing.preview != "",
            rx.fragment(
                rx.el.div(
                    rx.el.h2(Signing.open_name),
                    rx.el.button(
                        "Chọn bản này, xem bản tiếp",
                        type="button",
                        on_click=Signing.choose_and_next,
                        class_name="button plain",
                    ),
                    class_name="head",
                ),
                rx.el.iframe(src=Signing.preview, title="Bản kết quả", key=Signing.preview),
            ),
            rx.el.p("Bấm “Xem” ở một dòng để mở bản kết quả.", class_name="empty"),
        ),
        class_name="card viewer whole",
    )


@rx.page(
    route="/ky-ket-qua",
    title="Ký nhiều kết quả – Một cửa điện tử",
    on_load=[Person.enter, Signing.load],
)
def signing_page() -> Component:
    """The page."""
    return shell(
        step_up_dialog(Signing),
        rx.el.h1(
            rx.cond(Signing.what == "seal", "Kết quả chờ đóng dấu, phát hành", "Kết quả chờ ký")
        ),
        rx.el.p(
            rx.el.a(
                "Chờ ký",
                href="/ky-ket-qua/",
                aria_current=rx.cond(Signing.what == "sign", "page", "false"),
            ),
            " · ",
            rx.el.a(
                "Chờ đóng dấu",
                href="/ky-ket-qua/?viec=dong-dau",
                aria_current=rx.cond(Signing.what == "seal", "page", "false"),
            ),
        ),
        rx.cond(Signing.problem != "", message(Signing.problem)),
        rx.cond(Signing.error != "", message(Signing.error)),
        rx.cond(Signing.ended.length() > 0, _outcome()),
        rx.cond(
            Signing.rows.length() > 0,
            rx.el.div(rx.el.div(_leave(), _list()), _right(), class_name="split"),
            rx.cond(
                Signing.loaded & (Signing.problem == ""),
                rx.el.p(
                    rx.cond(
                        Signing.what == "seal",
                        "Không có bản nào chờ đóng dấu.",
                        "Không có bản nào chờ bạn ký.",
                    ),
                    class_name="card",
                ),
                rx.cond(~Signing.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
    )
