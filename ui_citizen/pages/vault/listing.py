"""Kho giấy tờ: results issued to me and papers of mine that were verified."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.contracts.vault import VaultItem
from shared.ui.session import api
from shared.ui.words import day
from ui_citizen.layout import message, ready, shell, waiting

TONES = {"valid": "ok", "expired": "warn", "revoked": "bad", "withdrawn": ""}


@dataclasses.dataclass
class Row:
    """One paper in the list."""

    id: str
    title: str
    origin: str
    issuer: str
    valid: str
    state: str
    tone: str


def row_of(item: VaultItem) -> Row:
    """From the contract."""
    number = f"số {item.number}, " if item.number else ""
    return Row(
        id=item.id,
        title=item.title,
        origin=item.origin_label,
        issuer=f"{number}{item.issuer}, ngày {day(item.issued_at)}",
        valid=f"Dùng lại đến {day(item.valid_to)}" if item.valid_to else "Không thời hạn",
        state=item.state_label,
        tone=TONES[item.state],
    )


class Vault(rx.State):
    """My papers."""

    rows: list[Row] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        return await self._fetch()

    @rx.event
    async def fetch_more(self):
        """The next page."""
        return await self._fetch()

    async def _fetch(self):
        try:
            page = await vault.mine(api(self, "citizen"), self.more)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/kho-giay-to/")
            self.problem, self.loaded = refused.message, True
            return None
        self.rows = self.rows + [row_of(item) for item in page.items]
        self.more, self.loaded = page.next_cursor or "", True
        return None


def _row(row: Row) -> Component:
    return rx.el.li(
        rx.el.h2(rx.el.a(row.title, href="/kho-giay-to/" + row.id)),
        rx.el.p(row.issuer, class_name="muted small"),
        rx.el.ul(
            rx.el.li(row.state, class_name="tag " + row.tone),
            rx.el.li(row.valid, class_name="tag"),
            rx.el.li(row.origin, class_name="tag"),
            class_name="tags",
        ),
        class_name="card",
    )


def _empty() -> Component:
    return rx.el.div(
        rx.el.p("Kho của bạn chưa có giấy tờ nào."),
        rx.el.p(
            "Kết quả cơ quan nhà nước cấp và giấy tờ đã được cán bộ kiểm tra sẽ tự vào đây để "
            "bạn dùng lại, không phải nộp lần nữa.",
            class_name="muted",
        ),
        class_name="card",
    )


@rx.page(route="/kho-giay-to", title="Kho giấy tờ – Cổng Dịch vụ công", on_load=Vault.load)
def my_vault() -> Component:
    """The page."""
    plain = {"listStyle": "none", "padding": 0}
    return shell(
        rx.el.h1("Kho giấy tờ"),
        rx.el.p(
            "Giấy tờ ở đây dùng lại được khi làm thủ tục khác. ",
            rx.el.a("Giấy tờ được chia sẻ với tôi", href="/giay-duoc-chia-se/"),
            " · ",
            rx.el.a("Ai đã xem dữ liệu của tôi", href="/du-lieu-cua-toi/"),
        ),
        rx.cond(Vault.problem != "", message(Vault.problem)),
        rx.cond(
            Vault.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Vault.rows.length() > 0,
                    rx.el.ul(rx.foreach(Vault.rows, _row), style=plain),
                    rx.cond(Vault.problem == "", _empty()),
                ),
                rx.cond(
                    Vault.more != "",
                    rx.el.button(
                        "Xem thêm", on_click=Vault.fetch_more, class_name="button plain wide"
                    ),
                ),
            ),
            waiting(),
        ),
    )
