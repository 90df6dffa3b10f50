"""Words of agencies: versions, unknown placeholders, preview, test letters, who may."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from shared.client import identity, notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.notifications import DropTemplate, Template, TryTemplate, WriteTemplate
from tests.api.conftest import Office, eventually
from tests.api.messages.conftest import Somebody, handed_in
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
EVENT = "act.accept"


async def agency_of(api: ApiClient) -> str:
    return (await identity.me(api)).roles[0].agency_id


async def write(api: ApiClient, agency: str, over: int, **words: str) -> Template:
    given = {
        "subject": "UBND báo: hồ sơ {code} đã nhận",
        "body": "Kính báo hồ sơ {code} hẹn trả {due}.",
        "short": "Hồ sơ {code} đã nhận.",
    } | words
    data = WriteTemplate(EVENT, "vi", over, agency_id=agency, **given)
    return await notifications.write_template(api, data)


@pytest.mark.criterion("II.23")
async def test_an_agency_writes_its_own_words_and_people_read_them(
    me: Somebody, officer: Officer, services: Services
) -> None:
    leader = await officer("lanhdao.tamthanh")
    agency = await agency_of(leader)
    before = await notifications.template(leader, EVENT, "vi", agency)
    own = await write(leader, agency, before.current.version)
    assert own.current.version == before.current.version + 1
    assert own.history[0].written_by
    rows = await notifications.templates(leader, agency)
    assert next(row for row in rows if row.event == EVENT).own == ["vi"]
    try:
        id_ = await handed_in(me, "Tam Thanh")
        await Office(officer, "tamthanh").accept(id_)

        async def told() -> Any:
            return [m for m in me.letters(services) if m["subject"].startswith("UBND báo: hồ sơ H")]

        letters = await eventually(told)
        assert letters and "Kính báo hồ sơ H" in letters[0]["body"]
        assert "Thủ tục:" in letters[0]["body"], "greeting and facts frame every letter"
    finally:
        back = await notifications.drop_template(
            leader, DropTemplate(EVENT, "vi", own.current.version, agency)
        )
    assert back.current.subject == before.current.subject
    assert back.history[0].version == own.current.version + 1


@pytest.mark.criterion("II.23")
async def test_an_unknown_placeholder_is_refused_beside_its_box(officer: Officer) -> None:
    leader = await officer("lanhdao.tamthanh")
    agency = await agency_of(leader)
    now = await notifications.template(leader, EVENT, "vi", agency)
    for words, pointer in (
        ({"body": "Hẹn trả {due}, số định danh {personal_id}."}, "/body"),
        ({"subject": "Hồ sơ {code"}, "/subject"),
        ({"short": "{code.__class__}"}, "/short"),
    ):
        with pytest.raises(ApiProblem) as refused:
            await write(leader, agency, now.current.version, **words)
        assert refused.value.status == 422
        assert refused.value.problem.type.endswith("unknown-placeholder")
        assert [e.pointer for e in refused.value.errors] == [pointer]
    after = await notifications.template(leader, EVENT, "vi", agency)
    assert after.current.version == now.current.version


@pytest.mark.criterion("II.23")
async def test_a_preview_shows_sample_data_and_a_test_letter_goes_to_oneself(
    officer: Officer, services: Services
) -> None:
    leader = await officer("lanhdao.tamthanh")
    mark = uuid.uuid4().hex[:8]
    data = TryTemplate(EVENT, "vi", f"Thử {mark} {{code}}", "Hẹn trả {due}.", "{code}", send=True)
    seen = await notifications.preview(leader, data)
    assert seen.subject == f"Thử {mark} H37.09-261126-0001"
    assert seen.letter.startswith("Kính gửi Ông/Bà Nguyễn Văn Mẫu,")
    assert "{" not in seen.letter + seen.short

    async def came() -> Any:
        return [m for m in services.mail if m["subject"] == f"[Thử] {seen.subject}"]

    letters = await eventually(came)
    assert letters and seen.sent_to[0] == letters[0]["to"][0][0]


async def test_who_writes_over_a_version_that_is_no_longer_the_newest_is_told(
    officer: Officer, database: asyncpg.Pool
) -> None:
    leader = await officer("lanhdao.tamthanh")
    agency = await agency_of(leader)
    now = await notifications.template(leader, EVENT, "en", agency)
    data = WriteTemplate(
        EVENT, "en", now.current.version, "A {code}", "B {due}", "C {code}", agency
    )
    first = await notifications.write_template(leader, data)
    with pytest.raises(ApiProblem) as late:
        await notifications.write_template(leader, data)
    assert late.value.status == 412
    await notifications.drop_template(
        leader, DropTemplate(EVENT, "en", first.current.version, agency)
    )
    trail = await database.fetch(
        "select action from audit_entry where action like 'template.%' and actor_id = $1",
        uuid.UUID((await identity.me(leader)).id),
    )
    assert {"template.written", "template.dropped"} <= {row["action"] for row in trail}


async def test_nobody_writes_for_another_agency_or_for_all_without_that_task(
    officer: Officer, me: Somebody
) -> None:
    leader, other = await officer("lanhdao.tamthanh"), await officer("lanhdao.luongvantri")
    agency = await agency_of(leader)
    with pytest.raises(ApiProblem) as hidden:
        await notifications.template(other, EVENT, "vi", agency)
    assert hidden.value.status == 404
    for target in (agency, ""):
        with pytest.raises(ApiProblem) as refused:
            await write(other, target, 0)
        assert refused.value.status == 403
    assert (await notifications.template(other, EVENT, "vi")).may_edit is False
    for api in (me.api, await officer("chuyenvien1.tuphap.tamthanh")):
        with pytest.raises(ApiProblem) as closed:
            await notifications.templates(api)
        assert closed.value.status == 403
    admin = await officer("quantri.ubndtinh")
    assert (await notifications.template(admin, EVENT, "vi")).may_edit is True
