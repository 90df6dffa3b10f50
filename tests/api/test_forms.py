"""The printed forms of the law: rendered, and read back field by field."""

import io
from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
import pypdf
import pytest

from shared.client import documents, dossiers, registers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.dossiers import Dossier
from tests.api.conftest import Office, next_working_day, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
A5 = (148, 210)
REASON = "Cần xác minh thêm nơi cư trú của người nộp."
# What stands on every form (TT 01/2018/TT-VPCP Điều 9): agency, motto, number, place, code.
COMMON = (
    "Ủy ban nhân dân phường Kỳ Lừa", "Trung tâm Phục vụ hành chính công",
    "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc", "Số: ",
    "Kỳ Lừa, ngày ", "Quét để tra cứu",
)  # fmt: skip
# Fields on the person, the same on forms 01 to 03.
PERSON = (
    "Người nộp: ", "Địa chỉ: ", "Số điện thoại: ", "Email: ", "Số CMND/CCCD/Hộ chiếu: ",
    "Nội dung yêu cầu giải quyết: ",
)  # fmt: skip


def sheets(content: bytes) -> list[str]:
    """The text of each page, in one line and without capitals."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [" ".join(page.extract_text().split()).lower() for page in reader.pages]


def size(content: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    return round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)


def links(content: bytes) -> list[str]:
    """Where the links of the first page lead."""
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    notes = [note.get_object() for note in page.get("/Annots") or []]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note]


def missing(text: str, *fields: str) -> list[str]:
    """Which of the fields are not there."""
    return [field for field in fields if " ".join(field.split()).lower() not in text]


async def issued(api: ApiClient, found: Dossier, form: str) -> bytes:
    """The PDF of the newest form of a kind; also that it can be scanned and looked up."""
    ref = [f for f in found.issued_forms if f.form == form][-1]
    content = await documents.content(api, ref.document_id)
    assert size(content) == A5
    code = found.code or found.reference
    assert any(url.endswith(f"/tra-cuu?ma={code}") for url in links(content))
    assert missing(sheets(content)[0], *COMMON, code, ref.number, ref.title) == []
    return content


async def appraising(citizen: Citizen, officer: Officer, number: int) -> tuple[Office, str]:
    """A dossier on a specialist's desk."""
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(number), "Kỳ Lừa")).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    return office, id_


@pytest.mark.criterion("F.01")
async def test_the_receipt_is_two_a5_sheets_with_every_field(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(1)
    promise = await submitted(me, "Kỳ Lừa")
    found = await Office(officer, "kylua").accept(promise.dossier_id)
    pages = sheets(await issued(me, found, "receipt"))
    assert len(pages) == 2
    assert "giao khách hàng" in pages[0]
    assert "lưu" in pages[1].split("mã hồ sơ")[0] or "liên: lưu" in pages[1]
    assert found.due_at is not None
    due = f"{datetime.fromisoformat(found.due_at):%H giờ %M phút, ngày %d tháng %m năm %Y}"
    for page in pages:
        assert missing(
            page, *PERSON, "Bộ phận tiếp nhận và trả kết quả: ", "Tiếp nhận hồ sơ của: ",
            found.owner_name, found.applicant_personal_id, found.procedure_name,
            "1. Thành phần hồ sơ", "Bản chính", "Bản chứng thực", "Bản photo",
            found.components[0].name, "2. Số lượng hồ sơ: 01 (bộ)",
            "3. Thời gian giải quyết theo quy định: 3 ngày làm việc", "4. Thời gian nhận hồ sơ: ",
            f"5. Thời gian trả kết quả: {due}", "6. Đăng ký nhận kết quả tại: ",
            "Vào Sổ theo dõi hồ sơ, Quyển số: ", "Số thứ tự: ", "Người nộp hồ sơ",
            "Người tiếp nhận hồ sơ", "Mẫu số 01 – TT 01/2018/TT-VPCP",
        ) == []  # fmt: skip


@pytest.mark.criterion("F.01")
async def test_a_receipt_without_papers_says_so_instead_of_an_empty_line(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(2)
    promise = await submitted(me, "Kỳ Lừa")
    office = Office(officer, "kylua")
    seen = await dossiers.dossier(await office.as_("tiepnhan1"), promise.dossier_id)
    assert not any(c.required for c in seen.components)
    found = await office.act("tiepnhan1", promise.dossier_id, "accept", components=[])
    for page in sheets(await issued(me, found, "receipt")):
        table = page.split("bản photo", 1)[1].split("2. số lượng hồ sơ", 1)[0].strip()
        assert table == "tờ khai điện tử; không kèm giấy tờ khác."


@pytest.mark.criterion("F.02")
async def test_a_supplement_request_lists_what_is_missing_why_and_until_when(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(8), "Kỳ Lừa")).dossier_id
    items = ["Trích lục ly hôn", "Ảnh chụp giấy tờ tùy thân hai mặt"]
    found = await office.act(
        "tiepnhan1", id_, "request_supplement", items=items, reason=REASON, answer_within_days=5
    )
    content = await issued(await office.as_("tiepnhan1"), found, "supplement_request")
    assert missing(
        sheets(content)[0], *PERSON, "Hồ sơ của: ",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", *items, "Số lượng",
        f"Lý do: {REASON}", "Hạn bổ sung: 17 giờ", "Giai đoạn: Trước khi tiếp nhận hồ sơ",
        "Căn cứ: NĐ 61/2018 Điều 17.1.a", "Mọi chi tiết xin liên hệ", "tra cứu thủ tục tại http",
        "Người hướng dẫn", "Mẫu số 02",
    ) == []  # fmt: skip


@pytest.mark.criterion("F.03")
async def test_a_refusal_says_that_and_why(citizen: Citizen, officer: Officer) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(9), "Kỳ Lừa")).dossier_id
    found = await office.act("tiepnhan1", id_, "refuse", reason=REASON)
    content = await issued(await office.as_("tiepnhan1"), found, "refusal")
    assert missing(
        sheets(content)[0], *PERSON, "Tiếp nhận hồ sơ của: ", found.reference,
        "không tiếp nhận, giải quyết hồ sơ này", f"Lý do: {REASON}", "Thời gian nộp: ",
        "Mọi chi tiết xin liên hệ", "Người nộp hồ sơ", "Người từ chối", "Mẫu số 03",
    ) == []  # fmt: skip


