"""The post at the desk: what is to be sent, where parcels are, what went wrong."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.postal import postal_fields
from ui_officer.layout import Person, message, shell
from ui_officer.pages.postal.parcels import SHOWN, Parcel, Parcels


def _close() -> Component:
    return rx.el.button(
        "Thôi", type="button", on_click=Parcels.open("", ""), class_name="button plain"
    )


def _tick(name: str, label: str | rx.Var[str]) -> Component:
    return rx.el.div(
        rx.el.label(rx.el.input(type="checkbox", name=name), rx.el.span(label), class_name="tick"),
        class_name="several",
    )


def _send() -> Component:
    return rx.el.form(
        rx.cond(Parcels.error != "", message(Parcels.error)),
        postal_fields(Parcels),
        rx.cond(
            Parcels.originals,
            _tick("originals", "Đã bỏ bản chính của người nộp vào bưu gửi (NĐ 61/2018 Điều 20.2)"),
        ),
        rx.cond(
            Parcels.owed_words != "",
            _tick("collect", "Nhờ bưu tá thu hộ " + Parcels.owed_words + " còn phải nộp"),
        ),
        rx.el.div(
            rx.el.button("Gửi đơn cho bưu điện", type="submit", class_name="button"),
            _close(),
            class_name="acts",
        ),
        on_submit=Parcels.send,
        key="send" + Parcels.subject,
        class_name="panel",
    )


def _mend() -> Component:
    return rx.el.form(
        rx.cond(Parcels.error != "", message(Parcels.error)),
        rx.el.div(
            rx.el.label("Cách xử lý", html_for="how"),
            rx.el.select(
                rx.el.option("Gửi lại bằng đơn mới", value="again"),
                rx.cond(
                    Parcels.lost,
                    rx.el.option("Ghi nhận mất giấy tờ, xin lỗi người nộp", value="record_loss"),
                ),
                rx.el.option("Đã giải quyết cách khác", value="settled"),
                id="how",
                name="how",
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Nội dung xử lý, lý do", html_for="said"),
            rx.el.textarea(id="said", name="said", max_length=1000),
            class_name="field",
        ),
        rx.el.div(rx.el.button("Ghi", type="submit", class_name="button"), _close(),
                  class_name="acts"),
        on_submit=Parcels.mend,
        key="mend" + Parcels.subject,
        class_name="panel",
    )  # fmt: skip


def _remit() -> Component:
    return rx.el.form(
        rx.cond(Parcels.error != "", message(Parcels.error)),
        rx.el.div(
            rx.el.label("Mã giao dịch khi bưu điện chuyển tiền", html_for="said"),
            rx.el.input(id="said", name="said", type="text", max_length=60),
            class_name="field",
        ),
        rx.el.div(rx.el.button("Ghi đã nhận tiền", type="submit", class_name="button"), _close(),
                  class_name="acts"),
        on_submit=Parcels.remit,
        key="remit" + Parcels.subject,
        class_name="panel",
    )  # fmt: skip


def _button(label: str, event: object, kind: str = "button plain") -> Component:
    return rx.el.button(label, type="button", on_click=event, class_name=kind)


def _row(one: Parcel) -> Component:
    page = Parcels
    return rx.fragment(
        rx.el.tr(
            rx.el.td(
                rx.el.a(rx.el.b(one.code), href=one.href),
                rx.el.br(),
                rx.el.span(one.procedure, class_name="small muted"),
            ),
            rx.el.td(one.direction, rx.el.br(), rx.el.span(one.asked, class_name="small muted")),
            rx.el.td(
                rx.cond(one.parcel != "", rx.el.span(one.parcel, class_name="mono"), "—"),
                rx.cond(
                    one.label != "",
                    rx.fragment(rx.el.br(), rx.el.a("In nhãn", href=one.label, target="_blank")),
                ),
            ),
            rx.el.td(one.whom, class_name="small"),
            rx.el.td(
                rx.el.span(one.state, class_name="chip " + one.chip),
                rx.cond(
                    one.trouble != "",
                    rx.el.p(rx.el.span(one.trouble, class_name="chip bad")),
                ),
                rx.cond(one.about != "", rx.el.p(one.about, class_name="small")),
                rx.cond(one.money != "", rx.el.p(one.money, class_name="small")),
                rx.cond(
                    one.steps.length() > 0,
                    rx.el.details(
                        rx.el.summary("Hành trình"),
                        rx.el.ol(rx.foreach(one.steps, rx.el.li), class_name="small"),
                    ),
                ),
            ),
            rx.el.td(
                rx.el.div(
                    rx.cond(one.may_send, _button("Gửi", page.open("send", one.id), "button")),
                    rx.cond(one.may_mend, _button("Xử lý", page.open("mend", one.id), "button")),
                    rx.cond(one.may_remit, _button("Đã nhận tiền", page.open("remit", one.id))),
                    rx.cond(one.may_cancel, _button("Hủy", page.cancel(one.id))),
                    class_name="acts",
                )
            ),
        ),
        rx.cond(
            (page.doing != "") & (page.subject == one.id),
            rx.el.tr(
                rx.el.td(
                    rx.match(page.doing, ("send", _send()), ("mend", _mend()), _remit()),
                    col_span=6,
                )
            ),
        ),
    )


def _tabs() -> Component:
    return rx.el.nav(
        *[
            rx.el.a(
                label,
                href=f"/buu-chinh/?xem={code}",
                class_name=rx.cond(Parcels.show == code, "chip shown", "chip"),
                aria_current=rx.cond(Parcels.show == code, "page", "false"),
            )
            for code, label in SHOWN.items()
        ],
        class_name="bar views",
        custom_attrs={"aria-label": "Danh sách bưu gửi"},
    )


def _list() -> Component:
    heads = ("Hồ sơ", "Việc", "Mã bưu gửi", "Người nộp", "Tình trạng", "Làm gì")
    return rx.cond(
        Parcels.rows.length() > 0,
        rx.fragment(
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(Parcels.rows, _row)),
            ),
            rx.cond(Parcels.more != "", _button("Xem thêm", Parcels.read_on)),
        ),
        rx.el.p("Không có bưu gửi nào trong danh sách này.", class_name="empty"),
    )


@rx.page(
    route="/buu-chinh",
    title="Bưu chính – Một cửa điện tử",
    on_load=[Person.enter, Parcels.load],
)
def parcels() -> Component:
    """The page."""
    page = Parcels
    return shell(
        rx.el.h1("Bưu chính"),
        rx.el.p(
            "Giấy tờ được bưu tá lấy tại nhà và kết quả gửi đến người nộp. Bưu điện báo đã phát "
            "thì hồ sơ tự được ghi trả kết quả, kèm người nhận, thời điểm và số biên nhận.",
            class_name="muted",
        ),
        _tabs(),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond((page.error != "") & (page.doing == ""), message(page.error)),
        rx.cond(page.loaded & (page.problem == ""), _list()),
    )
