"""The browser of a device hands its code in as a plain form and keeps its key out of reach of any
script: the kiosk of a desk, the screen on a wall."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.asker import address_of
from backend.platform.problems import Refusal
from backend.platform.rate import Rate, network_of
from backend.settings import settings

FORM_BYTES = 4 * 1024
_KEPT_SECONDS = 390 * 24 * 3600  # browsers keep no cookie for longer
_LONGEST_CODE = 40


async def enrolled(
    request: Request[Any, Any, Any],
    tries: Rate,
    enrol: Callable[[str], Awaitable[str]],
    cookie: str,
    home: str,
) -> Response[Any]:
    """On to the page `home` with the key for the code of the form as a cookie, or back to the form
    with what was wrong."""
    form = dict(await request.form())
    try:
        tries.take(network_of(address_of(request)))
        key = await enrol(str(form.get("code", ""))[:_LONGEST_CODE])
    except Refusal as refused:
        return Redirect(f"{home}ghi-danh/?loi={refused.slug}", status_code=303)
    kept = Cookie(
        key=cookie,
        value=key,
        max_age=_KEPT_SECONDS,
        path="/",
        httponly=True,
        secure=settings().secure_cookies,
        samesite="strict",
    )
    return Redirect(home, status_code=303, cookies=[kept])
