"""Catalogues exchanged with the platform of shared catalogues: who keeps each, its versions."""

from enum import StrEnum

from shared.vocabulary.label import Label


class SharedList(StrEnum):
    """A catalogue that is exchanged, by the key it has among the shared catalogues."""

    AGENCIES = "agencies"
    SECTORS = "sectors"
    PROCEDURES = "procedures"
    ETHNICITIES = "ethnicities"
    COUNTRIES = "countries"
    OCCUPATIONS = "occupations"
    DOCUMENT_TYPES = "document_types"


class ListKeeper(StrEnum):
    """Who keeps a catalogue: we publish ours, others are pulled."""

    OURS = "ours"
    PLATFORM = "platform"


class ListVersionState(StrEnum):
    """How a version stands."""

    WAITING = "waiting"
    CURRENT = "current"
    PAST = "past"
    DECLINED = "declined"


class ListChangeKind(StrEnum):
    """What became of an entry between two versions."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


OURS = (SharedList.AGENCIES, SharedList.SECTORS, SharedList.PROCEDURES)
PULLED = (
    SharedList.ETHNICITIES,
    SharedList.COUNTRIES,
    SharedList.OCCUPATIONS,
    SharedList.DOCUMENT_TYPES,
)

SHARED_LIST_LABELS: dict[SharedList, Label] = {
    SharedList.AGENCIES: Label("Cơ quan tiếp nhận, giải quyết hồ sơ", "Agencies"),
    SharedList.SECTORS: Label("Lĩnh vực thủ tục hành chính", "Sectors"),
    SharedList.PROCEDURES: Label("Thủ tục hành chính", "Administrative procedures"),
    SharedList.ETHNICITIES: Label("Dân tộc", "Ethnic groups"),
    SharedList.COUNTRIES: Label("Quốc gia, quốc tịch", "Countries"),
    SharedList.OCCUPATIONS: Label("Nghề nghiệp", "Occupations"),
    SharedList.DOCUMENT_TYPES: Label("Loại văn bản", "Kinds of documents"),
}
LIST_KEEPER_LABELS: dict[ListKeeper, Label] = {
    ListKeeper.OURS: Label("Tỉnh công bố", "Published by the province"),
    ListKeeper.PLATFORM: Label("Lấy từ nền tảng dùng chung", "Pulled from the shared platform"),
}
LIST_VERSION_LABELS: dict[ListVersionState, Label] = {
    ListVersionState.WAITING: Label("Chờ quyết định", "Waits for a decision"),
    ListVersionState.CURRENT: Label("Đang dùng", "In use"),
    ListVersionState.PAST: Label("Đã thay", "Replaced"),
    ListVersionState.DECLINED: Label("Không dùng", "Declined"),
}
LIST_CHANGE_LABELS: dict[ListChangeKind, Label] = {
    ListChangeKind.ADDED: Label("Thêm", "Added"),
    ListChangeKind.CHANGED: Label("Sửa", "Changed"),
    ListChangeKind.REMOVED: Label("Bỏ", "Removed"),
}
