"""What the registers know beyond the person: others of the household, the seat of a company."""

import uuid
from collections.abc import Awaitable, Callable

import pytest

from shared.client import documents, dossiers, prefill
from shared.client.base import ApiClient
from shared.contracts.prefill import AskRegister
from tests.api.conftest import photo
from tests.api.test_prefill import POPULATION, best, saved
from tests.api.test_vault import drafted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ANSWERS_OF_STAY = {
    "requester_name": "Nguyễn Văn Mẫu",
    "requester_personal_id": "020099000001",
    "requester_phone": "0900000001",
    "requester_address": "Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
    "birth_date": "1999-05-17",
    "sex": "male",
    "present_is": "permanent",
    "occupation": "Công nhân",
    "housing": "rent",
    "household": "own",
    "stay_address": {"commune": "06187", "detail": "Số 5 phố Trình Diễn"},
    "landlord": "Trần Thị Ví Dụ",
    "stay_from": "2026-11-01",
    "stay_months": 12,
    "declaration": "yes",
}


@pytest.mark.criterion("III.1")
@pytest.mark.criterion("S.4")
@pytest.mark.criterion("G.1")
async def test_the_seat_of_a_company_comes_in_the_two_level_units(citizen: Citizen) -> None:
    api = await citizen(36)
    draft = await drafted(api, "2.001827", "")
    offers = await prefill.ask_register(api, draft.id, AskRegister("business", True, "0109876543"))
    seat = best(offers, "site_address")
    assert seat.value == {"commune": "06187", "detail": "Số 9 đường Trình Diễn"}
    assert "Kỳ Lừa" in seat.shown
    await saved(api, draft.id, {"site_address": seat.value}, site_address=seat.id)


@pytest.mark.criterion("III.1")
async def test_members_of_the_household_are_chosen_one_by_one_from_the_register(
    citizen: Citizen, officer: Officer
) -> None:
    api = await citizen(37)
    draft = await drafted(api, "1.004194")
    offer = best(await prefill.ask_register(api, draft.id, POPULATION), "members")
    assert (offer.source, offer.verified) == ("population", True)
    _partner, child = offer.value
    assert child["relation"] == "Con" and set(child) == {
        "name", "birth_date", "sex", "personal_id", "relation",
    }  # fmt: skip
    await saved(api, draft.id, {"members": [child]}, members=offer.id)
    await saved(api, draft.id, ANSWERS_OF_STAY)
    await documents.upload_to_draft(api, draft.id, "nha.jpg", photo(), "cho_o")
    promise = await dossiers.submit(api, draft.id, uuid.uuid4().hex)
    found = await prefill.sources(await officer("tiepnhan1.kylua"), promise.dossier_id)
    members = next(a for a in found.answers if a.key == "members")
    assert (members.source, members.verified) == ("population", True), "one of two, as offered"

    other = await drafted(api, "1.004222")
    offer = best(await prefill.ask_register(api, other.id, POPULATION), "members")
    mended = offer.value[0] | {"relation": "Em ruột"}
    await saved(api, other.id, {"members": [mended]}, members=offer.id)
    now = await dossiers.draft(api, other.id)
    assert now.answers["members"] == [mended]
