"""Papers and requirements of a procedure written on the screen, and put in force by two persons."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest
import pytest_asyncio

from backend.catalogue.actions import publish_procedure
from backend.catalogue.content import ComponentContent, ProcedureContent
from backend.catalogue.paper_soundness import faults
from backend.catalogue.seed import procedures
from backend.platform import clock
from backend.vault.kinds import accepted_for, fresh_enough, kinds
from shared.client import catalogue, papers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.papers import DefinedPaper, DefinedRequirement, Papers, SavePapers, TryPapers

Officer = Callable[[str], Awaitable[ApiClient]]
replace = msgspec.structs.replace
CODE = "1.013225"
PLANS = {"==": [{"var": "work_kind"}, "level3"]}


@pytest_asyncio.fixture(loop_scope="session")
async def begun(
    officer: Officer, database: asyncpg.Pool
) -> AsyncIterator[tuple[ApiClient, ApiClient]]:
    """Nobody writes these papers; afterwards they are as they came."""
    seed = next(p for p in procedures() if p.content.code == CODE)
    yield await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh")
    await database.execute("delete from proposal where subject = 'papers' and key = $1", CODE)
    await database.execute(
        "update procedure p set current_version_id = (select v.id from procedure_version v "
        "where v.procedure_code = p.code and v.source = 'keyed' order by v.version desc limit 1) "
        "where p.code = $1",
        seed.content.code,
    )


async def _with(admin: ApiClient, *extra: DefinedPaper) -> Papers:
    now = (await papers.design(admin, CODE)).papers
    return replace(now, components=[*now.components, *extra])


@pytest.mark.criterion("II.2")
async def test_a_paper_on_a_condition_is_written_tried_and_put_in_force_by_another(
    begun: tuple[ApiClient, ApiClient], anonymous: ApiClient
) -> None:
    admin, leader = begun
    paper = DefinedPaper(
        "tham_duyet", "Văn bản thẩm duyệt phòng cháy", certified=1, when=PLANS,
        condition="Công trình cấp III", reuse_months=12,
    )  # fmt: skip
    written = await _with(admin, paper)
    for kind, need in (("level3", "required"), ("house", "not_applicable")):
        tried = await papers.try_out(admin, CODE, TryPapers(written, {"work_kind": kind}))
        assert {p.key: p.need for p in tried.papers}["tham_duyet"] == need
        assert tried.changes == ["Thêm giấy tờ “Văn bản thẩm duyệt phòng cháy”."]
    design = await papers.save(admin, CODE, SavePapers(0, written))
    design = await papers.propose(admin, CODE, design.next.revision)
    before = await catalogue.procedure(anonymous, CODE)
    assert "tham_duyet" not in {c.key for c in before.components}, "a proposal holds for nobody"
    with pytest.raises(ApiProblem) as refused:
        await papers.publish(admin, CODE, design.next.revision)
    assert refused.value.problem.type.endswith("second-person")
    seen = await papers.design(leader, CODE)
    assert seen.next.may_approve
    design = await papers.publish(leader, CODE, seen.next.revision)
    assert (design.next.state, design.version) == ("", before.version + 1)
    after = await catalogue.procedure(anonymous, CODE)
    found = next(c for c in after.components if c.key == "tham_duyet")
    assert (found.certified, found.when) == (1, PLANS)
    guide = await catalogue.guide(anonymous, CODE, {"work_kind": "level3"})
    assert {p.key: p.need for p in guide.papers}["tham_duyet"] == "required"

    seed = next(p for p in procedures() if p.content.code == CODE)
    await publish_procedure(seed.content, "keyed", is_open=True)
    kept = await catalogue.procedure(anonymous, CODE)
    assert kept.version == after.version, "what came with the software does not undo the screen"


@pytest.mark.criterion("II.2")
@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (DefinedPaper("to_trinh", "Tờ trình"), "ít nhất một bản"),
        (DefinedPaper("Sai mã", "Tờ trình", copies=1), "chữ thường"),
        (
            DefinedPaper("x1", "Tờ trình", copies=1, when={"==": [{"var": "khong_co"}, "1"]}),
            "không hỏi “khong_co”",
        ),
        (
            DefinedPaper("x1", "Tờ trình", copies=1, when={"==": [{"var": "work_kind"}, "tower"]}),
            "không bao giờ đúng",
        ),
        (
            DefinedPaper(
                "x1", "Tờ trình", copies=1,
                when={
                    "and": [
                        {"==": [{"var": "work_kind"}, "house"]},
                        {"==": [{"var": "work_kind"}, "level3"]},
                    ]
                },
            ),
            "không thể cùng lúc",
        ),
        (DefinedPaper("x1", "Tờ trình", copies=1, when={"xoa": 1}), "Không có phép"),
        (DefinedPaper("x1", "Tờ trình", copies=1, register="khong_co"), "cơ sở dữ liệu"),
        (DefinedPaper("x1", "Tờ trình", copies=1, vault_kinds=["khong_co"]), "không có loại"),
        (
            DefinedPaper("x1", "Tờ trình", copies=1, vault_kinds=[], reuse_months=3),
            "thời hạn dùng lại",
        ),
        (DefinedPaper("x1", "Tờ trình", copies=1, condition="Khi cần"), "thêm công thức"),
    ],
)  # fmt: skip
async def test_an_unsound_paper_is_kept_but_not_proposed(
    begun: tuple[ApiClient, ApiClient], paper: DefinedPaper, words: str
) -> None:
    admin, _leader = begun
    design = await papers.save(admin, CODE, SavePapers(0, await _with(admin, paper)))
    assert any(words in fault.message for fault in design.faults), design.faults
    with pytest.raises(ApiProblem) as refused:
        await papers.propose(admin, CODE, design.next.revision)
    assert refused.value.problem.type.endswith("papers-unsound")


async def test_a_requirement_nobody_can_judge_is_a_fault(
    begun: tuple[ApiClient, ApiClient],
) -> None:
    admin, _leader = begun
    now = (await papers.design(admin, CODE)).papers
    blind = replace(now, requirements=[DefinedRequirement({"var": "khong_hoi"}, "Phải có.")])
    tried = await papers.try_out(admin, CODE, TryPapers(blind, {}))
    assert any("không hỏi “khong_hoi”" in fault.message for fault in tried.faults)
    good = replace(
        now,
        requirements=[
            DefinedRequirement({"!=": [{"var": "work_kind"}, "level3"]}, "Cấp III ở tỉnh.")
        ],
    )
    tried = await papers.try_out(admin, CODE, TryPapers(good, {"work_kind": "level3"}))
    assert (tried.verdict, tried.obstacles) == ("no", ["Cấp III ở tỉnh."])


async def test_nobody_else_writes_and_nobody_overwrites(
    begun: tuple[ApiClient, ApiClient], officer: Officer
) -> None:
    admin, leader = begun
    now = (await papers.design(admin, CODE)).papers
    for api in (leader, await officer("tiepnhan1.dongkinh")):
        with pytest.raises(ApiProblem) as refused:
            await papers.save(api, CODE, SavePapers(0, now))
        assert refused.value.status == 403
    await papers.save(admin, CODE, SavePapers(0, now))
    with pytest.raises(ApiProblem) as refused:
        await papers.save(admin, CODE, SavePapers(0, now))
    assert refused.value.status == 412
    design = await papers.design(admin, CODE)
    design = await papers.propose(admin, CODE, design.next.revision)
    with pytest.raises(ApiProblem) as refused:
        await papers.publish(leader, CODE, design.next.revision)
    assert refused.value.problem.type.endswith("unchanged")
    design = await papers.give_back(admin, CODE)
    assert design.next.state == "draft", "one's own proposal can be taken back"
    await papers.discard(admin, CODE)


def test_the_papers_of_every_procedure_keyed_by_hand_are_sound() -> None:
    for seed in procedures():
        found = Papers(
            [
                msgspec.convert(msgspec.to_builtins(c), DefinedPaper)
                for c in seed.content.components
            ],
            [DefinedRequirement(r.rule, r.message) for r in seed.content.requirements],
        )
        assert faults(found, seed.questions, kinds().keys()) == [], seed.content.code


def test_a_procedure_says_itself_which_papers_serve_and_for_how_long() -> None:
    content = next(p.content for p in procedures() if p.content.code == "1.004194")
    assert accepted_for(content, "cho_o") == ["cho_o_hop_phap", "quyen_su_dung_dat"]
    narrower = _changed(content, "cho_o", vault_kinds=["quyen_su_dung_dat"], reuse_months=6)
    assert accepted_for(narrower, "cho_o") == ["quyen_su_dung_dat"]
    assert accepted_for(_changed(content, "cho_o", vault_kinds=[]), "cho_o") == []
    today = clock.today()
    assert fresh_enough(narrower, "cho_o", today - timedelta(days=170), today)
    assert not fresh_enough(narrower, "cho_o", today - timedelta(days=190), today)
    assert fresh_enough(content, "cho_o", today - timedelta(days=1900), today)


def _changed(content: ProcedureContent, key: str, **fields: Any) -> ProcedureContent:
    changed: list[ComponentContent] = [
        replace(c, **fields) if c.key == key else c for c in content.components
    ]
    return replace(content, components=changed)
