"""Pages of help, questions, news and surveys as the server can already draw them, and the home page
with what is announced: for search engines, slow phones, no script."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from shared.client import content, public_questions, surveys
from shared.client.base import ApiClient, ApiProblem
from shared.ui.session import pool
from shared.ui.words import day, moment
from shared.vocabulary.cookies import LANGUAGE
from ui_citizen.first_paint import (
    around,
    built_page,
    escaped,
    helping,
    painted,
    search_box,
    section,
    told,
)

_SHELL = "__spa-fallback"
_Card = tuple[str, str, str]
Draw = Callable[[ApiClient, Request], Awaitable[tuple[str, str, str, str]]]
"""Title, description, body and schema of a page."""


def _drawn(draw: Draw) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        api = ApiClient(pool(), face="citizen")
        try:
            title, description, body, schema = await draw(api, request)
        except ApiProblem as refused:
            status = 404 if refused.status == 404 else 200
            return HTMLResponse(built_page(_SHELL), status_code=status)
        whole = f"{title} – Cổng Dịch vụ công"
        page = built_page(_SHELL)
        return HTMLResponse(painted(page, whole, description, body, schema, *await around(api)))

    return page


async def home(_request: Request) -> Response:
    """/: the built page, with what is announced now."""
    notices = await told(ApiClient(pool(), face="citizen"))
    page = built_page("index")
    return HTMLResponse(page.replace("</body>", f"{notices}</body>", 1))


async def _help(api: ApiClient, request: Request) -> tuple[str, str, str, str]:
    words = request.query_params.get("q", "")[:100]
    if words.strip():
        found = await helping(api, words)
        body = found or (
            "<p>Chưa tìm thấy câu trả lời. Hãy thử lời khác, ngắn hơn, hoặc "
            '<a href="/hoi-dap/">gửi câu hỏi cho cơ quan</a>.</p>'
        )
    else:
        parts = [("Hướng dẫn từng bước", "guide"), ("Câu hỏi thường gặp", "faq")]
        body = ""
        for title, kind in parts:
            cards = (await content.listed(api, kind, limit=50)).items
            body += section(title, _list([(c.title, c.path, c.summary) for c in cards]))
    box = search_box(words, "/tro-giup/")
    return "Trợ giúp", "Hướng dẫn, hỏi đáp, hồ sơ mẫu.", f"<h1>Trợ giúp</h1>{box}{body}", ""


async def _content(api: ApiClient, request: Request) -> tuple[str, str, str, str]:
    found = await content.content(api, request.path_params["content_id"])
    wanted = request.query_params.get("ngon-ngu") or request.cookies.get(LANGUAGE)
    english = bool(found.title_en) and wanted == "en"
    title = found.title_en if english else found.title
    summary = found.summary_en if english else found.summary
    html = found.html_en if english else found.html
    switch = ""
    if found.title_en:
        other, words = ("vi", "Đọc tiếng Việt") if english else ("en", "Read in English")
        switch = f'<p><a href="?ngon-ngu={other}" lang="{other}">{words}</a></p>'
    when = f"<p>{moment(found.starts_at)} – {moment(found.ends_at)}</p>" if found.starts_at else ""
    body = (
        f'<article class="prose" lang="{"en" if english else "vi"}"><h1>{escaped(title)}</h1>'
        f"{switch}{when}<p>{escaped(summary)}</p>{html}"
        f"<p>{escaped(found.agency)}, {day(found.shown_from)}</p></article>"
    )
    schema = _schema(found.kind.code, title, html, found.shown_from, found.agency)
    return title, summary or title, body, schema


async def _news(api: ApiClient, _request: Request) -> tuple[str, str, str, str]:
    cards = (await content.listed(api, "news", limit=50)).items
    body = _list([(c.title, c.path, day(c.shown_from)) for c in cards])
    return "Tin tức", "Tin của cơ quan.", f"<h1>Tin tức</h1>{body}", ""


async def _questions(api: ApiClient, _request: Request) -> tuple[str, str, str, str]:
    found = (await public_questions.published(api, limit=50)).items
    body = _list([(q.question, f"/hoi-dap/{q.id}", q.agency) for q in found])
    description = "Câu hỏi của người dân và trả lời của cơ quan."
    return "Hỏi đáp", description, f"<h1>Hỏi đáp</h1>{body}", ""


async def _question(api: ApiClient, request: Request) -> tuple[str, str, str, str]:
    found = await public_questions.one_published(api, request.path_params["question_id"])
    body = (
        f"<article><h1>{escaped(found.question)}</h1>"
        f'<p class="lines">{escaped(found.answer)}</p><p>{escaped(found.agency)}</p></article>'
    )
    schema = _schema("faq", found.question, escaped(found.answer), "", found.agency)
    return found.question, found.answer[:200], body, schema


async def _surveys(api: ApiClient, _request: Request) -> tuple[str, str, str, str]:
    found = (await surveys.surveys(api)).items
    body = _list([(s.title, s.path, f"{s.state.label}, đến {day(s.closes_at)}") for s in found])
    title = "Khảo sát, lấy ý kiến"
    return title, "Khảo sát và lấy ý kiến dự thảo.", f"<h1>{title}</h1>{body}", ""


async def _survey(api: ApiClient, request: Request) -> tuple[str, str, str, str]:
    found = await surveys.survey(api, request.path_params["survey_id"])
    sections = "".join(f"<h2>{escaped(s.title)}</h2>{s.html}" for s in found.sections)
    body = (
        f'<article class="prose"><h1>{escaped(found.title)}</h1>{found.html}{sections}'
        f"<p>{escaped(found.agency)}, đến {moment(found.closes_at)}</p></article>"
    )
    return found.title, found.title, body, ""


def _list(cards: list[_Card]) -> str:
    rows = "".join(
        f'<li><a href="{escaped(path)}">{escaped(title)}</a> {escaped(note)}</li>'
        for title, path, note in cards
    )
    return f"<ul class=list>{rows}</ul>" if rows else "<p>Chưa có nội dung.</p>"


def _schema(kind: str, title: str, html: str, at: str, agency: str) -> str:
    publisher = {"@type": "GovernmentOrganization", "name": agency}
    data: dict[str, object] = {"@context": "https://schema.org", "publisher": publisher}
    if kind == "faq":
        answer = {"@type": "Answer", "text": html}
        one = {"@type": "Question", "name": title, "acceptedAnswer": answer}
        data |= {"@type": "FAQPage", "mainEntity": [one]}
    else:
        name = "NewsArticle" if kind == "news" else "Article"
        data |= {"@type": name, "headline": title, "datePublished": at}
    # "<" is escaped so that no content can close the script element.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


_PAGES: dict[str, Draw] = {
    "/tro-giup": _help,
    "/tro-giup/{content_id:uuid}": _content,
    "/tin-tuc": _news,
    "/tin-tuc/{content_id:uuid}": _content,
    "/hoi-dap": _questions,
    "/hoi-dap/{question_id:uuid}": _question,
    "/khao-sat": _surveys,
    "/khao-sat/{survey_id:uuid}": _survey,
}
HELP_ROUTES = (
    Route("/", home),
    *(Route(path + end, _drawn(draw)) for path, draw in _PAGES.items() for end in ("", "/")),
)
