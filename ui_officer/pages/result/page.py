"""The result of one dossier: fields or signature on the left, the very file on the right."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.result.history import history
from ui_officer.pages.result.shapes import Entry
from ui_officer.pages.result.work import Work
from ui_officer.pages.signing_form import signing_form


def _input(entry: Entry) -> Component:
    name = "field-" + entry.key
    common = {
        "id": name,
        "name": name,
        "default_value": entry.value,
        "custom_attrs": {
            "aria-invalid": rx.cond(entry.wrong != "", "true", "false"),
            "aria-describedby": "say-" + entry.key,
        },
    }
    return rx.el.div(
        rx.el.label(entry.label, rx.cond(entry.required, "", " (nếu có)"), html_for=name),
        rx.cond(
            entry.options.length() > 0,
            rx.el.select(
                rx.el.option("Chọn …", value=""),
                rx.foreach(entry.options, lambda o: rx.el.option(o, value=o)),
                **common,
            ),
            rx.cond(
                entry.long,
                rx.el.textarea(max_length=2000, **common),
                rx.el.input(type="text", max_length=2000, auto_complete="off", **common),
            ),
        ),
        rx.el.p(
            rx.cond(entry.wrong != "", entry.wrong, entry.hint),
            id="say-" + entry.key,
            class_name=rx.cond(entry.wrong != "", "error", "muted small"),
        ),
        class_name="field",
    )


def _start() -> Component:
    return rx.el.form(
        rx.el.h2("Soạn kết quả"),
        rx.el.p(
            "Chọn mẫu; các mục đã biết từ hồ sơ được điền sẵn để bạn rà lại.", class_name="muted"
        ),
        rx.el.div(
            rx.el.label("Mẫu kết quả", html_for="kind"),
            rx.el.select(
                rx.foreach(Work.kinds, lambda k: rx.el.option(k.label, value=k.code)),
                id="kind",
                name="kind",
            ),
            class_name="field",
        ),
        rx.el.button("Soạn bản dự thảo", type="submit", class_name="button"),
        on_submit=Work.start,
        class_name="card",
    )


def _drafting() -> Component:
    return rx.el.form(
        rx.el.h2("Nội dung bản dự thảo"),
        rx.el.p("Sửa gần nhất: " + Work.edited, class_name="muted small"),
        rx.foreach(Work.entries, _input),
        rx.el.div(
            rx.el.button("Lưu và xem trước", type="submit", class_name="button"),
            rx.cond(
                Work.preview != "",
                rx.cond(
                    Work.at_desk,
                    rx.el.span(
                        "Trả kết quả ngay: mời lãnh đạo ký ở mục Ký kết quả, rồi cấp số, đóng dấu "
                        "tại trang này."
                    ),
                    rx.el.a("Sang hồ sơ để trình lãnh đạo", href="/ho-so/" + rx.State.dossier_id),
                ),
                rx.el.span("Enter trong một ô cũng là lưu.", class_name="muted small"),
            ),
            class_name="acts",
        ),
        on_submit=Work.save,
        class_name="card",
    )


def _read_only() -> Component:
    return rx.el.section(
        rx.el.h2("Nội dung bản dự thảo"),
        rx.el.p("Sửa gần nhất: " + Work.edited, class_name="muted small"),
        rx.el.dl(
            rx.foreach(
                Work.entries,
                lambda e: rx.cond(e.value != "", rx.fragment(rx.el.dt(e.label), rx.el.dd(e.value))),
            ),
            class_name="rows",
        ),
        class_name="card",
    )


def _leave() -> Component:
    """PIN and one-time code, and the one button."""
    return signing_form(
        Work,
        Work.sign,
        [
            rx.el.h2(rx.cond(Work.may_seal, "Cấp số, đóng dấu, phát hành", "Duyệt và ký số")),
            rx.el.p(
                rx.cond(
                    Work.may_seal,
                    "Số được cấp liên tục trong năm. Sau bước này bản kết quả không sửa được nữa.",
                    "Bạn ký đúng bản đang hiện bên phải; ký là phê duyệt hồ sơ. Nếu bản dự thảo bị "
                    "sửa sau lúc bạn xem, hệ thống không ký.",
                )
            ),
        ],
        [
            rx.el.button(
                rx.cond(Work.may_seal, "Cấp số, đóng dấu, phát hành", "Duyệt và ký bản này"),
                type="submit",
                class_name="button",
            )
        ],
    )


def _left() -> Component:
    return rx.el.div(
        rx.cond(Work.replaces != "", message(Work.replaces, "warn")),
        rx.cond(
            Work.busy,
            rx.el.div(
                rx.el.progress(custom_attrs={"aria-label": "Đang ký"}),
                " Dịch vụ ký số đang xử lý. Bạn có thể rời trang; việc ký vẫn tiếp tục.",
                class_name="note",
                role="status",
            ),
        ),
        rx.cond((Work.may_sign | Work.may_seal) & ~Work.busy, _leave()),
        rx.cond(
            Work.is_signed,
            message("✓ " + Work.signed_by + " đã ký. Chờ cấp số, đóng dấu và phát hành.", "good"),
        ),
        rx.cond(
            ~Work.has_draft & Work.may_draft,
            _start(),
            rx.cond(
                Work.has_draft,
                rx.cond(Work.may_draft, _drafting(), _read_only()),
            ),
        ),
        history(),
    )


def _right() -> Component:
    return rx.el.section(
        rx.el.h2(
            rx.cond(
                Work.has_draft,
                rx.cond(Work.is_signed, "Bản đã ký", "Bản xem trước"),
                rx.cond(Work.preview != "", "Bản đã phát hành", "Bản xem trước"),
            )
        ),
        rx.cond(
            Work.preview != "",
            rx.el.iframe(src=Work.preview, title="Bản kết quả", key=Work.preview),
            rx.el.p(
                rx.cond(
                    Work.has_draft,
                    "Điền đủ các mục rồi lưu để có bản xem trước.",
                    "Hồ sơ chưa có bản dự thảo.",
                ),
                class_name="empty",
            ),
        ),
        class_name="card viewer whole",
    )


@rx.page(
    route="/ket-qua/[dossier_id]",
    title="Kết quả hồ sơ – Một cửa điện tử",
    on_load=[Person.enter, Work.load],
)
def result_page() -> Component:
    """The page."""
    return shell(
        rx.cond(Work.problem != "", message(Work.problem)),
        rx.cond(
            Work.loaded & (Work.name != ""),
            rx.fragment(
                rx.el.p(
                    rx.el.a("← Hồ sơ " + Work.code, href="/ho-so/" + rx.State.dossier_id),
                ),
                rx.el.h1("Kết quả: " + Work.name),
                rx.el.p(
                    rx.el.span(Work.state, class_name="chip"), " Chủ hồ sơ: ", rx.el.b(Work.owner)
                ),
                rx.cond(Work.error != "", message(Work.error)),
                rx.cond(Work.notice != "", message(Work.notice, "good")),
                rx.el.div(_left(), _right(), class_name="split"),
            ),
            rx.cond(Work.problem == "", rx.el.p("Đang tải …", role="status", class_name="muted")),
        ),
        step_up_dialog(Work),
    )
