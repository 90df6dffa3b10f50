"""`motcua catalogue import`: every record is imported or reported, and nothing by halves."""

import asyncio
import hashlib
import json
import lzma
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from backend.catalogue import actions
from backend.catalogue.actions import import_records, publish_procedure
from backend.catalogue.content import ProcedureContent
from backend.catalogue.records.channels import HEADER as CHANNELS
from backend.catalogue.records.reading import LONGEST_LINE, lines_of
from backend.catalogue.records.record import read_record
from backend.catalogue.seed import procedures
from shared.client import catalogue
from shared.client.base import ApiClient
from shared.vocabulary.channels import OnlineLevel
from tests.conftest import ROOT

REAL = ROOT.parent / "shared" / "data" / "tthc.jsonl.xz"
needs_real_records = pytest.mark.skipif(not REAL.exists(), reason="no national records here")
OUTCOMES = ("created", "updated", "unchanged", "kept_keyed", "reported")


def record(code: str, name: str = "Thủ tục trình diễn", **changes: Any) -> bytes:
    fields = {"ma_thu_tuc": code, "ten_thu_tuc": name, "cap_thuc_hien": "Cấp xã", **changes}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


async def digest(database: asyncpg.Pool) -> str:
    """One value over all rows of the catalogue."""
    rows = await database.fetch(
        "select p::text as row from procedure p union all "
        "select v::text from procedure_version v order by 1"
    )
    return hashlib.sha256("\n".join(row["row"] for row in rows).encode()).hexdigest()


async def codes(database: asyncpg.Pool) -> set[str]:
    return {row["code"] for row in await database.fetch("select code from procedure")}


