"""One record of the archive and its acts."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import wishing
from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message
from ui_officer.pages.archive.frame import archive_page, waiting
from ui_officer.pages.archive.record_state import ACTS, Entry, Record


def _entries(title: str, entries: rx.Var[list[Entry]], none: str) -> Component:
    return rx.el.section(
        rx.el.h2(title),
        rx.cond(
            entries.length() > 0,
            rx.el.ol(
                rx.foreach(
                    entries,
                    lambda e: rx.el.li(
                        rx.el.b(e.title),
                        " ",
                        rx.cond(
                            e.is_open,
                            rx.el.span("Đang bị giữ", class_name="chip warn"),
                        ),
                        rx.el.p(e.text, class_name="small"),
                        rx.cond(
                            e.is_open & Record.may.contains("release"),
                            rx.el.button(
                                "Gỡ lệnh giữ này",
                                on_click=Record.choose("release", e.id),
                                class_name="link",
                            ),
                        ),
                    ),
                ),
                class_name="timeline",
            ),
            rx.el.p(none, class_name="muted"),
        ),
        class_name="card",
    )


def _panel() -> Component:
    def words(index: int) -> rx.Var[str]:
        return rx.match(Record.act, *[(act, texts[index]) for act, texts in ACTS.items()], "")

    return rx.el.form(
        rx.el.h2(words(0)),
        rx.el.div(
            rx.el.label(words(1), html_for="reason"),
            rx.el.textarea(
                id="reason",
                name="reason",
                default_value=Record.reason,
                key=Record.act + Record.hold_id,
                max_length=2000,
                aria_invalid=(Record.error != "").to_string(),
            ),
            rx.cond(Record.error != "", rx.el.p(Record.error, class_name="error", role="alert")),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Record.busy, "Đang làm …", words(2)),
                type="submit",
                class_name="button",
                disabled=Record.busy,
            ),
            rx.el.button("Thôi", type="button", on_click=Record.close, class_name="button plain"),
            class_name="acts",
        ),
        on_submit=Record.do,
        class_name="panel",
    )


def _acts() -> Component:
    return rx.el.div(
        rx.cond(
            Record.readable,
            rx.el.a("Xem hồ sơ", href="/ho-so/" + Record.id, class_name="button"),
        ),
        *[
            rx.cond(
                Record.may.contains(act),
                rx.el.button(
                    ACTS[act][2], on_click=Record.choose(act, ""), class_name="button plain"
                ),
            )
            for act in ("open", "hold", "seal", "unseal")
        ],
        class_name="acts bar",
    )


@rx.page(
    route="/luu-tru/ho-so/[record_id]",
    title="Hồ sơ lưu trữ – Một cửa điện tử",
    on_load=[Person.enter, Record.load],
)
def page() -> Component:
    """The page."""
    return archive_page(
        "/luu-tru/",
        rx.cond(Record.code != "", Record.code, "Hồ sơ lưu trữ"),
        Record.title,
        wishing(Record.wish),
        step_up_dialog(Record),
        rx.cond(Record.problem != "", message(Record.problem)),
        rx.cond(Record.notice != "", message(Record.notice, "good")),
        rx.cond(
            Record.code != "",
            rx.fragment(
                rx.cond(Record.sealed != "", rx.el.div(Record.sealed, class_name="note warn")),
                _acts(),
                rx.cond(Record.act != "", _panel()),
                rx.el.div(
                    rx.el.section(
                        rx.el.h2("Thông tin lưu trữ"),
                        rx.el.dl(
                            rx.foreach(
                                Record.facts,
                                lambda f: rx.fragment(rx.el.dt(f.label), rx.el.dd(f.value)),
                            ),
                            class_name="rows",
                        ),
                        rx.el.p(
                            rx.cond(
                                Record.not_disposed != "",
                                Record.not_disposed,
                                "Hồ sơ đã hết thời hạn lưu trữ, có thể đưa vào danh mục hủy.",
                            ),
                            class_name="note",
                        ),
                        class_name="card",
                    ),
                    rx.el.div(
                        _entries("Lệnh giữ", Record.holds, "Chưa có lệnh giữ nào."),
                        _entries("Lần mở niêm phong", Record.openings, "Chưa có ai mở."),
                    ),
                    class_name="split",
                ),
            ),
            rx.cond(Record.loaded, rx.fragment(), waiting()),
        ),
    )
