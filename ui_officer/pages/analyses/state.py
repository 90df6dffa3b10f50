"""The report that the address names: what it is made of, what it says, where it is kept."""

import dataclasses

import reflex as rx

from shared.client import analyses
from shared.client.base import ApiProblem
from shared.contracts.analyses import (
    Analysis,
    AnalysisTable,
    AskAnalysisFile,
    Choices,
    Definition,
    SaveAnalysis,
    SetRepeat,
)
from shared.ui.charts import BarChart, LineChart
from shared.ui.session import api, query
from shared.ui.words import day, moment
from shared.vocabulary.analyses import (
    DIMENSION_LABELS,
    PERIOD_LABELS,
    TIMES,
    ChartKind,
    Dimension,
    PeriodKind,
    Repeat,
)
from shared.vocabulary.exports import TableKind
from shared.vocabulary.reports import FILE_LABELS
from ui_officer.pages.analyses.address import FIRST, READY, file_link, link, read
from ui_officer.pages.analyses.describing import described
from ui_officer.pages.analyses.shapes import (
    Group,
    Line,
    Link,
    Number,
    charts_of,
    group_of,
    numbers_of,
)

UNNAMED = "Báo cáo tự lập"


@dataclasses.dataclass
class Kept:
    """A saved report on the list."""

    title: str
    href: str
    owner: str
    changed: str
    repeat: str


