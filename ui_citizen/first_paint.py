"""Procedure pages as the server can already draw them: for search engines, slow phones, no script.

The built page of the app is sent with title, description, schema.org data and a readable summary
put in; the summary hides itself once the live page says that it is ready.
"""

import html
import json
import os
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from shared.client import catalogue, content, public_questions, surveys
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.catalogue import Procedure, ProcedureCard
from shared.ui.announced import in_words
from shared.ui.portal_words import Said, brand_html, responsible_html, said
from shared.ui.session import pool

_BUILT = Path(__file__).parent / os.environ.get("REFLEX_WEB_WORKDIR", ".web") / "build" / "client"
_HEADER = (
    '<header class="top"><div class="wrap"><a href="/" class="brand">'
    '<img src="/favicon.svg" alt="" width="36" height="36">{brand}</a></div></header>'
)
_FOOTER = (
    '<footer class="foot"><div class="wrap">{responsible}'
    '<p><a href="/huong-dan/">Hướng dẫn</a> · <a href="/lien-he/">Liên hệ</a> · '
    '<a href="/tra-cuu/">Tra cứu hồ sơ</a></p></div></footer>'
)


@cache
def built_page(name: str) -> str:
    """A page as Reflex built it."""
    for candidate in (f"{name}/index.html", f"{name}.html", "__spa-fallback.html", "404.html"):
        path = _BUILT / candidate
        if path.exists():
            return path.read_text(encoding="utf-8")
    return "<!doctype html><html lang='vi'><head></head><body></body></html>"


async def procedure_page(request: Request) -> Response:
    """/thu-tuc/{code}"""
    api = ApiClient(pool(), face="citizen")
    try:
        found = await catalogue.procedure(api, request.path_params["code"].strip("/"))
    except ApiProblem as refused:
        status = 404 if refused.status == 404 else 200
        return HTMLResponse(built_page("__spa-fallback"), status_code=status)
    way = found.channels[0] if found.channels else None
    description = (
        f"{found.name}: giấy tờ cần có, thời hạn {way.duration if way else ''}, "
        f"phí {way.fee if way else ''}. Nộp tại {found.agency}."
    )
    return HTMLResponse(
        painted(
            built_page("__spa-fallback"),
            f"{found.name} – Cổng Dịch vụ công",
            description,
            _procedure(found) + await near_help(api, found.code),
            _schema(found, description),
            *await around(api),
        )
    )


async def search_page(request: Request) -> Response:
    """/tim-kiem"""
    words = request.query_params.get("q", "")[:100]
    api = ApiClient(pool(), face="citizen")
    try:
        page = await catalogue.search(api, words)
        cards = "".join(_card(card) for card in page.items)
    except ApiProblem:
        cards = ""
    title = f"{words} – tìm thủ tục" if words else "Tìm thủ tục"
    found = cards or "<p>Chưa tìm thấy thủ tục phù hợp. Hãy thử lời khác, ngắn hơn.</p>"
    body = f"<h1>Tìm thủ tục</h1>{search_box(words)}{found}{await helping(api, words)}"
    drawn = painted(
        built_page("__spa-fallback"), title, "Tìm thủ tục hành chính.", body, "", *await around(api)
    )
    return HTMLResponse(drawn)


async def sitemap(request: Request) -> Response:
    """/sitemap.xml: the fixed pages, every procedure that takes dossiers, what helps with them."""
    base = str(request.base_url).rstrip("/")
    places = ["/", "/tim-kiem/", "/huong-dan/", "/lien-he/", "/tra-cuu/", "/thong-ke/"]
    places += ["/tro-giup/", "/hoi-dap/", "/tin-tuc/", "/khao-sat/"]
    api = ApiClient(pool(), face="citizen")
    cursor = ""
    for _ in range(100):
        try:
            page = await catalogue.search(api, cursor=cursor, limit=100)
        except ApiProblem:
            break
        places += [f"/thu-tuc/{card.code}" for card in page.items]
        cursor = page.next_cursor or ""
        if not cursor:
            break
    places += await places_of_content(api)
    rows = "".join(f"<url><loc>{html.escape(base + place)}</loc></url>" for place in places)
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>',
        media_type="application/xml",
    )


async def told(api: ApiClient) -> str:
    """What stands on top of every page now, for who reads without script."""
    try:
        found = await content.announcements(api)
    except ApiProblem:
        return ""
    lines = "".join(
        f'<p class="told {words.kind}"><b>{escaped(words.mark)}: </b>{escaped(words.text)}'
        f"{' · ' + escaped(words.when) if words.when else ''}</p>"
        for words in map(in_words, found)
    )
    return f'<div id="told-first" class="told-all">{lines}</div>' if lines else ""


async def around(api: ApiClient) -> tuple[str, Said]:
    """What stands around every page: notices, and who runs the portal."""
    return await told(api), await said(api)


