"""Dự báo trễ, điểm nghẽn: what is likely to be late and why, and where time is lost."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.contracts.overview import Bottlenecks, ForecastDossier, SlowUnit
from shared.ui.charts import BarChart, Series, Tone, stacked
from shared.ui.drawing import bar_chart
from shared.ui.session import api, query
from shared.ui.words import moment, written
from shared.vocabulary.overview import Counter, Outcome
from ui_officer.layout import message, shell
from ui_officer.pages.overview import stuck
from ui_officer.pages.overview.frame import (
    BEHIND,
    Link,
    address,
    agency_parameter,
    behind_days,
    choosing,
    chosen_agency,
    tabs,
)
from ui_officer.person import Person

HERE = "/dieu-hanh/du-bao/"


@dataclasses.dataclass
class Likely:
    """One dossier that may be late."""

    code: str
    href: str
    procedure: str
    holder: str
    person: str
    due: str
    expected: str
    reason: str


@dataclasses.dataclass
class Step:
    """One step of a process over its norm."""

    name: str
    where: str
    role: str
    stuck: str
    href: str
    over: str
    usual: str


class Outlook(rx.State):
    """Forecast and bottlenecks of the agency in the address."""

    loaded: bool = False
    problem: str = ""
    agency: str = ""
    agencies: list[Link] = []
    summary: str = ""
    made: str = ""
    likely: list[Likely] = []
    next_link: str = ""
    units: BarChart = BarChart()
    steps: list[Step] = []
    measured: str = ""

    @rx.event
    async def load(self):
        """Reads both."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.agency = chosen_agency(self)
        client, wanted = api(self, "officer"), agency_parameter(self)
        cursor = query(self, "trang")
        try:
            found = await overview.forecast(
                client, **wanted, **({"cursor": cursor} if cursor else {})
            )
            slow = await overview.bottlenecks(client, **wanted)
            whole = await overview.overview(client, **wanted)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.agencies = [Link(one.label, one.code) for one in whole.agencies]
        self.likely = [_likely(item) for item in found.items]
        self.made = moment(found.made_at)
        self.summary = (
            f"{written(found.likely)} trong {written(found.of_open)} hồ sơ đến hạn trong 10 ngày "
            "tới có thể trễ"
        )
        if found.next_cursor:
            self.next_link = address(HERE, co_quan=self.agency, trang=found.next_cursor)
        self.units = _units(slow, self.agency)
        self.steps = [
            Step(
                one.step,
                f"{one.procedure_name} · {one.agency_name}",
                one.role_label,
                written(one.stuck),
                stuck.link(one, self.agency) if one.stuck else "",
                f"{written(one.over)} trong {written(one.passed)}",
                f"{written(one.usual_percent)}%" if one.usual_percent else "–",
            )
            for one in slow.steps
        ]
        self.measured = moment(slow.measured_at)
        self.loaded = True


def _likely(item: ForecastDossier) -> Likely:
    return Likely(
        item.code,
        f"/ho-so/{item.id}" if item.visible else "",
        item.procedure_name,
        item.unit_name or f"Bộ phận Một cửa, {item.agency_name}",
        item.holder_name,
        moment(item.due_at),
        moment(item.expected_at),
        item.reason,
    )


def _units(slow: Bottlenecks, agency: str) -> BarChart:
    shown = slow.units[:15]

    def of(one: SlowUnit) -> dict[str, str]:
        return {"giu": one.agency_id, "don_vi": one.unit_id, "ten": one.name[:80]}

    def resolved(outcome: Outcome) -> list[str]:
        return [
            behind_days(
                agency, Counter.RESOLVED_TODAY, slow.day_from, slow.day_to, kq=outcome, **of(one)
            )
            for one in shown
        ]

    late = [address(BEHIND, so=Counter.LATE, co_quan=agency, **of(one)) for one in shown]
    return stacked(
        "Kết quả 30 ngày qua theo đơn vị",
        [
            (one.name, href if one.late else "")
            for one, href in zip(shown, late, strict=True)
        ],
        [
            Series(
                "Xong quá hạn", [one.resolved_late for one in shown], Tone.LATE,
                resolved(Outcome.LATE),
            ),
            Series(
                "Xong đúng hạn, trước hạn", [one.resolved - one.resolved_late for one in shown],
                Tone.GOOD, resolved(Outcome.IN_TIME),
            ),
            Series("Đang quá hạn", [one.late for one in shown], Tone.DARK, late),
        ],
        first_head="Đơn vị",
        note="đơn vị có tỉ lệ quá hạn cao nhất trước",
    )  # fmt: skip


