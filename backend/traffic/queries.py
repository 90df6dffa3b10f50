"""Visits of a period: by day and hour, page, device and procedure; searches; forms by page."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import asyncpg

from backend.forms.queries import newest_forms
from backend.platform.database import fetch
from backend.reports.periods import Period
from backend.settings import settings
from backend.traffic.rules import LAST_PAGES, SHOWN_FROM, first_of_pages
from shared.contracts.forms import Form
from shared.contracts.traffic import Count, DayVisits, FormPageCount, FormTraffic, TrafficReport
from shared.vocabulary.traffic import DEVICE_LABELS, PAGE_LABELS, Device, PageKind

_FEW = 20
_WITHIN = "tenant_id = $1 and day between $2 and $3"
_DAYS = f"""
select day, coalesce(sum(times) filter (where what = 'page'), 0)::bigint as views,
    coalesce(sum(times) filter (where what = 'visitor'), 0)::bigint as visitors
from access_count where {_WITHIN} and what in ('page', 'visitor') group by day
"""
_PAGES = f"""
select hour, key, device, sum(times)::bigint as count from access_count
where {_WITHIN} and what = 'page' group by hour, key, device
"""
_PROCEDURES = f"""
select c.key, coalesce(p.name, '') as name, c.count from (
    select key, sum(times)::bigint as count from access_count
    where {_WITHIN} and what = 'procedure' group by key order by 2 desc, 1 limit {_FEW}) c
left join procedure p on p.tenant_id = $1 and p.code = c.key order by c.count desc, c.key
"""
_SEARCHES = f"""
select key, sum(times)::bigint as count from access_count
where {_WITHIN} and what = 'search' group by key
"""
_MISSES = f"""
select key, sum(times)::bigint as count from (
    select key, times from access_count where {_WITHIN} and what = 'miss'
    union all
    select words, count(*) from access_miss where {_WITHIN} group by words) known
group by key having sum(times) >= {SHOWN_FROM}
order by 2 desc, 1 limit 50
"""
_FORMS = """
select split_part(c.key, '/', 1) as code, split_part(c.key, '/', 2) as page,
    coalesce(sum(c.times) filter (where c.what = 'form'), 0)::bigint as count,
    coalesce(sum(c.times) filter (where c.what = 'form_on'), 0)::bigint as went_on,
    coalesce(max(p.name), '') as name
from access_count c
left join procedure p on p.tenant_id = $1 and p.code = split_part(c.key, '/', 1)
where c.tenant_id = $1 and c.day between $2 and $3 and c.what in ('form', 'form_on') group by 1, 2
"""
Reached = tuple[int, int]  # drafts that came to a page, and those that went on from it
_OF_BEFORE = "Câu hỏi của bản biểu mẫu trước"


async def report(when: Period) -> TrafficReport:
    """Everything that is counted of a period."""
    within: list[Any] = [settings().tenant, when.day_from, when.day_to]
    days = await _days(when, within)
    hours, pages, devices = [0] * 24, dict.fromkeys(PageKind, 0), dict.fromkeys(Device, 0)
    for row in await fetch(_PAGES, *within):
        hours[row["hour"]] += row["count"]
        pages[PageKind(row["key"])] += row["count"]
        devices[Device(row["device"])] += row["count"]
    searches = {row["key"]: row["count"] for row in await fetch(_SEARCHES, *within)}
    return TrafficReport(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        views=sum(day.views for day in days),
        visitors=sum(day.visitors for day in days),
        days=days,
        hours=hours,
        pages=[
            Count(kind, PAGE_LABELS[kind].vi, count)
            for kind, count in sorted(pages.items(), key=lambda pair: -pair[1])
            if count
        ],
        devices=[Count(each, DEVICE_LABELS[each].vi, count) for each, count in devices.items()],
        procedures=[
            Count(row["key"], f"{row['key']} · {row['name']}".rstrip(" ·"), row["count"])
            for row in await fetch(_PROCEDURES, *within)
        ],
        searches=sum(searches.values()),
        missed=searches.get("missed", 0),
        misses=[
            Count(row["key"], row["key"], row["count"]) for row in await fetch(_MISSES, *within)
        ],
        forms=await _forms(await fetch(_FORMS, *within)),
    )


async def _days(when: Period, within: list[Any]) -> list[DayVisits]:
    found: dict[date, asyncpg.Record] = {row["day"]: row for row in await fetch(_DAYS, *within)}
    days = []
    for offset in range((when.day_to - when.day_from).days + 1):
        day = when.day_from + timedelta(days=offset)
        row = found.get(day)
        days.append(
            DayVisits(day.isoformat(), row["views"] if row else 0, row["visitors"] if row else 0)
        )
    return days


async def _forms(rows: list[asyncpg.Record]) -> list[FormTraffic]:
    """The forms that were begun most often, their pages in the order of the newest version."""
    by_code: dict[str, dict[str, Reached]] = defaultdict(dict)
    names = {}
    for row in rows:
        by_code[row["code"]][row["page"]] = (row["count"], row["went_on"])
        names[row["code"]] = row["name"]
    begun = sorted(by_code, key=lambda code: (-max(by_code[code].values())[0], code))[:_FEW]
    forms = await newest_forms(begun)
    return [
        FormTraffic(code, names[code] or code, pages_of(by_code[code], titles(forms.get(code))))
        for code in begun
    ]


def titles(form: Form | None) -> dict[str, str]:
    """The pages of a form by the key of their first question, in order. Pure."""
    firsts = first_of_pages(form.questions if form is not None else [])
    return {q.key: q.page or q.label for q in firsts.values()}


def pages_of(reached: dict[str, Reached], known: dict[str, str]) -> list[FormPageCount]:
    """The pages of a form in order, with the share of drafts that went no further than each;
    questions that the newest version has no more come after those it has. Pure."""
    labels = known | {page: _OF_BEFORE for page in reached if page not in known | LAST_PAGES}
    found = []
    for page, label in [*labels.items(), *LAST_PAGES.items()]:
        if page not in reached:
            continue
        count, went_on = reached[page]
        # A draft of an earlier period may go on in this one.
        lost = round(max(0.0, 100 * (1 - went_on / count)), 1) if count and page != "sent" else None
        found.append(FormPageCount(page, label, count, lost))
    return found
