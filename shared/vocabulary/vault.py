"""Words of the vault, of where answers come from, and of who looks at what for which purpose."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ItemState(StrEnum):
    """Whether a paper of the vault can be used."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


ITEM_STATE_LABELS: dict[ItemState, Label] = {
    ItemState.VALID: Label("Đang có giá trị", "Valid"),
    ItemState.EXPIRED: Label("Đã hết hạn", "Expired"),
    ItemState.REVOKED: Label("Đã bị thu hồi", "Revoked"),
    ItemState.WITHDRAWN: Label("Bạn đã rút khỏi kho", "Withdrawn by you"),
}


class Origin(StrEnum):
    """How a paper came into the vault."""

    RESULT = "result"
    COMPONENT = "component"


ORIGIN_LABELS: dict[Origin, Label] = {
    Origin.RESULT: Label("Kết quả cơ quan nhà nước cấp", "Result issued"),
    Origin.COMPONENT: Label("Giấy tờ đã được kiểm tra", "Component verified"),
}


class Source(StrEnum):
    """Where an answer or a paper is known from, the best vouched for first."""

    POPULATION = "population"
    BUSINESS = "business"
    VAULT = "vault"
    STORE = "store"
    ACCOUNT = "account"
    EARLIER = "earlier"
    TYPED = "typed"


SOURCE_LABELS: dict[Source, Label] = {
    Source.POPULATION: Label("Cơ sở dữ liệu quốc gia về dân cư", "Population register"),
    Source.BUSINESS: Label("Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp", "Business register"),
    Source.VAULT: Label("Kho giấy tờ", "Vault"),
    Source.STORE: Label(
        "Kho quản lý dữ liệu điện tử quốc gia của tổ chức, cá nhân", "National store of papers"
    ),
    Source.ACCOUNT: Label("Tài khoản của người nộp", "Account"),
    Source.EARLIER: Label("Hồ sơ đã nộp trước", "Earlier dossier"),
    Source.TYPED: Label("Người nộp tự khai", "Typed by the applicant"),
}
REGISTERS = (Source.POPULATION, Source.BUSINESS)


class ConsentKind(StrEnum):
    """What a person may let be done with their data, and take back."""

    POPULATION = "population"
    BUSINESS = "business"
    STORE = "store"
    DESK = "desk"


CONSENT_LABELS: dict[ConsentKind, Label] = {
    ConsentKind.POPULATION: Label(
        "Lấy dữ liệu của tôi từ Cơ sở dữ liệu quốc gia về dân cư để điền hồ sơ",
        "Fetch my data from the population register to fill in forms",
    ),
    ConsentKind.BUSINESS: Label(
        "Lấy dữ liệu doanh nghiệp của tôi từ Cơ sở dữ liệu đăng ký doanh nghiệp để điền hồ sơ",
        "Fetch my company's data from the business register to fill in forms",
    ),
    ConsentKind.STORE: Label(
        "Lấy giấy tờ của tôi từ Kho quản lý dữ liệu điện tử quốc gia để nộp hồ sơ",
        "Fetch my papers from the national store to hand them in",
    ),
    ConsentKind.DESK: Label(
        "Cho Bộ phận Một cửa dùng lại giấy tờ trong kho khi tôi đến làm thủ tục",
        "Let the desk reuse papers of my vault when I come in person",
    ),
}


class Look(StrEnum):
    """What was done with somebody's data."""

    DOSSIER = "dossier"
    DOCUMENT = "document"
    PERSON = "person"
    VAULT = "vault"
    REUSED = "reused"
    REGISTER = "register"
    UNMASKED = "unmasked"
    SHARED = "shared"


LOOK_LABELS: dict[Look, Label] = {
    Look.DOSSIER: Label("Mở hồ sơ", "Opened the dossier"),
    Look.DOCUMENT: Label("Xem giấy tờ", "Looked at a paper"),
    Look.PERSON: Label("Tra cứu người nộp tại quầy", "Looked the person up at the desk"),
    Look.UNMASKED: Label("Xem đầy đủ số định danh, liên hệ", "Saw numbers and contacts whole"),
    Look.SHARED: Label("Xem giấy tờ bạn chia sẻ", "Looked at a paper you share"),
    Look.VAULT: Label("Xem danh mục trong kho giấy tờ", "Looked at the list of the vault"),
    Look.REUSED: Label("Dùng lại giấy tờ trong kho", "Reused a paper of the vault"),
    Look.REGISTER: Label("Hỏi cơ sở dữ liệu quốc gia", "Asked a national register"),
}


class Outcome(StrEnum):
    """How a question to a register ended."""

    ASKED = "asked"
    FOUND = "found"
    NO_RECORD = "no_record"
    WRONG_PERSON = "wrong_person"
    AWAY = "away"


OUTCOME_LABELS: dict[Outcome, Label] = {
    Outcome.ASKED: Label("Đang chờ trả lời", "Waiting for the answer"),
    Outcome.FOUND: Label("Đã trả lời", "Answered"),
    Outcome.NO_RECORD: Label("Không có dữ liệu", "No record"),
    Outcome.WRONG_PERSON: Label("Trả lời không đúng người", "About somebody else"),
    Outcome.AWAY: Label("Không trả lời", "No answer"),
}
