"""The appointment that a desk demands before a draft is sent."""

from urllib.parse import urlencode

import reflex as rx

from shared.contracts.drafts import Draft
from shared.ui.words import moment


class Appointed(rx.State, mixin=True):
    """For what it is, when it is once it is booked, and where it is booked or moved."""

    demanded: str = ""
    booked_at: str = ""
    booking_link: str = ""

    def _keep_appointment(self, draft: Draft) -> None:
        """The appointment that the desk demands before this is sent, if it does."""
        wanted = draft.appointment
        if wanted is None or draft.agency is None:
            self._put(demanded="", booked_at="", booking_link="")
            return
        named = {
            "quay": draft.agency.id, "viec": wanted.kind, "nhap": draft.id,
            "thu_tuc": draft.procedure_code,
        }  # fmt: skip
        self._put(
            demanded=wanted.kind_name,
            booked_at=moment(wanted.starts_at) if wanted.starts_at else "",
            booking_link="/dat-lich/?" + urlencode({"doi": wanted.id} if wanted.id else named),
        )
