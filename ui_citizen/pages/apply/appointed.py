"""The appointment that a desk demands before a draft is sent."""

import reflex as rx

from shared.contracts.drafts import Draft
from shared.ui.words import moment
from ui_citizen.pages.desk.addresses import address_of


class Appointed(rx.State, mixin=True):
    """For what it is, when it is once it is booked, and where it is booked or moved."""

    demanded: str = ""
    booked_at: str = ""
    booking_link: str = ""

    def _keep_appointment(self, draft: Draft) -> None:
        """The appointment that the desk demands before this is sent, if it does."""
        wanted = draft.appointment
        named = {
            "quay": draft.agency.id if draft.agency is not None else "",
            "viec": wanted.kind if wanted is not None else "",
            "nhap": draft.id, "thu_tuc": draft.procedure_code,
        }  # fmt: skip
        moved = wanted is not None and wanted.id
        self._put(
            demanded=wanted.kind_name if wanted is not None else "",
            booked_at=moment(wanted.starts_at) if wanted is not None and wanted.starts_at else "",
            booking_link=address_of("/dat-lich/", {"doi": moved} if moved else named),
        )