class Making(rx.State):
    """One report, or the list of them where the address names none."""

    loaded: bool = False
    listing: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    kept: list[Kept] = []
    dimensions: list[str] = ["", "", ""]
    measures: list[str] = []
    period: str = PeriodKind.THIS_YEAR.value
    day_from: str = ""
    day_to: str = ""
    chart: str = ChartKind.BARS.value
    groups: list[Group] = []
    title: str = UNNAMED
    saved_id: str = ""
    version: int = 0
    mine: bool = False
    shared: bool = False
    repeat: str = Repeat.NEVER.value
    next_at: str = ""
    versions: list[Link] = []
    heading: str = ""
    heads: list[str] = []
    measure_heads: list[str] = []
    lines: list[Line] = []
    total: list[Number] = []
    files: list[Link] = []
    bars: BarChart = BarChart()
    curves: LineChart = LineChart()
    has_bars: bool = False
    has_curves: bool = False
    _definition: Definition = FIRST
    _choices: Choices | None = None

    @rx.event
    async def load(self):
        """Reads the address and the report it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        text = query(self, "d")
        self.saved_id, self.title = query(self, "id")[:40], query(self, "ten")[:120] or UNNAMED
        try:
            if not text and not self.saved_id:
                await self._list()
            else:
                await self._open(text)
        except ApiProblem as refused:
            self._refused(refused)
        self.loaded = True

    async def _list(self) -> None:
        page = await analyses.saved(api(self, "officer"))
        self.listing = True
        self.kept = [
            Kept(
                one.title,
                f"/bao-cao-tu-lap/?id={one.id}",
                "Tôi" if one.mine else f"{one.owner_name}, {one.agency_name}",
                moment(one.changed_at),
                one.repeat_label,
            )
            for one in page.items
        ]

    async def _open(self, text: str) -> None:
        definition = read(text) if text else None
        if self.saved_id:
            saved = await analyses.one(api(self, "officer"), self.saved_id)
            self._keep_saved(saved)
            await self._list_versions()
            definition = definition or saved.definition
        if definition is None:
            self.problem = "Địa chỉ báo cáo không đọc được. Hãy lập lại báo cáo."
            definition = FIRST
        self._definition = definition
        self._choices = await analyses.choices(api(self, "officer"))
        self._fill(definition)
        if not self.problem:
            self._show(await analyses.table(api(self, "officer"), definition))

    async def _list_versions(self) -> None:
        """What the report was before; each opens as it was, and can be saved again."""
        self.versions = [
            Link(
                f"Phiên bản {one.number}, {moment(one.changed_at)}, {one.changed_by}: {one.title}",
                link(one.definition, self.saved_id, one.title),
            )
            for one in await analyses.versions(api(self, "officer"), self.saved_id)
        ]

    def _keep_saved(self, saved: Analysis) -> None:
        self.title, self.version, self.mine = saved.title, saved.version, saved.mine
        self.shared, self.repeat = saved.shared, saved.repeat
        self.next_at = moment(saved.next_at) if saved.next_at else ""

    def _fill(self, definition: Definition) -> None:
        named = [each.value for each in definition.dimensions]
        self.dimensions = [*named, "", "", ""][:3]
        self.measures = [each.value for each in definition.measures]
        self.period, self.chart = definition.period.value, definition.chart.value
        self.day_from, self.day_to = day(definition.day_from), day(definition.day_to)
        self.groups = [
            group_of(each.dimension, DIMENSION_LABELS[each.dimension].vi, self._among(), each.codes)
            for each in definition.restrictions
            if each.dimension not in TIMES
        ]

    def _among(self) -> Choices:
        return self._choices or Choices([], [], [], [], [])

    def _show(self, found: AnalysisTable) -> None:
        definition = self._definition
        self.heads = [one.label for one in found.dimensions]
        self.measure_heads = [
            one.label if unit == "hồ sơ" else f"{one.label} ({unit})"
            for one, unit in zip(found.measures, found.units, strict=True)
        ]
        self.lines = [
            Line(line.names, numbers_of(definition, found, line.values, line.keys,
                                        " · ".join(line.names) or "tất cả"))
            for line in found.lines
        ]  # fmt: skip
        self.total = numbers_of(definition, found, found.total, [], "tổng cộng")
        span = f"từ {day(found.day_from)} đến {day(found.day_to)}"
        self.heading = f"{PERIOD_LABELS[definition.period].vi}, {span}"
        if definition.period is PeriodKind.DAYS:
            self.heading = span[:1].upper() + span[1:]
        self.files = [
            Link(label.vi, file_link(definition, kind, self.title))
            for kind, label in FILE_LABELS.items()
        ]
        self.bars, self.curves = charts_of(definition, found, self.title)
        self.has_bars, self.has_curves = bool(self.bars.bars), bool(self.curves.rows)

    def _refused(self, refused: ApiProblem) -> None:
        self.problem = refused.message
        self.errors = {e.pointer.strip("/").split("/")[0]: e.message for e in refused.errors}

    @rx.event
    def set_period(self, value: str):
        """Days are asked for only where they are typed."""
        self.period = value

    @rx.event
    def restrict(self, value: str):
        """One more dimension of which values can be chosen."""
        if value and value not in [group.code for group in self.groups]:
            dimension = Dimension(value)
            label = DIMENSION_LABELS[dimension].vi
            self.groups = [*self.groups, group_of(dimension, label, self._among(), [])]

    @rx.event
    def set_free(self, code: str):
        """A dimension is restricted no more."""
        self.groups = [group for group in self.groups if group.code != code]

    @rx.event
    def look(self, form: dict):
        """The report as the form describes it, by its address."""
        definition = described(form, self.period, self.chart)
        if not definition.measures:
            self.errors = {"measures": "Chọn ít nhất một số liệu."}
            return None
        named = "" if self.saved_id or self.title == UNNAMED else self.title
        return rx.redirect(link(definition, self.saved_id, named))

    @rx.event
    async def save(self, form: dict):
        """Keeps the report that is shown: anew, or as a further version of mine."""
        self.notice, self.errors = "", {}
        title = str(form.get("ten", "")).strip()
        if not title:
            self.errors = {"title": "Đặt tên cho báo cáo."}
            return None
        data = SaveAnalysis(title[:120], self._definition, "chung" in form)
        try:
            if self.saved_id and self.mine:
                saved = await analyses.change(
                    api(self, "officer"), self.saved_id, data, self.version
                )
            else:
                saved = await analyses.save(api(self, "officer"), data)
            self.saved_id = saved.id
            await self._list_versions()
        except ApiProblem as refused:
            self._refused(refused)
            return None
        self.problem = ""
        self._keep_saved(saved)
        self.notice = f"Đã lưu “{saved.title}”, phiên bản {saved.version}."
        return None

    @rx.event
    async def remove(self):
        """Takes my report off all lists."""
        try:
            await analyses.remove(api(self, "officer"), self.saved_id)
        except ApiProblem as refused:
            self._refused(refused)
            return None
        return rx.redirect("/bao-cao-tu-lap/")

    @rx.event
    async def want(self, form: dict):
        """How often I want the file."""
        try:
            data = SetRepeat(Repeat(form.get("lap", "never")), TableKind(form.get("tep", "xlsx")))
            saved = await analyses.want(api(self, "officer"), self.saved_id, data)
        except ApiProblem as refused:
            self._refused(refused)
            return
        self._keep_saved(saved)
        self.notice = (
            f"Tệp sẽ được tạo {saved.repeat_label.lower()}, lần tới {self.next_at}; bạn nhận tin "
            "khi tệp sẵn sàng."
            if self.next_at
            else "Báo cáo này không còn gửi định kỳ cho bạn."
        )

    @rx.event
    async def make_file(self):
        """Has the queue make the table."""
        try:
            await analyses.ask_for_file(api(self, "officer"), AskAnalysisFile(self._definition))
        except ApiProblem as refused:
            self._refused(refused)
            return None
        return rx.redirect("/tep-xuat/")


READY_LINKS = [(title, words, link(definition, title=title)) for title, words, definition in READY]
