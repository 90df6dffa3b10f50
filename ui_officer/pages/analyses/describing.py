"""A report as its form describes it. Pure."""

from typing import Any

from shared.contracts.analyses import Definition, Restriction
from shared.ui.words import iso_day
from shared.vocabulary.analyses import ChartKind, Dimension, Measure, PeriodKind


def described(form: dict[str, Any], period_shown: str, chart_shown: str) -> Definition:
    """The definition that the form describes."""
    dimensions = [form.get(f"chieu{n}", "") for n in range(3)]
    period = PeriodKind(form.get("ky", period_shown))
    days = [iso_day(str(form.get(name, ""))) for name in ("tu", "den")]
    typed = [d if len(d) == 10 and d[4:5] == "-" else "" for d in days]
    own = period is PeriodKind.DAYS
    chosen: dict[str, list[str]] = {}
    for name in form:
        if name.startswith("loc|"):
            _, code, value = name.split("|", 2)
            chosen.setdefault(code, []).append(value)
    return Definition(
        dimensions=[Dimension(one) for one in dict.fromkeys(dimensions) if one],
        measures=[one for one in Measure if f"so_{one}" in form][:8],
        period=period,
        day_from=typed[0] if own else "",
        day_to=typed[1] if own else "",
        restrictions=[
            Restriction(Dimension(code), values[:100]) for code, values in chosen.items()
        ],
        chart=ChartKind(form.get("ve", chart_shown)),
    )
