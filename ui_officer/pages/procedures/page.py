"""The designer of a procedure: boxes, what differs, the citizen's page, days, versions."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.procedure_page import details, in_short, notices, other_facts
from ui_officer.layout import Person, message, shell
from ui_officer.pages.procedures.boxes import boxed, content, general, ways
from ui_officer.pages.procedures.opening import online
from ui_officer.pages.procedures.rules import rules
from ui_officer.pages.procedures.state import ProcedureDesigner, Waiting
from ui_officer.pages.procedures.versions import history, side_by_side
from ui_officer.pages.two_persons import bar, calling_off, messages, touched

P = ProcedureDesigner


def _papers() -> Component:
    return rx.el.section(
        rx.el.h2("Thành phần hồ sơ"),
        rx.cond(
            P.paper_names.length() > 0,
            rx.el.ol(rx.foreach(P.paper_names, rx.el.li)),
            rx.el.p("Không yêu cầu giấy tờ.", class_name="muted"),
        ),
        rx.el.p(
            "Giấy tờ được soạn và thử ở ",
            rx.el.a("trang Thành phần hồ sơ", href="/giay-to/" + P.code_shown),
            ". Muốn giấy tờ có hiệu lực cùng ngày với bản này thì đưa bản soạn đó vào đây.",
            class_name="muted small",
        ),
        rx.cond(
            P.may_edit & (P.stage == "draft"),
            rx.el.button(
                "Đưa giấy tờ đang soạn vào bản này",
                type="button",
                on_click=P.take_papers,
                class_name="button plain",
            ),
        ),
        class_name="card",
    )


def _when() -> Component:
    return rx.el.section(
        rx.el.h2("Ngày hiệu lực"),
        boxed(
            "Có hiệu lực từ 00:00 ngày",
            "effective_on",
            rx.el.input(
                id="procedure-effective_on",
                type="text",
                auto_complete="off",
                placeholder="Ngày/tháng/năm",
                default_value=P.effective_on,
                key="effective_on-" + P.drawn.to_string(),
                on_blur=P.set_day,
                disabled=~P.may_edit,
            ),
            "Để trống: có hiệu lực ngay khi phê duyệt.",
        ),
        rx.el.p(
            "Hồ sơ đã nộp giữ phiên bản lúc nộp. Đang có ",
            P.open_drafts,
            " bản nháp của người dân; họ được báo có bản mới và tự chọn chuyển sang.",
            class_name="muted small",
        ),
        rx.cond(P.waiting.length() > 0, _waiting()),
        class_name="card",
    )


def _waiting() -> Component:
    return rx.fragment(
        rx.el.h3("Đã phê duyệt theo ngày"),
        rx.el.ul(rx.foreach(P.waiting, _waits), class_name="plain-list"),
    )


def _waits(one: Waiting) -> Component:
    return rx.el.li(
        rx.el.span(one.state, class_name="chip " + one.tone),
        " từ ",
        rx.el.b(one.effective_on),
        ": ",
        one.fields,
        rx.el.span(one.who, class_name="sub"),
        rx.cond(one.note != "", rx.el.span("Lý do: " + one.note, class_name="sub")),
        rx.cond(
            one.may_call_off,
            calling_off(
                P,
                "Hủy bản này",
                "Lý do hủy bản có hiệu lực từ " + one.effective_on,
                P.call_off(one.id),
            ),
        ),
    )


def _differences() -> Component:
    return rx.cond(
        P.diffs.length() > 0,
        rx.el.section(
            rx.el.h2("Khác bản đang dùng"),
            rx.cond(
                P.overtaken != "",
                rx.el.p(
                    "▲ Trong lúc soạn, người khác đã đổi: " + P.overtaken + ". Bỏ bản soạn rồi "
                    "soạn lại từ bản đang dùng.",
                    class_name="note warn",
                ),
            ),
            side_by_side(P.diffs, "Đang dùng", "Bản soạn"),
            class_name="card",
        ),
    )


def _preview() -> Component:
    return rx.el.section(
        rx.el.h2("Người dân sẽ thấy"),
        rx.cond(
            P.changed,
            rx.el.p("Lưu bản soạn để xem thay đổi vừa ghi.", class_name="muted small"),
        ),
        rx.el.div(
            rx.el.p(P.procedure_name, class_name="heading"),
            in_short(P),
            notices(P),
            details(P),
            other_facts(P),
            rx.cond(
                P.can_apply,
                rx.el.div(
                    rx.el.span("Nộp hồ sơ trực tuyến", class_name="button"),
                    class_name="actions",
                    custom_attrs={"aria-hidden": "true"},
                ),
                rx.el.div("Thủ tục này nộp trực tiếp tại Bộ phận Một cửa.", class_name="note"),
            ),
            class_name="citizen",
        ),
        class_name="card device phone",
        role="group",
        aria_label="Xem trước trang thủ tục",
    )


@rx.page(
    route="/thu-tuc/[procedure_code]",
    title="Soạn thủ tục – Một cửa điện tử",
    on_load=[Person.enter, ProcedureDesigner.load],
)
def designer() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Danh mục thủ tục", href="/thu-tuc/"), class_name="small"),
        messages(P),
        rx.cond(
            P.loaded & (P.code_shown != ""),
            rx.fragment(
                rx.el.div(
                    rx.el.h1("Thủ tục " + P.code_shown),
                    rx.cond(
                        P.version > 0,
                        rx.fragment(
                            rx.el.a(
                                "Nơi tiếp nhận, giải quyết", href="/noi-giai-quyet/" + P.code_shown
                            ),
                            rx.el.a(
                                "Ngừng tiếp nhận, bãi bỏ", href="/ngung-thu-tuc/" + P.code_shown
                            ),
                        ),
                    ),
                    class_name="head",
                ),
                rx.cond(
                    P.version > 0,
                    rx.el.p(P.procedure_name, " · đang dùng bản ", P.version, class_name="lead"),
                    rx.el.p(P.procedure_name, " · chưa có trong danh mục", class_name="lead"),
                ),
                rx.cond(
                    P.withdrawn,
                    message(
                        "Thủ tục này không còn trong danh mục. Khi bản mới được phê duyệt và có "
                        "hiệu lực, thủ tục trở lại danh mục.",
                        "warn",
                    ),
                ),
                bar(P, P.export),
                touched(P.touching),
                _differences(),
                rx.el.div(
                    rx.el.div(
                        _when(), online(P), general(), ways(), rules(P), content(), _papers()
                    ),
                    _preview(),
                    class_name="drafting",
                ),
                rx.cond(P.version > 0, history(P)),
            ),
            rx.cond(P.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
    )
