"""Other procedures of the same submission: added, opened, and sent together."""

import reflex as rx

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.dossiers import Draft, Submitted
from shared.ui.session import api
from ui_citizen.pages.apply.shapes import Choice


class Companions(rx.State, mixin=True):
    """What goes with the draft in the address."""

    together: list[Choice] = []
    goes_with: list[Choice] = []
    also: list[Choice] = []

    @rx.event
    async def add(self, code: str):
        """One more procedure for the same submission; what both ask is filled in already."""
        try:
            other = await dossiers.start_draft(api(self, "citizen"), code, self.draft_id)
        except ApiProblem as refused:
            self.error = refused.message
            return None
        return rx.redirect(f"/nop/{other.id}")

    def _keep_companions(self, draft: Draft) -> None:
        self.together = [Choice(d.id, d.procedure_name) for d in draft.together]
        self.goes_with = [Choice(c.code, c.label) for c in draft.goes_with]

    def _keep_promised(self, promise: Submitted) -> None:
        self.also = [
            Choice(a.dossier_id, f"{a.reference} · {a.procedure_name}") for a in promise.also
        ]
