"""Maintenance is told of a working day ahead on every page until it is over, or counts as not
announced."""

from datetime import datetime, timedelta

import msgspec
import pytest

from backend.content.queries import announced_maintenance
from backend.platform import clock
from shared.client import content
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.content import ContentText
from tests.api.content.conftest import Editors, a_text, a_word

pytestmark = pytest.mark.usefixtures("services")


def maintenance(starts: datetime, hours: float = 2, **more: object) -> ContentText:
    """A notice."""
    ends = starts + timedelta(hours=hours)
    text = a_text(f"Bảo trì {a_word()}", starts_at=starts.isoformat(), ends_at=ends.isoformat())
    return msgspec.structs.replace(text, **more)


def in_days(days: float) -> datetime:
    """A moment that far from now."""
    return (clock.now() + timedelta(days=days)).replace(microsecond=0)


async def _told(anonymous: ApiClient, id_: str) -> bool:
    return id_ in {one.id for one in await content.announcements(anonymous)}


async def _take_down(editors: Editors, *ids: str) -> None:
    for id_ in ids:  # five at most are told of, and others need the room
        await content.withdraw(editors.second, id_, "Xong phần thử nghiệm này")


@pytest.mark.criterion("V.22")
async def test_announced_maintenance_stands_on_every_page_and_counts(
    editors: Editors, anonymous: ApiClient
) -> None:
    starts = in_days(9)
    shown = await editors.published("maintenance", maintenance(starts))
    found = next(one for one in await content.announcements(anonymous) if one.id == shown.id)
    assert not found.running and not found.urgent and found.starts_at
    windows = await announced_maintenance(starts - timedelta(hours=1), starts + timedelta(hours=1))
    mine = [w for w in windows if w.starts_at == starts]
    assert [w.ends_at for w in mine] == [starts + timedelta(hours=1)]  # clipped
    await _take_down(editors, shown.id)
    assert not await _told(anonymous, shown.id)
    windows = await announced_maintenance(starts, starts + timedelta(hours=1))
    assert not [w for w in windows if w.starts_at == starts]


@pytest.mark.criterion("V.22")
async def test_maintenance_within_a_working_day_is_refused_unless_it_is_urgent(
    editors: Editors, anonymous: ApiClient
) -> None:
    starts = in_days(0.1)
    begun = await content.start(editors.second, "maintenance", maintenance(starts))
    assert not begun.may_publish_at_once
    with pytest.raises(ApiProblem) as refused:
        await content.propose(editors.second, begun.id, begun.next.revision)
    assert refused.value.problem.type.endswith("announced-too-late")
    assert "1 ngày làm việc" in refused.value.message
    with pytest.raises(ApiProblem) as alone:
        await content.publish_at_once(editors.second, begun.id, begun.next.revision)
    assert alone.value.status == 403

    urgent = msgspec.structs.replace(begun.text, urgent=True)
    kept = await content.save(editors.second, begun.id, urgent, begun.next.revision)
    assert kept.may_publish_at_once
    done = await content.publish_at_once(editors.second, begun.id, kept.next.revision)

    assert done.showing.code == "shown"
    found = next(one for one in await content.announcements(anonymous) if one.id == begun.id)
    assert found.urgent
    windows = await announced_maintenance(starts - timedelta(days=1), starts + timedelta(days=1))
    assert not [w for w in windows if w.starts_at == starts]
    versions = await content.versions(editors.second, begun.id)
    assert versions[0].approved_by == ""
    await _take_down(editors, begun.id)


async def test_a_catalogue_administrator_does_not_publish_alone(editors: Editors) -> None:
    text = maintenance(in_days(0.1), urgent=True)
    begun = await content.start(editors.writer, "maintenance", text)
    assert not begun.may_publish_at_once
    with pytest.raises(ApiProblem) as refused:
        await content.publish_at_once(editors.writer, begun.id, begun.next.revision)
    assert refused.value.status == 403


async def test_shortening_keeps_the_announcement_and_making_it_longer_does_not(
    editors: Editors,
) -> None:
    starts = in_days(12)
    text = maintenance(starts, hours=4)
    shown = await editors.published("maintenance", text)
    first = (await announced_maintenance(starts, starts + timedelta(hours=9)))[0].announced_at
    shorter = msgspec.structs.replace(text, ends_at=(starts + timedelta(hours=2)).isoformat())
    await editors.published_again(shown.id, shorter)
    windows = [
        w for w in await announced_maintenance(starts, starts + timedelta(hours=9))
        if w.starts_at == starts
    ]  # fmt: skip
    assert [(w.ends_at, w.announced_at) for w in windows] == [(starts + timedelta(hours=2), first)]
    longer = msgspec.structs.replace(text, ends_at=(starts + timedelta(hours=6)).isoformat())
    await editors.published_again(shown.id, longer)
    windows = [
        w for w in await announced_maintenance(starts, starts + timedelta(hours=9))
        if w.starts_at == starts
    ]  # fmt: skip
    assert windows[0].announced_at > first
    await _take_down(editors, shown.id)


async def test_a_banner_has_an_end(editors: Editors, anonymous: ApiClient) -> None:
    with pytest.raises(ApiProblem) as refused:
        await editors.proposed("banner", a_text())
    assert refused.value.errors[0].pointer == "/text/shown_until"
    shown = await editors.published("banner", a_text(shown_until=in_days(3).isoformat()))
    assert await _told(anonymous, shown.id)
    await _take_down(editors, shown.id)
