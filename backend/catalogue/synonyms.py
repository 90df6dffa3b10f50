"""Everyday words for what the law calls otherwise; data, in plain letters without accents."""

# Left: what people type. Right: words found in official names.
EVERYDAY: dict[str, str] = {
    "de con": "khai sinh",
    "sinh con": "khai sinh",
    "lam giay khai sinh": "khai sinh",
    "cuoi": "ket hon",
    "lay vo": "ket hon",
    "lay chong": "ket hon",
    "nguoi chet": "khai tu",
    "qua doi": "khai tu",
    "giay bao tu": "khai tu",
    "doc than": "tinh trang hon nhan",
    "ho khau": "thuong tru",
    "nhap khau": "thuong tru",
    "so do": "giay chung nhan quyen su dung dat",
    "so hong": "giay chung nhan quyen su dung dat",
    "xay nha": "giay phep xay dung",
    "sao y": "chung thuc ban sao",
    "cong chung ban sao": "chung thuc ban sao",
    "photo cong chung": "chung thuc ban sao",
    "mo quan": "dang ky ho kinh doanh",
    "mo cua hang": "dang ky ho kinh doanh",
    "ban hang": "ho kinh doanh",
    "mo cong ty": "thanh lap doanh nghiep",
    "lap cong ty": "thanh lap doanh nghiep",
    "ly lich": "ly lich tu phap",
    "an toan thuc pham": "du dieu kien an toan thuc pham",
    "tam tru": "dang ky tam tru",
    "bang lai": "giay phep lai xe",
    "lam can cuoc": "the can cuoc",
    "can cuoc cong dan": "the can cuoc",
    "cccd": "the can cuoc",
    "chung minh thu": "the can cuoc",
    "ho chieu": "ho chieu pho thong",
}


def alternatives(plain: str) -> list[str]:
    """The query itself, then with official words for everyday ones in it, then these alone."""
    found = [plain]
    padded = f" {plain} "
    for everyday, official in EVERYDAY.items():
        if f" {everyday} " in padded:
            found.append(padded.replace(f" {everyday} ", f" {official} ").strip())
            found.append(official)
    return list(dict.fromkeys(found))[:5]
