"""What is counted before agencies change, and what becomes of each: one line, one statement."""

from backend.organisation.queries import CLOSED_STATES

# What there is of agencies that end ($1), from the day on ($2): a count and what becomes of it.
OF_AGENCIES: tuple[tuple[str, str, str], ...] = (
    (
        "Hồ sơ đang mở",
        f"select count(*) from dossier where (receiving_agency_id = any($1::uuid[]) "
        f"or holding_agency_id = any($1::uuid[])) and state not in {CLOSED_STATES}",
        "Chuyển sang cơ quan kế thừa, giữ mã hồ sơ, giấy tiếp nhận và hạn trả; mỗi hồ sơ có một "
        "dòng trong nhật ký.",
    ),
    (
        "Hồ sơ đã kết thúc",
        f"select count(*) from dossier where receiving_agency_id = any($1::uuid[]) "
        f"and state in {CLOSED_STATES}",
        "Ở lại cơ quan cũ: báo cáo các kỳ trước không đổi; cán bộ cơ quan kế thừa vẫn tra cứu.",
    ),
    (
        "Vai trò đang giao",
        "select count(*) from role_grant where agency_id = any($1::uuid[]) "
        "and valid_from <= now() and (valid_to is null or valid_to > now())",
        "Kết thúc ở cơ quan cũ và giao lại ở cơ quan kế thừa, theo phòng của cán bộ.",
    ),
    (
        "Thủ tục đang tiếp nhận",
        "select count(*) from agency_procedure where receiving_agency_id = any($1::uuid[])",
        "Cơ quan kế thừa tiếp nhận; thủ tục cơ quan đó đã nhận thì giữ như đang có.",
    ),
    (
        "Quy trình nội bộ đang dùng",
        "select count(*) from process_version where agency_id = any($1::uuid[]) "
        "and state = 'published'",
        "Chép sang cơ quan kế thừa nơi chưa có quy trình của thủ tục đó; hồ sơ đang chạy giữ bản "
        "của mình.",
    ),
    (
        "Hồ sơ người dân đang soạn",
        "select count(*) from draft where agency_id = any($1::uuid[]) and dossier_id is null",
        "Nộp đến cơ quan kế thừa.",
    ),
    (
        "Câu hỏi, việc liên thông chưa trả lời",
        "select (select count(*) from consultation where agency_id = any($1::uuid[]) "
        "and closed_at is null) + (select count(*) from joint_task "
        "where agency_id = any($1::uuid[]) and closed_at is null)",
        "Cơ quan kế thừa trả lời.",
    ),
    (
        "Sổ theo dõi, sổ cấp kết quả",
        "select count(*) from register_book where agency_id = any($1::uuid[])",
        "Giữ ở cơ quan cũ, không ghi thêm; cơ quan kế thừa ghi vào sổ của mình từ ngày hiệu lực.",
    ),
    (
        "Ngày làm việc, nghỉ riêng từ nay",
        "select count(*) from calendar_day where agency_id = any($1::uuid[]) "
        "and day >= current_date",
        "Không chuyển: hồ sơ theo lịch của cơ quan kế thừa. Hạn đã hẹn không tự đổi.",
    ),
    (
        "Tài khoản thu phí, lệ phí",
        "select count(*) from fee_account where agency_id = any($1::uuid[])",
        "Không chuyển: cơ quan kế thừa khai tài khoản của mình ở mục Đối soát.",
    ),
    (
        "Mẫu tin riêng",
        "select count(distinct (event, language)) from message_template "
        "where agency_id = any($1::uuid[])",
        "Không chuyển: dùng mẫu của cơ quan kế thừa hoặc mẫu chung.",
    ),
    (
        "Cơ quan trực thuộc",
        "select count(*) from agency where parent_id = any($1::uuid[]) and ended_on is null "
        "and id <> all($1::uuid[])",
        "Trực thuộc cơ quan kế thừa từ ngày hiệu lực; trước ngày đó giữ như đã ghi.",
    ),
    (
        "Quầy lấy số đang mở",
        "select count(*) from (select distinct on (agency_id) definition from desk_setup "
        "where agency_id = any($1::uuid[]) order by agency_id, version desc) s "
        "where (s.definition ->> 'is_open')::boolean",
        "Đóng: không lấy số mới, không đặt hẹn mới; người đang chờ trong ngày được gọi hết. Quầy "
        "chuyển nguyên sang cơ quan mới thì mở ở đó với cài đặt đang dùng.",
    ),
    (
        "Lịch hẹn từ ngày hiệu lực",
        "select count(*) from appointment where agency_id = any($1::uuid[]) "
        "and state = 'booked' and day >= $2::date and starts_at > now()",
        "Chuyển sang quầy cơ quan kế thừa, giữ giờ, nếu quầy đó nhận hẹn loại việc ấy và còn chỗ; "
        "không thì hủy. Người hẹn được báo kèm lý do.",
    ),
    (
        "Ki-ốt đang dùng",
        "select count(*) from kiosk_device where agency_id = any($1::uuid[]) "
        "and revoked_at is null and key_hash is not null",
        "Ngừng cấp số, chỉ sang cơ quan kế thừa. Muốn dùng tiếp: ghi danh lại ở cơ quan kế thừa.",
    ),
    (
        "Chương trình của hệ thống khác",
        "select count(*) from api_client where agency_id = any($1::uuid[]) and revoked_at is null "
        "and valid_until > now() and approved is not false",
        "Cần duyệt lại: phê duyệt trước đây chỉ cho hồ sơ của cơ quan cũ. Chương trình tạm dừng, "
        "được báo, và dùng tiếp khi cơ quan kế thừa duyệt ở Hệ thống khác kết nối.",
    ),
)
# What goes with units ($1) of an agency that stays, and with the procedures that others receive
# then (agencies $2, codes $3), from the day on ($4).
OF_UNITS: tuple[tuple[str, str, str], ...] = (
    (
        "Hồ sơ đang mở do phòng chuyển đi giữ",
        "select count(*) from dossier where holding_unit_id = any($1::uuid[]) "
        f"and state not in {CLOSED_STATES}",
        "Phòng giữ tiếp ở nơi mới; nơi tiếp nhận, mã hồ sơ, hạn trả không đổi.",
    ),
    (
        "Vai trò đang giao trong phòng chuyển đi",
        "select count(*) from role_grant where unit_id = any($1::uuid[]) "
        "and valid_from <= now() and (valid_to is null or valid_to > now())",
        "Kết thúc ở cơ quan cũ và giao lại ở nơi phòng đến.",
    ),
    (
        "Thủ tục đi theo phòng",
        "select count(*) from unnest($2::uuid[], $3::text[])",
        "Nơi phòng đến tiếp nhận từ ngày hiệu lực, cơ quan cũ thôi tiếp nhận; thủ tục nơi đó đã "
        "nhận thì giữ như đang có.",
    ),
    (
        "Thủ tục ở lại",
        "select count(*) from agency_procedure p join unit u on u.id = p.resolving_unit_id "
        "where p.resolving_unit_id = any($1::uuid[]) and p.receiving_agency_id = u.agency_id "
        "and (p.receiving_agency_id, p.procedure_code) not in "
        "(select * from unnest($2::uuid[], $3::text[]))",
        "Cơ quan cũ tiếp nhận như trước; phòng đã chuyển đi giải quyết.",
    ),
    (
        "Thủ tục phòng giải quyết cho cơ quan khác tiếp nhận",
        "select count(*) from agency_procedure p join unit u on u.id = p.resolving_unit_id "
        "where p.resolving_unit_id = any($1::uuid[]) and p.receiving_agency_id <> u.agency_id",
        "Nơi tiếp nhận không đổi; phòng giải quyết ở nơi mới.",
    ),
    (
        "Quy trình nội bộ của thủ tục đi theo",
        "select count(*) from process_version where state = 'published' "
        "and (agency_id, procedure_code) in (select * from unnest($2::uuid[], $3::text[]))",
        "Chép sang nơi phòng đến, nếu nơi đó chưa có quy trình của thủ tục; hồ sơ đang chạy giữ "
        "bản của mình.",
    ),
    (
        "Hồ sơ đang soạn về thủ tục đi theo",
        "select count(*) from draft where dossier_id is null "
        "and (agency_id, procedure_code) in (select * from unnest($2::uuid[], $3::text[]))",
        "Nộp đến nơi phòng đến.",
    ),
    (
        "Lịch hẹn nộp hồ sơ về thủ tục đi theo",
        "select count(*) from appointment where state = 'booked' and dossier_id is null "
        "and day >= $4::date and starts_at > now() "
        "and (agency_id, procedure_code) in (select * from unnest($2::uuid[], $3::text[]))",
        "Chuyển sang quầy nơi phòng đến, giữ giờ, nếu quầy đó nhận hẹn loại việc ấy và còn chỗ; "
        "không thì hủy. Người hẹn được báo kèm lý do.",
    ),
)
