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

from shared.client import catalogue
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.catalogue import Procedure, ProcedureCard
from shared.ui.session import pool

_BUILT = Path(__file__).parent / os.environ.get("REFLEX_WEB_WORKDIR", ".web") / "build" / "client"
_HEADER = (
    '<header class="top"><div class="wrap"><a href="/" class="brand">'
    '<img src="/favicon.svg" alt="" width="36" height="36"><span><b>Cổng Dịch vụ công</b>'
    "<small>Một cửa cho mọi thủ tục</small></span></a></div></header>"
)
_FOOTER = (
    '<footer class="foot"><div class="wrap"><p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh.</p>'
    '<p><a href="/huong-dan/">Hướng dẫn</a> · <a href="/lien-he/">Liên hệ</a> · '
    '<a href="/tra-cuu/">Tra cứu hồ sơ</a></p></div></footer>'
)


@cache
def _page(name: str) -> str:
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
        return HTMLResponse(_page("__spa-fallback"), status_code=status)
    way = found.channels[0] if found.channels else None
    description = (
        f"{found.name}: giấy tờ cần có, thời hạn {way.duration if way else ''}, "
        f"phí {way.fee if way else ''}. Nộp tại {found.agency}."
    )
    return HTMLResponse(
        _with(
            _page("__spa-fallback"),
            f"{found.name} – Cổng Dịch vụ công",
            description,
            _procedure(found),
            _schema(found, description),
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
    body = f"<h1>Tìm thủ tục</h1>{_search_box(words)}{found}"
    page = _with(_page("__spa-fallback"), title, "Tìm thủ tục hành chính.", body, "")
    return HTMLResponse(page)


async def sitemap(request: Request) -> Response:
    """/sitemap.xml: the fixed pages and every procedure that takes dossiers."""
    base = str(request.base_url).rstrip("/")
    places = ["/", "/tim-kiem/", "/huong-dan/", "/lien-he/", "/tra-cuu/"]
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
    rows = "".join(f"<url><loc>{html.escape(base + place)}</loc></url>" for place in places)
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>',
        media_type="application/xml",
    )


def _with(page: str, title: str, description: str, body: str, schema: str) -> str:
    head = (
        f"<title>{html.escape(title)}</title>"
        f'<meta name="description" content="{html.escape(description)}"/>{schema}'
    )
    start, end = page.find("<title"), page.find("</title>")
    if start >= 0 and end > start:
        page = page[:start] + page[end + len("</title>") :]
    page = page.replace("</head>", f"{head}</head>", 1)
    first = (
        f'<div id="first-paint">{_HEADER}<main><div class="wrap">{body}</div></main>{_FOOTER}</div>'
    )
    return page.replace("</body>", f"{first}</body>", 1)


def _procedure(found: Procedure) -> str:
    ways = "".join(
        f"<li>{_e(c.channel.label)}: {_e(c.duration)}, {_e(c.fee)}. {_e(c.description)}</li>"
        for c in found.channels
    )
    papers = "".join(f"<li>{_e(c.name)}</li>" for c in found.components)
    steps = "".join(f"<li>{_e(step)}</li>" for step in found.steps)
    return (
        f"<h1>{_e(found.name)}</h1><p>{_e(found.agency)}</p>"
        f"{_section('Thời hạn và phí', f'<ul class=list>{ways}</ul>')}"
        f"{_section('Giấy tờ cần có', f'<ul class=list>{papers}</ul>')}"
        f"{_section('Các bước', f'<ol class=list>{steps}</ol>')}"
        f"{_search_box('')}"
    )


def _section(title: str, body: str) -> str:
    return f'<section class="card"><h2>{title}</h2>{body}</section>'


def _search_box(words: str) -> str:
    return (
        '<form action="/tim-kiem/" method="get" role="search" class="search" '
        'style="margin-bottom:1rem"><label for="words" class="sr">Bạn cần làm thủ tục gì?</label>'
        f'<input id="words" name="q" type="search" value="{_e(words)}" maxlength="100">'
        '<button type="submit" class="button">Tìm</button></form>'
    )


def _card(card: ProcedureCard) -> str:
    return (
        f'<article class="card"><h2><a href="/thu-tuc/{_e(card.code)}">{_e(card.name)}</a></h2>'
        f'<p class="muted small">{_e(card.agency)}</p></article>'
    )


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


def _e(text: str) -> str:
    return html.escape(text)


ROUTES = (
    Route("/thu-tuc/{code}", procedure_page),
    Route("/thu-tuc/{code}/", procedure_page),
    Route("/tim-kiem", search_page),
    Route("/tim-kiem/", search_page),
    Route("/sitemap.xml", sitemap),
)
