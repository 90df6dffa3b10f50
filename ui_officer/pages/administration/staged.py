"""One file that was brought in: its lines, what is wrong, what would change, applied or not."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import imports
from shared.client.base import ApiProblem
from shared.contracts.imports import Staged, StagedRow
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell
from ui_officer.pages.administration.imports import TONES, in_words

_LINE_TONES = {"new": "ok", "changed": "warn", "same": "", "wrong": "bad"}


@dataclasses.dataclass
class Line:
    """One line."""

    number: str
    cells: list[str]
    state: str
    tone: str
    said: list[str]


class StagedFile(rx.State):
    """The file of the address."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    id: str = ""
    title: str = ""
    what: str = ""
    state: str = ""
    state_label: str = ""
    tone: str = ""
    reason: str = ""
    counts: str = ""
    by: str = ""
    applied: str = ""
    columns: list[str] = []
    may_apply: bool = False
    why_not: str = ""
    warnings: list[str] = []
    only: str = ""
    lines: list[Line] = []
    more: str = ""
    busy: bool = False

    @rx.event
    async def load(self):
        """Reads the file and its first lines."""
        self.reset()
        self.id = str(self.router.url.path or "").rstrip("/").rsplit("/", 1)[-1]
        await self._again()
        self.loaded = True

    @rx.event
    async def check(self, _moment: str):
        """Looks again while the queue works."""
        if self.state in ("reading", "applying"):
            await self._again()

    @rx.event
    async def show(self, only: str):
        """Lines of one sort, or all."""
        self.only = only
        try:
            await self._lines("")
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def fetch_more(self):
        """The next lines."""
        try:
            await self._lines(self.more)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def apply(self):
        """Writes every line, or none."""
        if self.busy:
            return
        self.busy, self.problem, self.notice = True, "", ""
        yield
        try:
            self._tell(await imports.apply(api(self, "officer"), self.id))
            self.notice = "Đã ghi." if self.state == "applied" else "Đang ghi; trang tự cập nhật."
        except ApiProblem as refused:
            self.problem = refused.message
        self.busy = False

    @rx.event
    async def discard(self):
        """Throws the file away."""
        try:
            await imports.discard(api(self, "officer"), self.id)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect("/nhap-du-lieu/")

    async def _again(self) -> None:
        try:
            self._tell(await imports.one(api(self, "officer"), self.id))
            self.only = "wrong" if self.state == "faulty" else self.only
            await self._lines("")
        except ApiProblem as refused:
            self.problem = refused.message

    def _tell(self, f: Staged) -> None:
        self.title, self.what = f.file_name, f.of_label or f.kind_label
        self.state, self.state_label, self.tone = f.state, f.state_label, TONES[f.state]
        self.reason, self.counts, self.columns = f.reason, in_words(f.counts), f.columns
        self.by = f"{f.created_by}, {moment(f.created_at)}"
        self.applied = f"{f.applied_by}, {moment(f.applied_at)}" if f.applied_at else ""
        self.may_apply, self.why_not = f.may_apply, f.why_not_apply
        self.warnings = f.warnings

    async def _lines(self, cursor: str) -> None:
        page = await imports.lines(api(self, "officer"), self.id, only=self.only, cursor=cursor)
        found = [_line(row) for row in page.items]
        self.lines = [*self.lines, *found] if cursor else found
        self.more = page.next_cursor or ""


def _line(row: StagedRow) -> Line:
    said = [f"{p.column}: {p.message}" if p.column else p.message for p in row.problems]
    said += [f"{c.column}: {c.before or '(trống)'} → {c.after or '(trống)'}" for c in row.changes]
    return Line(str(row.number), row.cells, row.state_label, _LINE_TONES[row.state], said)


