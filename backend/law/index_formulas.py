"""The formula of each component of the service index in words (QĐ 766/QĐ-TTg). Pure.

Working days come in from the definition; from which share on a component has all its points is told
beside its formula.
"""

from shared.vocabulary.indicators import IndexComponent as C
from shared.vocabulary.label import Label

_FORMULAS: dict[C, Label] = {
    C.CONTENT_FULL: Label(
        "Thủ tục có đủ tên, trình tự, cách thức, thành phần, thời hạn, đối tượng, cơ quan thực "
        "hiện / thủ tục đang công khai (không theo kỳ)",
        "Procedures with name, steps, channels, papers, time limit, subjects and agency / public "
        "procedures (whatever the period)",
    ),
    C.SYNCED: Label(
        "Hồ sơ tiếp nhận trong kỳ đã đồng bộ lên Cổng quốc gia / hồ sơ tiếp nhận trong kỳ",
        "Dossiers received in the period and told to the national portal / dossiers received",
    ),
    C.IN_TIME: Label(
        "Hồ sơ trước hạn, đúng hạn hoặc còn trong hạn / hồ sơ tiếp nhận và giải quyết trong kỳ "
        "(gồm kỳ trước chuyển qua)",
        "Dossiers before, on or still within their date / dossiers received and handled in the "
        "period (with those carried over)",
    ),
    C.AVERAGE_TIME: Label(
        "Tổng thời gian từ tiếp nhận đến khi có kết quả / số hồ sơ có kết quả trong kỳ; từng thủ "
        "tục theo đơn vị tính của thủ tục, tính chung bằng ngày liên tục",
        "Time from acceptance to the result / dossiers with a result in the period, each "
        "procedure in its own unit, the whole in calendar days",
    ),
    C.FULLY_ONLINE: Label(
        "Hồ sơ nộp trực tuyến, có kết quả điện tử nếu thủ tục có kết quả là giấy tờ / hồ sơ tiếp "
        "nhận trong kỳ của thủ tục toàn trình",
        "Dossiers sent online, with an electronic result where there is one / dossiers received "
        "of fully online procedures",
    ),
    C.SERVICES_OFFERED: Label(
        "Thủ tục cung cấp toàn trình hoặc một phần / thủ tục thuộc thẩm quyền",
        "Procedures offered fully or partly online / procedures in competence",
    ),
    C.SERVICES_USED: Label(
        "Dịch vụ có ít nhất một hồ sơ trực tuyến trong kỳ / dịch vụ trực tuyến",
        "Services with at least one online dossier in the period / online services",
    ),
    C.SENT_ONLINE: Label(
        "Hồ sơ nộp trực tuyến, có kết quả điện tử nếu thủ tục có kết quả là giấy tờ / hồ sơ tiếp "
        "nhận trong kỳ, nhân với tỷ lệ đồng bộ 1.4",
        "Dossiers sent online, with an electronic result where there is one / dossiers received, "
        "times the share of 1.4",
    ),
    C.FEES_OFFERED: Label(
        "Thủ tục có mức phí, lệ phí dạng dữ liệu để thanh toán / thủ tục có phí, lệ phí",
        "Procedures whose fees are known as data / procedures with fees",
    ),
    C.FEES_USED: Label(
        "Thủ tục có giao dịch thanh toán trực tuyến trong kỳ / thủ tục có phí, lệ phí",
        "Procedures paid online in the period / procedures with fees",
    ),
    C.PAID_ONLINE: Label(
        "Hồ sơ thanh toán trực tuyến / hồ sơ tiếp nhận trong kỳ của thủ tục có phí, trừ hồ sơ có "
        "mọi khoản bằng 0",
        "Dossiers paid online / dossiers received of procedures with fees, less those with "
        "nothing to pay",
    ),
    C.RESULT_FILES: Label(
        "Hồ sơ có tệp kết quả / hồ sơ có kết quả trong kỳ của thủ tục có kết quả là giấy tờ",
        "Dossiers with a result file / dossiers with a result in the period of procedures whose "
        "result is a document",
    ),
    C.DIGITISED: Label(
        "Hồ sơ có tệp thành phần và tệp kết quả / hồ sơ có kết quả trong kỳ",
        "Dossiers with files of papers and of the result / dossiers with a result in the period",
    ),
    C.CERTIFIED_COPIES: Label(
        "Hồ sơ có bản sao điện tử được chứng thực / hồ sơ chứng thực bản sao tiếp nhận trong kỳ",
        "Dossiers with a certified electronic copy / certifications of copies received",
    ),
    C.REUSED: Label(
        "Hồ sơ dùng lại ít nhất một giấy tờ đã số hóa / hồ sơ tiếp nhận trong kỳ",
        "Dossiers that reuse a digitised paper / dossiers received in the period",
    ),
    C.VAULT: Label(
        "Hồ sơ lấy giấy tờ từ kho hoặc có kết quả đưa vào kho / hồ sơ tiếp nhận trong kỳ",
        "Dossiers that take from the vault or whose result is put there / dossiers received",
    ),
    C.CITIZEN_SERVICES: Label(
        "Thủ tục có hồ sơ dùng định danh, dữ liệu dân cư / thủ tục có đối tượng là cá nhân",
        "Procedures with a dossier that used national identity or population data / procedures "
        "for persons",
    ),
    C.CITIZEN_DATA: Label(
        "Hồ sơ dùng định danh, dữ liệu dân cư / hồ sơ tiếp nhận trong kỳ của thủ tục có đối tượng "
        "là cá nhân",
        "Dossiers that used national identity or population data / dossiers received of "
        "procedures for persons",
    ),
    C.PETITIONS_IN_TIME: Label(
        "Phản ánh tiếp nhận trong 2, xử lý trong 15, công khai trong 2 ngày làm việc / phản ánh "
        "nhận trong kỳ",
        "Petitions taken within 2, handled within 15 and published within 2 working days / "
        "petitions received in the period",
    ),
    C.PETITIONS_CONTENT: Label(
        "(Phản ánh − số không hài lòng − số quá hạn) / phản ánh nhận trong kỳ",
        "(Petitions − disliked − late) / petitions received in the period",
    ),
    C.DOSSIERS_CONTENT: Label(
        "100% − (tỷ lệ quá hạn + tỷ lệ bị phản ánh hoặc không hài lòng)",
        "100 % − (share late + share complained about or disliked)",
    ),
}


def formula(component: C, publish_days: int, public_days: int) -> Label:
    """The formula of a component under a definition."""
    if component is C.PUBLISHED_IN_TIME:
        return Label(
            f"Thủ tục có quyết định công bố trước ngày có hiệu lực ít nhất {publish_days} ngày làm "
            "việc / thủ tục công bố trong kỳ",
            f"Procedures decided at least {publish_days} working days before they take effect / "
            "procedures published in the period",
        )
    if component is C.UPDATED_IN_TIME:
        return Label(
            f"Thủ tục công khai trong {public_days} ngày làm việc kể từ ngày quyết định công bố / "
            "thủ tục đã và phải công khai trong kỳ",
            f"Procedures made public within {public_days} working days of the decision / "
            "procedures made public, or to be, in the period",
        )
    return _FORMULAS[component]
