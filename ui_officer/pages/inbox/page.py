"""The inbox: folders with numbers, rows that arrive by themselves, filters kept in the address."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import wishing
from shared.ui.step_up import step_up_dialog
from shared.vocabulary.folders import FOLDER_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.inbox.bulk import Bulk
from ui_officer.pages.inbox.bulk_panel import bulk_bar, bulk_panel
from ui_officer.pages.inbox.filters import active_filters, saved_views, search_and_filters
from ui_officer.pages.inbox.key_sheet import key_button, key_sheet
from ui_officer.pages.inbox.listing import Inbox
from ui_officer.pages.inbox.table import rows


@rx.page(route="/", title="Hồ sơ – Một cửa điện tử", on_load=[Person.enter, Bulk.load, Inbox.load])
def inbox() -> Component:
    """The page."""
    titles = [(str(folder), label.vi) for folder, label in FOLDER_LABELS.items()]
    return shell(
        wishing(Bulk.wish),
        rx.el.div(
            rx.el.h1(rx.match(Inbox.folder, *titles, "Hồ sơ")), key_button(), class_name="head"
        ),
        search_and_filters(),
        saved_views(),
        active_filters(),
        rx.el.p(Inbox.heard, role="status", class_name="small", aria_live="polite"),
        rx.cond(Inbox.problem != "", message(Inbox.problem)),
        rx.cond((Bulk.problem != "") & (Bulk.stage == ""), message(Bulk.problem)),
        bulk_bar(),
        bulk_panel(),
        rx.cond(
            Inbox.loaded,
            rx.cond(Inbox.rows.length() > 0, rows(), _empty()),
            rx.el.p("Đang tải …", role="status", class_name="muted"),
        ),
        rx.el.p(
            rx.cond(
                Inbox.next_link != "",
                rx.el.a(
                    "Trang sau", href=Inbox.next_link, class_name="button plain", id="trang-sau"
                ),
            ),
            rx.cond(
                Inbox.is_first_page,
                rx.fragment(),
                rx.el.a(
                    "Về trang đầu",
                    href=Inbox.first_link,
                    class_name="button plain",
                    id="trang-dau",
                ),
            ),
            class_name="acts pages",
        ),
        step_up_dialog(Bulk),
        key_sheet(),
        rx.moment(
            interval=4000,
            on_change=Inbox.tick,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.script(src="/keys.js"),
        folder=Inbox.folder,
    )


def _empty() -> Component:
    return rx.el.div(
        rx.cond(
            Inbox.filters.length() > 0,
            rx.fragment(
                "Không có hồ sơ nào đúng các điều kiện đã chọn. ",
                rx.el.a("Bỏ mọi điều kiện", href="/?folder=" + Inbox.folder),
            ),
            "Không có hồ sơ nào trong mục này.",
        ),
        class_name="card",
    )
