"""Gọi số: the counter's console. One key calls the next."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.slip import print_again, slip, slip_script
from shared.vocabulary.reception import PRIORITY_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reception.counter import Counter
from ui_officer.pages.reception.shapes import Option, Seat, Shown
from ui_officer.pages.reception.tabs import tabs


def _key(key: str) -> Component:
    return rx.el.kbd(key, custom_attrs={"aria-hidden": "true"})


def _seats() -> Component:
    return rx.el.section(
        rx.el.h2("Bạn ngồi quầy nào hôm nay?"),
        rx.el.ul(rx.foreach(Counter.seats, _seat), class_name="counters"),
        class_name="card",
    )


def _seat(seat: rx.Var[Seat]) -> Component:
    return rx.el.li(
        rx.el.button(
            rx.el.b(seat.name),
            rx.el.span(seat.kinds, class_name="small"),
            rx.el.span(
                rx.cond(seat.officer != "", "Đang có: " + seat.officer, "Đang trống"),
                class_name="small muted",
            ),
            on_click=Counter.sit(seat.number),
            disabled=~seat.free,
        )
    )


def _facts(one: rx.Var[Shown] | Shown) -> Component:
    return rx.fragment(
        rx.cond(
            one.claims != "",
            rx.el.p(
                rx.el.span("Ưu tiên: " + one.claims, class_name="chip warn"),
                " ",
                rx.el.button(
                    "Không có giấy tờ",
                    on_click=Counter.not_favoured(one.id),
                    class_name="link",
                    aria_label="Bỏ ưu tiên của số " + one.number,
                ),
            ),
        ),
        rx.cond(one.appointment != "", rx.el.p(one.appointment)),
        rx.cond(one.note != "", rx.el.p("Quầy trước ghi: " + one.note)),
    )


def _current() -> Component:
    one = Counter.current
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Đang phục vụ tại quầy " + Counter.counter),
            rx.el.button(
                "Đổi quầy, rời quầy", on_click=Counter.change_seat, class_name="link",
                aria_expanded=Counter.changing_seat.to_string(),
            ),
            class_name="head",
        ),
        rx.cond(
            Counter.changing_seat,
            rx.fragment(
                _seats(),
                rx.el.button("Rời quầy", on_click=Counter.get_up, class_name="button plain"),
            ),
        ),
        rx.cond(
            one.id != "",
            rx.fragment(
                rx.el.p(one.number, class_name="serving", role="status"),
                rx.el.p(rx.el.b(one.kind), ", " + one.origin + ", đã chờ " + one.waited),
                _facts(one),
                rx.el.div(
                    rx.el.a("Tiếp nhận hồ sơ", href=one.receive, target="_blank",
                            class_name="button plain"),
                    rx.cond(
                        one.dossier != "",
                        rx.el.a("Mở hồ sơ", href=one.dossier, target="_blank",
                                class_name="button plain"),
                    ),
                    rx.el.button("Gọi lại ", _key("l"), on_click=Counter.call_again,
                                 id="goi-lai", class_name="button plain"),
                    rx.el.button("Vắng mặt ", _key("b"), on_click=Counter.absent,
                                 id="vang-mat", class_name="button plain"),
                    rx.el.button("Chuyển quầy", on_click=Counter.ask_where,
                                 class_name="button plain",
                                 aria_expanded=Counter.sending.to_string()),
                    rx.el.button("Xong ", _key("x"), on_click=Counter.finish, id="xong",
                                 class_name="button plain"),
                    class_name="acts",
                ),
                rx.cond(Counter.sending, _transfer()),
            ),
            rx.el.p("Chưa phục vụ ai.", class_name="muted"),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Counter.busy, "Đang gọi …", "Gọi số kế tiếp "),
                _key("g"),
                on_click=Counter.call_next,
                id="goi",
                class_name="button next-call",
                disabled=Counter.busy,
            ),
            rx.el.span("Đã xong hôm nay: ", rx.el.b(Counter.served), class_name="muted"),
            class_name="acts",
        ),
        class_name="panel",
    )  # fmt: skip


def _options(options: rx.Var[list[Option]]) -> Component:
    return rx.foreach(options, lambda o: rx.el.option(o.label, value=o.value))


def _transfer() -> Component:
    return rx.el.form(
        rx.el.div(
            _field("Loại việc", "kind", _options(Counter.kinds)),
            _field("Quầy", "counter", rx.el.option("Quầy nào cũng được", value="0"),
                   _options(Counter.others)),
            rx.el.div(
                rx.el.label("Ghi chú cho quầy sau", html_for="note"),
                rx.el.input(id="note", name="note", type="text", max_length=200,
                            auto_complete="off"),
                class_name="field",
            ),
            class_name="columns",
        ),
        rx.el.button("Chuyển", type="submit", class_name="button"),
        on_submit=Counter.transfer,
        class_name="card",
    )  # fmt: skip


def _field(label: str, name: str, *options: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(*options, id=name, name=name),
        class_name="field",
    )


def _give() -> Component:
    return rx.el.form(
        rx.el.h2("Cấp số tại quầy"),
        rx.el.div(
            rx.el.div(
                rx.el.label("Loại việc", html_for="give-kind"),
                rx.el.select(_options(Counter.kinds), id="give-kind", name="kind"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Diện ưu tiên", html_for="give-priority"),
                rx.el.select(
                    *[rx.el.option(t.vi, value=c.value) for c, t in PRIORITY_LABELS.items()],
                    id="give-priority",
                    name="priority",
                ),
                class_name="field",
            ),
            class_name="columns",
        ),
        rx.el.button("Cấp số", type="submit", class_name="button plain"),
        on_submit=Counter.give,
        class_name="card",
    )


def _given() -> Component:
    return rx.cond(
        Counter.given.id != "",
        rx.el.section(
            rx.el.h2("Phiếu số vừa cấp"),
            slip(Counter.given),
            rx.el.div(
                print_again("button plain"),
                rx.el.button(
                    "Cất phiếu", type="button", on_click=Counter.put_away, class_name="link"
                ),
                class_name="acts",
            ),
            class_name="card",
        ),
    )


def _line(one: rx.Var[Shown]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.b(one.number), class_name="mono"),
        rx.el.td(one.kind, rx.cond(one.appointment != "",
                                   rx.el.span(one.appointment, class_name="sub"))),
        rx.el.td(one.claims),
        rx.el.td(one.origin),
        rx.el.td(one.waited, class_name="mono"),
    )  # fmt: skip


def _waiting() -> Component:
    return rx.el.section(
        rx.el.h2("Đang chờ, theo thứ tự sẽ gọi (", Counter.waiting.length().to_string(), ")"),
        rx.cond(
            Counter.waiting.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(words, scope="col")
                            for words in ("Số", "Loại việc", "Ưu tiên", "Lấy số", "Đã chờ")
                        ]
                    )
                ),
                rx.el.tbody(rx.foreach(Counter.waiting, _line)),
            ),
            rx.el.p("Không có ai chờ.", class_name="empty"),
        ),
        class_name="card",
    )


def _missed() -> Component:
    return rx.cond(
        Counter.missed.length() > 0,
        rx.el.section(
            rx.el.h2("Đã gọi, vắng mặt"),
            rx.el.ul(
                rx.foreach(
                    Counter.missed,
                    lambda one: rx.el.li(
                        rx.el.b(one.number),
                        " " + one.kind + " ",
                        rx.el.button(
                            "Đã đến, cho vào hàng chờ",
                            on_click=Counter.bring_back(one.id),
                            class_name="link",
                            aria_label="Số " + one.number + " đã đến, cho vào hàng chờ",
                        ),
                    ),
                ),
                class_name="plain-list",
            ),
            class_name="card",
        ),
    )


@rx.page(route="/quay", title="Gọi số – Một cửa điện tử", on_load=[Person.enter, Counter.load])
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Quầy: gọi số"),
        tabs("quay"),
        rx.cond(Counter.problem != "", message(Counter.problem)),
        rx.cond(Counter.notice != "", message(Counter.notice, "good")),
        rx.cond(Counter.closed_because != "", message(Counter.closed_because, "warn")),
        rx.cond(~Counter.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Counter.loaded & (Counter.agency != ""),
            rx.fragment(
                rx.cond(
                    Counter.counter != "",
                    rx.el.div(
                        rx.el.div(_current(), _missed()),
                        rx.el.div(_waiting(), _give(), _given()),
                        class_name="split",
                    ),
                    rx.fragment(_seats(), _waiting(), _give(), _given()),
                ),
                rx.moment(
                    interval=5000,
                    on_change=Counter.check,
                    style={"display": "none"},
                    custom_attrs={"aria-hidden": "true"},
                ),
            ),
        ),
        rx.script(src="/desk-keys.js"),
        slip_script(),
    )
