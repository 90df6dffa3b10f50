"""A paper of the vault shown to whom its owner names, until a day, taken back at any moment."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pypdfium2 as pdfium
import pytest

from backend.organisation.demo.names import personal_id
from shared.client import privacy, results, vault
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.vault import ShareItem
from tests.api.test_vault import certificate, verified_home

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PURPOSE = "Vay vốn mua nhà"


def with_(who: int, /, **more: Any) -> ShareItem:
    """Shared with the n-th citizen for a week."""
    given: dict[str, Any] = {
        "number": personal_id(who), "name": "Người Nhận Mẫu", "purpose": PURPOSE, "days": 7,
    }  # fmt: skip
    return ShareItem(**(given | more))


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """Status and kind of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[-1]


@pytest.mark.criterion("S.11")
async def test_whom_the_owner_names_sees_the_paper_and_the_owner_sees_that(
    citizen: Citizen, officer: Officer
) -> None:
    _office, item = await certificate(citizen, officer, 31)
    owner, friend, stranger = await citizen(31), await citizen(32), await citizen(33)
    paper = await vault.share(owner, item.id, with_(32))
    (share,) = [s for s in paper.shares if s.running]
    assert personal_id(32)[-4:] in share.recipient and personal_id(32) not in share.recipient
    seen = await vault.shared_paper(friend, share.id)
    assert (seen.title, seen.purpose) == (item.title, PURPOSE)
    assert share.id in [p.id for p in (await vault.shared_with_me(friend)).items]
    content = await vault.shared_content(friend, share.id, seen.documents[0].id)
    assert content == await vault.content(owner, item.id, paper.documents[0].id)
    assert (await results.check_file(friend, "a.pdf", content)).valid, "the very issued file"
    looks = [look for look in (await privacy.looks(owner)).items if look.purpose == PURPOSE]
    assert len(looks) == 2 and all("được bạn chia sẻ" in look.by for look in looks)
    for other in (stranger, owner):
        assert await refused(vault.shared_paper(other, share.id)) == (404, "not-shared")
        assert (await refused(vault.shared_content(other, share.id, seen.documents[0].id)))[
            0
        ] == 404
    assert (await refused(vault.end_share(friend, item.id, share.id)))[0] == 404
    assert (await refused(vault.share(stranger, item.id, with_(32))))[0] == 404

    ended = await vault.end_share(owner, item.id, share.id)
    assert not next(s for s in ended.shares if s.id == share.id).running
    assert await refused(vault.shared_paper(friend, share.id)) == (404, "not-shared")
    assert (await refused(vault.shared_content(friend, share.id, seen.documents[0].id)))[0] == 404
    assert share.id not in [p.id for p in (await vault.shared_with_me(friend)).items]


async def test_a_share_ends_with_its_day_and_with_the_paper(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    _office, item = await certificate(citizen, officer, 34)
    owner, friend = await citizen(34), await citizen(35)
    share = (await vault.share(owner, item.id, with_(35, days=1))).shares[0]
    await database.execute(
        "update vault_share set given_at = given_at - interval '2 days', "
        "until = until - interval '2 days' where id = $1",
        uuid.UUID(share.id),
    )
    assert (await refused(vault.shared_paper(friend, share.id)))[0] == 404
    running = (await vault.share(owner, item.id, with_(35))).shares[0]
    await vault.withdraw(owner, item.id)
    assert (await refused(vault.shared_paper(friend, running.id)))[0] == 404
    assert await refused(vault.share(owner, item.id, with_(35))) == (422, "paper-not-valid")
    await vault.put_back(owner, item.id)
    assert (await vault.shared_paper(friend, running.id)).id == running.id
    await database.execute(
        "update result set withdrawn_at = now(), withdrawn_kind = 'revoked', "
        "withdrawn_reason = 'Thử' where id = (select result_id from vault_item where id = $1)",
        uuid.UUID(item.id),
    )
    assert (await refused(vault.shared_paper(friend, running.id)))[0] == 404


async def test_what_cannot_be_shared_is_said_and_no_number_is_told_to_have_an_account(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    _office, item = await certificate(citizen, officer, 36)
    owner = await citizen(36)
    assert await refused(vault.share(owner, item.id, with_(36))) == (422, "rule-broken")
    for wrong in ({"number": "abc"}, {"purpose": "   x "}, {"name": " "}):
        with pytest.raises(ApiProblem) as said:
            await vault.share(owner, item.id, with_(1, **wrong))
        assert [e.pointer for e in said.value.errors] == [f"/{next(iter(wrong))}"]
    for days in (0, 91):
        assert (await refused(vault.share(owner, item.id, with_(1, days=days))))[0] == 400
    unknown = await vault.share(owner, item.id, with_(1, number="001099999999"))
    known = await vault.share(owner, item.id, with_(1))
    assert [s.running for s in known.shares[:2]] == [True, True]
    assert len(unknown.shares) + 1 == len(known.shares)
    many = await asyncio.gather(
        *(vault.share(owner, item.id, with_(n)) for n in range(2, 26)), return_exceptions=True
    )
    assert sum(isinstance(m, ApiProblem) for m in many) >= 6
    running = await database.fetchval(
        "select count(*) from vault_share where item_id = $1 and ended_at is null",
        uuid.UUID(item.id),
    )
    assert running == 20, "not one more, however many at once"


async def test_an_identity_paper_is_shown_with_for_whom_and_for_what_across_it(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    item, _file = await verified_home(citizen, officer, database, 38)
    owner, friend = await citizen(38), await citizen(39)
    paper = await vault.paper(owner, item.id)
    await database.execute(
        "update document set identity_paper = true where id = $1", uuid.UUID(paper.documents[0].id)
    )
    share = (await vault.share(owner, item.id, with_(39))).shares[0]
    shown = (await vault.shared_paper(friend, share.id)).documents[0]
    assert shown.media_type == "application/pdf", "shown as what is handed out"
    content = await vault.shared_content(friend, share.id, paper.documents[0].id)
    with pdfium.PdfDocument(content) as pdf:
        drawn = pdf[0].render(scale=8).to_pil().convert("RGB")
    colours = drawn.getcolors(1_000_000) or []
    assert any(r > g + 12 and r > b + 12 for _n, (r, g, b) in colours), "the words in red"
    assert content != await vault.content(owner, item.id, paper.documents[0].id)
