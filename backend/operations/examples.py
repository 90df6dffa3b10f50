"""What is sent and answered, by example, for every operation that programs of others use.

Every example is checked against the contract in `tests/house/test_examples.py`. People and numbers
are invented.
"""

from typing import Any, NamedTuple


class Example(NamedTuple):
    """What is answered, what was sent for it, and what stood in the address and headers."""

    given: Any = None
    sent: Any = None
    named: dict[str, Any] | None = None


_ID = "019a2168-92d2-70b2-a89f-36ed733a6f73"
_EVENT = "019a2168-ac9b-725a-9f28-0b4bf0b66e9f"
_AGENCY = {"id": _ID, "name": "UBND phường Kỳ Lừa"}
_AT, _LATER = "2026-11-26T08:30:00+07:00", "2027-01-25T08:30:00+07:00"
_CURSOR = "WzQyMTdd"
_CODE = "H37.21-261126-0001"
_DOSSIER = {
    "code": _CODE,
    "updated_at": _AT,
    "fields": {"state": "in_process", "due_at": "2026-12-01T17:00:00+07:00"},
}
_DONE = {"done": True}
_AUTHORISATION = {
    "id": _ID, "state": "granted", "state_label": "Đang có hiệu lực", "procedures": ["1.004873"],
    "purpose": "Nộp hồ sơ giúp khách hàng", "asked_at": _AT, "valid_until": _LATER,
}  # fmt: skip
_DOCUMENT = {
    "id": _ID, "name": "giay-to.pdf", "media_type": "application/pdf", "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "component_key": "p1", "purpose": "component", "scan": "clean", "pages": 1,
    "uploaded_at": _AT, "scan_label": "Không có mã độc", "identity_paper": False,
}  # fmt: skip
_DRAFT = {
    "id": _ID, "version": 2, "procedure_code": "1.004873",
    "procedure_name": "Cấp giấy xác nhận tình trạng hôn nhân", "form_version": 1,
    "answers": {"requester_name": "Nguyễn Văn Mẫu"}, "asked": ["requester_name", "purpose"],
    "agency": _AGENCY, "agencies": [_AGENCY], "delivery": "electronic", "delivery_address": "",
    "documents": [_DOCUMENT], "papers": [], "obstacles": [], "expires_at": _LATER,
}  # fmt: skip
_WEBHOOK: dict[str, Any] = {
    "id": _ID, "url": "https://doitac.example/nhan-su-kien", "procedures": [], "state": "active",
    "state_label": "Đang gửi", "created_at": _AT, "last_success_at": _AT, "failing_since": None,
    "disabled_by": "", "disabled_why": "", "waiting": 0,
}  # fmt: skip
_DELIVERY = {
    "id": _ID, "event_id": _EVENT, "kind": "event", "act": "accept", "dossier": _CODE,
    "state": "sent", "state_label": "Đã gửi", "attempts": 1, "created_at": _AT, "tried_at": _AT,
    "next_try_at": None, "sent_at": _AT, "latency_ms": 84, "last_error": "",
}  # fmt: skip
_SECRET = {"webhook_id": _ID, "secret": "whsec_(hiện một lần)", "former_until": None}
_CHOICE = {"code": "commune", "label": "Cấp xã"}
_CARD = {
    "code": "1.004873", "name": "Cấp giấy xác nhận tình trạng hôn nhân",
    "sector": {"code": "ho-tich", "label": "Hộ tịch"}, "levels": [_CHOICE],
    "subjects": [{"code": "citizen", "label": "Công dân"}],
    "online_level": {"code": "full", "label": "Toàn trình"}, "agency": "Ủy ban nhân dân cấp xã",
    "summary_duration": "3 ngày làm việc", "summary_fee": "Không thu phí", "can_apply": True,
    "needs_review": False, "stopped": "",
}  # fmt: skip
_PROCEDURE = {
    **{k: _CARD[k] for k in ("code", "name", "sector", "levels", "subjects", "online_level")},
    "version": 1, "version_id": _ID, "agency": "Ủy ban nhân dân cấp xã", "receiving_address": "",
    "steps": ["Nộp hồ sơ", "Nhận kết quả"], "channels": [], "components": [], "conditions": "",
    "results": [{"name": "Giấy xác nhận tình trạng hôn nhân", "code": "KQ.G15.000123"}],
    "legal_basis": [], "decision_number": "", "keywords": [], "can_apply": True,
    "review_flags": [], "effective_from": _AT, "stop": None, "coming": None,
}  # fmt: skip
_SUBMITTED = {
    "dossier_id": _ID, "reference": "DVC-8K2M-4QXT", "submitted_at": _AT,
    "answer_by": "2026-11-26T17:00:00+07:00",
    "procedure_name": "Cấp giấy xác nhận tình trạng hôn nhân",
    "agency_name": "UBND phường Kỳ Lừa", "duration": "3 ngày làm việc", "repeated": False,
    "also": [],
}  # fmt: skip
_FEED = {
    "items": [{"id": _EVENT, "sequence": 2, "act": "accept", "at": _AT, "dossier": _DOSSIER}],
    "cursor": _CURSOR, "more": False,
}  # fmt: skip
_CHANGES = {
    "items": [{"id": _EVENT, "act": "accept", "at": _AT, "dossier": _DOSSIER}],
    "next_cursor": _CURSOR,
}
_RESULT_CHECK = {
    "verification_code": "9XQ4-7MWK-2R", "valid": True, "state": "in_force",
    "state_label": "Còn hiệu lực", "title": "Giấy xác nhận tình trạng hôn nhân",
    "number": "15/XN-UBND", "issued_at": _AT, "withdrawn_at": None, "replaced_by": "",
    "agency": "UBND phường Kỳ Lừa", "sha256": _DOCUMENT["sha256"], "signed": True,
    "signatures": [], "wrong": "",
}  # fmt: skip
_FIELDS = [{"procedure": "1.004873", "fields": ["due_at", "state"]}]
_HOOK, _DRAFTS = "/partner/webhooks/{webhook_id}", "/partner/drafts/{draft_id}"

