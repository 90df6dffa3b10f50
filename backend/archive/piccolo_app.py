"""Registers the tables and migrations of the archive with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.archive.tables import (
    ArchiveArrival,
    ArchiveOpening,
    ArchivePackage,
    ArchivePackageItem,
    ArchiveRecordRow,
    Disposal,
    DisposalItem,
    LegalHold,
    RetentionRuleRow,
    ScrubFinding,
    ScrubRun,
)

APP_CONFIG = AppConfig(
    app_name="archive",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        RetentionRuleRow,
        ArchiveArrival,
        ArchiveRecordRow,
        LegalHold,
        ArchiveOpening,
        ArchivePackage,
        ArchivePackageItem,
        Disposal,
        DisposalItem,
        ScrubRun,
        ScrubFinding,
    ],
    migration_dependencies=["backend.platform.piccolo_app", "backend.documents.piccolo_app"],
)
