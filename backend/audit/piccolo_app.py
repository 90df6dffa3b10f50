"""Registers the audit trail with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.audit.tables import AuditEntry, AuditLink, AuditRoot, AuditWaiting

APP_CONFIG = AppConfig(
    app_name="audit",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[AuditEntry, AuditWaiting, AuditLink, AuditRoot],
    migration_dependencies=["backend.platform.piccolo_app", "backend.identity.piccolo_app"],
)
