"""The register of a period: lines of all books, and the whole of it as a file."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import registers
from shared.client.base import ApiProblem
from shared.contracts.registers import ExportRegister, RegisterEntry
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import iso_day, moment
from shared.vocabulary.channels import CHANNEL_LABELS
from shared.vocabulary.exports import TableKind
from shared.vocabulary.states import OFFICER_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.page import neighbours
from ui_officer.pages.analyses.shapes import Link

_NAMES = {
    "day_from": "tu", "day_to": "den", "agency_id": "co_quan", "procedure": "thu_tuc",
    "dossier_state": "trang_thai", "channel": "cach_nop",
}  # fmt: skip


@dataclasses.dataclass
class Entry:
    """One line."""

    number: str
    code: str
    href: str
    cells: list[str]


class Period(StepUpMixin, rx.State):
    """What the address asks for."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    wanted: dict[str, str] = {}
    agencies: list[Link] = []
    lines: list[Entry] = []
    next_link: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.wanted = {name: query(self, own).strip()[:60] for name, own in _NAMES.items()}
        asked = self._asked()
        cursor = query(self, "trang")
        try:
            offices = await registers.offices(api(self, "officer"))
            self.agencies = [Link(one.label, one.code) for one in offices.agencies]
            page = await registers.entries(
                api(self, "officer"), **asked, **({"cursor": cursor} if cursor else {})
            )
        except ApiProblem as refused:
            self._refused(refused)
            return
        self.lines = [_entry(one) for one in page.items]
        if page.next_cursor:
            here = {_NAMES[name]: value for name, value in self.wanted.items() if value}
            self.next_link = "/so-theo-ky/?" + urlencode(here | {"trang": page.next_cursor})
        self.loaded = True

    def _asked(self) -> dict[str, str]:
        days = ("day_from", "day_to")
        named = {n: iso_day(v) if n in days else v for n, v in self.wanted.items()}
        return {name: value for name, value in named.items() if value}

    def _refused(self, refused: ApiProblem) -> None:
        self.problem, self.loaded = refused.message, True
        self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}

    @rx.event
    async def make_file(self, kind: str):
        """Has the queue make all lines."""
        import msgspec

        asked = self._asked()
        state = asked.pop("dossier_state", "")
        try:
            data = msgspec.convert(
                asked | {"state": state, "kind": TableKind(kind)}, ExportRegister, strict=False
            )
        except msgspec.ValidationError:
            self.problem = "Ngày nhập chưa đúng. Ví dụ: 01/01/2026."
            return None
        try:
            await registers.export_entries(api(self, "officer"), data)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("make_file", kind)
                return None
            self._refused(refused)
            return None
        return rx.redirect("/tep-xuat/")


def _entry(one: RegisterEntry) -> Entry:
    line = one.line
    return Entry(
        f"{line.number:02d}/{one.year}",
        line.code,
        f"/ho-so/{line.dossier_id}",
        [
            line.procedure_name,
            line.owner_name,
            line.resolving_agency,
            moment(line.received_at),
            moment(line.due_at),
            moment(line.returned_at),
            f"{line.state_label}. {line.deadline_label}",
        ],
    )


def _day(name: str, label: str) -> Component:
    own = _NAMES[name]
    return rx.el.div(
        rx.el.label(label, html_for=own),
        rx.el.input(
            id=own, name=own, type="text", default_value=Period.wanted[name],
            key=Period.wanted[name], placeholder="ngày/tháng/năm", auto_complete="off",
            max_length=10, aria_invalid=Period.errors.contains(name).to_string(),
        ),
        rx.cond(Period.errors.contains(name), rx.el.p(Period.errors[name], class_name="bad")),
        class_name="field",
    )  # fmt: skip


def _select(name: str, label: str, every: str, options: dict[str, str]) -> Component:
    own = _NAMES[name]
    return rx.el.div(
        rx.el.label(label, html_for=own),
        rx.el.select(
            rx.el.option(every, value=""),
            *[
                rx.el.option(words, value=code, selected=Period.wanted[name] == code)
                for code, words in options.items()
            ],
            id=own,
            name=own,
        ),
        class_name="field",
    )


