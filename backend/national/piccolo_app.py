"""Registers the tables and migrations of the national portal with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.national import tables

APP_CONFIG = AppConfig(
    app_name="national",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.NationalSync,
        tables.NationalUpload,
        tables.NationalInbound,
        tables.NationalInboundFile,
        tables.NationalPull,
        tables.NationalListed,
        tables.NationalDifference,
        tables.NationalQuestionCursor,
    ],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.catalogue.piccolo_app"],
)
