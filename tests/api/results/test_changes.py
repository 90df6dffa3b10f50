"""A result is revoked or replaced by two persons, with a reason, and everybody sees it."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import documents, dossiers, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.results import DecideChange, ProposeChange
from tests.api.conftest import Office, eventually
from tests.api.results.conftest import Phone
from tests.api.results.flow import Drafting, appraised
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG = "tamthanh"
REASON = "Ghi sai nơi cư trú của người được cấp."


@pytest.fixture
def issued(citizen: Citizen, officer: Officer, phone: Phone) -> Callable[[], Awaitable[Drafting]]:
    """A dossier whose signed result is ready at the desk."""
    office = Office(officer, SLUG)

    async def fresh() -> Drafting:
        work = await appraised(await citizen(31), office, phone, SLUG)
        await work.drafted()
        await work.signed()
        await work.sealed()
        return work

    return fresh


Issued = Callable[[], Awaitable[Drafting]]


@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.17")
async def test_a_revocation_takes_two_persons_and_is_seen_everywhere(
    issued: Issued,
    citizen: Citizen,
    anonymous: ApiClient,
    services: Services,
    database: asyncpg.Pool,
) -> None:
    work = await issued()
    owner = await citizen(31)
    mine = await dossiers.dossier(owner, work.id)
    assert mine.result is not None
    code = mine.result.verification_code
    leader, clerk = await work.office.as_("lanhdao"), await work.office.as_("vanthu")
    result_id = (await results.desk(clerk, work.id)).results[0].id

    desk = await results.propose_change(leader, result_id, ProposeChange("revoke", REASON))
    change = desk.results[0].change
    assert change is not None
    assert not desk.may_decide, "who proposes does not decide"
    with pytest.raises(ApiProblem) as refused:
        await results.decide_change(leader, change.id, DecideChange(True))
    assert refused.value.status == 403
    with pytest.raises(ApiProblem) as refused:
        await results.propose_change(clerk, result_id, ProposeChange("revoke", REASON))
    assert refused.value.status == 403, "one proposal at a time"
    with pytest.raises(ApiProblem) as refused:
        await results.decide_change(clerk, change.id, DecideChange(True))
    assert refused.value.status == 403, "only a leader decides"
    assert (await results.check(anonymous, code)).valid, "a proposal changes nothing"


@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.17")
async def test_a_revoked_result_no_longer_counts_and_its_owner_is_told(
    issued: Issued,
    citizen: Citizen,
    anonymous: ApiClient,
    services: Services,
    database: asyncpg.Pool,
) -> None:
    work = await issued()
    owner = await citizen(31)
    mine = await dossiers.dossier(owner, work.id)
    assert mine.result is not None
    code = mine.result.verification_code
    content = await documents.content(owner, mine.result.document_id)
    leader, clerk = await work.office.as_("lanhdao"), await work.office.as_("vanthu")
    result_id = (await results.desk(clerk, work.id)).results[0].id
    desk = await results.propose_change(clerk, result_id, ProposeChange("revoke", REASON))
    change = desk.results[0].change
    assert change is not None
    with pytest.raises(ApiProblem) as refused:
        await results.decide_change(leader, change.id, DecideChange(False))
    assert refused.value.status == 422, "a denial has a reason"
    desk = await results.decide_change(leader, change.id, DecideChange(True))
    assert desk.results[0].state == "revoked"
    assert [e.label for e in desk.results[0].events] == [
        "Phát hành", "Đề nghị thu hồi", "Duyệt đề nghị", "Thu hồi",
    ]  # fmt: skip

    found = await results.check(anonymous, code)
    assert (found.valid, found.state_label) == (False, "Đã thu hồi")
    assert REASON not in repr(found), "the reason is not a stranger's business"
    by_file = await results.check_file(anonymous, "x.pdf", content)
    assert not by_file.valid
    assert "thu hồi" in by_file.verdict
    after = await dossiers.dossier(owner, work.id)
    assert after.result is None

    async def letter() -> bool:
        return any("bị thu hồi" in m["subject"] and REASON in m["body"] for m in services.mail)

    assert await eventually(letter)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute("delete from result_event")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute("update result_signature set signer = 'x'")


@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.16")
async def test_a_corrected_result_takes_the_place_of_the_old_one_even_after_hand_over(
    issued: Issued, citizen: Citizen, anonymous: ApiClient
) -> None:
    work = await issued()
    await work.office.act(
        "tiepnhan1", work.id, "hand_over", received_by="Nguyễn Văn Mẫu", method="desk"
    )
    owner = await citizen(31)
    old = (await dossiers.dossier(owner, work.id)).result
    assert old is not None
    leader, clerk = await work.office.as_("lanhdao"), await work.office.as_("vanthu")
    result_id = (await results.desk(clerk, work.id)).results[0].id
    desk = await results.propose_change(clerk, result_id, ProposeChange("replace", REASON))
    change = desk.results[0].change
    assert change is not None
    await results.decide_change(leader, change.id, DecideChange(True))
    assert (await results.check(anonymous, old.verification_code)).valid, "until the new one is out"

    desk = await results.start(clerk, work.id, "marital_status")
    assert desk.draft is not None
    assert old.number in desk.draft.replaces
    await work.saved({"residence": "Số 77 phố Trình Diễn"}, who="vanthu")
    await work.signed()
    await work.sealed()

    new = (await dossiers.dossier(owner, work.id)).result
    assert new is not None
    assert new.verification_code != old.verification_code
    found = await results.check(anonymous, old.verification_code)
    assert (found.valid, found.state, found.replaced_by) == (
        False, "replaced", new.verification_code,
    )  # fmt: skip
    assert (await results.check(anonymous, new.verification_code)).valid
    kept = await dossiers.dossier(clerk, work.id)
    assert kept.state == "returned", "the dossier itself stays as it ended"
