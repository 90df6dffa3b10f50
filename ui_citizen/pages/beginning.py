"""Beginning a dossier from a page that anybody may read."""

from typing import Any

import reflex as rx

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.ui.session import api, cookie_of


async def begin(state: Any, code: str, back: str) -> Any:
    """Goes to the draft of a procedure, begun now or earlier; signing in first leads to `back`.

    Raises ApiProblem when no draft can be begun.
    """
    if not cookie_of(state, "citizen"):
        return rx.redirect(f"/dang-nhap/?next={back}")
    try:
        draft = await dossiers.start_draft(api(state, "citizen"), code)
    except ApiProblem as refused:
        if refused.status == 401:
            return rx.redirect(f"/dang-nhap/?next={back}")
        raise
    return rx.redirect(f"/nop/{draft.id}")
