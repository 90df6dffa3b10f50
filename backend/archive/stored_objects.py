"""Every table that records an object in the store, and what it recorded of it."""

AUDIT = "audit_root"  # kept in a locked bucket of its own
# Every table that records an object: id, key, digest, size (null: not recorded), a name, the
# dossier it belongs to. Keys of issued results lead to the bucket that cannot be changed.
SOURCES: tuple[tuple[str, str], ...] = (
    (
        "document",
        "select id, object_key, sha256, size, name, dossier_id from document "
        "where object_key is not null",
    ),
    (
        "register_print",
        "select id, object_key, sha256, size, 'Sổ theo dõi hồ sơ' as name, "
        "null::uuid as dossier_id from register_print where object_key is not null",
    ),
    (
        "archive_package",
        "select id, object_key, sha256, size, title as name, null::uuid as dossier_id "
        "from archive_package where object_key is not null",
    ),
    (
        "export_job",
        "select id, object_key, sha256, size, title as name, null::uuid as dossier_id "
        "from export_job where object_key is not null",
    ),
    (
        "result_draft",
        "select id, object_key, sha256, null::bigint as size, 'Bản dự thảo kết quả' as name, "
        "dossier_id from result_draft where object_key is not null and sha256 is not null "
        "and state in ('open', 'signed')",
    ),
    (
        "signed_draft",
        "select id, signed_key as object_key, signed_sha256 as sha256, null::bigint as size, "
        "'Bản kết quả đã ký, chưa phát hành' as name, dossier_id from result_draft "
        "where signed_key is not null and signed_sha256 is not null and state = 'signed'",
    ),
    (
        "content_file",
        "select id, object_key, sha256, size, name, null::uuid as dossier_id from content_picture "
        "where sha256 is not null and removed_at is null union all "
        "select id, object_key, sha256, size, name, null from content_sample "
        "where sha256 is not null and removed_at is null",
    ),
    (
        AUDIT,
        "select lpad(to_hex(number), 32, '0')::uuid as id, object_key, sha256, "
        "null::bigint as size, 'Mốc niêm phong nhật ký số ' || number as name, "
        "null::uuid as dossier_id from audit_root",
    ),
)