EXAMPLES: dict[str, Example] = {
    "POST /oauth/token": Example(
        {"access_token": "eyJhbGciOiJFUzI1NiIs…", "token_type": "Bearer", "expires_in": 600,
         "scope": "dossiers:changes submissions:write"},
        {"grant_type": "client_credentials", "scope": "dossiers:changes submissions:write"},
    ),
    "GET /oauth/jwks": Example({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k1"}]}),
    "GET /oauth/metadata": Example({"token_endpoint": "https://…/api/v1/oauth/token"}),
    "GET /partner/self": Example(
        {"client_id": _ID, "name": "Ứng dụng thử", "scope": "dossiers:changes", "grants": _FIELDS,
         "valid_until": _LATER}
    ),
    "GET /partner/dossiers/{code}": Example(_DOSSIER, named={"code": _CODE}),
    "GET /partner/dossiers/{code}/events": Example(
        [{"act": "accept", "act_label": "Tiếp nhận", "state": "in_process", "at": _AT}],
        named={"code": _CODE},
    ),
    "GET /partner/dossiers/{code}/results": Example(
        [{"title": "Giấy xác nhận", "number": "15/XN-UBND", "issued_at": _AT, "in_force": True,
          "verification_code": "9XQ4-7MWK-2R"}],
        named={"code": _CODE},
    ),
    "GET /events": Example(_FEED, named={"after": _CURSOR, "limit": 100}),
    "GET /partner/changes": Example(_CHANGES, named={"cursor": _CURSOR}),
    "POST /partner/authorisations": Example(
        _AUTHORISATION | {"state": "waiting", "state_label": "Chờ người dân trả lời",
                          "valid_until": None},
        {"personal_id": "020099000001", "procedures": ["1.004873"],
         "purpose": "Nộp hồ sơ giúp khách hàng", "valid_days": 60},
    ),
    "GET /partner/authorisations": Example([_AUTHORISATION]),
    "GET /partner/authorisations/{authorisation_id}": Example(_AUTHORISATION),
    "POST /partner/drafts": Example(
        _DRAFT, {"authorisation_id": _ID, "procedure_code": "1.004873"}
    ),
    f"GET {_DRAFTS}": Example(_DRAFT),
    f"PATCH {_DRAFTS}": Example(
        _DRAFT,
        {"answers": {"requester_name": "Nguyễn Văn Mẫu"}, "delivery": "electronic"},
        {"If-Match": '"1"'},
    ),
    f"DELETE {_DRAFTS}": Example(),
    f"POST {_DRAFTS}/documents": Example(
        _DOCUMENT, {"component_key": "p1", "file": "(nội dung tệp)"}
    ),
    f"DELETE {_DRAFTS}/documents/{{document_id}}": Example(),
    f"POST {_DRAFTS}/submission": Example(_SUBMITTED),
    "GET /partner/webhooks": Example([_WEBHOOK]),
    "POST /partner/webhooks": Example(_SECRET, {"url": _WEBHOOK["url"], "procedures": []}),
    f"GET {_HOOK}": Example(_WEBHOOK),
    f"DELETE {_HOOK}": Example(),
    f"POST {_HOOK}/secret": Example(_SECRET | {"former_until": _LATER}),
    f"POST {_HOOK}/ping": Example(_DONE),
    f"POST {_HOOK}/enable": Example(_DONE),
    f"POST {_HOOK}/disable": Example(_DONE),
    f"POST {_HOOK}/replay": Example(
        {"count": 12, "cursor": _CURSOR, "more": False}, {"after": _CURSOR}
    ),
    f"GET {_HOOK}/deliveries": Example({"items": [_DELIVERY], "next_cursor": None}),
    "GET /procedures": Example({"items": [_CARD], "next_cursor": None}, named={"q": "hôn nhân"}),
    "GET /procedures/{code}": Example(_PROCEDURE, named={"code": "1.004873"}),
    "GET /procedures/{code}/form": Example(named={"code": "1.004873"}),
    "GET /procedures/{code}/form/schema": Example(
        {"type": "object", "required": ["requester_name"]}, named={"code": "1.004873"}
    ),
    "POST /procedures/{code}/form/check": Example(
        {"errors": [{"pointer": "/answers/birth_date", "message": "Ngày chưa đúng."}]},
        {"answers": {"birth_date": "31/31/1999"}},
        {"code": "1.004873"},
    ),
    "GET /agencies": Example(
        [{"id": _ID, "code": "H37.21", "name": "UBND phường Kỳ Lừa", "level": "commune",
          "parent_id": None, "address": "", "phone": "", "email": "", "responsible_person": ""}]
    ),
    "GET /upload-limits": Example(
        {"max_bytes": 20971520, "max_files": 10, "max_dossier_bytes": 104857600,
         "media_types": ["application/pdf"], "extensions": ["pdf"]}
    ),
    "GET /lookups/{code}": Example(
        {"code": _CODE, "completion_percent": 50, "completion_label": "Bước 2/4: Đang xử lý"},
        named={"code": _CODE},
    ),
    "GET /results/{verification_code}": Example(
        _RESULT_CHECK, named={"verification_code": "9XQ4-7MWK-2R"}
    ),
    "GET /open-data": Example({"@type": "dcat:Catalog", "dct:title": "Dữ liệu mở"}),
    "GET /open-data/procedures.csv": Example("code,name,…\r\n1.004873,Cấp giấy xác nhận…\r\n"),
    "GET /open-data/procedures.json": Example([{"code": "1.004873", "name": "Cấp giấy"}]),
    "GET /open-data/dossiers-by-month.csv": Example("month,agency_code\r\n2026-11-01,H37.21\r\n"),
    "GET /open-data/dossiers-by-month.json": Example([{"month": "2026-11-01", "submitted": 120}]),
}  # fmt: skip
