"""A petition with a file at agency X, and a tablet at its desk."""

import uuid

from shared.client import petitions, ratings
from shared.client.base import ApiClient
from shared.contracts.petitions import SendPetition
from shared.contracts.ratings import NewTablet
from shared.vocabulary.petitions import PetitionKind, PetitionTopic
from tests.api.conftest import Office, eventually, pdf


async def voice(owner: ApiClient, office: Office, agency_id: str) -> dict[str, str]:
    """Ids by the names routes give them."""
    file = await petitions.upload(owner, "don.pdf", pdf())
    subject = f"Không tải được biểu mẫu {uuid.uuid4().hex[:6]}"
    data = SendPetition(
        PetitionKind.REPORT, PetitionTopic.SYSTEM, agency_id, subject,
        "Bấm tải ba lần đều báo lỗi.", files=[file.claim],
    )  # fmt: skip
    sent = await petitions.send(owner, data)
    head = await office.as_("truongbophan")
    listed = await eventually(lambda: _listed(head, sent.code))
    opened = await ratings.add_tablet(head, NewTablet("Quầy thử", agency_id))
    return {"petition_id": listed, "petition_file": file.id, "tablet_id": opened.tablet.id}


async def _listed(head: ApiClient, code: str) -> str:
    cursor = ""
    while True:
        page = await petitions.petitions(head, "received", cursor)
        found = next((one.id for one in page.items if one.code == code), "")
        if found or not page.next_cursor:
            return found
        cursor = page.next_cursor
