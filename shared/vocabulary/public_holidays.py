"""Names of the days off of Vietnam, as `holidays` gives them and calendars keep them."""

from shared.vocabulary.label import Label

HOLIDAY_LABELS: tuple[Label, ...] = (
    Label("Tết Dương lịch", "New Year's Day"),
    Label("29 Tết", "29th of the last lunar month"),
    Label("Giao thừa Tết Nguyên Đán", "Lunar New Year's Eve"),
    Label("Tết Nguyên Đán", "Lunar New Year"),
    Label("Mùng hai Tết Nguyên Đán", "Second day of Lunar New Year"),
    Label("Mùng ba Tết Nguyên Đán", "Third day of Lunar New Year"),
    Label("Mùng bốn Tết Nguyên Đán", "Fourth day of Lunar New Year"),
    Label("Mùng năm Tết Nguyên Đán", "Fifth day of Lunar New Year"),
    Label("Ngày Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration Day"),
    Label("Ngày Chiến thắng", "Reunification Day"),
    Label("Ngày Quốc tế Lao động", "International Labour Day"),
    Label("Quốc khánh", "National Day"),
    Label("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
    Label("nghỉ bù", "in lieu"),
    Label("Ngày nghỉ", "Day off"),
    Label("thay cho ngày {}", "instead of {}"),
)
