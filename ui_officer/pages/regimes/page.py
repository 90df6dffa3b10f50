"""Legal regimes: the figures with their articles, a version being written, what it would change."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.regimes.state import Change, FigureRow, Moved, RegimePage, VersionRow
from ui_officer.pages.two_persons import calling_off, giving_back, standing

R = RegimePage


def _button(text: str, act: rx.event.EventType, looks: str = "button") -> Component:
    return rx.el.button(text, type="button", on_click=act, class_name=looks)


def _figure(row: rx.Var[FigureRow]) -> Component:
    return rx.el.tr(
        rx.el.th(row.label, rx.el.span(row.works, class_name="sub"), scope="row"),
        rx.el.td(row.article),
        rx.el.td(row.value, " ", rx.el.span(row.unit, class_name="muted small")),
        rx.cond(
            R.writing,
            rx.el.td(
                rx.el.input(
                    id="figure-" + row.name, type="text", value=row.typed, max_length=20,
                    on_change=lambda text: R.set_figure(row.name, text), auto_complete="off",
                    aria_label=row.label, aria_invalid=rx.cond(row.wrong != "", "true", "false"),
                    class_name="short",
                ),
                rx.cond(row.typed != row.value, rx.el.span(" đổi", class_name="chip warn")),
                rx.cond(row.wrong != "", rx.el.p(row.wrong, class_name="error")),
            ),
        ),
    )  # fmt: skip


def _figures() -> Component:
    heads = ("Con số", "Điều khoản", "Đang áp dụng")
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Các con số"),
            rx.cond(
                Person.approves_content & ~R.writing & (R.stage != "proposed"),
                _button("Soạn phiên bản mới", R.begin, "button plain"),
            ),
            class_name="head",
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(head, scope="col") for head in heads],
                    rx.cond(R.writing, rx.el.th("Phiên bản mới", scope="col")),
                )
            ),
            rx.el.tbody(rx.foreach(R.figures, _figure)),
        ),
        rx.cond(R.writing, _form()),
        class_name="card",
    )


def _line(name: str, label: str, value: rx.Var[str], changed: rx.event.EventType,
          longest: int, hint: str) -> Component:  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="muted small"),
        rx.el.input(
            id=name, type="text", value=value, on_change=changed, max_length=longest,
            auto_complete="off",
        ),
        rx.cond(
            R.wrong.get(name, "") != "", rx.el.p(R.wrong.get(name, ""), class_name="error")
        ),
        class_name="field",
    )  # fmt: skip


def _form() -> Component:
    return rx.el.div(
        _line("valid_from", "Áp dụng cho hồ sơ nộp từ ngày", R.valid_from, R.set_day, 10,
              "Ngày/tháng/năm, từ ngày mai trở đi."),
        _line("source", "Văn bản quy định", R.new_source, R.set_source, 300,
              "Ví dụ: Nghị định số 12/2027/NĐ-CP, Điều 1"),
        _line("reason", "Lý do thay đổi", R.reason, R.set_reason, 500, "Ghi để người thứ hai rõ."),
        rx.el.div(
            _button("Xem trước", R.look, "button plain"),
            _button("Đề nghị phê duyệt", R.propose),
            _button("Thôi, không soạn", R.stop_writing, "link"),
            class_name="acts",
        ),
    )  # fmt: skip


def _change(one: rx.Var[Change]) -> Component:
    return rx.el.tr(
        rx.el.th(one.label, scope="row"),
        rx.el.td(one.article),
        rx.el.td(one.old),
        rx.el.td(rx.el.b(one.new)),
    )


def _changes(found: rx.Var[list[Change]]) -> Component:
    heads = ("Con số", "Điều khoản", "Đang áp dụng", "Phiên bản mới")
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
        rx.el.tbody(rx.foreach(found, _change)),
    )


def _moved(one: rx.Var[Moved]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.code(one.code)),
        rx.el.td(one.procedure),
        rx.el.td(one.old),
        rx.el.td(one.new),
    )


def _preview() -> Component:
    heads = ("Mã hồ sơ", "Thủ tục", "Hạn trả", "Nếu theo phiên bản mới")
    return rx.cond(
        R.looked,
        rx.el.section(
            rx.el.h2("Xem trước"),
            rx.cond(
                R.seen.length() > 0,
                _changes(R.seen),
                rx.el.p("Các con số giống hệt đang áp dụng.", class_name="muted"),
            ),
            rx.el.ul(rx.foreach(R.effects, rx.el.li)),
            rx.cond(
                R.moved.length() > 0,
                rx.fragment(
                    rx.el.h3("Hạn trả sẽ khác nếu chuyển cả hồ sơ đang mở"),
                    rx.el.table(
                        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                        rx.el.tbody(rx.foreach(R.moved, _moved)),
                    ),
                    rx.cond(
                        R.moved_more,
                        rx.el.p("Còn hồ sơ khác; xem đủ ở mục Lịch khi tính lại.",
                                class_name="muted small"),
                    ),
                ),
                rx.el.p(
                    "Không hạn trả nào trong số hồ sơ đang mở bạn được xem đổi vì phiên bản này.",
                    class_name="muted",
                ),
            ),
            class_name="card",
            role="status",
        ),
    )  # fmt: skip


def _waiting() -> Component:
    return rx.cond(
        R.stage != "",
        rx.el.section(
            rx.el.h2("Phiên bản đang đề nghị"),
            standing(R, rx.Var.create(False)),
            rx.cond(R.given_back != "", message("Bị trả lại để sửa: " + R.given_back, "warn")),
            rx.el.p(R.waiting_words),
            _changes(R.waiting),
            rx.cond(
                R.may_approve,
                rx.el.div(_button("Phê duyệt, ban hành", R.approve), class_name="acts"),
            ),
            giving_back(R, R.give_back),
            class_name="card",
        ),
    )


def _version(one: rx.Var[VersionRow]) -> Component:
    return rx.el.li(
        rx.el.b("Phiên bản ", one.number),
        " ",
        rx.el.span(one.state, class_name="chip " + one.tone),
        " từ ",
        one.since,
        ", ",
        one.source,
        rx.el.span(one.figures, class_name="sub"),
        rx.el.span(one.who, class_name="sub"),
        rx.cond(one.note != "", rx.el.span("Hủy: " + one.note, class_name="sub")),
        rx.cond(
            one.may_call_off,
            calling_off(
                R, "Hủy phiên bản", "Lý do hủy phiên bản " + one.number.to_string(),
                R.call_off(one.number),
            ),
        ),
    )  # fmt: skip


@rx.page(
    route="/che-do-phap-ly",
    title="Chế độ pháp lý – Một cửa điện tử",
    on_load=[Person.enter, RegimePage.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Quản trị", href="/quan-tri/"), class_name="small"),
        rx.el.h1("Chế độ pháp lý"),
        rx.el.p(
            "Thời hạn, số lần theo nghị định là dữ liệu có ngày áp dụng. Một người đề nghị, người "
            "khác ban hành. Hồ sơ đã nộp giữ phiên bản lúc nộp.",
            class_name="muted lead",
        ),
        rx.cond(R.problem != "", message(R.problem)),
        rx.cond(R.notice != "", message(R.notice, "good")),
        rx.cond(
            R.key != "",
            rx.fragment(
                rx.el.nav(
                    rx.foreach(
                        R.tabs,
                        lambda tab: rx.el.a(
                            tab.words,
                            href="/che-do-phap-ly/?che-do=" + tab.key,
                            aria_current=rx.cond(R.key == tab.key, "page", "false"),
                        ),
                    ),
                    class_name="tabs",
                    custom_attrs={"aria-label": "Nghị định"},
                ),
                rx.el.p(
                    R.source, ". ", R.span, ". Đang dùng ", R.in_force, "; ", R.open_dossiers,
                    " hồ sơ đang mở. ",
                    rx.cond(
                        R.adopted,
                        rx.el.span("Áp dụng cho hồ sơ mới", class_name="chip ok"),
                        rx.el.span("Hồ sơ mới không theo nghị định này", class_name="chip"),
                    ),
                ),
                rx.cond(
                    R.outlived,
                    message(
                        "Nghị định này đã hết hiệu lực, nhưng hệ thống đang được cài đặt để hồ sơ "
                        "mới vẫn theo (MOTCUA_REGIME). Nếu cơ quan không còn trong thời gian "
                        "chuyển tiếp, người vận hành đổi cài đặt đó.",
                        "warn",
                    ),
                ),
                _waiting(),
                _figures(),
                _preview(),
                rx.el.section(
                    rx.el.h2("Các phiên bản"),
                    rx.cond(
                        R.versions.length() > 0,
                        rx.el.ul(rx.foreach(R.versions, _version), class_name="plain-list trail"),
                        rx.el.p("Chỉ có bản gốc theo nghị định.", class_name="muted"),
                    ),
                    class_name="card",
                ),
            ),
            rx.cond(R.problem == "", rx.el.p("Đang tải …", role="status", class_name="card")),
        ),
    )  # fmt: skip
