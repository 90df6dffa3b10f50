"""Reports that were put together by their address, and those that come ready made."""

from urllib.parse import urlencode

import msgspec

from shared.client.analyses import as_text
from shared.contracts.analyses import Definition
from shared.vocabulary.analyses import ChartKind, Dimension, Measure, PeriodKind

PAGE = "/bao-cao-tu-lap/"
BEHIND = "/bao-cao-tu-lap/ho-so/"
FIRST = Definition(
    dimensions=[Dimension.SECTOR],
    measures=[Measure.RECEIVED, Measure.RESOLVED, Measure.RESOLVED_LATE],
)
READY: tuple[tuple[str, str, Definition], ...] = (
    (
        "Khối lượng công việc theo cán bộ",
        "Ai đang giữ bao nhiêu hồ sơ, quá hạn bao nhiêu, giải quyết mất bao lâu.",
        Definition(
            [Dimension.OFFICER],
            [
                Measure.IN_PROGRESS, Measure.IN_PROGRESS_LATE, Measure.RESOLVED,
                Measure.RESOLVED_LATE, Measure.MEAN_HOURS,
            ],
            PeriodKind.THIS_QUARTER,
        ),
    ),
    (
        "Khối lượng công việc theo phòng, ban",
        "Hồ sơ đang giải quyết và đã giải quyết của từng phòng, ban.",
        Definition(
            [Dimension.UNIT],
            [
                Measure.IN_PROGRESS, Measure.IN_PROGRESS_LATE, Measure.RESOLVED,
                Measure.RESOLVED_LATE, Measure.MEAN_HOURS,
            ],
            PeriodKind.THIS_QUARTER,
        ),
    ),
    (
        "Tiếp nhận và giải quyết theo tháng",
        "Xu hướng trong năm.",
        Definition(
            [Dimension.MONTH],
            [Measure.RECEIVED, Measure.RESOLVED, Measure.RESOLVED_LATE],
            chart=ChartKind.LINES,
        ),
    ),
    (
        "Mức đúng hạn theo lĩnh vực",
        "Trước hạn, đúng hạn, quá hạn của từng lĩnh vực.",
        Definition(
            [Dimension.SECTOR],
            [
                Measure.RESOLVED_EARLY, Measure.RESOLVED_ON_TIME, Measure.RESOLVED_LATE,
                Measure.ON_TIME_RATE,
            ],
        ),
    ),
    (
        "Hồ sơ trực tuyến theo thủ tục",
        "Thủ tục nào người dân nộp qua mạng.",
        Definition([Dimension.PROCEDURE], [Measure.RECEIVED, Measure.RECEIVED_ONLINE]),
    ),
    (
        "Yêu cầu bổ sung theo thủ tục",
        "Thủ tục nào người dân hay phải bổ sung giấy tờ.",
        Definition([Dimension.PROCEDURE], [Measure.SUPPLEMENTS, Measure.RECEIVED]),
    ),
    (
        "Phí, lệ phí đã thu theo tháng",
        "Tiền đã thu, tính theo ngày thu.",
        Definition([Dimension.MONTH], [Measure.FEES], chart=ChartKind.LINES),
    ),
)  # fmt: skip


def link(definition: Definition, id_: str = "", title: str = "") -> str:
    """The address of a report; with an id that of a saved one."""
    named = {"d": as_text(definition), "id": id_, "ten": title}
    return f"{PAGE}?{urlencode({name: value for name, value in named.items() if value})}"


def link_behind(definition: Definition, measure: str, keys: list[str]) -> str:
    """The address of the list behind a number."""
    return f"{BEHIND}?{urlencode([('d', as_text(definition)), ('so', measure), *_lines(keys)])}"


def file_link(definition: Definition, kind: str, title: str) -> str:
    """Where a file of the report is taken."""
    named = {"definition": as_text(definition), "kind": kind} | ({"title": title} if title else {})
    return f"/api/v1/analyses/file?{urlencode(named)}"


def read(text: str) -> Definition | None:
    """The definition in an address; None for an address that holds none."""
    try:
        return msgspec.json.decode(text, type=Definition)
    except msgspec.MsgspecError:
        return None


def _lines(keys: list[str]) -> list[tuple[str, str]]:
    return [("dong", key or "-") for key in keys]
