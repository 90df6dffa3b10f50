"""The dossiers behind one number of a report."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import reports
from shared.client.base import ApiProblem
from shared.contracts.reports import CountedDossier
from shared.ui.session import api, query
from shared.ui.words import moment
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.reports import FIGURE_LABELS, Figure
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reports.address import wanted_of


@dataclasses.dataclass
class Row:
    """One dossier."""

    code: str
    href: str
    procedure: str
    agency: str
    channel: str
    accepted: str
    due: str
    finished: str


class Behind(rx.State):
    """What the address asks for, page by page."""

    loaded: bool = False
    problem: str = ""
    heading: str = ""
    back: str = "/bao-cao/"
    rows: list[Row] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = wanted_of(self)
        figure, key = query(self, "so"), query(self, "dong")[:200]
        if figure not in set(Figure):
            self.problem, self.loaded = "Không có số liệu này. Hãy mở lại từ báo cáo.", True
            return
        self.back = wanted.link()
        days = f", từ {wanted.day_from} đến {wanted.day_to}" if wanted.day_from else ""
        self.heading = f"{FIGURE_LABELS[Figure(figure)].vi}{days}"
        more = {"key": key, "cursor": query(self, "trang")}
        asked = wanted.parameters() | {name: value for name, value in more.items() if value}
        try:
            page = await reports.counted(api(self, "officer"), figure, **asked)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.rows = [_row(item) for item in page.items]
        if page.next_cursor:
            line = {"dong": key} if key else {}
            self.next_link = wanted.link(
                "/bao-cao/ho-so/", so=figure, trang=page.next_cursor, **line
            )
        self.loaded = True


def _row(item: CountedDossier) -> Row:
    return Row(
        item.code,
        f"/ho-so/{item.id}" if item.visible else "",
        f"{item.procedure_code} · {item.procedure_name}",
        item.agency_name,
        CHANNEL_LABELS[Channel(item.channel)].vi,
        moment(item.accepted_at),
        moment(item.due_at),
        moment(item.finished_at),
    )


@rx.page(
    route="/bao-cao/ho-so",
    title="Hồ sơ trong số liệu – Một cửa điện tử",
    on_load=[Person.enter, Behind.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Báo cáo", href=Behind.back)),
        rx.el.h1(rx.cond(Behind.heading != "", Behind.heading, "Hồ sơ trong số liệu")),
        rx.cond(Behind.problem != "", message(Behind.problem)),
        rx.cond(~Behind.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Behind.rows.length() > 0,
            rx.el.section(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(words, scope="col")
                                for words in (
                                    "Mã hồ sơ", "Thủ tục", "Cơ quan tiếp nhận", "Cách nộp",
                                    "Ngày tiếp nhận", "Hẹn trả", "Giải quyết xong",
                                )
                            ]
                        )
                    ),
                    rx.el.tbody(
                        rx.foreach(
                            Behind.rows,
                            lambda row: rx.el.tr(
                                rx.el.td(
                                    rx.cond(
                                        row.href != "",
                                        rx.el.a(row.code, href=row.href),
                                        rx.el.span(
                                            row.code,
                                            title="Hồ sơ ngoài phạm vi xem của bạn",
                                        ),
                                    )
                                ),
                                rx.el.td(row.procedure),
                                rx.el.td(row.agency),
                                rx.el.td(row.channel),
                                rx.el.td(row.accepted),
                                rx.el.td(row.due),
                                rx.el.td(row.finished),
                            ),
                        )
                    ),
                    class_name="behind",
                ),
                rx.cond(
                    Behind.next_link != "",
                    rx.el.a("Trang sau", href=Behind.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                Behind.loaded & (Behind.problem == ""),
                rx.el.p("Không có hồ sơ nào.", class_name="card empty"),
            ),
        ),
    )  # fmt: skip
