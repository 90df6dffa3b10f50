"""Registers the tables and migrations of fees and payments with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.payments.tables import (
    FeeAccount,
    FeeAttempt,
    FeeBooking,
    FeeDifference,
    FeeEntry,
    FeeNotice,
    FeeObligation,
    FeeReceipt,
    FeeReceiptCounter,
    FeeReconciliation,
    FeeRefund,
)

APP_CONFIG = AppConfig(
    app_name="payments",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        FeeObligation,
        FeeAttempt,
        FeeNotice,
        FeeReceiptCounter,
        FeeReceipt,
        FeeBooking,
        FeeEntry,
        FeeRefund,
        FeeReconciliation,
        FeeDifference,
        FeeAccount,
    ],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
