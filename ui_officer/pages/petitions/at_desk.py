"""Writing down at the desk what somebody reports or proposes; they get code and secret."""

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import identity, petitions
from shared.client.base import ApiProblem
from shared.contracts.petitions import SendPetition
from shared.ui.picker import picker
from shared.ui.session import api
from shared.ui.words import day
from shared.vocabulary.label import Label
from shared.vocabulary.petitions import PETITION_KIND_LABELS, PETITION_TOPIC_LABELS
from ui_officer.layout import Person, message, shell


class AtDesk(rx.State):
    """A petition being written down."""

    problem: str = ""
    errors: dict[str, str] = {}
    agencies: list[tuple[str, str]] = []
    busy: bool = False
    code: str = ""
    secret: str = ""
    answer_by: str = ""
    drawn: int = 0
    _key: str = ""

    @rx.event
    async def load(self):
        """The desks where the officer works."""
        drawn = self.drawn + 1
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.drawn = drawn
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        desks = [r for r in me.roles if r.role in ("desk_officer", "desk_head")]
        self.agencies = list(dict.fromkeys((r.agency_id, r.agency_name) for r in desks))

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Keeps it; what was typed stays when it is refused."""
        self.problem, self.errors = "", {}
        given: dict[str, Any] = {
            name: str(value or "").strip()
            for name, value in form.items()
            if name in SendPetition.__struct_fields__ and name != "files"
        }
        given |= {
            "anonymous": form.get("anonymous") in ("on", "true", True),
            "wishes_publication": form.get("wishes_publication") in ("on", "true", True),
            "files": str(form.get("files", "")).split(),
        }
        try:
            data = msgspec.convert(given, SendPetition)
        except msgspec.ValidationError:
            self.problem = "Tiêu đề ít nhất 5 ký tự, nội dung ít nhất 10 ký tự, tối đa 5 tệp."
            return
        self.busy = True
        yield
        self._key = self._key or uuid.uuid4().hex
        try:
            sent = await petitions.at_desk(api(self, "officer"), data, self._key)
            self.code, self.secret, self.answer_by = sent.code, sent.secret, day(sent.answer_by)
        except ApiProblem as refused:
            self.problem, self._key = refused.message, ""
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
        self.busy = False


def _error(name: str) -> Component:
    return rx.cond(AtDesk.errors.contains(name), rx.el.p(AtDesk.errors[name], class_name="error"))


def _text(name: str, label: str, longest: int) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", max_length=longest, auto_complete="off",
            aria_invalid=AtDesk.errors.contains(name).to_string(),
        ),
        _error(name),
        class_name="field",
    )  # fmt: skip


def _tick(name: str, label: str) -> Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=name), rx.el.span(label), class_name="tick"
    )


def _select(name: str, label: str, *options: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(*options, id=name, name=name),
        _error(name),
        class_name="field",
    )


def _options(labels: Mapping[str, Label]) -> list[Component]:
    return [rx.el.option(label.vi, value=str(code)) for code, label in labels.items()]


def _form() -> Component:
    return rx.el.form(
        rx.cond(AtDesk.problem != "", message(AtDesk.problem)),
        rx.el.div(
            rx.el.div(
                _select(
                    "agency_id",
                    "Nhận tại",
                    rx.foreach(AtDesk.agencies, lambda one: rx.el.option(one[1], value=one[0])),
                ),
                _select(
                    "kind",
                    "Loại",
                    *_options(PETITION_KIND_LABELS),
                ),
                _select(
                    "topic",
                    "Lĩnh vực",
                    *_options(PETITION_TOPIC_LABELS),
                ),
                _text("subject", "Tiêu đề", 200),
                rx.el.div(
                    rx.el.label("Nội dung", html_for="body"),
                    rx.el.textarea(id="body", name="body", rows="9", max_length=8000),
                    class_name="field",
                ),
            ),
            rx.el.div(
                _text("name", "Họ tên người gửi", 120),
                _text("phone", "Điện thoại", 20),
                _text("email", "Thư điện tử", 254),
                _text("address", "Địa chỉ", 300),
                _text("dossier_code", "Mã hồ sơ liên quan (không bắt buộc)", 60),
                rx.el.div(
                    _tick("anonymous", "Người gửi không muốn nêu tên (chỉ với phản ánh)"),
                    _tick("wishes_publication", "Người gửi đồng ý công khai trả lời"),
                    class_name="several",
                ),
                rx.el.input(id="desk-files", name="files", type="hidden"),
                picker(
                    "/api/v1/petitions/files", "Tối đa 5 tệp.", name="phản ánh",
                    fill="desk-files", several=True,
                ),
            ),
            class_name="split",
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(AtDesk.busy, "Đang ghi …", "Ghi nhận phản ánh"),
                type="submit",
                class_name="button",
                disabled=AtDesk.busy,
            ),
            class_name="acts",
        ),
        on_submit=AtDesk.send,
        key=AtDesk.drawn.to_string(),
        class_name="card",
    )  # fmt: skip


def _slip() -> Component:
    return rx.el.section(
        rx.el.h2("Giấy báo đã nhận phản ánh, kiến nghị"),
        rx.el.dl(
            rx.el.dt("Mã phản ánh"),
            rx.el.dd(rx.el.b(AtDesk.code)),
            rx.el.dt("Mã bí mật"),
            rx.el.dd(rx.el.b(AtDesk.secret)),
            rx.el.dt("Trả lời trước hết ngày"),
            rx.el.dd(AtDesk.answer_by),
            class_name="rows",
        ),
        rx.el.p("In hoặc chép hai mã này cho người gửi; mã bí mật chỉ hiện một lần."),
        rx.el.div(
            rx.el.button("Nhận phản ánh khác", on_click=AtDesk.load, class_name="button plain"),
            class_name="acts no-print",
        ),
        class_name="card",
        role="status",
    )


@rx.page(
    route="/phan-anh/nhan",
    title="Nhận phản ánh tại quầy – Một cửa điện tử",
    on_load=[Person.enter, AtDesk.load],
)
def at_desk() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Nhận phản ánh, kiến nghị tại quầy"),
        rx.cond(AtDesk.code != "", _slip(), _form()),
    )
