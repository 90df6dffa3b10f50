"""A result given on the spot: drafted at the desk, signed by the leader, sealed at the desk."""

from collections.abc import Awaitable, Callable

import pytest

from backend.organisation.demo.names import full_name, personal_id
from backend.sandbox.signing import PIN
from shared.client import dossiers, identity, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.results import OneOfMany, SignMany
from tests.api.conftest import Office
from tests.api.results.conftest import Phone
from tests.api.results.flow import Drafting

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, DESK = "dongdang", "tiepnhan1"
COPY = "2.000635"  # a copy from the register of civil status: the same day


async def accepted(officer: Officer, phone: Phone) -> Drafting:
    """A dossier brought in person and accepted at the desk."""
    office = Office(officer, SLUG)
    desk = await office.as_(DESK)
    agency = (await identity.me(desk)).roles[0].agency_id
    data = RegisterAtDesk(
        procedure_code=COPY, agency_id=agency, channel="desk",
        applicant_name=full_name(35), applicant_personal_id=personal_id(35),
        applicant_phone="0900000002", applicant_address="Số 2 phố Trình Diễn",
        delivery="desk",
        components=[ReceivedComponent("to_khai", True, originals=1)],
    )  # fmt: skip
    id_ = (await dossiers.register_at_desk(desk, data)).id
    work = Drafting(office, phone, id_, SLUG)
    if (await dossiers.dossier(desk, id_)).state != "accepted":
        await office.accept(id_)
    return work


@pytest.mark.criterion("II.9")
async def test_a_result_given_on_the_spot_is_drafted_signed_and_sealed(
    officer: Officer, phone: Phone, anonymous: ApiClient
) -> None:
    work = await accepted(officer, phone)
    desk_api = await work.office.as_(DESK)
    desk = await results.desk(desk_api, work.id)
    assert (desk.at_desk, desk.may_draft, desk.may_sign) == (True, True, False)
    await results.start(desk_api, work.id, "decision")
    desk = await work.saved({"verdict": "Đồng ý"}, who=DESK)
    assert desk.draft is not None and desk.draft.sha256
    with pytest.raises(ApiProblem) as refused:
        await results.seal(desk_api, work.id, (await work.seen(DESK))[1], PIN)
    assert refused.value.status == 403, "nothing is sealed that nobody signed"

    leader, seen = await work.seen("lanhdao")
    waiting = await results.waiting(leader, "sign")
    assert work.id in {one.dossier_id for one in waiting.items}
    await results.send_code(leader, work.id)
    code = await phone.code(f"lanhdao.{SLUG}")
    items = [OneOfMany(work.id, seen.version, seen.sha256)]
    await work._ended(leader, await results.desk(leader, work.id))
    stands = await results.sign_many(leader, SignMany("sign", items), PIN, code)
    assert stands.failed == 0, stands.items
    await work._ended(leader, await results.desk(leader, work.id))
    assert (await dossiers.dossier(leader, work.id)).state == "accepted"
    to_seal = await results.waiting(desk_api, "seal")
    assert work.id in {one.dossier_id for one in to_seal.items}
    done = await work.sealed(DESK)
    assert done.results[0].signed
    now = await dossiers.dossier(desk_api, work.id)
    assert now.state == "result_ready"
    assert now.result is not None
    assert (await results.check(anonymous, now.result.verification_code)).valid


async def test_handed_on_instead_the_desks_draft_counts_for_nothing(
    officer: Officer, phone: Phone
) -> None:
    work = await accepted(officer, phone)
    desk_api = await work.office.as_(DESK)
    await results.start(desk_api, work.id, "decision")
    with pytest.raises(ApiProblem) as refused:
        await results.start(await work.office.as_("vanthu"), work.id, "decision")
    assert refused.value.status == 403
    await work.office.on_to_appraisal(work.id, "Tư pháp")
    executor = await work.office.as_(work.office.specialist)
    desk = await results.desk(executor, work.id)
    assert desk.draft is None
    assert desk.may_draft
