"""Files that I asked for: how far they are, taking them, stopping them."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import exports
from shared.client.base import ApiProblem
from shared.contracts.exports import Export
from shared.ui.session import api
from shared.ui.words import moment, size, written
from shared.vocabulary.exports import TABLE_KIND_LABELS, TableKind
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.page import neighbours

_UNFINISHED = ("waiting", "making")


@dataclasses.dataclass
class File:
    """One file."""

    id: str
    title: str
    kind: str
    asked: str
    state: str
    words: str
    percent: int
    rows: str
    href: str
    until: str
    problem: str
    may_stop: bool


class Files(rx.State):
    """The files of the person, looked at again while one is made."""

    loaded: bool = False
    problem: str = ""
    files: list[File] = []
    more: str = ""
    making: bool = False

    @rx.event
    async def load(self):
        """The newest files."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._look()
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """How far they are."""
        if self.making:
            await self._look()

    async def _look(self) -> None:
        try:
            page = await exports.mine(api(self, "officer"))
        except ApiProblem as refused:
            self.problem, self.making = refused.message, False
            return
        self.files = [_file(one) for one in page.items]
        self.more = page.next_cursor or ""
        self.making = any(one.state in _UNFINISHED for one in page.items)

    @rx.event
    async def fetch_more(self):
        """Older files."""
        try:
            page = await exports.mine(api(self, "officer"), cursor=self.more)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.files = self.files + [_file(one) for one in page.items]
        self.more = page.next_cursor or ""

    @rx.event
    async def stop(self, id_: str):
        """A file is wanted no more."""
        self.problem = ""
        try:
            await exports.cancel(api(self, "officer"), id_)
        except ApiProblem as refused:
            self.problem = refused.message
        await self._look()


def _file(one: Export) -> File:
    rows = f"{written(one.done)} / {written(one.total)} dòng" if one.total else ""
    done = one.state == "done"
    return File(
        one.id,
        one.title,
        TABLE_KIND_LABELS[TableKind(one.kind)].vi,
        moment(one.asked_at),
        one.state,
        f"{one.state_label}: {one.percent}%" if one.state == "making" else one.state_label,
        one.percent,
        f"{written(one.total)} dòng, {size(one.size)}" if done else rows,
        f"/api/v1/exports/{one.id}/content" if done else "",
        moment(one.expires_at) if done and one.expires_at else "",
        one.problem,
        one.state in (*_UNFINISHED, "failed"),
    )


def _row(one: File) -> Component:
    return rx.el.tr(
        rx.el.th(one.title, rx.el.span(one.kind, class_name="sub"), scope="row"),
        rx.el.td(one.asked),
        rx.el.td(
            one.words,
            rx.cond(
                one.state == "making",
                rx.el.progress(
                    value=one.percent, max=100, custom_attrs={"aria-label": "Đã tạo " + one.title}
                ),
            ),
            rx.cond(one.rows != "", rx.el.span(one.rows, class_name="sub")),
            rx.cond(one.problem != "", rx.el.span(one.problem, class_name="sub bad")),
        ),
        rx.el.td(
            rx.cond(
                one.href != "",
                rx.fragment(
                    rx.el.a("Tải về", href=one.href, download=True, target="_blank",
                            class_name="button", aria_label="Tải về " + one.title),
                    rx.el.span("Giữ đến ", one.until, class_name="sub"),
                ),
            ),
            rx.cond(
                one.may_stop,
                rx.el.button("Hủy", type="button", on_click=Files.stop(one.id),
                             class_name="button plain", aria_label="Hủy " + one.title),
            ),
        ),
    )  # fmt: skip


@rx.page(
    route="/tep-xuat",
    title="Tệp đã yêu cầu – Một cửa điện tử",
    on_load=[Person.enter, Files.load],
)
def page() -> Component:
    """The page."""
    return shell(
        neighbours("/tep-xuat/"),
        rx.el.h1("Tệp đã yêu cầu"),
        rx.el.p(
            "Tệp lớn được tạo trong nền; bạn có thể rời trang này, có tin báo khi tệp sẵn sàng. "
            "Chỉ bạn tải được, khi vẫn còn quyền xem dữ liệu đó.",
            class_name="muted",
        ),
        rx.cond(Files.problem != "", message(Files.problem)),
        rx.cond(~Files.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(Files.making, rx.moment(interval=1500, on_change=Files.check, display="none")),
        rx.cond(
            Files.files.length() > 0,
            rx.el.section(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(words, scope="col")
                                for words in ("Tệp", "Yêu cầu lúc", "Tình trạng", "Việc")
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(Files.files, _row)),
                ),
                rx.cond(
                    Files.more != "",
                    rx.el.button("Xem thêm", on_click=Files.fetch_more, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                Files.loaded,
                rx.el.p(
                    "Chưa có tệp nào. Tệp được yêu cầu từ Báo cáo tự lập hoặc Sổ theo dõi theo kỳ.",
                    class_name="card empty",
                ),
            ),
        ),
    )
