"""Looking for closed dossiers: words in data and files, and facts."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import archive
from shared.client.base import ApiProblem
from shared.contracts.archive import ArchiveRow, SearchArchive
from shared.ui.session import api
from shared.ui.words import day, iso_day
from shared.vocabulary.archive import STATUS_LABELS
from shared.vocabulary.states import OFFICER_LABELS, TERMINAL, State
from ui_officer.layout import Person, message
from ui_officer.pages.archive.frame import archive_page, empty, text_field, waiting


@dataclasses.dataclass
class Row:
    """One line."""

    id: str
    code: str
    procedure: str
    person: str
    agency: str
    closed: str
    state: str
    kept: str
    status: str
    marks: list[str]


class Archive(rx.State):
    """What is looked for, and the lines found; a personal id stays out of every address."""

    loaded: bool = False
    busy: bool = False
    problem: str = ""
    date_error: str = ""
    rows: list[Row] = []
    cursor: str = ""
    classes: dict[str, str] = {}
    _wanted: dict[str, Any] = {}

    @rx.event
    async def load(self):
        """The newest closed dossiers."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            rules = await archive.rules(api(self, "officer"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.classes = {rule.code: rule.title for rule in rules.rules}
        await self._find()

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks for what was typed; what was typed stays."""
        if self.busy:
            return
        self.busy, self.problem, self.date_error = True, "", ""
        yield
        self.busy = False
        wanted: dict[str, Any] = {
            name: str(form.get(name, "")).strip()
            for name in (
                "text",
                "code",
                "person",
                "procedure_code",
                "class_code",
                "state",
                "status",
            )
        }
        for name in ("closed_from", "closed_to"):
            if text := str(form.get(name, "")).strip():
                wanted[name] = iso_day(text)
        if mark := str(form.get("mark", "")):
            wanted |= {"disposable": True} if mark == "disposable" else {mark: True}
        try:
            msgspec.convert(wanted, SearchArchive)
        except msgspec.ValidationError:
            self.date_error = "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/03/2026."
            return
        self._wanted = wanted
        self.rows, self.cursor = [], ""
        await self._find()

    @rx.event
    async def more(self):
        """The next lines."""
        await self._find()

    async def _find(self) -> None:
        try:
            wanted = msgspec.convert(self._wanted | {"cursor": self.cursor}, SearchArchive)
            page = await archive.search(api(self, "officer"), wanted)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        finally:
            self.loaded = True
        self.cursor = page.next_cursor or ""
        self.rows = self.rows + [_row(row) for row in page.items]


def _row(row: ArchiveRow) -> Row:
    marks = ["Đang bị giữ"] if row.held else []
    marks += ["Niêm phong"] if row.sealed else []
    return Row(
        row.dossier_id,
        row.code,
        row.procedure_name,
        row.person_name,
        row.agency_name,
        day(row.closed_at),
        row.state_label,
        f"đến {day(row.keep_until)}" if row.keep_until else "vĩnh viễn",
        row.status_label,
        marks,
    )


def _select(name: str, label: str, *options: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(rx.el.option("Tất cả", value=""), *options, id=name, name=name),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.form(
        rx.el.div(
            text_field("text", "Từ trong hồ sơ và tệp", placeholder="Không cần gõ dấu"),
            text_field("person", "Họ tên hoặc số định danh"),
            text_field("code", "Mã hồ sơ"),
            class_name="third",
        ),
        rx.el.details(
            rx.el.summary("Thêm điều kiện"),
            rx.el.div(
                text_field("closed_from", "Kết thúc từ ngày", placeholder="ngày/tháng/năm"),
                text_field("closed_to", "đến ngày", placeholder="ngày/tháng/năm"),
                text_field("procedure_code", "Mã thủ tục", placeholder="Ví dụ 1.001193"),
                _select(
                    "class_code",
                    "Loại thời hạn",
                    rx.foreach(Archive.classes.items(), lambda c: rx.el.option(c[1], value=c[0])),
                ),
                _select(
                    "state",
                    "Kết cục",
                    *[
                        rx.el.option(OFFICER_LABELS[state].vi, value=state)
                        for state in State
                        if state in TERMINAL
                    ],
                ),
                _select(
                    "status",
                    "Nơi lưu",
                    *[rx.el.option(label.vi, value=code) for code, label in STATUS_LABELS.items()],
                ),
                _select(
                    "mark",
                    "Tình trạng",
                    rx.el.option("Đang bị giữ", value="held"),
                    rx.el.option("Đã niêm phong", value="sealed"),
                    rx.el.option("Đã hết thời hạn lưu trữ", value="disposable"),
                ),
                class_name="third",
            ),
            rx.cond(
                Archive.date_error != "",
                rx.el.p(Archive.date_error, class_name="error", role="alert"),
            ),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Archive.busy, "Đang tìm …", "Tìm"),
                type="submit",
                class_name="button",
                disabled=Archive.busy,
            ),
            class_name="acts",
        ),
        on_submit=Archive.find,
        class_name="card",
    )


def _line(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.code, href="/luu-tru/ho-so/" + row.id), class_name="mono"),
        rx.el.td(rx.el.span(row.procedure, title=row.procedure, class_name="clamp")),
        rx.el.td(row.person),
        rx.el.td(row.agency),
        rx.el.td(row.closed, rx.el.span(row.state, class_name="sub"), class_name="mono"),
        rx.el.td(
            row.kept,
            rx.el.span(row.status, class_name="sub"),
            rx.foreach(row.marks, lambda mark: rx.el.span(mark, class_name="chip warn")),
        ),
    )


@rx.page(
    route="/luu-tru",
    title="Lưu trữ – Một cửa điện tử",
    on_load=[Person.enter, Archive.load],
)
def page() -> Component:
    """The page."""
    heads = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Cơ quan giữ", "Kết thúc", "Thời hạn lưu")
    return archive_page(
        "/luu-tru/",
        "Hồ sơ lưu trữ",
        "Hồ sơ đã kết thúc, tìm theo chữ trong dữ liệu và tệp, hoặc theo thông tin hồ sơ.",
        rx.cond(Archive.problem != "", message(Archive.problem)),
        _form(),
        rx.cond(
            Archive.rows.length() > 0,
            rx.fragment(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(text, scope="col") for text in heads])),
                    rx.el.tbody(rx.foreach(Archive.rows, _line)),
                    class_name="archive",
                ),
                rx.cond(
                    Archive.cursor != "",
                    rx.el.p(
                        rx.el.button("Xem thêm", on_click=Archive.more, class_name="button plain"),
                        class_name="acts pages",
                    ),
                ),
            ),
            rx.cond(
                Archive.loaded,
                empty("Không có hồ sơ lưu trữ nào đúng các điều kiện này."),
                waiting(),
            ),
        ),
    )