def _row(one: Likely) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(one.href != "", rx.el.a(one.code, href=one.href), one.code),
            rx.el.span(one.procedure, class_name="sub"),
        ),
        rx.el.td(one.holder, rx.el.span(one.person, class_name="sub")),
        rx.el.td(one.due, class_name="mono"),
        rx.el.td(one.expected, class_name="mono"),
        rx.el.td(one.reason),
    )


def _forecast() -> Component:
    heads = ("Hồ sơ", "Đang ở", "Hẹn trả", "Dự kiến xong", "Vì sao")
    return rx.el.section(
        rx.el.h2(Outlook.summary),
        rx.el.p(
            "Dự báo mỗi giờ từ thời gian làm việc thật của các hồ sơ gần đây",
            rx.cond(Outlook.made != "", ", lần gần nhất lúc " + Outlook.made, ""),
            ".",
            class_name="muted small",
        ),
        rx.cond(
            Outlook.likely.length() > 0,
            rx.el.div(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
                    rx.el.tbody(rx.foreach(Outlook.likely, _row)),
                    class_name="likely",
                ),
                class_name="wide",
                tab_index=0,
                role="region",
                aria_label="Hồ sơ có thể trễ",
            ),
            rx.el.p("Chưa thấy hồ sơ nào có thể trễ.", class_name="empty"),
        ),
        rx.cond(
            Outlook.next_link != "",
            rx.el.a("Trang sau", href=Outlook.next_link, class_name="button plain"),
        ),
        class_name="card",
    )


def _step(one: Step) -> Component:
    return rx.el.tr(
        rx.el.th(one.name, rx.el.span(one.where, class_name="sub"), scope="row"),
        rx.el.td(one.role),
        rx.el.td(
            rx.cond(
                one.href != "",
                rx.el.a(
                    one.stuck, href=one.href,
                    aria_label=one.name + ", đang vượt định mức: " + one.stuck,
                ),
                one.stuck,
            ),
            class_name="number",
        ),
        rx.el.td(one.over, class_name="number"),
        rx.el.td(one.usual, class_name="number"),
    )  # fmt: skip


def _steps() -> Component:
    return rx.el.section(
        rx.el.h2("Bước vượt định mức"),
        rx.el.p(
            "Đang vượt: hồ sơ còn ở bước lúc này đã quá thời gian của bước, không kể hồ sơ đang "
            "tạm dừng tính hạn. Lượt đã vượt và thời gian thường dùng (giờ làm việc) là của 90 "
            "ngày qua.",
            class_name="muted small",
        ),
        rx.cond(
            Outlook.steps.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(words, scope="col")
                            for words in (
                                "Bước", "Ai làm", "Đang vượt định mức",
                                "Lượt đã vượt", "Thường dùng so với định mức",
                            )
                        ]
                    )
                ),
                rx.el.tbody(rx.foreach(Outlook.steps, _step)),
                class_name="slow-steps",
            ),
            rx.el.p(
                "Không có bước nào vượt định mức, hoặc các thủ tục chưa có quy trình điện tử với "
                "thời gian từng bước.",
                class_name="empty",
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/dieu-hanh/du-bao",
    title="Dự báo trễ, điểm nghẽn – Một cửa điện tử",
    on_load=[Person.enter, Outlook.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Dự báo trễ hạn, điểm nghẽn"),
        tabs(HERE, Outlook.agency),
        choosing(HERE, Outlook.agencies, Outlook.agency),
        rx.cond(Outlook.problem != "", message(Outlook.problem)),
        rx.cond(~Outlook.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Outlook.loaded & (Outlook.problem == ""),
            rx.fragment(
                _forecast(),
                rx.el.section(bar_chart(Outlook.units), class_name="card"),
                _steps(),
            ),
        ),
    )
