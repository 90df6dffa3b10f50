"""The audit trail for its auditor: who did what to whom, when."""

import dataclasses
from typing import Any
from urllib.parse import urlencode

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import audit, factors
from shared.client.base import ApiProblem
from shared.contracts.audit import AuditLine, SearchAudit
from shared.ui.elements import wish, wishing
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, step_up_dialog
from shared.ui.words import iso_day, moment
from shared.vocabulary.acts import ACT_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.archive.frame import empty, text_field, waiting


@dataclasses.dataclass
class Line:
    """One entry in words."""

    at: str
    person: str
    username: str
    action: str
    code: str
    subject: str
    detail: str
    place: str


class Audit(StepUpMixin, rx.State):
    """What is looked for, and what is found; a person's name stays out of every address."""

    loaded: bool = False
    busy: bool = False
    problem: str = ""
    error: str = ""
    lines: list[Line] = []
    cursor: str = ""
    export: str = "/api/v1/audit/export"
    wish: str = ""
    _wanted: dict[str, Any] = {}

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """The newest entries."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._find()

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks for what was typed; what was typed stays."""
        if self.busy:
            return
        self.busy, self.problem, self.error = True, "", ""
        yield
        self.busy = False
        wanted = {n: str(form.get(n, "")).strip() for n in ("person", "action", "subject")}
        days = {n: iso_day(str(form.get(n, "")).strip()) for n in ("day_from", "day_to")}
        asked = wanted | {name: day for name, day in days.items() if day}
        try:
            msgspec.convert(asked, SearchAudit)
        except msgspec.ValidationError:
            self.error = "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/03/2026."
            return
        self._wanted = asked
        kept = {"action": wanted["action"]} | days
        query = urlencode({name: value for name, value in kept.items() if value})
        self.export = f"/api/v1/audit/export?{query}"
        self.lines, self.cursor = [], ""
        await self._find()

    @rx.event
    async def more(self):
        """The next entries."""
        await self._find()

    @rx.event
    async def take_away(self):
        """Has the browser fetch the file, after a proof of who takes it where one is due."""
        try:
            due = (await factors.step_up_method(api(self, "officer"))).needed
        except ApiProblem as refused:
            self.problem = refused.message
            return
        if due:
            await self.ask_again("take_away")
            return
        self.wish = wish("fetch", self.export)

    async def _find(self) -> None:
        try:
            wanted = msgspec.convert(self._wanted | {"cursor": self.cursor}, SearchAudit)
            page = await audit.search(api(self, "officer"), wanted)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        finally:
            self.loaded = True
        self.cursor = page.next_cursor or ""
        self.lines = self.lines + [_line(line) for line in page.items]


def _line(line: AuditLine) -> Line:
    place = f"{line.agency_name or 'Cổng và hệ thống'}, số {line.seq}" if line.sealed else ""
    return Line(
        moment(line.at),
        line.person or "Hệ thống",
        line.username,
        _words(line.action),
        line.action,
        line.subject_id or "",
        "" if line.detail == "{}" else line.detail,
        place or "Chờ nối chuỗi",
    )


_DONE = {f"dossier.{act}": label.vi for act, label in ACT_LABELS.items()}
_KINDS = {
    "dossier": "Hồ sơ", "session": "Phiên đăng nhập", "document": "Tệp", "archive": "Lưu trữ",
    "disposal": "Hủy tài liệu", "integrity": "Toàn vẹn kho", "audit": "Nhật ký",
    "person": "Dữ liệu cá nhân", "register": "Sổ theo dõi", "account": "Tài khoản",
    "result": "Kết quả", "form": "Biểu mẫu", "process": "Quy trình", "role": "Vai trò",
}  # fmt: skip


def _words(action: str) -> str:
    """What was done, in Vietnamese; the code of the action stands below it."""
    return _DONE.get(action) or _KINDS.get(action.partition(".")[0], "Việc khác")


def _row(line: Line) -> Component:
    return rx.el.tr(
        rx.el.td(line.at, class_name="mono"),
        rx.el.td(line.person, rx.el.span(line.username, class_name="sub")),
        rx.el.td(line.action, rx.el.span(line.code, class_name="sub")),
        rx.el.td(line.subject, class_name="small digest"),
        rx.el.td(line.detail, class_name="small digest"),
        rx.el.td(line.place, class_name="small"),
    )


def _form() -> Component:
    return rx.el.form(
        rx.el.div(
            text_field("person", "Họ tên hoặc tài khoản"),
            text_field("action", "Hành vi bắt đầu bằng", placeholder="Ví dụ dossier. hay session."),
            text_field("subject", "Mã đối tượng", placeholder="Chép nguyên từ một dòng"),
            text_field("day_from", "Từ ngày", placeholder="ngày/tháng/năm"),
            text_field("day_to", "đến ngày", placeholder="ngày/tháng/năm"),
            class_name="third",
        ),
        rx.cond(Audit.error != "", rx.el.p(Audit.error, class_name="error", role="alert")),
        rx.el.div(
            rx.el.button(
                rx.cond(Audit.busy, "Đang tìm …", "Tìm"),
                type="submit",
                class_name="button",
                disabled=Audit.busy,
            ),
            rx.el.button(
                "Tải tệp CSV",
                type="button",
                on_click=Audit.take_away,
                class_name="button plain",
            ),
            class_name="acts",
        ),
        on_submit=Audit.find,
        class_name="card",
    )


@rx.page(
    route="/nhat-ky",
    title="Nhật ký kiểm toán – Một cửa điện tử",
    on_load=[Person.enter, Audit.load],
)
def page() -> Component:
    """The page."""
    heads = ("Thời điểm", "Người", "Hành vi", "Đối tượng", "Chi tiết", "Chuỗi")
    return shell(
        rx.el.h1("Nhật ký kiểm toán"),
        rx.el.p(
            "Mọi việc đã làm trong hệ thống. Nhật ký chỉ ghi thêm, được nối chuỗi và ghi mốc ra "
            "ngoài mỗi giờ; người vận hành kiểm bằng lệnh motcua audit verify.",
            class_name="muted lead",
        ),
        rx.cond(
            Audit.problem != "",
            message(Audit.problem),
            rx.fragment(
                _form(),
                rx.cond(
                    Audit.lines.length() > 0,
                    rx.fragment(
                        rx.el.table(
                            rx.el.thead(rx.el.tr(*[rx.el.th(text, scope="col") for text in heads])),
                            rx.el.tbody(rx.foreach(Audit.lines, _row)),
                        ),
                        rx.cond(
                            Audit.cursor != "",
                            rx.el.p(
                                rx.el.button(
                                    "Xem thêm", on_click=Audit.more, class_name="button plain"
                                ),
                                class_name="acts pages",
                            ),
                        ),
                    ),
                    rx.cond(Audit.loaded, empty("Không có mục nào đúng các điều kiện."), waiting()),
                ),
            ),
        ),
        step_up_dialog(Audit),
        wishing(Audit.wish),
    )