def painted(
    page: str, title: str, description: str, body: str, schema: str, notices: str, site: Said
) -> str:
    """A built page with a title, a description and a first paint in it."""
    head = (
        f"<title>{html.escape(title)}</title>"
        f'<meta name="description" content="{html.escape(description)}"/>{schema}'
    )
    start, end = page.find("<title"), page.find("</title>")
    if start >= 0 and end > start:
        page = page[:start] + page[end + len("</title>") :]
    page = page.replace("</head>", f"{head}</head>", 1)
    top = _HEADER.format(brand=brand_html(site))
    foot = _FOOTER.format(responsible=responsible_html(site))
    first = f'<div id="first-paint">{top}<main><div class="wrap">{body}</div></main>{foot}</div>'
    return page.replace("</body>", f"{notices}{first if body else ''}</body>", 1)


def _procedure(found: Procedure) -> str:
    ways = "".join(
        f"<li>{escaped(c.channel.label)}: {escaped(c.duration)}, {escaped(c.fee)}. "
        f"{escaped(c.description)}</li>"
        for c in found.channels
    )
    papers = "".join(f"<li>{escaped(c.name)}</li>" for c in found.components)
    steps = "".join(f"<li>{escaped(step)}</li>" for step in found.steps)
    return (
        f"<h1>{escaped(found.name)}</h1><p>{escaped(found.agency)}</p>"
        f"{section('Thời hạn và phí', f'<ul class=list>{ways}</ul>')}"
        f"{section('Giấy tờ cần có', f'<ul class=list>{papers}</ul>')}"
        f"{section('Các bước', f'<ol class=list>{steps}</ol>')}"
        f"{search_box('')}"
    )


def section(title: str, body: str) -> str:
    """A part of a page under a heading."""
    return f'<section class="card"><h2>{title}</h2>{body}</section>'


def search_box(words: str, action: str = "/tim-kiem/") -> str:
    """The way in, without any script."""
    return (
        f'<form action="{action}" method="get" role="search" class="search" '
        'style="margin-bottom:1rem"><label for="words" class="sr">Bạn cần làm gì?</label>'
        f'<input id="words" name="q" type="search" value="{escaped(words)}" maxlength="100">'
        '<button type="submit" class="button">Tìm</button></form>'
    )


def _card(card: ProcedureCard) -> str:
    return (
        f'<article class="card"><h2><a href="/thu-tuc/{escaped(card.code)}">'
        f"{escaped(card.name)}</a></h2>"
        f'<p class="muted small">{escaped(card.agency)}</p></article>'
    )


async def near_help(api: ApiClient, code: str) -> str:
    """What helps with a procedure."""
    try:
        found = await content.of_procedure(api, code)
    except ApiProblem:
        return ""
    faq = "".join(f"<h3>{escaped(one.question)}</h3>{one.html}" for one in found.faq)
    cards = [*found.guides, *found.samples, *found.videos, *found.questions]
    more = "".join(
        f'<li><a href="{escaped(card.path)}">{escaped(card.title)}</a></li>' for card in cards
    )
    form = (
        f'<p><a href="{escaped(found.filled_form)}">Tờ khai mẫu đã điền (PDF)</a></p>'
        if found.filled_form
        else ""
    )
    return section("Hướng dẫn, hỏi đáp, hồ sơ mẫu", f"{form}{faq}<ul class=list>{more}</ul>")


async def helping(api: ApiClient, words: str) -> str:
    """What a search for help finds beside procedures."""
    try:
        found = await content.search_help(api, words) if words.strip() else None
    except ApiProblem:
        return ""
    rows = "".join(
        f'<li><a href="{escaped(one.path)}">{escaped(one.title)}</a></li>'
        for one in (found.items if found else [])
        if one.kind.code != "procedure"
    )
    return section("Hướng dẫn, hỏi đáp", f"<ul class=list>{rows}</ul>") if rows else ""


async def places_of_content(api: ApiClient) -> list[str]:
    """Pages of guides, frequent questions, news, answered questions and surveys."""
    found: list[str] = []
    try:
        for kind in ("guide", "faq", "news", "sample"):
            found += [c.path for c in (await content.listed(api, kind, limit=100)).items]
        page = await public_questions.published(api, limit=100)
        found += [f"/hoi-dap/{question.id}" for question in page.items]
        found += [card.path for card in (await surveys.surveys(api)).items]
    except ApiProblem:
        return found
    return found


def _schema(found: Procedure, description: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": found.name,
        "description": description,
        "serviceType": found.sector.label,
        "provider": {"@type": "GovernmentOrganization", "name": found.agency},
        "identifier": found.code,
    }
    # "<" is escaped so that no content can close the script element.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def escaped(text: str) -> str:
    """Text as HTML shows it."""
    return html.escape(text)


PROCEDURE_ROUTES = (
    Route("/thu-tuc/{code}", procedure_page),
    Route("/thu-tuc/{code}/", procedure_page),
    Route("/tim-kiem", search_page),
    Route("/tim-kiem/", search_page),
    Route("/sitemap.xml", sitemap),
)
