"""Kinds of results written on the screen: sound, by two persons, and pinned to what was begun."""

import uuid
from collections.abc import Awaitable, Callable

import msgspec
import pytest

from shared.client import proposals, result_kinds, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.result_kinds import DefinedBlock, DefinedField, KindDefinition, SaveKind
from tests.api.conftest import Office
from tests.api.results.conftest import Phone
from tests.api.results.flow import appraised

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
replace = msgspec.structs.replace


def _kind(key: str = "", **changed: object) -> KindDefinition:
    made = KindDefinition(
        key=key or f"giay_{uuid.uuid4().hex[:8]}",
        title="Giấy xác nhận thử",
        symbol=f"T{uuid.uuid4().hex[:6].upper()}",
        procedures=["2.000635"],
        position="Chủ tịch",
        fields=[
            DefinedField("name", "Họ và tên", required=True, sample="Nguyễn Văn Mẫu"),
            DefinedField("purpose", "Mục đích", required=True, preset="Bổ túc hồ sơ"),
        ],
        blocks=[
            DefinedBlock("paragraph", "Xác nhận ông/bà {name} theo hồ sơ {code}."),
            DefinedBlock("rows", fields=["name", "purpose"]),
        ],
    )
    return replace(made, **changed)


@pytest.mark.criterion("II.9")
async def test_a_kind_is_written_printed_on_trial_and_put_in_force_by_another_person(
    officer: Officer,
) -> None:
    admin, leader = await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh")
    kind = _kind()
    design = await result_kinds.save(admin, kind.key, SaveKind(0, kind))
    assert design.faults == []
    assert (design.version, design.next.state, design.next.may_approve) == (0, "draft", False)
    assert (await result_kinds.trial_print(admin, kind.key)).startswith(b"%PDF")
    design = await result_kinds.propose(admin, kind.key, design.next.revision)
    assert design.next.state == "proposed"
    listed = [p for p in (await proposals.proposals(leader)).items if p.key == kind.key]
    assert [p.mine_to_approve for p in listed] == [True]
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.publish(admin, kind.key, design.next.revision)
    assert refused.value.problem.type.endswith("second-person")
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.save(admin, kind.key, SaveKind(design.next.revision, kind))
    assert refused.value.problem.type.endswith("proposed")
    design = await result_kinds.give_back(leader, kind.key, "Thiếu căn cứ pháp lý.")
    assert (design.next.state, design.next.note) == ("draft", "Thiếu căn cứ pháp lý.")
    design = await result_kinds.propose(admin, kind.key, design.next.revision)
    elsewhere = await officer("lanhdao.bacson")
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.publish(elsewhere, kind.key, design.next.revision)
    assert refused.value.status == 403, "a leader of another agency does not decide"
    design = await result_kinds.publish(leader, kind.key, design.next.revision)
    assert (design.version, design.next.state) == (1, "")
    assert design.versions[0].proposed_by != design.versions[0].approved_by
    assert kind.key in {row.key for row in await result_kinds.kinds(leader) if row.version == 1}


@pytest.mark.criterion("II.9")
async def test_a_draft_keeps_the_version_it_was_begun_with(
    officer: Officer, citizen: Citizen, phone: Phone
) -> None:
    admin, leader = await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh")
    first = _kind(procedures=["1.004873"])

    async def in_force(kind: KindDefinition) -> None:
        design = await result_kinds.save(admin, kind.key, SaveKind(0, kind))
        design = await result_kinds.propose(admin, kind.key, design.next.revision)
        await result_kinds.publish(leader, kind.key, design.next.revision)

    await in_force(first)
    work = await appraised(await citizen(33), Office(officer, "dongkinh"), phone, "dongkinh")
    api = await work.office.as_(work.office.specialist)
    desk = await results.start(api, work.id, first.key)
    assert desk.draft is not None
    more = [*first.fields, DefinedField("note", "Ghi chú", required=True)]
    block = DefinedBlock("paragraph", "Ghi chú: {note}")
    await in_force(replace(first, fields=more, blocks=[*first.blocks, block]))
    desk = await results.save(api, work.id, {"name": "Nguyễn Văn Mẫu"}, desk.draft.version)
    assert desk.draft is not None
    assert [f.key for f in desk.draft.fields] == ["name", "purpose"]
    assert desk.draft.sha256, "complete by the version it was begun with"
    desk = await results.start(api, work.id, first.key)
    assert desk.draft is not None
    assert [f.key for f in desk.draft.fields] == ["name", "purpose", "note"]
    await in_force(replace(first, fields=more, blocks=[*first.blocks, block], retired=True))
    desk = await results.desk(api, work.id)
    assert first.key not in {kind.code for kind in desk.kinds}, "retired: begun no more"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"blocks": [DefinedBlock("paragraph", "Cho {khong_co}.")]}, "mẫu không có"),
        ({"blocks": [DefinedBlock("rows", fields=["name"])]}, "không in ở đâu"),
        ({"symbol": "XNHN-UBND"}, "đã dùng cho"),
        ({"symbol": "sai ký hiệu"}, "chữ in hoa"),
        ({"procedures": ["9.999999"]}, "không có thủ tục"),
        ({"fields": [DefinedField("name", "Tên"), DefinedField("name", "Tên")]}, "có 2 lần"),
        ({"fields": [DefinedField("name", "Tên", answer="khong_hoi")]}, "không hỏi"),
        ({"fields": [DefinedField("name", "Tên", pattern="(a+)+b")]}, "lặp trong lặp"),
        ({"fields": [DefinedField("name", "Tên", pattern="[a")]}, "không đọc được"),
        ({"fields": [DefinedField("name", "Tên", options=["A"], preset="B")]}, "danh sách chọn"),
        ({"fields": []}, "ít nhất một mục"),
    ],
)
async def test_an_unsound_kind_is_kept_but_not_proposed(
    officer: Officer, change: dict[str, object], words: str
) -> None:
    admin = await officer("danhmuc.ubndtinh")
    kind = _kind(**change)
    design = await result_kinds.save(admin, kind.key, SaveKind(0, kind))
    assert any(words in fault.message for fault in design.faults), design.faults
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.propose(admin, kind.key, design.next.revision)
    assert refused.value.problem.type.endswith("kind-unsound")
    await result_kinds.discard(admin, kind.key)


async def test_two_who_write_at_once_do_not_overwrite_each_other(officer: Officer) -> None:
    admin = await officer("danhmuc.ubndtinh")
    kind = _kind()
    design = await result_kinds.save(admin, kind.key, SaveKind(0, kind))
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.save(admin, kind.key, SaveKind(0, kind))
    assert refused.value.status == 412
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.save(admin, "mot_mau_khac", SaveKind(0, kind))
    assert refused.value.status == 422
    await result_kinds.save(admin, kind.key, SaveKind(design.next.revision, kind))
    await result_kinds.discard(admin, kind.key)
    with pytest.raises(ApiProblem) as refused:
        await result_kinds.design(admin, kind.key)
    assert refused.value.status == 404


async def test_every_kind_that_comes_with_the_software_is_sound(officer: Officer) -> None:
    admin = await officer("danhmuc.ubndtinh")
    for key in ("birth_extract", "marital_status", "decision"):
        assert (await result_kinds.design(admin, key)).faults == []