def run_cli(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", "catalogue", "import", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )


def printed_counts(output: str) -> dict[str, int]:
    return {words: int(n) for n, words in (row.split(maxsplit=1) for row in output.splitlines())}


DAMAGED: list[tuple[bytes, str, str]] = [
    (record("9.000001", "Thủ tục lành lặn"), "", ""),
    (b'{"ma_thu_tuc": "9.000002", "ten_thu_tuc": "D\n', "", "JSON"),
    (
        b'{"ten_thu_tuc": "Th\xe1\xbb\xa7 t\xe1\xbb\xa5c kh\xc3\xb4ng m\xc3\xa3"}\n',
        "",
        "Mã thủ tục",
    ),
    (record("9.000001", "Thủ tục trùng mã"), "9.000001", "trùng với dòng 1"),
    (record("9.000003", "Thủ tục cấp lạ", cap_thuc_hien="Cấp huyện"), "", ""),
    (record("9.000004", linh_vuc=7), "9.000004", "sai kiểu"),
    (record("9.000005", trinh_tu_thuc_hien="x" * LONGEST_LINE), "", "dài quá"),
    (b"\n", "", ""),
    (record("9.000006", "Ng\x00n"), "9.000006", "ký tự"),
    (record("7" * 90), "7" * 40, "Mã thủ tục"),
    (b"[" * 200_000 + b"\n", "", "JSON"),
    (record("9.000007", "", linh_vuc="Trình diễn"), "9.000007", "Thiếu tên"),
    (record("9.000008", cach_thuc_thuc_hien=f"{CHANNELS}Trực tiếp3 Ngày700 VNĐ"), "", ""),
]
GOOD = {"9.000001", "9.000003", "9.000008"}


@pytest.mark.criterion("S.5")
async def test_every_damaged_line_is_reported_and_every_sound_one_imported(
    catalogue_pool: asyncpg.Pool, tmp_path: Path
) -> None:
    before = await codes(catalogue_pool)
    path = tmp_path / "damaged.jsonl"
    path.write_bytes(b"".join(raw for raw, _code, _reason in DAMAGED))
    report = await import_records(lines_of(path), path.name)
    expected = [(n, c, r) for n, (_raw, c, r) in enumerate(DAMAGED, start=1) if r]
    assert [(line, code) for line, code, _ in report.issues] == [(n, c) for n, c, _ in expected]
    for (_line, _code, reason), (_n, _c, part) in zip(report.issues, expected, strict=True):
        assert part in reason
    lines = sum(bool(raw.strip()) for raw, _code, _reason in DAMAGED)
    assert sum(report.counts[outcome] for outcome in OUTCOMES) == lines
    assert await codes(catalogue_pool) - before == GOOD
    run = await catalogue_pool.fetchrow("select id, source, counts from import_run")
    assert run is not None
    assert json.loads(run["counts"])["reported"] == len(expected)
    kept = await catalogue_pool.fetch(
        "select line, code, reason from import_issue where run_id = $1 order by line", run["id"]
    )
    assert [tuple(issue) for issue in kept] == report.issues


async def test_an_empty_file_imports_nothing_and_says_so(
    catalogue_pool: asyncpg.Pool, tmp_path: Path
) -> None:
    before = await digest(catalogue_pool)
    path = tmp_path / "empty.jsonl"
    path.touch()
    report = await import_records(lines_of(path), path.name)
    assert sum(report.counts.values()) == 0
    assert await digest(catalogue_pool) == before
    assert await catalogue_pool.fetchval("select count(*) from import_run") == 1


async def test_a_packed_file_that_breaks_off_is_reported_where_it_breaks(
    catalogue_pool: asyncpg.Pool, tmp_path: Path
) -> None:
    path = tmp_path / "torn.jsonl.xz"
    path.write_bytes(lzma.compress(record("9.000001"))[:-12])
    report = await import_records(lines_of(path), path.name)
    assert report.issues[-1][2].startswith("Tệp hỏng")
    assert report.counts["reported"] == 1


@pytest.mark.criterion("II.1")
async def test_a_second_import_changes_nothing_and_a_changed_record_gets_a_new_version(
    catalogue_pool: asyncpg.Pool,
) -> None:
    lines = [record("9.000001", "Thủ tục thứ nhất"), record("9.000002", "Thủ tục thứ hai")]
    assert (await import_records(lines, "a.jsonl")).counts["created"] == 2
    before = await digest(catalogue_pool)
    again = await import_records(lines, "b.jsonl")
    assert again.counts["unchanged"] == 2
    assert await digest(catalogue_pool) == before
    lines[1] = record("9.000002", "Thủ tục thứ hai, tên mới")
    changed = await import_records(lines, "c.jsonl")
    assert (changed.counts["unchanged"], changed.counts["updated"]) == (1, 1)
    versions = await catalogue_pool.fetch(
        "select version, content->>'name' as name from procedure_version "
        "where procedure_code = '9.000002' order by version"
    )
    assert [tuple(row) for row in versions] == [
        (1, "Thủ tục thứ hai"),
        (2, "Thủ tục thứ hai, tên mới"),
    ]


async def test_an_import_does_not_close_a_procedure_that_was_opened(
    catalogue_pool: asyncpg.Pool,
) -> None:
    line = record("9.000001", "Thủ tục đã mở")
    await publish_procedure(read_record(line), "file:a.jsonl", is_open=True)
    assert (await import_records([line], "a.jsonl")).counts["unchanged"] == 1
    assert await catalogue_pool.fetchval("select is_open from procedure where code = '9.000001'")


async def test_a_file_that_fails_in_the_middle_leaves_nothing_behind(
    catalogue_pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await digest(catalogue_pool)

    def torn() -> Iterator[bytes]:
        for number in range(450):
            yield record(f"9.{number:06}")
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="disk"):
        await import_records(torn(), "torn.jsonl")
    publish = actions.publish_within
    left = 300

    async def publish_300(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise ConnectionError("the database went away")
        return await publish(*args, **kwargs)

    monkeypatch.setattr(actions, "publish_within", publish_300)
    with pytest.raises(ConnectionError):
        await import_records((record(f"9.{n:06}") for n in range(450)), "killed.jsonl")
    assert await digest(catalogue_pool) == before
    assert await catalogue_pool.fetchval("select count(*) from import_run") == 0


async def test_two_imports_at_once_do_not_tear_each_other(catalogue_pool: asyncpg.Pool) -> None:
    forward = [record(f"9.{n:06}") for n in range(60)]
    reports = await asyncio.gather(
        import_records(forward, "a.jsonl"), import_records(reversed(forward), "b.jsonl")
    )
    assert sorted(report.counts["created"] for report in reports) == [0, 60]
    assert sorted(report.counts["unchanged"] for report in reports) == [0, 60]


@pytest.mark.parametrize("file_name", ["crawl.jsonl", "keyed"])
async def test_procedures_keyed_by_hand_are_not_overwritten(
    catalogue_pool: asyncpg.Pool, file_name: str
) -> None:
    before = await digest(catalogue_pool)
    lines = [record(seed.content.code, "Bản quét khác hẳn") for seed in procedures()]
    report = await import_records(lines, file_name)
    assert report.counts["kept_keyed"] == len(lines) == 15
    assert report.counts["needs_review"] == 0
    assert await digest(catalogue_pool) == before


@pytest.mark.criterion("S.5")
@needs_real_records
async def test_the_command_imports_all_national_records_and_a_second_time_none(
    catalogue_pool: asyncpg.Pool, anonymous: ApiClient
) -> None:
    lines = sum(1 for _line in lines_of(REAL))
    keyed = {seed.content.code for seed in procedures()}
    first = await asyncio.to_thread(run_cli, REAL)
    assert first.returncode == 0, first.stderr
    counts = printed_counts(first.stdout)
    assert counts["giữ bản nhập tay"] <= len(keyed)
    assert counts["thêm mới"] + counts["giữ bản nhập tay"] + counts["không nhập được"] == lines
    assert len(first.stderr.splitlines()) == counts["không nhập được"]
    assert counts["cần rà soát"] > 0
    before = await digest(catalogue_pool)
    second = await asyncio.to_thread(run_cli, REAL)
    again = printed_counts(second.stdout)
    assert (again["thêm mới"], again["cập nhật"]) == (0, 0)
    assert again["không đổi"] == counts["thêm mới"]
    assert await digest(catalogue_pool) == before
    stored = await catalogue_pool.fetch(
        "select v.content, p.flag_count from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where v.source not in ('keyed', 'edited')"
    )
    for row in stored:
        content = msgspec.json.decode(row["content"], type=ProcedureContent)
        assert len(content.flags) == row["flag_count"]
        assert content.online_level is not OnlineLevel.FULL
    flagged = next(row for row in stored if row["flag_count"])
    code = json.loads(flagged["content"])["code"]
    shown = await catalogue.procedure(anonymous, code)
    assert shown.review_flags
    assert not shown.can_apply
    assert {seed.content.code for seed in procedures()} <= await codes(catalogue_pool)


@needs_real_records
@pytest.mark.criterion("III.10")
async def test_among_all_national_records_everyday_words_find_the_right_one_first(
    catalogue_pool: asyncpg.Pool, anonymous: ApiClient
) -> None:
    await import_records(lines_of(REAL), REAL.name)
    for typed, code in {
        "de con": "1.001193",
        "khai sih": "1.001193",
        "lay vo": "1.000894",
        "doc than": "1.004873",
        "nhap khau": "1.004222",
        "tam tru": "1.004194",
        "mo quan": "1.001612",
        "mo cong ty": "2.001610",
        "xay nha": "1.013225",
        "photo cong chung": "2.000815",
        "ly lich": "3.000333",
        "1.014062": "1.014062",
    }.items():
        cards = (await catalogue.search(anonymous, typed)).items
        assert cards[0].code == code, (typed, cards[0].name)
    for typed, words in {"lam can cuoc": "căn cước", "doi bang lai xe": "giấy phép lái xe"}.items():
        cards = (await catalogue.search(anonymous, typed, limit=5)).items
        assert all(words in card.name.lower() for card in cards)
    facets = await catalogue.facets(anonymous)
    assert sum(agency.count for agency in facets.agencies) >= 1900
    cursor, seen = "", []
    while True:
        page = await catalogue.search(anonymous, cursor=cursor, limit=100)
        seen += [card.code for card in page.items]
        if not (cursor := page.next_cursor or ""):
            break
    national = {json.loads(line)["ma_thu_tuc"] for line in lines_of(REAL)}
    assert len(seen) == len(set(seen))
    assert await codes(catalogue_pool) & national <= set(seen)


@needs_real_records
@pytest.mark.criterion("III.3")
def test_keyed_procedures_carry_the_name_and_decision_of_the_national_record() -> None:
    keyed = {seed.content.code: seed.content for seed in procedures()}
    for line in lines_of(REAL):
        raw = json.loads(line)
        ours = keyed.get(raw["ma_thu_tuc"])
        if ours is None:
            continue
        national = read_record(line)
        assert (ours.name, ours.decision_number) == (national.name, national.decision_number)
        assert ours.sector == national.sector
        codes_there = {result.code for result in national.results}
        assert {result.code for result in ours.results} <= codes_there
