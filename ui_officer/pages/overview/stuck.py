"""The dossiers over the norm of one step right now."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.contracts.overview import SlowStep, StuckDossier
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import address, agency_parameter, chosen_agency
from ui_officer.person import Person

HERE = "/dieu-hanh/qua-dinh-muc/"
_OUTLOOK = "/dieu-hanh/du-bao/"


@dataclasses.dataclass
class Row:
    """One dossier."""

    code: str
    href: str
    procedure: str
    holder: str
    state: str
    entered: str
    norm: str
    due: str


class StuckInStep(rx.State):
    """What the address asks for, page by page."""

    loaded: bool = False
    problem: str = ""
    step: str = ""
    back: str = _OUTLOOK
    rows: list[Row] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        agency, made_by = chosen_agency(self), query(self, "quy_trinh")[:40]
        procedure, step = query(self, "thu_tuc")[:40], query(self, "buoc")[:40]
        self.back = address(_OUTLOOK, co_quan=agency)
        cursor = query(self, "trang")
        more = {"cursor": cursor} if cursor else {}
        try:
            page = await overview.stuck(
                api(self, "officer"), made_by, procedure, step, **agency_parameter(self), **more
            )
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.rows = [_row(item) for item in page.items]
        self.step = page.items[0].step if page.items else ""
        if page.next_cursor:
            self.next_link = address(
                HERE, co_quan=agency, quy_trinh=made_by, thu_tuc=procedure, buoc=step,
                trang=page.next_cursor,
            )  # fmt: skip
        self.loaded = True


def link(one: SlowStep, agency: str) -> str:
    """The address of the dossiers stuck in a step."""
    return address(
        HERE, co_quan=agency, quy_trinh=one.agency_id, thu_tuc=one.procedure_code, buoc=one.code
    )


def _row(item: StuckDossier) -> Row:
    return Row(
        item.code,
        f"/ho-so/{item.id}" if item.visible else "",
        f"{item.procedure_code} · {item.procedure_name}",
        item.unit_name or f"Bộ phận Một cửa, {item.agency_name}",
        item.state_label,
        moment(item.entered_at),
        moment(item.norm_at),
        moment(item.due_at),
    )


def _line(row: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row.href != "",
                rx.el.a(row.code, href=row.href),
                rx.el.span(row.code, title="Hồ sơ ngoài phạm vi xem của bạn"),
            )
        ),
        rx.el.td(row.procedure),
        rx.el.td(row.holder),
        rx.el.td(row.state),
        rx.el.td(row.entered, class_name="mono"),
        rx.el.td(row.norm, class_name="mono"),
        rx.el.td(row.due, class_name="mono"),
    )


@rx.page(
    route="/dieu-hanh/qua-dinh-muc",
    title="Hồ sơ vượt định mức của bước – Một cửa điện tử",
    on_load=[Person.enter, StuckInStep.load],
)
def page() -> Component:
    """The page."""
    heads = (
        "Mã hồ sơ", "Thủ tục", "Đang ở", "Trạng thái", "Vào bước", "Phải xong bước", "Hẹn trả",
    )  # fmt: skip
    return shell(
        rx.el.p(rx.el.a("← Dự báo trễ, điểm nghẽn", href=StuckInStep.back)),
        rx.el.h1(
            "Hồ sơ đang vượt định mức của bước",
            rx.cond(StuckInStep.step != "", rx.el.span(StuckInStep.step, class_name="sub")),
        ),
        rx.cond(StuckInStep.problem != "", message(StuckInStep.problem)),
        rx.cond(~StuckInStep.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            StuckInStep.rows.length() > 0,
            rx.el.section(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
                    rx.el.tbody(rx.foreach(StuckInStep.rows, _line)),
                    class_name="behind",
                ),
                rx.cond(
                    StuckInStep.next_link != "",
                    rx.el.a("Trang sau", href=StuckInStep.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                StuckInStep.loaded & (StuckInStep.problem == ""),
                rx.el.p("Không có hồ sơ nào.", class_name="card empty"),
            ),
        ),
    )
