"""Other procedures of the same submission, and what the portal promises once all are sent."""

import reflex as rx

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.drafts import Draft, Submitted
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.pages.apply.appointed import Appointed
from ui_citizen.pages.apply.shapes import Choice


class Companions(Appointed, rx.State, mixin=True):
    """What goes with the draft in the address."""

    together: list[Choice] = []
    goes_with: list[Choice] = []
    also: list[Choice] = []
    reference: str = ""
    answer_by: str = ""
    duration: str = ""
    agency_name: str = ""
    sent_id: str = ""
    repeated: bool = False

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
        self._keep_appointment(draft)
        self._put(
            together=[Choice(d.id, d.procedure_name) for d in draft.together],
            goes_with=[Choice(c.code, c.label) for c in draft.goes_with],
        )

    def _keep_promised(self, promise: Submitted) -> None:
        self.reference, self.agency_name = promise.reference, promise.agency_name
        self.answer_by, self.duration = moment(promise.answer_by), promise.duration
        self.sent_id, self.repeated = promise.dossier_id, promise.repeated
        self.also = [
            Choice(a.dossier_id, f"{a.reference} · {a.procedure_name}") for a in promise.also
        ]
