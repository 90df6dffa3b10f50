"""Finding a procedure over HTTP: by words as people type them, by criteria, page by page."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.catalogue.actions import import_records
from backend.catalogue.records.channels import HEADER as CHANNELS
from backend.catalogue.seed import procedures
from backend.law.search_text import vi_sort_key
from shared.client import catalogue
from shared.client.base import ApiClient
from tests.api.catalogue.conftest import clear_imports

SEEDS = {seed.content.code: seed.content for seed in procedures()}
PATH = "/api/v1/procedures"
BIRTH = "1.001193"
STRANGE = [
    "%", "_", "\\", "'", '"', "%_\\'\"<script>alert(1)</script>", "'; drop table procedure; --",
    "\x00", "khai\x00sinh", "💛", "中文", "()[]{}*+?|^$", "&|!:*", "..", "ÿþ", "\u202e", "\ud7ff",
]  # fmt: skip


def record(number: int, **changes: Any) -> bytes:
    fields = {
        "ma_thu_tuc": f"9.{number:06}",
        "ten_thu_tuc": f"Xác nhận dữ liệu trình diễn số {number}",
        "cap_thuc_hien": "Cấp xã",
        "linh_vuc": "Lĩnh vực trình diễn",
        "doi_tuong_thuc_hien": "Hợp tác xã",
        "co_quan_co_tham_quyen": "Sở Trình diễn",
        **changes,
    }
    return json.dumps(fields).encode()


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def filled(database: asyncpg.Pool) -> AsyncIterator[None]:
    """Sixty crawled procedures beside the fifteen keyed ones."""
    from backend.platform.database import close_pool, open_pool

    await open_pool(minimum=1, maximum=2)
    await clear_imports(database)
    lines = [record(n) for n in range(57)]
    card = "Cấp, đổi, cấp lại thẻ căn cước cho người từ đủ 14 tuổi trở lên"
    lines.append(
        record(57, ten_thu_tuc=card, linh_vuc="Căn cước", co_quan_co_tham_quyen="Bộ Công an")
    )
    lines.append(record(58, cap_thuc_hien="Cấp bộ", doi_tuong_thuc_hien="Người nước ngoài"))
    online = f"{CHANNELS}Trực tuyến3 NgàyMiễn phí"
    lines.append(record(59, cach_thuc_thuc_hien=online, doi_tuong_thuc_hien="Tổ chức Đảng"))
    report = await import_records(lines, "search.jsonl")
    assert report.counts["created"] == 60
    yield
    await clear_imports(database)
    await close_pool()


async def found(api: ApiClient, q: str, **filters: Any) -> list[str]:
    return [card.code for card in (await catalogue.search(api, q, **filters)).items]


@pytest.mark.criterion("III.10")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Thủ tục đăng ký khai sinh", BIRTH),
        ("đăng ký khai sinh", BIRTH),
        ("dang ky khai sinh", BIRTH),
        ("DANG KY KHAI SINH", BIRTH),
        ("dang ki khai xinh", BIRTH),
        ("khai sih", BIRTH),
        ("đẻ con", BIRTH),
        ("de con", BIRTH),
        ("làm giấy khai sinh cho con", BIRTH),
        ("cưới", "1.000894"),
        ("lay vo", "1.000894"),
        ("ket hom", "1.000894"),
        ("nguoi chet", "1.000656"),
        ("doc than", "1.004873"),
        ("xac nhan tinh trang hon nhan", "1.004873"),
        ("nhap khau", "1.004222"),
        ("thuong tru", "1.004222"),
        ("tam tru", "1.004194"),
        ("thuê nhà", "1.004194"),
        ("mở quán", "1.001612"),
        ("ban hang", "1.001612"),
        ("mo cong ty", "2.001610"),
        ("xây nhà", "1.013225"),
        ("photo cong chung", "2.000815"),
        ("ly lich", "3.000333"),
        ("an toàn thực phẩm", "2.001827"),
        ("lam can cuoc", "9.000057"),
        ("làm căn cước", "9.000057"),
        ("căn cước", "9.000057"),
        ("1.001193", BIRTH),
        ("1001193", BIRTH),
        ("9.000042", "9.000042"),
    ],
)
async def test_the_best_answer_to_what_people_type_comes_first(
    anonymous: ApiClient, typed: str, code: str
) -> None:
    assert (await found(anonymous, typed))[0] == code


async def test_letters_composed_or_decomposed_find_the_same(anonymous: ApiClient) -> None:
    import unicodedata

    composed = "đăng ký thường trú"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert await found(anonymous, decomposed) == await found(anonymous, composed)


async def test_what_resembles_nothing_finds_nothing(anonymous: ApiClient) -> None:
    assert await found(anonymous, "qwzxj vbnmk") == []


@pytest.mark.criterion("III.10")
@pytest.mark.parametrize("q", ["", "xác nhận"])
@pytest.mark.parametrize(
    ("filters", "only"),
    [
        ({"sector": "Lĩnh vực trình diễn"}, "9.000000"),
        ({"agency": "Sở Trình diễn"}, "9.000000"),
        ({"level": "ministry"}, "9.000058"),
        ({"subject": "foreigner"}, "9.000058"),
        ({"subject": "organisation"}, "9.000059"),
        ({"online_level": "partial"}, "9.000059"),
        ({"online_level": "full"}, "1.004873"),
        ({"level": "commune", "subject": "citizen", "sector": "Hộ tịch"}, "1.004873"),
    ],
)
async def test_each_filter_keeps_what_it_names_and_nothing_else(
    anonymous: ApiClient, q: str, filters: dict[str, str], only: str
) -> None:
    cards = (await catalogue.search(anonymous, q, limit=100, **filters)).items
    assert only in {card.code for card in cards}
    for card in cards:
        said = {
            "sector": {card.sector.code},
            "agency": {card.agency},
            "level": {level.code for level in card.levels},
            "subject": {subject.code for subject in card.subjects},
            "online_level": {card.online_level.code},
        }
        assert all(value in said[name] for name, value in filters.items())


async def test_filters_that_no_procedure_fits_give_an_empty_list(anonymous: ApiClient) -> None:
    assert await found(anonymous, "", sector="Không có lĩnh vực này") == []
    assert await found(anonymous, "khai sinh", agency="Không có cơ quan này") == []


async def test_facets_count_what_the_filters_find(anonymous: ApiClient) -> None:
    facets = await catalogue.facets(anonymous)
    for name, values in (
        ("sector", facets.sectors),
        ("agency", facets.agencies),
        ("level", facets.levels),
        ("subject", facets.subjects),
        ("online_level", facets.online_levels),
    ):
        assert values
        for value in values:
            page = await catalogue.search(anonymous, limit=100, **{name: value.code})
            assert (len(page.items), page.next_cursor) == (value.count, None), (name, value)


@pytest.mark.criterion("III.3")
@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_the_list_is_complete_in_vietnamese_order_and_without_repeats(
    anonymous: ApiClient, limit: int
) -> None:
    cards = await _all_pages(anonymous, "", limit)
    assert len({card.code for card in cards}) == len(cards) == len(SEEDS) + 60
    keys = [(vi_sort_key(card.name), card.code) for card in cards]
    assert keys == sorted(keys)
    for card in cards:
        if card.code in SEEDS:
            assert card.name == SEEDS[card.code].name
            assert card.online_level.code == SEEDS[card.code].online_level
            assert card.sector.code and card.levels and card.subjects


@pytest.mark.parametrize("q", ["trình diễn", "xac nhan", "dang ky", "lay vo"])
async def test_pages_of_a_ranking_are_the_ranking_cut_up(anonymous: ApiClient, q: str) -> None:
    whole = [card.code for card in (await catalogue.search(anonymous, q, limit=100)).items]
    paged = [card.code for card in await _all_pages(anonymous, q, 3)]
    assert paged == whole
    assert len(set(paged)) == len(paged)


async def _all_pages(api: ApiClient, q: str, limit: int) -> list[Any]:
    cards: list[Any] = []
    cursor = ""
    for _page in range(200):
        page = await catalogue.search(api, q, cursor=cursor, limit=limit)
        assert len(page.items) <= limit
        cards.extend(page.items)
        cursor = page.next_cursor or ""
        if not cursor:
            return cards
    raise AssertionError("the list does not end")


@pytest.mark.criterion("III.3")
async def test_what_can_be_applied_for_online_ranks_before_what_cannot(
    anonymous: ApiClient,
) -> None:
    cards = (await catalogue.search(anonymous, "xác nhận", limit=100)).items
    assert cards[0].code == "1.004873"
    assert cards[0].can_apply


@pytest.mark.parametrize("q", STRANGE)
@pytest.mark.parametrize("name", ["q", "sector", "agency", "level", "cursor"])
async def test_strange_characters_are_answered_and_never_break(
    http: httpx.AsyncClient, name: str, q: str
) -> None:
    answer = await http.get(PATH, params={name: q})
    assert answer.status_code in {200, 400}, answer.text
    if answer.status_code == 400:
        _is_problem(answer)
    elif name == "q":
        assert len(answer.json()["items"]) < 20


async def test_the_code_in_an_address_may_be_anything(http: httpx.AsyncClient) -> None:
    for code in ("%00", "1.001193%00", "'", "%25", "9" * 500, "💛", "1.001193%2F.."):
        answer = await http.get(f"{PATH}/{code}")
        assert answer.status_code == 404, (code, answer.text)
        _is_problem(answer)


async def test_a_long_query_is_answered_and_an_endless_one_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get(PATH, params={"q": ("đăng ký khai sinh " * 30)[:300]})
    assert answer.status_code == 200
    assert answer.json()["items"][0]["code"] == BIRTH
    answer = await http.get(PATH, params={"q": "a" * 301})
    assert answer.status_code == 400
    _is_problem(answer)


@pytest.mark.parametrize(
    "params",
    [
        {"level": "huyện"},
        {"subject": "nobody"},
        {"online_level": "4"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "nhiều"},
        {"sector": "x" * 301},
        {"cursor": "???"},
        {"cursor": "W10"},
        {"cursor": base64.urlsafe_b64encode(b'["\\u0000", "x"]').decode()},
        {"cursor": base64.urlsafe_b64encode(b'["a", "b"]').decode(), "q": "khai sinh"},
        {"cursor": base64.urlsafe_b64encode(b'[-1.5, "b"]').decode()},
        {"cursor": "x" * 2001},
    ],
)
async def test_values_that_do_not_exist_are_refused_as_a_problem(
    http: httpx.AsyncClient, params: dict[str, str]
) -> None:
    answer = await http.get(PATH, params=params)
    assert answer.status_code == 400, answer.text
    problem = _is_problem(answer)
    if "level" in params:
        assert problem["errors"][0]["pointer"] == "/level"


def _is_problem(answer: httpx.Response) -> dict[str, Any]:
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] and problem["title"] and problem["detail"]
    return problem


async def test_an_empty_query_lists_everything(anonymous: ApiClient) -> None:
    assert await found(anonymous, "   ") == await found(anonymous, "")


@pytest.mark.criterion("III.2")
@pytest.mark.parametrize("code", sorted(SEEDS))
@pytest.mark.criterion("G.1")
async def test_each_keyed_procedure_shows_all_items_of_information(
    anonymous: ApiClient, code: str
) -> None:
    shown = await catalogue.procedure(anonymous, code)
    assert shown.name and shown.steps and shown.agency and shown.levels and shown.subjects
    assert shown.sector.label and shown.conditions and shown.legal_basis and shown.decision_number
    assert all(result.name and result.code for result in shown.results) and shown.results
    for channel in shown.channels:
        assert channel.channel.label and channel.duration and channel.fee
        assert "rà soát" not in channel.duration + channel.fee
    for component in shown.components:
        assert component.originals + component.certified + component.copies > 0
        assert component.required or component.condition
    assert shown.components and shown.channels
    assert shown.can_apply == (shown.online_level.code != "information")
    assert shown.review_flags == []


@pytest.mark.criterion("III.2")
async def test_a_fee_in_doubt_is_shown_as_in_doubt(
    anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    raw = f"{CHANNELS}Trực tiếp15 Ngày700 VNĐ"
    await import_records([record(60, cach_thuc_thuc_hien=raw)], "fee.jsonl")
    shown = await catalogue.procedure(anonymous, "9.000060")
    assert (shown.channels[0].fee, shown.channels[0].fee_vnd) == ("Chưa rõ, cần rà soát", None)
    assert "700 VNĐ" in {flag.raw for flag in shown.review_flags}
    await database.execute("delete from procedure where code = '9.000060'")
