"""Reports an officer puts together: choose, read, keep, have sent."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.drawing import bar_chart, line_chart
from shared.vocabulary.analyses import REPEAT_LABELS
from shared.vocabulary.exports import TABLE_KIND_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.address import FIRST, link
from ui_officer.pages.analyses.choosing import choosing
from ui_officer.pages.analyses.shapes import Number
from ui_officer.pages.analyses.state import READY_LINKS, Kept, Making


def neighbours(here: str) -> Component:
    """The pages of figures, as links above each of them."""
    pages = (
        ("Báo cáo II.06a", "/bao-cao/"),
        ("Báo cáo tự lập", "/bao-cao-tu-lap/"),
        ("Thời gian theo bước", "/thoi-gian-buoc/"),
        ("Sổ theo dõi theo kỳ", "/so-theo-ky/"),
        ("Tệp đã yêu cầu", "/tep-xuat/"),
    )
    return rx.el.nav(
        rx.cond(Person.reads_reports, rx.fragment(*[_tab(*one, here) for one in pages[:3]])),
        *[_tab(*one, here) for one in pages[3:]],
        class_name="tabs no-print",
        custom_attrs={"aria-label": "Số liệu"},
    )


def _tab(words: str, href: str, here: str) -> Component:
    return rx.el.a(words, href=href, aria_current="page" if href == here else "false")


def _cell(number: Number) -> Component:
    return rx.el.td(
        rx.cond(
            number.href != "",
            rx.el.a(number.value, href=number.href, aria_label=number.words),
            number.value,
        ),
        class_name="number",
    )


def _table() -> Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.foreach(Making.heads, lambda head: rx.el.th(head, scope="col")),
                    rx.foreach(Making.measure_heads, lambda head: rx.el.th(head, scope="col")),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    Making.lines,
                    lambda line: rx.el.tr(
                        rx.foreach(line.names, lambda name: rx.el.th(name, scope="row")),
                        rx.foreach(line.numbers, _cell),
                    ),
                )
            ),
            rx.cond(
                Making.heads.length() > 0,
                rx.el.tfoot(
                    rx.el.tr(
                        rx.el.th("Tổng cộng", scope="row", col_span=Making.heads.length()),
                        rx.foreach(Making.total, _cell),
                    )
                ),
            ),
            class_name="figures",
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Bảng số liệu",
    )


def _keeping() -> Component:
    return rx.el.section(
        rx.el.h2("Lưu và gửi định kỳ"),
        rx.el.form(
            rx.el.div(
                rx.el.label("Tên báo cáo", html_for="ten"),
                rx.el.input(
                    id="ten", name="ten", type="text", default_value=Making.title, key=Making.title,
                    max_length=120,
                    aria_invalid=Making.errors.contains("title").to_string(),
                ),
                rx.cond(
                    Making.errors.contains("title"),
                    rx.el.p(Making.errors["title"], class_name="bad"),
                ),
                class_name="field",
            ),
            rx.el.label(
                rx.el.input(
                    type="checkbox", name="chung", default_checked=Making.shared,
                    key=Making.shared.to_string(),
                ),
                "Chia sẻ với người xem báo cáo trong cơ quan",
                class_name="tick",
            ),
            rx.el.div(
                rx.el.button(
                    rx.cond(
                        (Making.saved_id != "") & Making.mine, "Lưu thay đổi", "Lưu báo cáo này"
                    ),
                    type="submit",
                    class_name="button",
                ),
                rx.cond(
                    (Making.saved_id != "") & Making.mine,
                    rx.el.button(
                        "Xóa báo cáo", type="button", on_click=Making.remove,
                        class_name="button plain",
                    ),
                ),
                class_name="acts",
            ),
            on_submit=Making.save,
        ),
        rx.cond(
            Making.saved_id != "",
            rx.el.form(
                rx.el.div(
                    rx.el.div(
                        rx.el.label("Tạo tệp và báo cho tôi", html_for="lap"),
                        rx.el.select(
                            *[
                                rx.el.option(
                                    label.vi, value=code.value,
                                    selected=Making.repeat == code.value,
                                )
                                for code, label in REPEAT_LABELS.items()
                            ],
                            id="lap",
                            name="lap",
                        ),
                        class_name="field",
                    ),
                    rx.el.div(
                        rx.el.label("Loại tệp", html_for="tep"),
                        rx.el.select(
                            *[
                                rx.el.option(label.vi, value=code.value)
                                for code, label in TABLE_KIND_LABELS.items()
                            ],
                            id="tep",
                            name="tep",
                        ),
                        class_name="field",
                    ),
                    rx.el.button("Đặt lịch", type="submit", class_name="button plain"),
                    class_name="choosing",
                ),
                rx.el.p(
                    "Tin báo chỉ có đường dẫn; tệp tải về sau khi đăng nhập.",
                    class_name="muted small",
                ),
                on_submit=Making.want,
            ),
        ),
        rx.cond(Making.saved_id != "", _versions()),
        class_name="card no-print",
    )  # fmt: skip


def _versions() -> Component:
    return rx.el.details(
        rx.el.summary("Phiên bản"),
        rx.el.ul(
            rx.foreach(Making.versions, lambda one: rx.el.li(rx.el.a(one.words, href=one.href)))
        ),
        rx.el.p(
            "Mở một phiên bản để xem báo cáo như lúc đó; người sở hữu lưu lại thì thành phiên bản "
            "mới.",
            class_name="muted small",
        ),
    )


def _result() -> Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(Making.heading),
            rx.el.div(
                rx.foreach(
                    Making.files,
                    lambda one: rx.el.a(
                        one.words, href=one.href, download=True, target="_blank",
                        class_name="button plain",
                    ),
                ),
                rx.el.button(
                    "Tạo tệp trong nền", type="button", on_click=Making.make_file,
                    class_name="button plain",
                ),
                class_name="acts no-print",
            ),
            class_name="head",
        ),
        rx.el.p(
            "Số liệu đếm từ các bước đã ghi của hồ sơ trong phạm vi của bạn; bấm vào một số để "
            "xem các hồ sơ đó.",
            class_name="muted small",
        ),
        rx.cond(
            Making.lines.length() > 0,
            rx.fragment(
                rx.cond(Making.has_bars, bar_chart(Making.bars)),
                rx.cond(Making.has_curves, line_chart(Making.curves)),
                _table(),
            ),
            rx.el.p("Không có hồ sơ nào trong kỳ và bộ lọc này.", class_name="empty"),
        ),
        class_name="card",
    )  # fmt: skip


def _kept(one: Kept) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(one.title, href=one.href)),
        rx.el.td(one.owner),
        rx.el.td(one.changed),
        rx.el.td(one.repeat),
    )


def _listing() -> Component:
    return rx.fragment(
        rx.el.p(rx.el.a("Lập báo cáo mới", href=link(FIRST), class_name="button")),
        rx.el.section(
            rx.el.h2("Báo cáo có sẵn"),
            rx.el.ul(
                *[
                    rx.el.li(rx.el.a(title, href=href), rx.el.span(words, class_name="sub"))
                    for title, words, href in READY_LINKS
                ],
                class_name="plain-list",
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Báo cáo đã lưu và được chia sẻ"),
            rx.cond(
                Making.kept.length() > 0,
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(words, scope="col")
                                for words in ("Báo cáo", "Của ai", "Lưu lúc", "Gửi cho tôi")
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(Making.kept, _kept)),
                ),
                rx.el.p(
                    "Chưa có báo cáo nào. Lập một báo cáo, xem số liệu rồi bấm “Lưu báo cáo này”.",
                    class_name="muted",
                ),
            ),
            class_name="card",
        ),
    )


@rx.page(
    route="/bao-cao-tu-lap",
    title="Báo cáo tự lập – Một cửa điện tử",
    on_load=[Person.enter, Making.load],
)
def page() -> Component:
    """The page."""
    return shell(
        neighbours("/bao-cao-tu-lap/"),
        rx.el.h1(rx.cond(Making.listing, "Báo cáo tự lập", Making.title)),
        rx.cond(Making.problem != "", message(Making.problem)),
        rx.cond(Making.notice != "", message(Making.notice, "good")),
        rx.cond(~Making.loaded, rx.el.p("Đang tính số liệu …", class_name="card", role="status")),
        rx.cond(Making.loaded & Making.listing, _listing()),
        rx.cond(
            Making.loaded & ~Making.listing,
            rx.fragment(
                choosing(), rx.cond(Making.measure_heads.length() > 0, _result()), _keeping()
            ),
        ),
    )
