"""Registers the tables and migrations of notices with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.notifications.tables import (
    DeadMailbox,
    FailoverRow,
    MessageChoice,
    MessageReceipt,
    MessageSending,
    MessageTemplate,
    NoticeRow,
    ProviderTurn,
    PushBrowserRow,
    PushGiven,
    ZaloToken,
)

APP_CONFIG = AppConfig(
    app_name="notifications",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        NoticeRow,
        MessageChoice,
        MessageTemplate,
        MessageSending,
        MessageReceipt,
        FailoverRow,
        DeadMailbox,
        ProviderTurn,
        PushBrowserRow,
        PushGiven,
        ZaloToken,
    ],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
