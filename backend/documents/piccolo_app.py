"""Registers the tables and migrations of documents with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.documents.tables import (
    CertifiedCopy,
    DocumentRow,
    FormCounter,
    IssuedForm,
    Result,
    UploadRow,
)

APP_CONFIG = AppConfig(
    app_name="documents",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DocumentRow, IssuedForm, FormCounter, Result, UploadRow, CertifiedCopy],
    migration_dependencies=["backend.platform.piccolo_app", "backend.dossiers.piccolo_app"],
)
