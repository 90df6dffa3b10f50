"""The frame of the officers' screens."""

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, inbox
from shared.client.base import ApiProblem
from shared.ui.elements import fault_notice, native_form
from shared.ui.session import api
from shared.vocabulary.folders import FOLDER_LABELS, Folder

HEADS = ("desk_head", "leader", "catalogue_admin", "system_admin", "auditor")


class Person(rx.State):
    """Who is signed in and the numbers of the folders."""

    name: str = ""
    role: str = ""
    agency: str = ""
    is_desk: bool = False
    is_head: bool = False
    may_let_go: bool = False
    counts: dict[str, int] = {}

    @rx.event
    async def enter(self):
        """Reads the person; somebody not signed in goes to sign in and comes back."""
        try:
            me = await identity.me(api(self, "officer"))
            counts = await inbox.counts(api(self, "officer"))
        except ApiProblem as refused:
            if refused.status in (401, 403):
                path = self.router.url.path or "/"
                return rx.redirect(f"/dang-nhap/?next={path}")
            return None
        self.name = me.full_name
        self.role = ", ".join(dict.fromkeys(r.role_label for r in me.roles))
        self.agency = me.roles[0].agency_name if me.roles else ""
        self.is_desk = any(r.role in ("desk_officer", "desk_head") for r in me.roles)
        self.is_head = any(r.role in HEADS for r in me.roles)
        self.may_let_go = any(r.role in ("leader", "system_admin") for r in me.roles)
        self.counts = {name: getattr(counts, name) for name in counts.__struct_fields__}
        return None


def _badge(folder: Folder, count: rx.Var[int]) -> rx.Var[str] | str:
    """Red where something is late, so that it is seen from the other side of the desk."""
    return rx.cond(count > 0, "count bad", "count") if folder is Folder.OVERDUE else "count"


def shell(*content: Component, folder: str | rx.Var[str] = "") -> Component:
    """A page with folders on the left."""
    return rx.fragment(
        rx.el.header(
            rx.el.b("Một cửa điện tử"),
            rx.el.a("Hồ sơ", href="/"),
            rx.cond(Person.is_desk, rx.el.a("Nhận tại quầy", href="/tiep-nhan/")),
            rx.el.a("Nhắc việc", href="/nhac-viec/"),
            rx.el.a("Thủ tục", href="/thu-tuc/"),
            rx.cond(Person.is_head, rx.el.a("Quy trình", href="/quy-trinh/")),
            rx.el.a("Sổ theo dõi", href="/so-theo-doi/"),
            rx.el.a("Lịch", href="/lich-lam-viec/"),
            rx.el.a("Vắng mặt", href="/vang-mat/"),
            rx.cond(Person.may_let_go, rx.el.a("Thôi việc", href="/ban-giao/")),
            rx.el.span(
                rx.el.b(Person.name),
                rx.el.br(),
                Person.role,
                class_name="who",
            ),
            native_form(
                rx.el.input(type="hidden", name="face", value="officer", read_only=True),
                rx.el.input(type="hidden", name="next", value="/dang-nhap/", read_only=True),
                rx.el.button("Đăng xuất", type="submit"),
                action="/api/v1/session/end",
                method="post",
            ),
            class_name="top",
        ),
        rx.el.div(
            rx.el.nav(
                rx.el.p(Person.agency, class_name="small"),
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
                    ]
                ),
                class_name="folders",
                custom_attrs={"aria-label": "Mục hồ sơ"},
            ),
            rx.el.main(*content, id="noi-dung"),
            class_name="frame",
        ),
        rx.el.footer(
            "Hệ thống thông tin một cửa điện tử. Cơ quan chủ quản: Ủy ban nhân dân tỉnh.",
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
