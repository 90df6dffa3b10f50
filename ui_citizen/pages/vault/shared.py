"""Papers that others share with me: the list, and one of them with its files."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.contracts.vault import SharedPaper
from shared.ui.session import api
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.vault.paper import Fact, File, file_card, files_of


@dataclasses.dataclass
class Row:
    """One paper."""

    id: str
    title: str
    owner: str
    purpose: str


class SharedWithMe(rx.State):
    """The list."""

    rows: list[Row] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        return await self._fetch()

    @rx.event
    async def fetch_more(self):
        """The next page."""
        return await self._fetch()

    async def _fetch(self):
        try:
            page = await vault.shared_with_me(api(self, "citizen"), self.more)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/giay-duoc-chia-se/")
            self.problem, self.loaded = refused.message, True
            return None
        self.rows = self.rows + [
            Row(p.id, p.title, f"Của {p.owner_name}", f"{p.purpose}, đến {moment(p.until)}")
            for p in page.items
        ]
        self.more, self.loaded = page.next_cursor or "", True
        return None


class OneShared(rx.State):
    """The paper in the address."""

    title: str = ""
    facts: list[Fact] = []
    files: list[File] = []
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the paper; its owner sees that."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await vault.shared_paper(api(self, "citizen"), self.share_id))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/giay-duoc-chia-se/{self.share_id}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: SharedPaper) -> None:
        self.title = found.title
        pairs = [
            ("Của", found.owner_name),
            ("Số, ký hiệu", found.number),
            ("Cơ quan", found.issuer),
            ("Ngày", day(found.issued_at)),
            ("Được xem để", found.purpose),
            ("Đến", moment(found.until)),
        ]
        self.facts = [Fact(label, value) for label, value in pairs if value]
        path = f"/api/v1/shared-papers/{found.id}/documents/{{}}/content?disposition="
        self.files = files_of(found.documents, path)


@rx.page(
    route="/giay-duoc-chia-se",
    title="Giấy tờ được chia sẻ với tôi – Cổng Dịch vụ công",
    on_load=SharedWithMe.load,
)
def shared_with_me() -> Component:
    """The list."""
    return shell(
        rx.el.p(rx.el.a("Kho giấy tờ", href="/kho-giay-to/")),
        rx.el.h1("Giấy tờ được chia sẻ với tôi"),
        rx.cond(SharedWithMe.problem != "", message(SharedWithMe.problem)),
        rx.cond(
            SharedWithMe.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    SharedWithMe.rows.length() > 0,
                    rx.el.ul(
                        rx.foreach(
                            SharedWithMe.rows,
                            lambda r: rx.el.li(
                                rx.el.h2(rx.el.a(r.title, href="/giay-duoc-chia-se/" + r.id)),
                                rx.el.p(r.owner),
                                rx.el.p(r.purpose, class_name="muted small"),
                                class_name="card",
                            ),
                        ),
                        style={"listStyle": "none", "padding": 0},
                    ),
                    rx.cond(
                        SharedWithMe.problem == "",
                        rx.el.p(
                            "Hiện không có giấy tờ nào được chia sẻ với bạn.", class_name="card"
                        ),
                    ),
                ),
                rx.cond(
                    SharedWithMe.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=SharedWithMe.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )


@rx.page(
    route="/giay-duoc-chia-se/[share_id]",
    title="Giấy tờ được chia sẻ – Cổng Dịch vụ công",
    on_load=OneShared.load,
)
def one_shared() -> Component:
    """One paper."""
    return shell(
        rx.cond(OneShared.problem != "", trouble(OneShared.problem)),
        rx.cond(
            OneShared.title != "",
            rx.fragment(
                ready(),
                rx.el.p(rx.el.a("Giấy tờ được chia sẻ với tôi", href="/giay-duoc-chia-se/")),
                rx.el.h1(OneShared.title),
                rx.el.dl(
                    rx.foreach(
                        OneShared.facts, lambda f: rx.el.div(rx.el.dt(f.label), rx.el.dd(f.value))
                    ),
                    class_name="rows card",
                ),
                rx.el.p("Chủ giấy tờ thấy mỗi lần bạn mở.", class_name="muted small"),
                rx.foreach(OneShared.files, file_card),
            ),
            rx.cond(OneShared.problem == "", waiting()),
        ),
    )