def _choices() -> Component:
    return native_form(
        rx.el.div(
            _day("day_from", "Từ ngày"),
            _day("day_to", "Đến ngày"),
            rx.cond(
                Period.agencies.length() > 1,
                rx.el.div(
                    rx.el.label("Cơ quan", html_for="co_quan"),
                    rx.el.select(
                        rx.el.option("Mọi sổ của tôi", value=""),
                        rx.foreach(
                            Period.agencies,
                            lambda one: rx.el.option(
                                one.words,
                                value=one.href,
                                selected=Period.wanted["agency_id"] == one.href,
                            ),
                        ),
                        id="co_quan",
                        name="co_quan",
                    ),
                    class_name="field",
                ),
            ),
            rx.el.div(
                rx.el.label("Mã thủ tục", html_for="thu_tuc"),
                rx.el.input(
                    id="thu_tuc", name="thu_tuc", type="text",
                    default_value=Period.wanted["procedure"],
                    key=Period.wanted["procedure"], max_length=40, auto_complete="off",
                ),
                class_name="field",
            ),
            _select(
                "dossier_state", "Trạng thái", "Mọi trạng thái",
                {str(code): label.vi for code, label in OFFICER_LABELS.items()},
            ),
            _select(
                "channel", "Cách nộp", "Mọi cách nộp",
                {str(code): label.vi for code, label in CHANNEL_LABELS.items()},
            ),
            rx.el.button("Xem sổ", type="submit", class_name="button"),
            class_name="choosing",
        ),
        action="/so-theo-ky/",
        method="get",
        class_name="card no-print",
    )  # fmt: skip


@rx.page(
    route="/so-theo-ky",
    title="Sổ theo dõi theo kỳ – Một cửa điện tử",
    on_load=[Person.enter, Period.load],
)
def page() -> Component:
    """The page."""
    heads = (
        "Số", "Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Cơ quan giải quyết", "Nhận hồ sơ", "Hẹn trả",
        "Ngày trả kết quả", "Trạng thái",
    )  # fmt: skip
    return shell(
        neighbours("/so-theo-ky/"),
        rx.el.h1("Sổ theo dõi hồ sơ theo kỳ"),
        _choices(),
        step_up_dialog(Period),
        rx.cond(Period.problem != "", message(Period.problem)),
        rx.cond(~Period.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Period.loaded & (Period.problem == ""),
            rx.el.section(
                rx.el.div(
                    rx.el.p(
                        "Dòng theo thứ tự vào sổ (Mẫu số 06). Tệp có thêm người nộp, địa chỉ, "
                        "điện thoại; cần xác nhận lại là bạn và mỗi lần tải được ghi nhật ký.",
                        class_name="muted small",
                    ),
                    rx.el.div(
                        rx.el.button(
                            "Tạo tệp XLSX", type="button", on_click=Period.make_file("xlsx"),
                            class_name="button plain",
                        ),
                        rx.el.button(
                            "Tạo tệp CSV", type="button", on_click=Period.make_file("csv"),
                            class_name="button plain",
                        ),
                        class_name="acts no-print",
                    ),
                    class_name="head",
                ),
                rx.cond(
                    Period.lines.length() > 0,
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])
                        ),
                        rx.el.tbody(
                            rx.foreach(
                                Period.lines,
                                lambda one: rx.el.tr(
                                    rx.el.td(one.number),
                                    rx.el.td(rx.el.a(one.code, href=one.href)),
                                    rx.foreach(one.cells, rx.el.td),
                                ),
                            )
                        ),
                        class_name="behind",
                    ),
                    rx.el.p("Không có dòng nào trong kỳ này.", class_name="empty"),
                ),
                rx.cond(
                    Period.next_link != "",
                    rx.el.a("Trang sau", href=Period.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
        ),
    )  # fmt: skip
