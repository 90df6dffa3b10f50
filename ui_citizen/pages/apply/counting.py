"""How far people come in filling in, for the figures of the portal; never who it was."""

import contextlib

import reflex as rx

from shared.client import traffic
from shared.client.base import ApiProblem
from shared.contracts.drafts import Draft
from shared.ui.session import api


class Counting(rx.State, mixin=True):
    """Each page of a draft counts once; the API knows which it has reached, so that neither coming
    back nor a page more for some people makes it another number."""

    _reached: list[str] = []

    async def _count(self, draft: Draft | None, page: str) -> None:
        """A page was reached; what cannot be counted keeps nobody waiting."""
        if draft is None or page in self._reached:
            return
        self._reached = [*self._reached, page]
        with contextlib.suppress(ApiProblem):
            await traffic.form_page(api(self, "citizen"), draft.id, page)
