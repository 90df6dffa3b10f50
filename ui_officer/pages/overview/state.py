"""How it stands now, in the words of the page and of the screen on the wall."""

import contextlib
import dataclasses
from datetime import datetime
from zoneinfo import ZoneInfo

import reflex as rx

from shared.client import directives, overview
from shared.client.base import ApiProblem
from shared.contracts.overview import Overview
from shared.ui.charts import BarChart, LineChart
from shared.ui.session import api
from shared.ui.words import moment, written
from ui_officer.pages.overview import shapes
from ui_officer.pages.overview.frame import Link, address, agency_parameter, chosen_agency
from ui_officer.pages.overview.shapes import Group, Place, Row


@dataclasses.dataclass
class Said:
    """A direction that a unit has not answered yet."""

    unit: str
    content: str
    state: str
    tone: str
    until: str


class Live(rx.State):
    """The counters of the agency in the address."""

    loaded: bool = False
    problem: str = ""
    agency: str = ""
    agencies: list[Link] = []
    whose: str = ""
    as_of: str = ""
    groups: list[Group] = []
    rows: list[Row] = []
    holders: BarChart = BarChart()
    days: LineChart = LineChart()
    places: list[Place] = []
    tasks: list[Link] = []
    waiting_units: list[Said] = []
    more_units: str = ""

    @rx.event
    async def load(self):
        """Everything of the page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        if await self._read():
            self.tasks = await self._tasks()
            await self._list_units()
        self.loaded = True

    @rx.event
    async def refresh(self):
        """Reads the counters anew; what is shown stays until there is something newer."""
        await self._read()
        self.loaded = True

    async def _read(self) -> bool:
        self.agency = chosen_agency(self)
        try:
            found = await overview.overview(api(self, "officer"), **agency_parameter(self))
        except ApiProblem as refused:
            self.problem = refused.message
            return False
        self._show(found)
        return True

    def _show(self, found: Overview) -> None:
        self.problem = ""
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        self.whose = (
            found.agency.label
            if found.agency
            else found.agencies[0].label
            if len(found.agencies) == 1
            else "Mọi cơ quan trong phạm vi"
        )
        self.as_of = moment(found.as_of)
        self.groups = shapes.groups(found.total, self.agency)
        self.rows = shapes.rows(found.lines, self.agency, {one.code for one in found.agencies})
        self.holders = shapes.by_holder(found.lines, self.agency)
        self.days = shapes.by_day(found.days, self.agency)
        self.places = shapes.places(found.lines, self.agency)

    async def _list_units(self) -> None:
        """Units that have not answered a direction yet; what cannot be read now is left out."""
        with contextlib.suppress(ApiProblem):
            found = await directives.unit_directives(
                api(self, "officer"), shown="open", limit="5", **agency_parameter(self)
            )
            self.waiting_units = [
                Said(
                    f"{one.unit_name}, {one.agency_name}", one.content, one.state_label,
                    "bad" if one.state == "late" else "", moment(one.answer_by),
                )
                for one in found.items
            ]  # fmt: skip
            self.more_units = (
                f"Chỉ đạo đơn vị: {written(found.waiting)} chưa trả lời, "
                f"{written(found.late)} quá hạn"
            )

    async def _tasks(self) -> list[Link]:
        """What a leader should look at next; what cannot be read now is left out."""
        client, wanted = api(self, "officer"), agency_parameter(self)
        found: list[Link] = []
        with contextlib.suppress(ApiProblem):
            ahead = await overview.forecast(client, limit="1", **wanted)
            found.append(
                Link(
                    f"{written(ahead.likely)} hồ sơ có thể trễ trong 10 ngày tới",
                    address("/dieu-hanh/du-bao/", co_quan=self.agency),
                )
            )
        with contextlib.suppress(ApiProblem):
            today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
            late = await directives.lateness(
                client, day_from=today.replace(month=1, day=1).isoformat(), limit="1", **wanted
            )
            found.append(
                Link(
                    f"{written(late.late - late.explained)} hồ sơ trễ hạn năm nay chưa giải trình",
                    address("/dieu-hanh/giai-trinh/", co_quan=self.agency, xem="missing"),
                )
            )
        with contextlib.suppress(ApiProblem):
            waiting = await directives.open_directives(client)
            count = f"{len(waiting.items)}{'+' if waiting.next_cursor else ''}"
            found.append(Link(f"{count} chỉ đạo, đôn đốc chưa trả lời", "/nhac-viec/"))
        return found
