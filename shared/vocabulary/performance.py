"""What Appendix IV of TT 22/2019/TT-BTTTT asks of the running system, and how it is judged."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

# Who watches how the system runs.
WATCHERS = (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.LEADER)


class Criterion(StrEnum):
    """The six criteria, the fifth in its two parts; and the age of the last backup beside them."""

    MEAN_SECONDS = "mean_seconds"
    SLOWEST_SECONDS = "slowest_seconds"
    DATABASE_CPU = "database_cpu"
    APPLICATION_CPU = "application_cpu"
    CONCURRENT = "concurrent"
    ACTIVE_SHARE = "active_share"
    UPTIME = "uptime"
    BACKUP_HOURS = "backup_hours"


CRITERION_LABELS: dict[Criterion, Label] = {
    Criterion.MEAN_SECONDS: Label("Thời gian phản hồi trung bình", "Mean response time"),
    Criterion.SLOWEST_SECONDS: Label("Thời gian phản hồi chậm nhất", "Slowest response time"),
    Criterion.DATABASE_CPU: Label(
        "Hiệu suất máy chủ cơ sở dữ liệu (CPU trung bình)", "Database server (mean CPU)"
    ),
    Criterion.APPLICATION_CPU: Label(
        "Hiệu suất máy chủ ứng dụng (CPU trung bình)", "Application server (mean CPU)"
    ),
    Criterion.CONCURRENT: Label("Số người truy cập đồng thời cao nhất", "Most concurrent people"),
    Criterion.ACTIVE_SHARE: Label(
        "Người đang thao tác trên số người truy cập đồng thời", "Active among concurrent people"
    ),
    Criterion.UPTIME: Label(
        "Thời gian hoạt động, không kể bảo trì đã báo trước", "Uptime, announced maintenance aside"
    ),
    Criterion.BACKUP_HOURS: Label("Bản sao lưu mới nhất", "Newest backup"),
}

CRITERION_UNITS: dict[Criterion, Label] = {
    Criterion.MEAN_SECONDS: Label("giây", "seconds"),
    Criterion.SLOWEST_SECONDS: Label("giây", "seconds"),
    Criterion.DATABASE_CPU: Label("%", "%"),
    Criterion.APPLICATION_CPU: Label("%", "%"),
    Criterion.CONCURRENT: Label("người", "people"),
    Criterion.ACTIVE_SHARE: Label("%", "%"),
    Criterion.UPTIME: Label("%", "%"),
    Criterion.BACKUP_HOURS: Label("giờ trước", "hours ago"),
}

CRITERION_MARKS: dict[Criterion, str] = {
    Criterion.MEAN_SECONDS: "IV.1",
    Criterion.SLOWEST_SECONDS: "IV.2",
    Criterion.DATABASE_CPU: "IV.3",
    Criterion.APPLICATION_CPU: "IV.4",
    Criterion.CONCURRENT: "IV.5",
    Criterion.ACTIVE_SHARE: "IV.5",
    Criterion.UPTIME: "IV.6",
    Criterion.BACKUP_HOURS: "V.24",
}


class Verdict(StrEnum):
    """How a figure stands to its threshold."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_REACHED = "not_reached"
    NOT_MEASURED = "not_measured"


VERDICT_LABELS: dict[Verdict, Label] = {
    Verdict.MET: Label("Đạt", "Met"),
    Verdict.NOT_MET: Label("Chưa đạt", "Not met"),
    Verdict.NOT_REACHED: Label("Chưa có lúc nào đông đến mức này", "Never that many yet"),
    Verdict.NOT_MEASURED: Label("Chưa đo được", "Not measured"),
}


class BackupKind(StrEnum):
    """What was backed up; and a backup that was brought back for proof."""

    DATABASE = "database"
    OBJECTS = "objects"
    DRILL = "drill"


BACKUP_LABELS: dict[BackupKind, Label] = {
    BackupKind.DATABASE: Label("Cơ sở dữ liệu", "Database"),
    BackupKind.OBJECTS: Label("Kho tài liệu", "Documents"),
    BackupKind.DRILL: Label("Diễn tập phục hồi", "Restore drill"),
}
