"""`motcua install`: the first agency and the first two administrators of an empty installation."""

from pathlib import Path

import click

from backend.cli import run_with_database


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--example", is_flag=True, help="Prints a file to fill in.")
def install(file: Path | None, example: bool) -> None:
    """Opens what FILE says, once, and prints the first passwords, which are shown only now."""
    from backend.law.dossier_code import BadAgencyCode
    from backend.organisation import installing

    if example:
        click.echo(installing.EXAMPLE, nl=False)
        return
    if file is None:
        raise click.UsageError("motcua install TỆP, hoặc motcua install --example")
    try:
        wanted = installing.read(file.read_text(encoding="utf-8"))
        found = run_with_database(lambda: installing.install(wanted))
    except installing.NotInstalled as error:
        raise click.ClickException(str(error)) from error
    except BadAgencyCode as error:
        raise click.ClickException(
            f"Mã cơ quan “{error}” không đúng QĐ 20/2020/QĐ-TTg, ví dụ H37 hoặc H37.12."
        ) from error
    click.echo(f"Đã lập {wanted.agency.name} ({wanted.agency.code}).")
    for one in found:
        click.echo(f"  {one.username}  {one.password}")
    click.echo(
        "Mật khẩu chỉ hiện lần này; trao tận tay từng người. Lần đăng nhập đầu tại màn hình của "
        "cán bộ hệ thống đòi đổi mật khẩu và đăng ký mã một lần."
    )
