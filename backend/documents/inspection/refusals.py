"""Why a file is not taken: stable problem types with a sentence that says what to do."""

from shared.vocabulary.label import Label

EMPTY = "file-empty"
KIND = "unsupported-media"
EXTENSION = "file-extension-mismatch"
DAMAGED = "file-damaged"
ENCRYPTED = "file-encrypted"
ACTIVE = "file-active-content"
EMBEDDED = "file-embedded-files"
MACROS = "file-macros"
BOMB = "file-archive-bomb"
POLYGLOT = "file-polyglot"
PIXELS = "file-too-many-pixels"
PAGES = "file-too-many-pages"
COMPLEX = "file-too-complex"

SENTENCES: dict[str, Label] = {
    EMPTY: Label(
        "Tệp rỗng. Vui lòng chọn lại tệp có nội dung.",
        "The file is empty. Please choose a file with content.",
    ),
    KIND: Label(
        "Chỉ nhận PDF, ảnh JPG, PNG, TIFF, văn bản DOCX, ODT hoặc bảng tính XLSX, ODS. "
        "Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF rồi gửi.",
        "Only PDF, JPG, PNG, TIFF, DOCX, ODT, XLSX and ODS files are accepted.",
    ),
    EXTENSION: Label(
        "Đuôi của tên tệp không khớp với nội dung. Hãy lưu lại tệp đúng định dạng rồi gửi.",
        "The ending of the name does not match the content. Save the file in its format again.",
    ),
    DAMAGED: Label(
        "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy của bạn, lưu lại rồi gửi.",
        "The file is damaged or incomplete. Open it on your device, save it and send it again.",
    ),
    ENCRYPTED: Label(
        "Tệp có mật khẩu hoặc bị khóa nên cơ quan không mở được. Hãy bỏ mật khẩu, "
        "hoặc in lại ra PDF, rồi gửi.",
        "The file is protected by a password. Remove the password or print it to PDF again.",
    ),
    ACTIVE: Label(
        "Tệp chứa nội dung tự chạy (mã lệnh, biểu mẫu động) nên không nhận. "
        "Hãy in lại ra PDF rồi gửi bản đó.",
        "The file holds content that runs by itself. Print it to PDF and send that.",
    ),
    EMBEDDED: Label(
        "Tệp có tệp khác giấu bên trong nên không nhận. Hãy in lại ra PDF, "
        "và gửi tệp đính kèm thành tệp riêng.",
        "The file hides other files inside. Print it to PDF and send the others on their own.",
    ),
    MACROS: Label(
        "Tệp có macro hoặc đối tượng nhúng nên không nhận. Hãy lưu lại thành PDF rồi gửi.",
        "The file holds macros or embedded objects. Save it as PDF and send that.",
    ),
    BOMB: Label(
        "Tệp nén bất thường, giải nén ra quá lớn nên không nhận. Hãy lưu lại thành PDF rồi gửi.",
        "The file unpacks to far more than it should. Save it as PDF and send that.",
    ),
    POLYGLOT: Label(
        "Tệp vừa là loại này vừa là loại khác nên không nhận. "
        "Hãy mở tệp, lưu lại thành một tệp mới rồi gửi.",
        "The file is of two kinds at once. Open it and save it as a new file.",
    ),
    PIXELS: Label(
        "Ảnh quá lớn để mở an toàn. Hãy chụp hoặc quét lại với độ phân giải thấp hơn.",
        "The picture is too large to open safely. Take it again with fewer pixels.",
    ),
    PAGES: Label(
        "Tệp có quá nhiều trang. Hãy chia thành nhiều tệp, mỗi tệp không quá 500 trang.",
        "The file has too many pages. Split it into files of at most 500 pages.",
    ),
    COMPLEX: Label(
        "Tệp quá phức tạp để kiểm tra. Hãy in lại ra PDF rồi gửi bản đó.",
        "The file is too complex to be checked. Print it to PDF and send that.",
    ),
}


class Refused(Exception):
    """The file is not taken; `slug` is one of `SENTENCES`."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug
