"""My messages: the newest first, read and unread, a page at a time."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import Notice
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message, ready, shell, waiting

# A message is what was sent, in the language its reader had chosen then.
AS_WRITTEN = {"translate": "no"}


@dataclasses.dataclass
class Item:
    """One message."""

    id: str
    subject: str
    body: str
    at: str
    link: str
    read: bool


class Notices(rx.State):
    """My messages."""

    items: list[Item] = []
    loaded: bool = False
    problem: str = ""
    unread: int = 0
    only_unread: bool = False
    more: str = ""

    @rx.event
    async def load(self):
        """Reads the newest."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        return await self._first()

    async def _first(self):
        try:
            self.unread = await notifications.unread(api(self, "citizen"))
            self.items = []
            await self._fetch("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/thong-bao/")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _fetch(self, cursor: str) -> None:
        page = await notifications.notices(api(self, "citizen"), cursor, unread=self.only_unread)
        self.items = self.items + [_item(n) for n in page.items]
        self.more = page.next_cursor or ""

    @rx.event
    async def fetch_more(self):
        """The next page."""
        self.problem = ""
        try:
            await self._fetch(self.more)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def show(self, only_unread: bool):
        """All of them, or those not read yet."""
        self.only_unread, self.problem = only_unread, ""
        return await self._first()

    @rx.event
    async def mark(self, id_: str, read: bool):
        """One message is read, or unread again."""
        await self._mark([id_], read)
        self.items = [dataclasses.replace(i, read=read) if i.id == id_ else i for i in self.items]

    @rx.event
    async def mark_all(self):
        """Everything is read."""
        await self._mark([], True)
        self.items = [dataclasses.replace(i, read=True) for i in self.items]

    @rx.event
    async def open(self, id_: str, link: str):
        """Goes to what a message is about; it is read then."""
        await self._mark([id_], True)
        if link:
            yield rx.redirect(link)

    async def _mark(self, ids: list[str], read: bool) -> None:
        self.problem = ""
        try:
            self.unread = (await notifications.mark(api(self, "citizen"), ids, read=read)).unread
        except ApiProblem as refused:
            self.problem = refused.message


def _item(found: Notice) -> Item:
    # Messages of earlier releases hold the whole letter; what counts stands after the greeting.
    whole = found.body.startswith("Kính gửi") and "\n\n" in found.body
    return Item(
        found.id,
        found.subject,
        found.body.split("\n\n")[1] if whole else found.body,
        moment(found.at),
        f"/ho-so/{found.dossier_id}" if found.dossier_id else found.link,
        found.read,
    )


def _one(item: Item) -> Component:
    return rx.el.li(
        rx.el.article(
            rx.el.h2(
                rx.cond(
                    item.read,
                    rx.fragment(),
                    rx.el.span("Mới", class_name="tag new"),
                ),
                rx.el.span(
                    rx.cond(
                        item.link != "",
                        rx.el.a(
                            item.subject,
                            href=item.link,
                            on_click=Notices.open(item.id, item.link).prevent_default,
                        ),
                        item.subject,
                    ),
                    custom_attrs=AS_WRITTEN,
                ),
            ),
            rx.el.p(item.body, class_name="lines", custom_attrs=AS_WRITTEN),
            rx.el.p(
                rx.el.span(item.at, class_name="muted small"),
                rx.el.button(
                    rx.cond(item.read, "Đánh dấu chưa đọc", "Đánh dấu đã đọc"),
                    rx.el.span(": ", item.subject, class_name="sr", custom_attrs=AS_WRITTEN),
                    on_click=Notices.mark(item.id, ~item.read),
                    class_name="link",
                ),
                class_name="between",
            ),
        ),
        class_name=rx.cond(item.read, "card", "card unread"),
    )


def _choice() -> Component:
    def button(label: str | rx.Var[str], only: bool) -> Component:
        return rx.el.button(
            label,
            on_click=Notices.show(only),
            aria_pressed=(Notices.only_unread == only).to_string(),
            class_name="pill",
        )

    return rx.el.div(
        button("Tất cả", only=False),
        button("Chưa đọc (" + Notices.unread.to_string() + ")", only=True),
        rx.cond(
            Notices.unread > 0,
            rx.el.button("Đánh dấu tất cả đã đọc", on_click=Notices.mark_all, class_name="link"),
        ),
        class_name="pills",
    )


@rx.page(route="/thong-bao", title="Thông báo – Cổng Dịch vụ công", on_load=Notices.load)
def notices() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Thông báo"),
        rx.cond(Notices.problem != "", message(Notices.problem)),
        rx.cond(
            Notices.loaded,
            rx.fragment(
                ready(),
                _choice(),
                rx.cond(
                    Notices.items.length() > 0,
                    rx.el.ul(rx.foreach(Notices.items, _one), class_name="messages"),
                    rx.el.p(
                        rx.cond(
                            Notices.only_unread,
                            "Bạn đã đọc hết thông báo.",
                            "Chưa có thông báo nào. Khi hồ sơ của bạn có chuyển biến, thông báo "
                            "hiện ở đây.",
                        ),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    Notices.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=Notices.fetch_more, class_name="button plain wide"
                    ),
                ),
                rx.el.p(
                    rx.el.a("Chọn cách nhận thông báo", href="/tai-khoan/thong-bao/"),
                ),
            ),
            waiting(),
        ),
    )
