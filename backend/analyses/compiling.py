"""A definition as parameterised SQL: from the whitelist of `facts.py` and from nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from backend.analyses.facts import (
    FACTS,
    HOURS,
    NEEDS_VERSION,
    PARTS,
    RECIPES,
    VERSIONS,
    WORKED,
    Kind,
    Part,
    agency_at,
    behind,
    column,
    moment_of,
    of_agencies,
)
from backend.analyses.rules import MOST_LINES
from backend.organisation.working_spans import Spans, day_of, worked_until
from backend.reports.periods import Period, Scope
from backend.settings import settings
from shared.contracts.analyses import Definition
from shared.vocabulary.analyses import Dimension, Measure

_FIRST_OF_SPANS = 8
_DOSSIER = """d.id, d.code, d.reference, d.procedure_code, d.procedure_name, d.state, d.channel,
    d.accepted_at, d.due_at, d.finished_at, d.holding_unit_id"""


def parts_of(measures: Iterable[Measure]) -> list[Part]:
    """What must be summed up for some measures, each once."""
    names = [name for each in measures for name in (RECIPES[each].part, RECIPES[each].over) if name]
    return [PARTS[name] for name in dict.fromkeys(names)]


def needs_hours(measures: Iterable[Measure]) -> bool:
    """Whether working time is asked for, for which the calendars are needed."""
    return any(part.value == HOURS for part in parts_of(measures))


def first_day_of_spans(period: Period) -> date:
    """From when on working time is counted: three whole years before the period begins."""
    return date(period.day_from.year - 3, 1, 1)


class Statement:
    """SQL that grows with its arguments."""

    def __init__(
        self,
        definition: Definition,
        period: Period,
        scope: Scope,
        apart: list[Any],
        spans: Spans | None = None,
    ) -> None:
        """`apart` says whose officers are told apart, as `apart.told_apart` gives it."""
        self.args: list[Any] = [settings().tenant, scope.ids, period.start, period.end, *apart]
        self._definition, self._spans = definition, spans
        self._tables = [
            "bounds as (select $1::text, $2::uuid[], $3::timestamptz, $4::timestamptz, "
            "$5::uuid[], $6::uuid[], $7::uuid)",
            VERSIONS,
        ]
        if spans is not None:
            self._tables += [spans.tables(_FIRST_OF_SPANS), _paused()]
            self.args += spans.arguments
        self._restrictions = [
            (each.dimension, self.hole(each.codes)) for each in definition.restrictions
        ]

    def hole(self, value: Any) -> str:
        """A place for one more argument."""
        self.args.append(value)
        return f"${len(self.args)}"

    def sums(self) -> str:
        """One row a line: `k0` … and a column for each part; at most one line too many."""
        dimensions, parts = self._definition.dimensions, parts_of(self._definition.measures)
        keys = [f"k{n}" for n in range(len(dimensions))]
        groups = []
        for kind in dict.fromkeys(part.kind for part in parts):
            coded = [f"{column(d, kind)} as k{n}" for n, d in enumerate(dimensions)]
            summed = [
                f"({part.sql})::float8 as {part.name}"
                if part.kind is kind
                else f"null::float8 as {part.name}"
                for part in parts
            ]
            grouped = f" group by {', '.join(str(n + 1) for n in range(len(keys)))}" if keys else ""
            groups.append(
                f"(select {', '.join([*coded, *summed])} from {self._facts(kind)}{grouped})"
            )
        merged = [f"{'max' if p.largest else 'sum'}({p.name}) as {p.name}" for p in parts]
        by = f"group by {', '.join(keys)} " if keys else ""
        return (
            f"with {', '.join(self._tables)} select {', '.join([*keys, *merged])} "
            f"from ({' union all '.join(groups)}) u {by}limit {MOST_LINES + 1}"
        )

    def facts(self, measure: Measure, keys: list[str], more: str = "") -> str:
        """The rows behind a measure, `at`, `row_id`, `amount` and those of the dossier."""
        part = behind(measure)
        fact = FACTS[part.kind]
        where = [part.condition, *([more] if more else [])]
        for dimension, key in zip(self._definition.dimensions, keys, strict=False):
            where.append(f"{column(dimension, part.kind)} = {self.hole(key)}")
        amount = "f.amount_vnd::float8" if part.kind is Kind.PAID else "null::float8"
        if self._spans is not None and part.kind is Kind.FINISHED:
            amount = f"({HOURS})::float8"
        return (
            f"with {', '.join(self._tables)} select {fact.at} as at, {fact.row} as row_id, "
            f"{amount} as amount, {column(Dimension.ON_TIME, part.kind)} as on_time, "
            f"{agency_at(moment_of(part.kind))} as receiving_agency_id, "
            f"{column(Dimension.OFFICER, part.kind)} as officer, {_DOSSIER} "
            f"from {self._facts(part.kind, with_hours=self._spans is not None)} "
            f"and {' and '.join(f'({each})' for each in where)}"
        )

    def _facts(self, kind: Kind, *, with_hours: bool | None = None) -> str:
        """FROM and WHERE of the facts of a kind within period, scope and restrictions."""
        fact, named = FACTS[kind], {d for d, _ in self._restrictions}
        used = {*self._definition.dimensions, *named}
        source = fact.source
        if used & NEEDS_VERSION:
            source += " left join versions v on v.id = d.procedure_version_id"
        if Dimension.APPLICANT in used:
            source += " left join account a on a.id = d.applicant_id"
        if kind is Kind.FINISHED and (
            self._spans is not None if with_hours is None else with_hours
        ):
            source += _HOURS_OF
        where = ["d.tenant_id = $1", of_agencies(moment_of(kind)), fact.condition]
        if kind is not Kind.STANDING:
            where.append(f"{fact.at} >= $3 and {fact.at} < $4")
        where += [f"{column(d, kind)} = any({hole}::text[])" for d, hole in self._restrictions]
        return f"{source} where {' and '.join(f'({each})' for each in where)}"


_HOURS_OF = (
    f" join working_agency wa on wa.agency_id = {agency_at('d.finished_at')}"
    f" left join working_day since on since.no = wa.no and since.day = {day_of('d.accepted_at')}"
    f" left join working_day till on till.no = wa.no and till.day = {day_of('d.finished_at')}"
    " left join paused p on p.dossier_id = d.id"
    f" cross join lateral (select greatest(0, {WORKED} - coalesce(p.seconds, 0)) as seconds) w"
)


def _paused() -> str:
    """SQL of the seconds in which the statutory clock stood still, by dossier (NĐ 61 Điều 19.4)."""
    begun, ended = "i.started_at", "coalesce(i.ended_at, d.finished_at)"
    seconds = f"greatest(0, {worked_until(ended, 'till')} - {worked_until(begun, 'since')})"
    return (
        f"paused as (select i.dossier_id, sum({seconds}) as seconds from dossier d "
        "join clock_interval i on i.dossier_id = d.id "
        f"join working_agency wa on wa.agency_id = {agency_at('d.finished_at')} "
        f"left join working_day since on since.no = wa.no and since.day = {day_of(begun)} "
        f"left join working_day till on till.no = wa.no and till.day = {day_of(ended)} "
        f"where d.tenant_id = $1 and {of_agencies('d.finished_at')} "
        "and d.finished_at >= $3 and d.finished_at < $4 group by i.dossier_id)"
    )
