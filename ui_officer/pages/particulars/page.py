"""Writing names and contacts: boxes on the left, how it will look and what was on the right."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.portal_words import brand, responsible
from ui_officer.layout import Person, shell
from ui_officer.pages.particulars.state import Approved, Before, Box, Differs, NamedDesign
from ui_officer.pages.two_persons import calling_off, giving_back, messages, standing

N = NamedDesign


def _wrong(text: rx.Var[str], id_: rx.Var[str] | str) -> Component:
    return rx.cond(text != "", rx.el.p(text, class_name="error", id=id_))


def _box(box: rx.Var[Box]) -> Component:
    return rx.el.div(
        rx.el.label(box.label, html_for="value-" + box.name),
        rx.cond(box.hint != "", rx.el.p(box.hint, class_name="muted small")),
        rx.el.input(
            id="value-" + box.name,
            type="text",
            value=box.value,
            on_change=lambda text: N.set_value(box.name, text),
            max_length=box.longest,
            disabled=~N.may_edit,
            auto_complete="off",
            aria_invalid=rx.cond(box.wrong != "", "true", "false"),
            custom_attrs={"aria-describedby": "wrong-" + box.name},
        ),
        _wrong(box.wrong, "wrong-" + box.name),
        rx.cond(
            box.value != box.current,
            rx.el.p("Đang dùng: ", rx.cond(box.current != "", box.current, "(trống)"),
                    class_name="muted small"),
        ),
        class_name="field",
    )  # fmt: skip


def _line(name: str, label: str, hint: str, value: rx.Var[str], wrong: rx.Var[str],
          changed: rx.event.EventType, longest: int) -> Component:  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="muted small"),
        rx.el.input(
            id=name, type="text", value=value, on_change=changed, disabled=~N.may_edit,
            max_length=longest, auto_complete="off",
        ),
        _wrong(wrong, f"wrong-{name}"),
        class_name="field",
    )  # fmt: skip


def _form() -> Component:
    return rx.el.section(
        rx.el.h2("Nội dung"),
        rx.foreach(N.boxes, _box),
        rx.cond(
            N.offers_everybody,
            rx.el.label(
                rx.el.input(
                    id="everybody", type="checkbox", checked=N.everybody,
                    on_change=N.set_everybody, disabled=~N.may_edit,
                ),
                rx.el.span("Đổi cho mọi người cùng chức vụ này trong cơ quan"),
                class_name="tick",
            ),
        ),
        _line("effective_on", "Áp dụng từ ngày", "Ngày/tháng/năm. Để trống: ngay khi phê duyệt.",
              N.day, N.day_wrong, N.set_day, 10),
        _line("ground", "Căn cứ, lý do", "Ví dụ: Quyết định số 12/QĐ-UBND ngày 20/11/2026",
              N.ground, N.ground_wrong, N.set_ground, 300),
        class_name="card",
    )  # fmt: skip


def _acts() -> Component:
    def button(text: str, act: rx.event.EventType, looks: str) -> Component:
        return rx.el.button(text, type="button", on_click=act, class_name=looks)

    return rx.el.section(
        standing(N, N.changed),
        rx.el.div(
            rx.cond(
                N.may_edit,
                rx.fragment(
                    button("Lưu bản soạn", N.save, "button plain"),
                    button("Đề nghị phê duyệt", N.propose, "button"),
                ),
            ),
            rx.cond(N.may_approve, button("Phê duyệt, áp dụng", N.publish, "button")),
            rx.cond(N.may_edit & (N.stage == "draft"), button("Bỏ bản soạn", N.discard, "link")),
            class_name="acts",
        ),
        giving_back(N, N.give_back),
        class_name="card",
    )


def _differs(one: rx.Var[Differs]) -> Component:
    return rx.el.tr(
        rx.el.th(one.label, scope="row"),
        rx.el.td(rx.cond(one.old != "", one.old, "(trống)")),
        rx.el.td(rx.el.b(rx.cond(one.new != "", one.new, "(trống)"))),
    )


def _what_changes() -> Component:
    heads = ("Mục", "Đang dùng", "Bản soạn")
    return rx.cond(
        N.differs.length() > 0,
        rx.el.section(
            rx.el.h2("Thay đổi gì"),
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(rx.foreach(N.differs, _differs)),
            ),
            rx.el.ul(rx.foreach(N.effects, rx.el.li)),
            class_name="card",
        ),
    )


def _portal() -> Component:
    return rx.cond(
        N.kind == "portal",
        rx.el.section(
            rx.el.h2("Người dân sẽ thấy"),
            rx.el.div(
                rx.el.div(
                    rx.el.img(src="/favicon.svg", alt="", width="36", height="36"),
                    brand(N.shown),
                    class_name="portal-head",
                ),
                rx.el.div(responsible(N.shown), class_name="portal-foot"),
                class_name="portal-seen",
            ),
            class_name="card",
        ),
    )


def _approved(one: rx.Var[Approved]) -> Component:
    return rx.el.li(
        rx.el.span(one.state, class_name="chip " + one.tone),
        " từ ",
        rx.el.b(one.since),
        rx.el.ul(rx.foreach(one.words, rx.el.li)),
        rx.el.span(one.who, class_name="sub"),
        rx.cond(one.note != "", rx.el.span("Lý do: " + one.note, class_name="sub")),
        rx.cond(
            one.may_call_off,
            calling_off(
                N, "Hủy thay đổi", "Lý do hủy thay đổi từ " + one.since, N.call_off(one.id)
            ),
        ),
    )  # fmt: skip


def _before(one: rx.Var[Before]) -> Component:
    return rx.el.li("Đến ", one.until, ": ", one.words)


def _history() -> Component:
    return rx.el.section(
        rx.el.h2("Lịch sử"),
        rx.cond(
            N.approved.length() > 0,
            rx.el.ul(rx.foreach(N.approved, _approved), class_name="plain-list trail"),
            rx.el.p("Chưa có thay đổi nào được phê duyệt ở đây.", class_name="muted"),
        ),
        rx.cond(
            N.before.length() > 0,
            rx.fragment(
                rx.el.h3("Trước đây"),
                rx.el.ul(rx.foreach(N.before, _before), class_name="plain-list"),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/thong-tin-co-quan/[of_kind]/[of_key]",
    title="Đổi tên, liên hệ, chức vụ – Một cửa điện tử",
    on_load=[Person.enter, NamedDesign.load],
)
def design() -> Component:
    """The page."""
    return shell(
        rx.el.p(
            rx.el.a("← Tên, liên hệ, chức vụ", href="/thong-tin-co-quan/?loai=" + N.kind),
            class_name="small",
        ),
        messages(N),
        rx.cond(
            N.loaded & (N.title != ""),
            rx.fragment(
                rx.el.h1(N.title),
                rx.el.p(N.kind_label, " · ", N.place, class_name="lead muted"),
                _acts(),
                rx.el.div(
                    rx.el.div(_form()),
                    rx.el.div(_portal(), _what_changes(), _history()),
                    class_name="split",
                ),
            ),
            rx.cond(N.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
    )