def _acts() -> Component:
    can_go: Any = (StagedFile.state != "applied") & (StagedFile.state != "discarded")
    return rx.el.div(
        rx.cond(
            StagedFile.may_apply,
            rx.el.button(
                rx.cond(StagedFile.busy, "Đang ghi …", "Áp dụng tất cả"),
                type="button",
                on_click=StagedFile.apply,
                disabled=StagedFile.busy,
                class_name="button",
            ),
        ),
        rx.cond(
            StagedFile.lines.length() > 0,
            rx.el.a(
                "Tải tệp có ghi lỗi từng dòng",
                href="/api/v1/imports/" + StagedFile.id + "/annotated",
                target="_blank",
                download=True,
                class_name="button plain",
            ),
        ),
        rx.cond(
            can_go & (StagedFile.state != ""),
            rx.el.button("Bỏ tệp", type="button", on_click=StagedFile.discard, class_name="link"),
        ),
        class_name="acts",
    )


def _table() -> Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Dòng", scope="col"),
                    rx.el.th("Kết quả", scope="col"),
                    rx.el.th("Cần làm gì, đổi gì", scope="col"),
                    rx.foreach(StagedFile.columns, lambda c: rx.el.th(c, scope="col")),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    StagedFile.lines,
                    lambda line: rx.el.tr(
                        rx.el.td(line.number),
                        rx.el.td(rx.el.span(line.state, class_name="chip " + line.tone)),
                        rx.el.td(rx.foreach(line.said, lambda s: rx.el.div(s))),
                        rx.foreach(line.cells, lambda c: rx.el.td(c)),
                    ),
                )
            ),
        ),
        class_name="wide",
        tab_index=0,
        role="region",
        aria_label="Các dòng của tệp",
    )


def _sorts() -> Component:
    sorts = (
        ("", "Tất cả"), ("wrong", "Cần sửa"), ("new", "Thêm mới"), ("changed", "Thay đổi"),
        ("same", "Không đổi"),
    )  # fmt: skip
    return rx.el.div(
        *[
            rx.el.button(
                label,
                type="button",
                on_click=StagedFile.show(code),
                class_name=rx.cond(StagedFile.only == code, "button", "button plain"),
                aria_current=rx.cond(StagedFile.only == code, "true", "false"),
            )
            for code, label in sorts
        ],
        class_name="bar",
    )


@rx.page(
    route="/nhap-du-lieu/[import_id]",
    title="Xem trước dữ liệu nhập – Một cửa điện tử",
    on_load=[Person.enter, StagedFile.load],
)
def staged() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("Nhập, xuất bằng bảng tính", href="/nhap-du-lieu/"), class_name="small"),
        rx.el.h1(
            rx.cond(StagedFile.what != "", StagedFile.what, "Dữ liệu nhập"),
            " ",
            rx.el.span(StagedFile.state_label, class_name="chip " + StagedFile.tone),
        ),
        rx.el.p(StagedFile.title, " · ", StagedFile.by, class_name="muted"),
        rx.cond(StagedFile.problem != "", message(StagedFile.problem)),
        rx.cond(StagedFile.notice != "", message(StagedFile.notice, "good")),
        rx.cond(StagedFile.reason != "", message(StagedFile.reason)),
        rx.cond(StagedFile.why_not != "", message(StagedFile.why_not, "warn")),
        rx.foreach(StagedFile.warnings, lambda words: message("▲ " + words, "warn")),
        rx.cond(StagedFile.counts != "", rx.el.p(rx.el.b("Số dòng: "), StagedFile.counts)),
        rx.cond(StagedFile.applied != "", rx.el.p("Áp dụng: ", StagedFile.applied)),
        _acts(),
        rx.cond(
            (StagedFile.state == "reading") | (StagedFile.state == "applying"),
            rx.fragment(
                rx.el.p("Tệp lớn đang được làm ở hàng đợi; trang tự cập nhật.", role="status"),
                rx.moment(interval=2000, on_change=StagedFile.check, class_name="sr"),
            ),
        ),
        rx.cond(
            StagedFile.loaded & (StagedFile.counts != ""),
            rx.fragment(
                _sorts(),
                rx.cond(
                    StagedFile.lines.length() > 0,
                    _table(),
                    rx.el.p("Không có dòng nào loại này.", class_name="card"),
                ),
            ),
        ),
        rx.cond(
            StagedFile.more != "",
            rx.el.button("Xem thêm", on_click=StagedFile.fetch_more, class_name="button plain"),
        ),
    )
