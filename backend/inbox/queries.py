"""Reads of the inbox: a page of a folder, the numbers of all folders, what is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.directives.unit_queries import waiting_for
from backend.dossiers.queries import FROM, ROW, iso, officer_row
from backend.dossiers.scope import seen_ids, seen_where, visible
from backend.inbox.folders import CLOSED, condition, moments, named, open_folders, walks
from backend.law.on_time import duty_class
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import blind, is_number
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.inbox import InboxCounts, InboxRow
from shared.vocabulary.acts import Act
from shared.vocabulary.duties import DUTY_LABELS, DUTY_OF_STATE
from shared.vocabulary.news import NEWS_LABELS, NEWS_OF_ACT, News
from shared.vocabulary.states import State

NEWS_DAYS = 30
ORDERS = ("newest", "oldest")
_SHOWN_NEWS = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """What an officer looks for in a folder; an empty text asks for nothing. Days are ISO dates."""

    folder: str = "all_open"
    q: str = ""
    procedure: str = ""
    state: str = ""
    channel: str = ""
    due_from: str = ""
    due_to: str = ""
    order: str = "newest"


async def inbox(actor: Actor, wanted: Filters, cursor: str = "", limit: int = 20) -> Page[InboxRow]:
    """One folder of an officer's inbox: the newest first, or the oldest; folders of deadlines
    always by deadline, the earliest first.

    Raises RuleBroken for a folder, an order or a day that is none.
    """
    folder = named(wanted.folder)
    ways = walks(actor, folder, oldest=_is_oldest_first(wanted.order))
    column, way = ways[0].column, ways[0].way
    limit = max(1, min(limit, MAX_LIMIT))
    now = clock.now()
    args: list[Any] = [settings().tenant, *moments(now), limit + 1]
    where = [
        "d.tenant_id = $1",
        f"({condition(actor, folder)})",
        "$2::timestamptz < $3::timestamptz and $2::timestamptz < $4::timestamptz",
    ]
    first = len(args) + 1
    scope, more = visible(actor, first)
    args += more
    _filter(where, args, wanted)
    _search(where, args, wanted.q)
    if cursor:
        at, id_ = decode_cursor(cursor, tuple[datetime, UUID])
        args += [at, id_]
        beyond = ">" if way == "asc" else "<"
        where.append(f"(d.{column}, d.id) {beyond} (${len(args) - 1}, ${len(args)})")
    ids = " union ".join(seen_ids(first, scope, " and ".join(where), "$5", one) for one in ways)
    args += [actor.account_id, now - timedelta(days=NEWS_DAYS)]
    rows = await fetch(
        f"select {ROW}, {_news(len(args) - 1, len(args))}, {_asked(first)} {FROM} "
        f"where d.id in ({ids}) order by d.{column} {way}, d.id {way} limit $5",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: _row(row, now),
        lambda row: (row[column], row["id"]),
    )


async def counts(actor: Actor) -> InboxCounts:
    """How many dossiers each folder holds, in one pass over what is open."""
    folders = open_folders(actor)
    more = visible(actor, 5)[1]
    seen = seen_where(5, f"d.state not in {CLOSED}")
    columns = ", ".join(
        f"count(*) filter (where {text}) as {folder}" for folder, text in folders.items()
    )
    row = await fetch_row(
        f"select {columns} from dossier d where d.id in ({seen}) and d.tenant_id = $1 "
        "and $2::timestamptz < $3::timestamptz and $2::timestamptz < $4::timestamptz",
        settings().tenant,
        *moments(clock.now()),
        *more,
    )
    assert row is not None
    return InboxCounts(**dict(row), unit_directives=await waiting_for(actor))


def _is_oldest_first(order: str) -> bool:
    if order not in ORDERS:
        wrong = field("/order", "Chọn newest (mới nhất trước) hoặc oldest (cũ nhất trước).")
        raise RuleBroken("Không có thứ tự này.", en="There is no such order.", errors=[wrong])
    return order == "oldest"


def _filter(where: list[str], args: list[Any], wanted: Filters) -> None:
    for column in ("procedure_code", "state", "channel"):
        value = getattr(wanted, column.removesuffix("_code"))
        if value:
            args.append(value)
            where.append(f"d.{column} = ${len(args)}")
    for name, text, days, comparison in (
        ("due_from", wanted.due_from, 0, ">="),
        ("due_to", wanted.due_to, 1, "<"),
    ):
        if text:
            args.append(_start_of(name, text, days))
            where.append(f"d.due_at {comparison} ${len(args)}")


def _start_of(name: str, text: str, days: int) -> datetime:
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
    except (ValueError, OverflowError):
        wrong = field(f"/{name}", "Hãy viết ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-24.")
        raise RuleBroken("Ngày chưa đúng.", en="Not a date.", errors=[wrong]) from None
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def _search(where: list[str], args: list[Any], q: str) -> None:
    words = search_text(q)[:100].split()
    for number, word in enumerate(words, start=1):
        if is_number(word):  # a personal or phone number, whole, or a part of a code
            args += [f"%{word}%", f"%{blind(word)}%"]
            where.append(f"d.search_text like any(array[${len(args) - 1}, ${len(args)}])")
            continue
        args.append(f"%{word}%")
        where.append(f"d.search_text like ${len(args)}")
        if word.isalpha():  # "tran" is not "trang", but the last word may still be growing
            args.append(f"% {word} %" if number < len(words) else f"% {word}%")
            begins = f"(' ' || d.search_text || ' ') like ${len(args)}"
            args.append(f"%{word}")  # or the end of a reference, which may be letters alone
            where.append(f"({begins} or lower(d.reference) like ${len(args)})")


def _news(account: int, since: int) -> str:
    """SQL of the acts of others since the officer last read the dossier or acted on it."""
    return (
        "array(select v.act from dossier_event v where v.dossier_id = d.id "
        f"and v.at > ${since} and v.actor_id is distinct from ${account} "
        "and v.seq > coalesce((select r.version from dossier_read r "
        f"where r.dossier_id = d.id and r.account_id = ${account}), 0) "
        "and not exists (select from dossier_event w where w.dossier_id = d.id "
        f"and w.actor_id = ${account} and w.seq > v.seq) order by v.seq desc limit 10) as news"
    )


def _asked(first: int) -> str:
    """SQL of whether the applicant waits for an answer of the caller's unit, desk or their own."""
    return (
        "exists (select 1 from dossier_thread t where t.dossier_id = d.id "
        f"and t.waiting_since is not null) and (d.holding_unit_id = any(${first + 1}::uuid[]) "
        f"or d.executor_id = any(${first + 2}::uuid[]) "
        f"or d.receiving_agency_id = any(${first}::uuid[]) "
        f"or d.holding_agency_id = any(${first}::uuid[])) as asked"
    )


def _row(row: asyncpg.Record, now: datetime) -> InboxRow:
    duty = DUTY_OF_STATE.get(State(row["state"])) if row["act_by"] is not None else None
    return InboxRow(
        **msgspec.structs.asdict(officer_row(row, now)),
        news=_choices(row["news"], asked=row["asked"]),
        duty=DUTY_LABELS[duty].vi if duty is not None else "",
        duty_by=iso(row["act_by"]) if duty is not None else "",
        duty_class=duty_class(row["act_by"], now) if duty is not None else "",
    )


def _choices(acts: list[str], *, asked: bool) -> list[Choice]:
    kinds: list[News] = [News.QUESTION] if asked else []
    kinds += dict.fromkeys(NEWS_OF_ACT[Act(act)] for act in acts)
    return [Choice(kind, NEWS_LABELS[kind].vi) for kind in kinds[:_SHOWN_NEWS]]
