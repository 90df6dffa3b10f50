"""The frame of the officers' screens."""

import os

import reflex as rx
from reflex.components.component import Component

from shared.ui.announced import Announced, announced
from shared.ui.elements import fault_notice, native_form
from shared.ui.language import language_switch
from shared.vocabulary.folders import FOLDER_LABELS, Folder
from ui_officer.menu import menu
from ui_officer.person import Person

PORTAL = os.environ.get("MOTCUA_CITIZEN_URL", "").rstrip("/")


def _badge(folder: Folder, count: rx.Var[int]) -> rx.Var[str] | str:
    """Red where something is late, so that it is seen from the other side of the desk."""
    return rx.cond(count > 0, "count bad", "count") if folder is Folder.OVERDUE else "count"


def shell(*content: Component, folder: str | rx.Var[str] = "") -> Component:
    """A page with folders on the left."""
    return rx.fragment(
        rx.el.header(
            rx.el.a("Đến nội dung chính", href="#noi-dung", class_name="skip"),
            rx.el.b("Một cửa điện tử"),
            menu(),
            rx.el.a(
                rx.el.b(Person.name),
                rx.el.br(),
                rx.cond(Person.role != "", Person.role, "Tài khoản"),
                href="/tai-khoan/",
                class_name="who",
                title="Tài khoản, phiên đăng nhập",
            ),
            language_switch(),
            native_form(
                rx.el.input(type="hidden", name="face", value="officer", read_only=True),
                rx.el.input(type="hidden", name="next", value="/dang-nhap/", read_only=True),
                rx.el.button("Đăng xuất", type="submit"),
                action="/api/v1/session/end",
                method="post",
            ),
            class_name="top",
        ),
        announced(PORTAL),
        rx.el.div(
            rx.el.nav(
                rx.el.p(Person.agency, class_name="small"),
                rx.cond(
                    Person.counts.contains("unit_directives")
                    & (Person.counts["unit_directives"] > 0),
                    rx.el.a(
                        rx.el.span("Chỉ đạo chờ đơn vị trả lời"),
                        rx.el.span(
                            Person.counts["unit_directives"].to_string(), class_name="count"
                        ),
                        href="/chi-dao/",
                        class_name="told-units",
                    ),
                ),
                rx.el.ul(
                    *[
                        rx.el.li(
                            rx.el.a(
                                rx.el.span(label.vi),
                                rx.cond(
                                    Person.counts.contains(code),
                                    rx.el.span(
                                        Person.counts[code].to_string(),
                                        class_name=_badge(code, Person.counts[code]),
                                    ),
                                ),
                                href=f"/?folder={code}",
                                aria_current=rx.cond(folder == code, "page", "false"),
                            )
                        )
                        for code, label in FOLDER_LABELS.items()
                    ],
                ),
                class_name="folders",
                custom_attrs={"aria-label": "Mục hồ sơ"},
            ),
            rx.el.main(
                # Shown by the style sheet where a page tells of a fault and has no heading.
                rx.el.p(
                    "Chưa mở được trang này", class_name="nameless", role="heading", aria_level="1"
                ),
                *content,
                id="noi-dung",
            ),
            class_name="frame",
        ),
        rx.el.footer(
            "Hệ thống thông tin một cửa điện tử.",
            rx.cond(
                Announced.site.authority != "",
                rx.el.span(" Cơ quan chủ quản: ", Announced.site.authority, "."),
            ),
            rx.cond(
                Announced.site.hotline != "",
                rx.el.span(" Tổng đài hỗ trợ: ", Announced.site.hotline, "."),
            ),
            class_name="foot",
        ),
        fault_notice(),
    )


def message(text: str | rx.Var[str], kind: str = "bad") -> Component:
    """A sentence that stays on the page."""
    return rx.el.div(text, class_name=f"note {kind}", role="alert")


def not_found() -> Component:
    """An address that leads nowhere."""
    return rx.el.main(
        rx.el.h1("Không tìm thấy trang này"),
        rx.el.p("Địa chỉ có thể đã đổi hoặc gõ chưa đúng."),
        rx.el.a("Về danh sách hồ sơ", href="/", class_name="button"),
        class_name="center",
    )
