"""Who receives a procedure and which unit resolves it: the list, one of them, the past."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, message, shell
from ui_officer.pages.procedures.competence_state import Competences, Past, Receiver
from ui_officer.pages.two_persons import calling_off, giving_back, standing

C = Competences


def _wrong(name: str) -> Component:
    return rx.cond(C.wrong.contains(name), rx.el.p(C.wrong[name], class_name="error", role="alert"))


def _select(
    name: str,
    label: str,
    options: rx.Var[list],
    value: rx.Var[str],
    changed: rx.event.EventType,
    place: str = "",
) -> Component:
    id_ = f"competence-{name}"
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.select(
            rx.el.option("Chọn", value=""),
            rx.foreach(options, lambda one: rx.el.option(one.label, value=one.id)),
            id=id_,
            value=value,
            on_change=changed,
            disabled=~C.may_edit,
        ),
        _wrong(place or name),
        class_name="field",
    )


def _what() -> Component:
    return rx.fragment(
        rx.cond(
            C.holds != "",
            rx.el.div(
                rx.el.label("Việc", html_for="competence-kind"),
                rx.el.select(
                    rx.el.option("Đổi phòng giải quyết", value="set"),
                    rx.el.option("Kết thúc tiếp nhận ở cơ quan này", value="end"),
                    id="competence-kind",
                    value=C.kind,
                    on_change=C.set_kind,
                    disabled=~C.may_edit,
                ),
                class_name="field",
            ),
        ),
        rx.cond(
            C.kind == "set",
            rx.el.div(
                _select("resolver", "Cơ quan giải quyết", C.agencies, C.resolver, C.set_resolver),
                _select("unit", "Phòng giải quyết", C.units, C.unit, C.set_unit, place="unit_id"),
                class_name="pair",
            ),
        ),
        rx.el.div(
            rx.el.label("Lý do, căn cứ", html_for="competence-reason"),
            rx.el.input(
                id="competence-reason",
                type="text",
                value=C.reason,
                on_change=C.set_reason,
                auto_complete="off",
                max_length=500,
                disabled=~C.may_edit,
            ),
            _wrong("reason"),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Áp dụng từ ngày", html_for="competence-day"),
            rx.el.input(
                id="competence-day",
                type="text",
                value=C.day,
                on_change=C.set_day,
                auto_complete="off",
                max_length=10,
                disabled=~C.may_edit,
                aria_describedby="competence-day-hint",
            ),
            rx.el.p(
                "Ngày/tháng/năm. Để trống: ngay khi phê duyệt.",
                id="competence-day-hint",
                class_name="muted small",
            ),
            _wrong("effective_on"),
            class_name="field",
        ),
    )


def _button(text: str, act: rx.event.EventType, looks: str) -> Component:
    return rx.el.button(text, type="button", on_click=act, class_name=looks)


def _planned() -> Component:
    return rx.el.div(
        rx.el.p("Đã phê duyệt, chờ đến ngày: ", rx.el.b(C.planned)),
        rx.el.p(C.planned_why, rx.el.span(C.planned_by, class_name="sub")),
        rx.cond(
            C.may_call_off,
            calling_off(C, "Hủy thay đổi", "Lý do hủy thay đổi chờ đến ngày", C.call_off),
        ),
        class_name="note",
    )


def _editor() -> Component:
    return rx.el.section(
        rx.el.h2(
            rx.cond(C.agency_name != "", C.agency_name, "Thêm cơ quan tiếp nhận"),
        ),
        standing(C, rx.Var.create(False)),
        rx.cond(C.given_back != "", message("Bị trả lại để sửa: " + C.given_back, "warn")),
        rx.cond(
            C.agency_name != "",
            rx.fragment(
                rx.el.p(
                    "Đang giải quyết: ",
                    rx.el.b(rx.cond(C.holds != "", C.holds, "chưa tiếp nhận thủ tục này")),
                ),
                rx.cond(C.planned != "", _planned()),
                rx.cond(C.proposed != "", rx.el.p("Đề nghị: ", rx.el.b(C.proposed))),
                rx.el.p(
                    C.open_dossiers,
                    " hồ sơ đang giải quyết ở nguyên nơi đang giữ. ",
                    C.open_drafts,
                    " bản nháp gửi cơ quan này; khi kết thúc tiếp nhận, người dân được yêu cầu "
                    "chọn cơ quan khác lúc nộp.",
                    class_name="muted small",
                ),
            ),
            _select("agency", "Cơ quan tiếp nhận", C.agencies, C.agency, C.choose),
        ),
        rx.cond((C.agency_name != "") & (C.planned == ""), _what()),
        rx.el.div(
            rx.cond(
                C.may_edit & (C.agency_name != ""),
                _button("Đề nghị phê duyệt", C.propose, "button"),
            ),
            rx.cond(C.may_approve, _button("Phê duyệt", C.approve, "button")),
            rx.cond(C.may_edit & (C.stage == "draft"), _button("Bỏ đề nghị", C.discard, "link")),
            _button("Đóng", C.close, "link"),
            class_name="acts",
        ),
        giving_back(C, C.give_back),
        class_name="card editor",
    )


def _row(one: rx.Var[Receiver]) -> Component:
    line = rx.el.tr(
        rx.el.td(one.name, rx.el.span(one.code, class_name="sub")),
        rx.el.td(
            rx.cond(one.unit != "", one.unit, "Chưa tiếp nhận"),
            rx.el.span(one.resolver, class_name="sub"),
        ),
        rx.el.td(
            rx.cond(one.state != "", rx.el.span(one.state, class_name="chip warn")),
            rx.cond(one.coming != "", rx.el.span(one.coming, class_name="sub")),
        ),
        rx.el.td(
            rx.el.button(
                "Xem, đổi",
                type="button",
                on_click=C.choose(one.id),
                class_name="button plain",
                aria_label="Xem, đổi: " + one.name,
            )
        ),
    )
    return rx.fragment(
        line, rx.cond(C.opened & (C.agency == one.id), rx.el.tr(rx.el.td(_editor(), col_span=4)))
    )


def _listing() -> Component:
    heads = ("Cơ quan tiếp nhận", "Phòng, cơ quan giải quyết", "Đề nghị", "Thao tác")
    return rx.el.section(
        rx.el.form(
            rx.el.input(
                name="q",
                type="text",
                placeholder="Tên hoặc mã cơ quan",
                aria_label="Tìm cơ quan tiếp nhận",
                auto_complete="off",
                max_length=200,
            ),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            on_submit=C.find,
            class_name="bar finding",
        ),
        rx.cond(
            C.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(rx.foreach(C.rows, _row)),
                class_name="spaced",
            ),
            rx.el.p("Không có cơ quan nào tiếp nhận, hoặc không khớp tên đang tìm."),
        ),
        rx.cond(C.more != "", _button("Xem thêm cơ quan", C.fetch_more, "button plain")),
    )


def _change(one: rx.Var[Past]) -> Component:
    return rx.el.tr(
        rx.el.td(one.at),
        rx.el.td(one.agency),
        rx.el.td(rx.cond(one.before != "", one.before, "(chưa tiếp nhận)")),
        rx.el.td(rx.cond(one.after != "", one.after, "(kết thúc)")),
        rx.el.td(one.reason),
        rx.el.td(one.who),
    )


def _past() -> Component:
    heads = ("Khi nào", "Cơ quan tiếp nhận", "Trước", "Sau", "Lý do", "Ai, bằng cách nào")
    return rx.el.section(
        rx.el.h2("Lịch sử"),
        rx.cond(
            C.past.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(rx.foreach(C.past, _change)),
            ),
            rx.el.p("Chưa có thay đổi nào.", class_name="muted"),
        ),
        rx.cond(C.more_past != "", _button("Xem thêm lịch sử", C.fetch_more_past, "button plain")),
        class_name="card",
    )


@rx.page(
    route="/noi-giai-quyet/[procedure_code]",
    title="Nơi tiếp nhận, giải quyết thủ tục – Một cửa điện tử",
    on_load=[Person.enter, Competences.load],
)
def receivers() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Về thủ tục", href="/thu-tuc/" + C.code_shown), class_name="small"),
        rx.cond(C.problem != "", message(C.problem)),
        rx.cond(C.notice != "", message(C.notice, "good")),
        rx.cond(
            C.loaded & (C.code_shown != ""),
            rx.fragment(
                rx.el.div(
                    rx.el.h1("Nơi tiếp nhận, giải quyết"),
                    rx.cond(
                        Person.approves_content,
                        rx.el.div(
                            _button("Thêm cơ quan tiếp nhận", C.add, "button plain"),
                            rx.el.a("Nhập bằng bảng tính", href="/nhap-du-lieu/"),
                            class_name="acts",
                        ),
                    ),
                    class_name="head",
                ),
                rx.el.p(C.code_shown, " ", C.procedure_title, class_name="lead"),
                rx.el.p(
                    "Một người đề nghị, người thứ hai phê duyệt. Thay đổi áp dụng cho hồ sơ mới, "
                    "ngay khi phê duyệt hoặc từ ngày đã ghi; "
                    "hồ sơ đang giải quyết ở nguyên nơi đang giữ, hồ sơ còn ở Bộ phận Một cửa "
                    "chuyển đến nơi giải quyết đang ghi ở đây.",
                    class_name="note",
                ),
                rx.cond(C.opened & ~C.in_list, _editor()),
                _listing(),
                _past(),
            ),
            rx.cond(C.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
    )
