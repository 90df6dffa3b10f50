"""`motcua names`: are the names of the portal ready for IPv6 and DNSSEC?"""

import click


@click.group()
def names() -> None:
    """The portal's names on the internet."""


@names.command()
@click.argument("name")
@click.option("--server", default="", help="A resolver that validates; else this machine's.")
@click.option("--port", type=int, default=53, show_default=True)
def check(name: str, server: str, port: int) -> None:
    """Looks at addresses (A, AAAA) and signatures (DS, DNSKEY, RRSIG); ends with 1 for a fault."""
    from backend.operations.dns_check import NoAnswer, resolver
    from backend.operations.dns_check import check as go

    try:
        findings = go(name, server or resolver(), port)
    except NoAnswer as error:
        raise click.ClickException(f"Máy phân giải không trả lời: {error}") from error
    for finding in findings:
        click.echo(f"{'đạt ' if finding.ok else 'THIẾU'}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)
