"""What is wrong with a procedure as it was written, before it may be proposed. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator

from backend.catalogue.paper_soundness import faults as paper_faults
from backend.catalogue.procedure_shapes import amount_of
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Question
from shared.contracts.procedures import DefinedChannel, DefinedProcedure
from shared.vocabulary.channels import (
    CHANNEL_LABELS,
    AgencyLevel,
    Channel,
    OnlineLevel,
    Subject,
)
from shared.vocabulary.time_units import TimeUnit

_NEEDED = (
    ("name", "Ghi tên thủ tục."),
    ("sector", "Ghi lĩnh vực."),
    ("agency", "Ghi cơ quan giải quyết."),
    ("decision_number", "Ghi số quyết định công bố."),
)


def faults(
    written: DefinedProcedure, code: str, questions: list[Question], kinds: Collection[str]
) -> list[FieldProblem]:
    """Every fault, in the order of the page; `questions` are those of the form in force."""
    found = [FieldProblem(at, words) for at, words in _faults(written, code)]
    return [*found, *paper_faults(written.papers, questions, kinds)]


def _faults(written: DefinedProcedure, code: str) -> Iterator[tuple[str, str]]:
    for name, words in _NEEDED:
        if not getattr(written, name).strip():
            yield f"/{name}", words
    for name, values, known, words in (
        ("levels", written.levels, set(AgencyLevel), "Chọn ít nhất một cấp thực hiện."),
        ("subjects", written.subjects, set(Subject), "Chọn ít nhất một đối tượng."),
    ):
        if not values or not set(values) <= {str(value) for value in known}:
            yield f"/{name}", words
    if written.online_level not in set(OnlineLevel):
        yield "/online_level", "Chọn mức độ trực tuyến."
    if not any(step.strip() for step in written.steps):
        yield "/steps", "Ghi ít nhất một bước thực hiện."
    if not any(result.name.strip() for result in written.results):
        yield "/results", "Ghi ít nhất một kết quả."
    if not any(text.name.strip() for text in written.legal_basis):
        yield "/legal_basis", "Ghi ít nhất một căn cứ pháp lý."
    if written.in_force_on and not written.decided_on:
        yield "/decided_on", "Ghi ngày quyết định công bố."
    elif written.in_force_on and written.decided_on and written.in_force_on < written.decided_on:
        yield "/in_force_on", "Quyết định không thể có hiệu lực trước ngày ký."
    if code in written.together:
        yield "/together", "Thủ tục không thể làm cùng chính nó."
    yield from _channels(written)


def _channels(written: DefinedProcedure) -> Iterator[tuple[str, str]]:
    if not written.channels:
        yield "/channels", "Ghi ít nhất một cách nộp."
    for channel, times in Counter(c.channel for c in written.channels).items():
        if channel not in set(Channel):
            yield "/channels", f"Không có cách nộp “{channel}”."
        elif times > 1:
            yield "/channels", f"Cách nộp “{CHANNEL_LABELS[Channel(channel)].vi}” có {times} lần."
    for entry in written.channels:
        if entry.channel in set(Channel):
            name = CHANNEL_LABELS[Channel(entry.channel)].vi
            for at, words in _times_and_fees(entry):
                yield f"/channels/{entry.channel}/{at}", f"{name}: {words}"
    online = any(c.channel == Channel.ONLINE for c in written.channels)
    if written.online_level == OnlineLevel.FULL and not online:
        yield "/channels", "Thủ tục toàn trình phải có cách nộp trực tuyến."


def _times_and_fees(entry: DefinedChannel) -> Iterator[tuple[str, str]]:
    if entry.unit not in set(TimeUnit):
        yield "unit", "chọn đơn vị của thời hạn."
    elif entry.unit != TimeUnit.SAME_DAY and amount_of(entry.amount) is None:
        yield "amount", "thời hạn là số lớn hơn 0, nhiều nhất một chữ số sau dấu phẩy."
    if entry.fee_vnd is None and not entry.fee_text.strip():
        yield "fee_vnd", "ghi mức phí (0 nếu miễn phí), hoặc ghi bằng lời nơi quy định mức phí."
