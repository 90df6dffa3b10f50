"""One search for help: procedures, frequent questions, guides, samples, news, questions answered.

Words without accents and with everyday ones in place of official ones find as they do in the
catalogue (`backend.catalogue.synonyms`).
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from backend.catalogue.search import search as search_procedures
from backend.catalogue.synonyms import alternatives
from backend.content import shapes
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.content import HelpAnswer, HelpFound
from shared.vocabulary.content import HELP_KIND_LABELS, ContentKind, HelpKind

MOST_WORDS = 8
_CANDIDATES = 60
_PROCEDURES = 5
# Words of a question that stand in every text and tell nothing of what is meant.
_EMPTY_WORDS = frozenset(
    search_text(
        "làm thế nào như có cần phải không được bao nhiêu tôi mình cho hỏi xin muốn thì là và các "
        "của ở đâu khi sao gì ạ nhé giúp"
    ).split()
)
_FOUND = """
select * from (
    select v.kind, v.item_id as id, v.title, v.title_text, v.search_text,
        v.text ->> 'summary' as summary, v.visible_from from content_version v
    where v.tenant_id = $1 and v.visible_from <= $2
        and (v.visible_until is null or v.visible_until > $2)
        and v.kind in ('faq', 'guide', 'news', 'video', 'sample') and ({})
    union all
    select 'question', v.question_id, v.question, v.title_text, v.search_text, v.answer,
        v.visible_from from question_version v
    where v.tenant_id = $1 and v.visible_from <= $2
        and (v.visible_until is null or v.visible_until > $2) and ({})
) found order by length(title), id limit {}
"""
_BEFORE = {  # of two alike, what answers comes before what tells
    HelpKind.FAQ: 0, HelpKind.GUIDE: 1, HelpKind.QUESTION: 2, HelpKind.SAMPLE: 3,
    HelpKind.VIDEO: 4, HelpKind.NEWS: 6,
}  # fmt: skip
_ADVICE = (
    "Chưa tìm thấy câu trả lời. Hãy thử lời khác, ngắn hơn (ví dụ “khai sinh”, “tạm trú”), hoặc "
    "gửi câu hỏi cho cơ quan ngay tại đây: không cần tài khoản. Cần gấp thì gọi tổng đài trong "
    "trang Liên hệ."
)
_TYPE = "Hãy gõ việc bạn cần làm, có dấu hay không dấu đều được."


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    found: HelpFound


async def search_help(typed: str, limit: int = 20) -> HelpAnswer:
    """What helps with the words typed, the best first."""
    plain = search_text(unicodedata.normalize("NFC", typed))[:100].strip(" .")
    if not plain:
        return HelpAnswer([], _TYPE)
    telling = " ".join(w for w in plain.split() if w not in _EMPTY_WORDS) or plain
    procedures = await search_procedures(telling, limit=_PROCEDURES)
    scored = [
        _Scored(
            1.0 + place,
            HelpFound(
                _kind(HelpKind.PROCEDURE),
                card.name,
                " · ".join(p for p in (card.summary_duration, card.summary_fee) if p),
                f"/thu-tuc/{card.code}",
            ),
        )
        for place, card in enumerate(procedures.items)
    ]
    scored += await _texts(telling)
    scored.sort(key=lambda each: each.score)
    found = [each.found for each in scored[:limit]]
    return HelpAnswer(found, "" if found else _ADVICE)


async def _texts(plain: str) -> list[_Scored]:
    best: dict[tuple[str, Any], _Scored] = {}
    for words in alternatives(plain):
        each = list(dict.fromkeys(words.split()))[:MOST_WORDS]
        for row in await _rows(each):
            one = _scored(row, words, each)
            key = (row["kind"], row["id"])
            if key not in best or one.score < best[key].score:
                best[key] = one
    return list(best.values())


async def _rows(words: list[str]) -> list[Any]:
    """What holds every word; of three and more, what holds all but one."""
    every = [f"v.search_text like '%' || ${n + 3} || '%'" for n in range(len(words))]
    ways = [every]
    if len(words) > 2:
        ways += [[*every[:n], *every[n + 1 :]] for n in range(len(every))]
    for attempt in (ways[:1], ways[1:]):
        condition = " or ".join(f"({' and '.join(way)})" for way in attempt)
        if not condition:
            continue
        # Every word is named, so that the server knows the type of each argument.
        typed = " and ".join(f"${n + 3}::text is not null" for n in range(len(words)))
        asked = f"{typed} and ({condition})"
        # nosemgrep: sql-from-values (places of arguments)
        rows = await fetch(
            _FOUND.format(asked, asked, _CANDIDATES), settings().tenant, clock.now(), *words
        )
        if rows:
            return rows
    return []


def _scored(row: Any, words: str, each: list[str]) -> _Scored:
    """Smaller is better: the phrase in the title, its words in the title, words in the text."""
    title, whole = f" {row['title_text']} ", f" {row['search_text']} "
    missing = sum(word not in whole for word in each)
    in_title = sum(f" {word} " in title for word in each)
    score = 6.0 - 4.0 * in_title / len(each) + 3.0 * missing
    if f" {words} " in title:
        score -= 1.5
    elif f" {words} " in whole:
        score -= 0.5
    kind = HelpKind(row["kind"])
    score += 0.1 * _BEFORE[kind] + min(len(row["title"]), 200) / 1000
    path = (
        f"/hoi-dap/{row['id']}"
        if kind is HelpKind.QUESTION
        else shapes.path_of(ContentKind(row["kind"]), row["id"])
    )
    return _Scored(score, HelpFound(_kind(kind), row["title"], _short(row["summary"]), path))


def _kind(kind: HelpKind) -> Choice:
    return Choice(kind, HELP_KIND_LABELS[kind].vi)


def _short(text: str | None) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= 200 else flat[:199].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
