"""Receipts of the agency: all, those the tax authority has not taken, ended ones, paper ones."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import receipts
from shared.client.base import ApiProblem
from shared.contracts.receipts import ReceiptLine
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_CHIPS = {"accepted": "ok", "signed": "waiting", "signing": "waiting", "refused": "bad"}
_KINDS = (
    ("", "Tất cả"),
    ("not_taken", "Chưa được tiếp nhận"),
    ("ended", "Đã hủy, thay thế"),
    ("paper", "Biên lai giấy"),
)


@dataclasses.dataclass
class Row:
    """One receipt in words."""

    number: str
    at: str
    dossier: str
    href: str
    fee: str
    payer: str
    amount: str
    means: str
    state: str
    chip: str
    about: str
    pdf: str
    xml: str


def _row(found: ReceiptLine) -> Row:
    about = found.authority_code or found.words
    if found.ended:
        told = "đã báo cơ quan thuế" if found.end_told else "chưa báo được cơ quan thuế"
        about = found.ended_reason + (f" ({told})" if found.standing else "")
    elif found.replaces:
        about = ". ".join(filter(None, (about, f"Thay thế {found.replaces}")))
    return Row(
        found.number,
        moment(found.issued_at),
        found.dossier_code,
        f"/ho-so/{found.dossier_id}",
        found.fee,
        found.payer,
        found.amount,
        found.means_label,
        found.ended_label or found.standing_label,
        "bad" if found.ended else _CHIPS.get(found.standing, ""),
        about,
        found.pdf,
        found.xml,
    )


class Receipts(rx.State):
    """The list, one kind at a time."""

    kind: str = ""
    rows: list[Row] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The newest receipts."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read("")

    @rx.event
    async def show(self, kind: str):
        """Another kind."""
        self.kind, self.rows, self.more, self.loaded = kind, [], "", False
        yield
        await self._read("")

    @rx.event
    async def read_on(self):
        """Older ones."""
        await self._read(self.more)

    async def _read(self, cursor: str) -> None:
        self.problem = ""
        try:
            page = await receipts.receipts(api(self, "officer"), kind=self.kind, cursor=cursor)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.rows = (self.rows if cursor else []) + [_row(one) for one in page.items]
        self.more, self.loaded = page.next_cursor or "", True


def _line(row: Row) -> Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.a(row.number, href=row.pdf, target="_blank", class_name="mono"),
            rx.el.span(row.at, class_name="sub"),
            scope="row",
        ),
        rx.el.td(
            rx.el.a(row.dossier, href=row.href, class_name="mono"),
            rx.el.span(row.fee, class_name="sub"),
        ),
        rx.el.td(row.payer),
        rx.el.td(row.amount, rx.el.span(row.means, class_name="sub")),
        rx.el.td(
            rx.el.span(row.state, class_name="chip " + row.chip),
            rx.cond(row.about != "", rx.el.span(row.about, class_name="sub")),
        ),
        rx.el.td(
            rx.cond(
                row.xml != "",
                rx.el.a(
                    "Tải XML",
                    href=row.xml,
                    target="_blank",
                    download=True,
                    aria_label="Tải XML của biên lai " + row.number,
                ),
            )
        ),
    )


@rx.page(
    route="/bien-lai",
    title="Biên lai – Một cửa điện tử",
    on_load=[Person.enter, Receipts.load],
)
def page() -> Component:
    """The page."""
    state = Receipts
    heads = ("Số, lúc lập", "Hồ sơ", "Người nộp", "Số tiền", "Tình trạng", "Tệp gốc")
    return shell(
        rx.el.h1("Biên lai thu phí, lệ phí"),
        rx.el.p(
            "Biên lai điện tử được ký số và gửi cơ quan thuế tự động. Biên lai chưa được tiếp nhận "
            "tự gửi lại; bị từ chối thì quản trị hệ thống xử lý ở trang Kết nối.",
            class_name="muted",
        ),
        rx.el.div(
            *[
                rx.el.button(
                    label,
                    type="button",
                    on_click=state.show(kind),
                    aria_pressed=(state.kind == kind).to_string(),
                    class_name="button plain",
                )
                for kind, label in _KINDS
            ],
            class_name="bar",
        ),
        rx.cond(state.problem != "", message(state.problem)),
        rx.cond(~state.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            state.rows.length() > 0,
            rx.el.section(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                    rx.el.tbody(rx.foreach(state.rows, _line)),
                    class_name="receipts",
                ),
                rx.cond(
                    state.more != "",
                    rx.el.button("Xem thêm", on_click=state.read_on, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                state.loaded & (state.problem == ""),
                rx.el.p("Không có biên lai nào ở đây.", class_name="card empty"),
            ),
        ),
    )
