"""Are the stored files what was stored? The walks, and what they found."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import archive_packages
from shared.client.base import ApiProblem
from shared.contracts.archive_packages import Finding
from shared.ui.session import api
from shared.ui.words import moment, size
from ui_officer.layout import Person, message
from ui_officer.pages.archive.frame import archive_page, empty, text_field, ticking, waiting


@dataclasses.dataclass
class Item:
    """One finding in words."""

    id: str
    name: str
    kind: str
    found: str
    sizes: str
    expected: str
    seen: str
    dossier: str
    resolution: str


class Integrity(rx.State):
    """The newest walk and the findings."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    walk: str = ""
    percent: int = 0
    active: bool = False
    open: int = 0
    may_act: bool = False
    resolved: bool = False
    items: list[Item] = []
    resolving: str = ""

    @rx.event
    async def load(self):
        """Reads everything."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read()
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """How far the walk is."""
        if self.active:
            await self._read()

    @rx.event
    async def show(self, resolved: bool):
        """Open findings, or those that were resolved."""
        self.resolved = resolved
        await self._read()

    async def _read(self) -> None:
        client = api(self, "officer")
        try:
            state = await archive_packages.integrity(client)
            page = await archive_packages.findings(client, resolved=self.resolved)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.open, self.may_act = state.open, state.may_act
        walk = state.latest
        self.active = walk is not None and walk.finished_at is None
        self.percent = walk.percent if walk else 0
        if walk is None:
            self.walk = "Chưa kiểm tra lần nào."
        else:
            when = f"xong {moment(walk.finished_at)}" if walk.finished_at else "đang chạy"
            self.walk = (
                f"Lần kiểm tra {moment(walk.started_at)}, {when}: {walk.looked_at}/{walk.total} "
                f"tệp, {size(walk.bytes)}, {walk.found} cảnh báo mới."
            )
        self.items = [_item(finding) for finding in page.items]

    @rx.event
    async def start(self):
        """Walks through every file now."""
        self.problem = ""
        try:
            await archive_packages.start_scrub(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
        await self._read()

    @rx.event
    def resolve(self, id_: str):
        """Opens the field for what was done."""
        self.resolving, self.error = id_, ""

    @rx.event
    async def done(self, form: dict[str, Any]):
        """Keeps what was done."""
        text = str(form.get("resolution", "")).strip()
        if len(text) < 10:
            self.error = "Ghi việc đã làm, ít nhất 10 ký tự."
            return
        try:
            await archive_packages.resolve(api(self, "officer"), self.resolving, text)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.resolving, self.error = "", ""
        await self._read()


def _item(finding: Finding) -> Item:
    seen = size(finding.found_size) if finding.found_size is not None else "không đọc được"
    return Item(
        finding.id,
        finding.name,
        finding.kind_label,
        moment(finding.found_at),
        f"Lúc lưu {size(finding.expected_size)}, nay {seen}",
        finding.expected,
        finding.found,
        finding.dossier_id or "",
        f"{moment(finding.resolved_at)}, {finding.resolved_by}: {finding.resolution}"
        if finding.resolved_at
        else "",
    )


def _finding(item: Item) -> Component:
    return rx.el.article(
        rx.el.div(
            rx.el.h2(item.name), rx.el.span(item.kind, class_name="chip bad"), class_name="head"
        ),
        rx.el.p("Phát hiện ", item.found, ". ", item.sizes, "."),
        rx.el.p("SHA-256 lúc lưu: ", item.expected, class_name="muted small digest"),
        rx.cond(
            item.seen != "",
            rx.el.p("SHA-256 hiện nay: ", item.seen, class_name="muted small digest"),
        ),
        rx.cond(item.resolution != "", rx.el.p(item.resolution, class_name="note good")),
        rx.el.div(
            rx.cond(
                (item.dossier != "") & ~Integrity.may_act,
                rx.el.a("Xem hồ sơ", href="/ho-so/" + item.dossier, class_name="button plain"),
            ),
            rx.cond(
                Integrity.may_act & (item.resolution == "") & (Integrity.resolving != item.id),
                rx.el.button(
                    "Ghi kết quả xử lý",
                    on_click=Integrity.resolve(item.id),
                    class_name="button plain",
                ),
            ),
            class_name="acts",
        ),
        rx.cond(
            Integrity.resolving == item.id,
            rx.el.form(
                text_field(
                    "resolution",
                    "Đã làm gì",
                    Integrity.error,
                    placeholder="Ví dụ: đã khôi phục từ bản sao lưu ngày …",
                    max_length=2000,
                ),
                rx.el.button("Ghi nhận", type="submit", class_name="button"),
                on_submit=Integrity.done,
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/luu-tru/toan-ven",
    title="Toàn vẹn kho tài liệu – Một cửa điện tử",
    on_load=[Person.enter, Integrity.load],
)
def page() -> Component:
    """The page."""
    return archive_page(
        "/luu-tru/toan-ven/",
        "Toàn vẹn kho tài liệu",
        "Mỗi tuần hệ thống đọc lại mọi tệp đã lưu và so với mã SHA-256 ghi lúc lưu.",
        rx.cond(Integrity.problem != "", message(Integrity.problem)),
        rx.cond(
            Integrity.loaded & (Integrity.problem == ""),
            rx.fragment(
                rx.el.div(
                    rx.cond(
                        Integrity.open > 0,
                        rx.el.b(Integrity.open.to_string(), " tệp đang có cảnh báo"),
                        rx.el.b("Không có cảnh báo nào đang mở"),
                    ),
                    rx.el.p(Integrity.walk),
                    rx.cond(
                        Integrity.active,
                        rx.el.progress(
                            value=Integrity.percent, max=100, aria_label="Tiến độ kiểm tra"
                        ),
                        rx.cond(
                            Integrity.may_act,
                            rx.el.button(
                                "Kiểm tra ngay", on_click=Integrity.start, class_name="button"
                            ),
                        ),
                    ),
                    class_name=rx.cond(Integrity.open > 0, "note bad", "note good"),
                    role="status",
                ),
                rx.el.div(
                    rx.el.button(
                        "Đang mở",
                        on_click=Integrity.show(False),
                        class_name="button plain",
                        aria_pressed=(~Integrity.resolved).to_string(),
                    ),
                    rx.el.button(
                        "Đã xử lý",
                        on_click=Integrity.show(True),
                        class_name="button plain",
                        aria_pressed=Integrity.resolved.to_string(),
                    ),
                    class_name="acts bar",
                ),
                rx.cond(
                    Integrity.items.length() > 0,
                    rx.foreach(Integrity.items, _finding),
                    empty("Không có cảnh báo nào ở đây."),
                ),
            ),
            rx.cond(Integrity.loaded, rx.fragment(), waiting()),
        ),
        ticking(Integrity.check, Integrity.active),
    )
