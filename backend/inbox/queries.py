"""Reads of the inbox: a page of a folder, the numbers of all folders, what is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import FROM, ROW, officer_row
from backend.dossiers.scope import seen_ids, visible
from backend.inbox.folders import CLOSED, condition, moments, named, open_folders
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import RuleBroken, field
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.inbox import InboxCounts, InboxRow
from shared.vocabulary.acts import Act
from shared.vocabulary.news import NEWS_LABELS, NEWS_OF_ACT, News

NEWS_DAYS = 30
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


async def inbox(actor: Actor, wanted: Filters, cursor: str = "", limit: int = 20) -> Page[InboxRow]:
    """One folder of an officer's inbox, the newest first.

    Raises RuleBroken for a folder or a day that is none.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    now = clock.now()
    args: list[Any] = [settings().tenant, *moments(now), limit + 1]
    where = [
        "d.tenant_id = $1",
        f"({condition(actor, named(wanted.folder))})",
        "$2::timestamptz < $3::timestamptz and $2::timestamptz < $4::timestamptz",
    ]
    first = len(args) + 1
    args += visible(actor, first)[1]
    _filter(where, args, wanted)
    _search(where, args, wanted.q)
    if cursor:
        at, id_ = decode_cursor(cursor, tuple[datetime, UUID])
        args += [at, id_]
        where.append(f"(d.submitted_at, d.id) < (${len(args) - 1}, ${len(args)})")
    ids = seen_ids(first, " and ".join(where), "$5")
    args += [actor.account_id, now - timedelta(days=NEWS_DAYS)]
    rows = await fetch(
        f"select {ROW}, {_news(len(args) - 1, len(args))} {FROM} where d.id in ({ids}) "
        "order by d.submitted_at desc, d.id desc limit $5",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: InboxRow(
            **msgspec.structs.asdict(officer_row(row, now)), news=_choices(row["news"])
        ),
        lambda row: (row["submitted_at"], row["id"]),
    )


async def counts(actor: Actor) -> InboxCounts:
    """How many dossiers each folder holds, in one pass over what is open."""
    folders = open_folders(actor)
    scope, more = visible(actor, 5)
    columns = ", ".join(
        f"count(*) filter (where {text}) as {folder}" for folder, text in folders.items()
    )
    row = await fetch_row(
        f"select {columns} from dossier d where d.tenant_id = $1 and d.state not in {CLOSED} "
        f"and $2::timestamptz < $3::timestamptz and $2::timestamptz < $4::timestamptz and {scope}",
        settings().tenant,
        *moments(clock.now()),
        *more,
    )
    assert row is not None
    return InboxCounts(**{name: row[name] for name in InboxCounts.__struct_fields__})


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


def _choices(acts: list[str]) -> list[Choice]:
    kinds: list[News] = list(dict.fromkeys(NEWS_OF_ACT[Act(act)] for act in acts))
    return [Choice(kind, NEWS_LABELS[kind].vi) for kind in kinds[:_SHOWN_NEWS]]
