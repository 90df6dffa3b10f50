"""What the last page of a certified copy says."""

from typing import Any

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.platform import clock
from backend.results.letterhead import letterhead


async def paper_of(row: Any, dossier: Any) -> str:
    """What the scan is of."""
    content = await content_of(dossier["procedure_version_id"])
    return next(
        (c.name for c in content.components if c.key == row["component_key"]),
        str(row["name"]).rsplit(".", 1)[0],
    )


async def words_of(
    actor: Actor, row: Any, dossier: Any, organisation: str, entry: str
) -> dict[str, object]:
    """All of the page as its template takes it; `entry` is number and book in words."""
    head = await letterhead(dossier["receiving_agency_id"])
    paper = await paper_of(row, dossier)
    now = clock.now().astimezone(clock.VIETNAM)
    pages = row["pages"]
    return {
        "template": "certification",
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {now:%d} tháng {now:%m} năm {now:%Y}",
        "title": "Lời chứng của bản sao điện tử được chứng thực từ bản chính",
        "entry": entry,
        "statement": f"Chứng thực {pages} trang liền trước trang này là bản sao điện tử đúng với "
        "bản chính của giấy tờ do người nộp hồ sơ xuất trình.",
        "facts": [
            ["Giấy tờ", paper],
            ["Mã hồ sơ", dossier["code"] or dossier["reference"]],
            ["Số trang của bản quét", str(pages)],
            ["SHA-256 của bản quét", bytes(row["sha256"]).hex()],
            ["Cơ quan thực hiện", organisation],
            ["Người thực hiện", actor.full_name],
            ["Thời điểm", f"{now:%H:%M ngày %d/%m/%Y}"],
        ],
        "legal": "Thực hiện theo Điều 10 Nghị định số 45/2020/NĐ-CP về thực hiện thủ tục hành "
        "chính trên môi trường điện tử.",
        "how_to_check": "Bản này có giá trị khi chữ ký số còn nguyên vẹn: mở bằng phần mềm đọc "
        "PDF, hoặc gửi tệp lên trang Kiểm tra kết quả của cổng dịch vụ công.",
    }
