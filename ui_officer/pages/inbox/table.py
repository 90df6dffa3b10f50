"""The rows, in the columns the officer chose."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.inbox.address import COLUMN_LABELS
from ui_officer.pages.inbox.bulk import Bulk
from ui_officer.pages.inbox.listing import Inbox
from ui_officer.pages.inbox.shapes import Row


def rows() -> Component:
    """The table."""
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(
                    rx.el.input(
                        type="checkbox",
                        checked=(Bulk.chosen.length() > 0)
                        & (Bulk.chosen.length() == Inbox.rows.length()),
                        on_change=lambda _checked: Bulk.choose_all(),
                        aria_label="Chọn tất cả hồ sơ của trang",
                        id="chon-tat-ca",
                    ),
                    class_name="pick",
                    scope="col",
                ),
                rx.el.th("Mã hồ sơ", scope="col"),
                *[
                    _if_shown(name, rx.el.th(label, scope="col"))
                    for name, label in COLUMN_LABELS.items()
                ],
            )
        ),
        rx.el.tbody(rx.foreach(Inbox.rows, _row)),
        class_name="inbox",
    )


def _if_shown(name: str, cell: Component) -> Component:
    return rx.cond(Inbox.columns.contains(name), cell)


def _news(row: Row) -> Component:
    return rx.foreach(row.news, lambda kind: rx.el.span(kind, class_name="chip news"))


def _row(row: Row) -> Component:
    cells = {
        # Names of up to a thousand letters; the whole one on pointing, and on the dossier's page.
        "procedure": rx.el.td(
            rx.el.span(row.procedure, title=row.procedure, class_name="clamp"), _news(row)
        ),
        "applicant": rx.el.td(row.applicant, class_name="roomy"),
        "state": rx.el.td(
            row.state, rx.el.span(row.national, class_name="sub"), class_name="roomy"
        ),
        "due": rx.el.td(
            rx.cond(
                row.due != "",
                rx.fragment(
                    rx.el.span(row.deadline, class_name="chip " + row.deadline_class),
                    rx.el.span(row.due, class_name="sub mono"),
                ),
                rx.cond(row.duty == "", rx.el.span("Chưa tính hạn", class_name="muted small")),
            ),
            rx.cond(
                row.duty != "",
                rx.fragment(
                    rx.el.span(row.duty, class_name="chip " + row.duty_class),
                    rx.el.span(row.duty_by, class_name="sub mono"),
                ),
            ),
        ),
        "holder": rx.el.td(row.holder, class_name="roomy"),
        "submitted": rx.el.td(row.submitted, class_name="mono"),
        "channel": rx.el.td(row.channel),
        "agency": rx.el.td(row.agency),
    }
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                checked=Bulk.chosen.contains(row.id),
                on_change=lambda _checked: Bulk.choose(row.id),
                aria_label="Chọn hồ sơ " + row.code,
            ),
            class_name="pick",
        ),
        rx.el.td(
            rx.el.a(
                row.code, href="/ho-so/" + row.id, class_name="mono", custom_attrs={"data-row": ""}
            ),
            rx.cond(
                Inbox.columns.contains("submitted"),
                rx.fragment(),
                rx.el.span(row.submitted, class_name="sub mono"),
            ),
            rx.cond(Inbox.columns.contains("procedure"), rx.fragment(), _news(row)),
        ),
        *[_if_shown(name, cells[name]) for name in COLUMN_LABELS],
        class_name=rx.cond(row.fresh, "fresh", rx.cond(row.news.length() > 0, "unread", "")),
    )
