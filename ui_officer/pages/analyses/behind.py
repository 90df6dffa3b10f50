"""The dossiers behind one number: of a report that was put together, or of the time in steps."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import analyses
from shared.client.base import ApiProblem
from shared.contracts.analyses import AnalysedDossier, AskAnalysisFile, Definition
from shared.contracts.common import Page
from shared.ui.session import api, queries, query
from shared.ui.words import moment, written
from shared.vocabulary.analyses import MEASURE_LABELS, UNIT_LABELS, Measure
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.address import link, read


@dataclasses.dataclass
class Row:
    """One dossier."""

    code: str
    href: str
    procedure: str
    agency: str
    state: str
    accepted: str
    due: str
    finished: str
    amount: str


class Behind(rx.State):
    """What the address asks for, page by page."""

    loaded: bool = False
    problem: str = ""
    heading: str = ""
    back: str = "/bao-cao-tu-lap/"
    back_words: str = "← Báo cáo"
    amount_head: str = ""
    rows: list[Row] = []
    next_link: str = ""
    may_make: bool = False
    _definition: Definition | None = None
    _measure: str = ""
    _keys: list[str] = []

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            if query(self, "buoc"):
                await self._of_steps()
            else:
                await self._of_report()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    async def _of_report(self) -> None:
        definition, measure = read(query(self, "d")), query(self, "so")
        if definition is None or measure not in set(Measure):
            self.problem = "Không có số liệu này. Hãy mở lại từ báo cáo."
            return
        keys = ["" if key == "-" else key for key in queries(self, "dong")][:3]
        self._definition, self._measure, self._keys = definition, measure, keys
        self.back, self.may_make = link(definition), True
        self.heading = MEASURE_LABELS[Measure(measure)].vi
        unit = UNIT_LABELS[Measure(measure)].vi
        self.amount_head = "" if unit in ("hồ sơ", "%", "lượt") else f"Giá trị ({unit})"
        page = await analyses.dossiers(
            api(self, "officer"), definition, measure, keys, cursor=query(self, "trang")
        )
        self._show(page)

    async def _of_steps(self) -> None:
        which = query(self, "buoc")
        named = {"day_from": "tu", "day_to": "den", "agency_id": "co_quan", "grouping": "theo"}
        wanted = {name: query(self, own) for name, own in named.items() if query(self, own)}
        key = query(self, "dong") or None
        self.back = "/thoi-gian-buoc/?" + urlencode(
            {own: query(self, own) for own in named.values() if query(self, own)}
        )
        self.back_words = "← Thời gian theo bước"
        words = {
            "done": "Lượt qua bước", "late": "Lượt quá hạn của bước", "open": "Đang ở bước",
            "open_late": "Đang ở bước, đã quá hạn bước",
        }  # fmt: skip
        self.heading = words.get(which, "Hồ sơ")
        self.amount_head = "" if which.startswith("open") else "Thời gian ở bước (giờ làm việc)"
        cursor = query(self, "trang")
        more = {"cursor": cursor} if cursor else {}
        self._show(
            await analyses.step_dossiers(
                api(self, "officer"), which, "" if key == "-" else key, **wanted, **more
            )
        )

    def _show(self, page: Page[AnalysedDossier]) -> None:
        self.rows = [_row(item) for item in page.items]
        if page.next_cursor:
            here = [
                (name, value)
                for name in ("d", "so", "buoc", "tu", "den", "co_quan", "theo", "dong")
                for value in queries(self, name)
            ]
            self.next_link = "/bao-cao-tu-lap/ho-so/?" + urlencode(
                [*here, ("trang", page.next_cursor)]
            )

    @rx.event
    async def make_file(self):
        """Has the queue make the whole list."""
        assert self._definition is not None
        data = AskAnalysisFile(
            self._definition, measure=Measure(self._measure), keys=list(self._keys)
        )
        try:
            await analyses.ask_for_file(api(self, "officer"), data)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect("/tep-xuat/")


def _row(item: AnalysedDossier) -> Row:
    return Row(
        item.code,
        f"/ho-so/{item.id}" if item.visible else "",
        f"{item.procedure_code} · {item.procedure_name}",
        item.agency_name,
        item.state_label,
        moment(item.accepted_at),
        moment(item.due_at),
        moment(item.finished_at),
        written(item.amount) if item.amount is not None else "",
    )


def _line(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row.href != "",
                rx.el.a(row.code, href=row.href),
                rx.el.span(row.code, title="Hồ sơ ngoài phạm vi xem của bạn"),
            )
        ),
        rx.el.td(row.procedure),
        rx.el.td(row.agency),
        rx.el.td(row.state),
        rx.el.td(row.accepted),
        rx.el.td(row.due),
        rx.el.td(row.finished),
        rx.cond(Behind.amount_head != "", rx.el.td(row.amount, class_name="number")),
    )


@rx.page(
    route="/bao-cao-tu-lap/ho-so",
    title="Hồ sơ trong số liệu – Một cửa điện tử",
    on_load=[Person.enter, Behind.load],
)
def page() -> Component:
    """The page."""
    heads = (
        "Mã hồ sơ", "Thủ tục", "Cơ quan tiếp nhận", "Trạng thái", "Ngày tiếp nhận", "Hẹn trả",
        "Giải quyết xong",
    )  # fmt: skip
    return shell(
        rx.el.p(rx.el.a(Behind.back_words, href=Behind.back)),
        rx.el.h1(rx.cond(Behind.heading != "", Behind.heading, "Hồ sơ trong số liệu")),
        rx.cond(Behind.problem != "", message(Behind.problem)),
        rx.cond(~Behind.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Behind.rows.length() > 0,
            rx.el.section(
                rx.cond(
                    Behind.may_make,
                    rx.el.div(
                        rx.el.button(
                            "Tạo tệp toàn bộ danh sách",
                            type="button",
                            on_click=Behind.make_file,
                            class_name="button plain",
                        ),
                        class_name="acts no-print",
                    ),
                ),
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[rx.el.th(words, scope="col") for words in heads],
                            rx.cond(
                                Behind.amount_head != "",
                                rx.el.th(Behind.amount_head, scope="col"),
                            ),
                        )
                    ),
                    rx.el.tbody(rx.foreach(Behind.rows, _line)),
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
