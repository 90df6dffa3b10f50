"""What is drawn is what is counted, and what is drawn is also written."""

import re

import reflex as rx
from hypothesis import given
from hypothesis import strategies as st

from shared.ui.charts import BarChart, LineChart, Series, Tone, bars, lines, stacked
from shared.ui.drawing import bar_chart, line_chart
from shared.ui.words import written

counts = st.integers(0, 10**7)


def test_numbers_are_written_as_vietnamese_readers_write_them() -> None:
    assert [written(n) for n in (0, 999, 1234567, 12.5, None)] == [
        "0",
        "999",
        "1.234.567",
        "12,5",
        "–",
    ]
    assert written(97.25, "%") == "97,2%"


def test_a_bar_is_as_long_as_its_number_and_leads_to_its_list() -> None:
    chart = bars("Quá hạn", [("Phòng A", 10, "/a"), ("Phòng B", 5, "")], first_head="Đơn vị")
    assert [(bar.name, bar.href, bar.total, bar.parts[0].width) for bar in chart.bars] == [
        ("Phòng A", "/a", "10", "100.00%"),
        ("Phòng B", "", "5", "50.00%"),
    ]
    assert chart.heads == ["Đơn vị", "Số hồ sơ"]
    assert [(row.name, row.cells[0].words, row.cells[0].href) for row in chart.rows] == [
        ("Phòng A", "10", "/a"),
        ("Phòng B", "5", ""),
    ]


@given(st.lists(st.tuples(counts, counts, counts), max_size=12))
def test_pieces_never_leave_the_bar_and_the_table_has_every_number(
    rows: list[tuple[int, int, int]],
) -> None:
    series = [Series(f"s{n}", [row[n] for row in rows]) for n in range(3)]
    chart = stacked("Theo đơn vị", [(f"n{n}", "") for n in range(len(rows))], series)
    for bar, row, line in zip(chart.bars, rows, chart.rows, strict=True):
        assert sum(float(part.width[:-1]) for part in bar.parts) <= 100.02
        assert [cell.words for cell in line.cells] == [written(v) for v in (*row, sum(row))]
    assert len({key.tone for key in chart.legend}) == 3, "each series has a tone of its own"


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 10**6)), max_size=40), st.sampled_from((340, 640))
)
def test_points_stay_inside_the_drawing(values: list[float | None], width: int) -> None:
    chart = lines(
        "Theo ngày", [f"{n}" for n in range(len(values))], [Series("a", values)], width=width
    )
    assert len(chart.lines[0].marks) == sum(value is not None for value in values)
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", chart.lines[0].path):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= 240
    assert len(chart.levels) <= 6


def test_a_gap_is_not_drawn_as_zero() -> None:
    chart = lines("Theo ngày", ["1", "2", "3"], [Series("a", [4, None, 4], Tone.LATE)])
    assert chart.lines[0].path.count("M") == 2
    assert chart.rows[1].cells[0].words == "–"


class Drawn(rx.State):
    """A page with charts."""

    bars: BarChart = BarChart()
    lines: LineChart = LineChart()


def test_every_drawing_has_its_table() -> None:
    for drawing in (bar_chart(Drawn.bars), line_chart(Drawn.lines)):
        assert "table" in str(drawing.render())