@pytest.mark.criterion("F.04")
async def test_an_apology_names_the_old_and_the_new_date(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 10)
    before = await dossiers.dossier(await office.as_("lanhdao"), id_)
    assert before.due_at is not None
    old = datetime.fromisoformat(before.due_at)
    new = next_working_day(old)
    role = await office.who_may(id_, "extend", "lanhdao", office.specialist)
    found = await office.act(role, id_, "extend", reason=REASON, new_due_at=new.isoformat())
    content = await issued(await office.as_("lanhdao"), found, "apology")
    words = "%H giờ %M phút, ngày %d tháng %m năm %Y"
    assert missing(
        sheets(content)[0], "Kính gửi: ", found.owner_name, "tiếp nhận giải quyết hồ sơ",
        f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {old:{words}}",
        "chưa trả kết quả giải quyết hồ sơ đúng thời hạn", REASON, "đã gây phiền hà",
        "thành thật xin lỗi", f"Hẹn lại thời gian trả kết quả: {new:{words}}",
        "Thủ trưởng cơ quan", "ký số", "Nơi nhận", "Mẫu số 04 – TT 01/2018/TT-VPCP",
    ) == []  # fmt: skip


@pytest.mark.criterion("F.07")
async def test_a_dossier_keeps_the_forms_of_its_own_regime(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 11)
    await database.execute("update dossier set regime = 'ND118-2025' where id = $1", id_)
    found = await office.act("lanhdao", id_, "stop", reason=REASON)
    leader = await office.as_("lanhdao")
    content = await issued(leader, found, "stop_notice")
    assert missing(
        sheets(content)[0], *PERSON, "Kính gửi: ", "dừng giải quyết hồ sơ", f"Lý do: {REASON}",
        "Thời gian tiếp nhận hồ sơ: ", "được trả lại tại", "Mọi chi tiết xin liên hệ",
        "Thủ trưởng cơ quan", "Nơi nhận", "Mẫu số 05 – TT 03/2025/TT-VPCP",
    ) == []  # fmt: skip
    sheet = " ".join(sheets(await registers.control_sheet(leader, id_)))
    assert "mẫu số 06 – tt 03/2025/tt-vpcp" in sheet


@pytest.mark.criterion("F.05")
async def test_the_control_sheet_follows_the_dossier_from_hand_to_hand(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 12)
    api = await office.as_(office.specialist)
    first = await registers.control_sheet(api, id_)
    assert size(first) == A5
    found = await dossiers.dossier(api, id_)
    assert found.code is not None
    text = " ".join(sheets(first))
    assert missing(
        text, *COMMON, found.code, "Kèm theo hồ sơ của: ", found.owner_name,
        "Ngày, giờ nhận hồ sơ: ", "Ngày, giờ hẹn trả kết quả: ",
        "Cơ quan (bộ phận) giải quyết: ", "Cơ quan phối hợp: ", "Quyển số", "Số thứ tự",
        "Tên cơ quan", "Thời gian giao, nhận", "Kết quả giải quyết", "Ghi chú", "1. Giao",
        "2. Nhận", "Người giao", "Người nhận", "Chuyển xử lý", "Phân công", "Đúng hạn",
        "Mẫu số 05 – TT 01/2018/TT-VPCP",
    ) == []  # fmt: skip
    assert "trình lãnh đạo" not in text
    await office.act(office.specialist, id_, "submit_for_approval", note="Đề nghị duyệt hồ sơ.")
    text = " ".join(sheets(await registers.control_sheet(api, id_)))
    assert (
        missing(text, "Trình lãnh đạo", "Đề nghị duyệt hồ sơ.", "Trước hạn", found.holder_name)
        == []
    )


async def test_a_control_sheet_is_for_officers_who_see_the_dossier(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 13)
    for api, status in (
        (await citizen(13), 403),
        (await officer("tiepnhan1.tamthanh"), 404),
    ):
        with pytest.raises(ApiProblem) as refused:
            await registers.control_sheet(api, id_)
        assert refused.value.status == status
    waiting = (await submitted(await citizen(14), "Kỳ Lừa")).dossier_id
    with pytest.raises(ApiProblem) as early:
        await registers.control_sheet(await office.as_("tiepnhan1"), waiting)
    assert "chưa được tiếp nhận" in early.value.message


async def test_forms_are_numbered_without_gaps_for_agency_form_and_year(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    await Office(officer, "kylua").accept((await submitted(await citizen(15), "Kỳ Lừa")).dossier_id)
    rows = await database.fetch(
        "select agency_id, form, year, array_agg(number order by number) as numbers "
        "from issued_form group by agency_id, form, year"
    )
    assert {"receipt"} <= {row["form"] for row in rows}
    for row in rows:
        assert row["numbers"] == list(range(1, len(row["numbers"]) + 1)), dict(row)
