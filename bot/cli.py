"""The command line: its commands and how failures are shown. Decides nothing itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import (
    cli_audit,
    cli_backup,
    cli_board,
    cli_casemarks,
    cli_citizen,
    cli_doctor,
    cli_door,
    cli_duty,
    cli_faq,
    cli_faq_interchange,
    cli_faq_life,
    cli_group,
    cli_init,
    cli_mail,
    cli_measures,
    cli_migrate,
    cli_netiquette,
    cli_privacy,
    cli_qr,
    cli_reindex,
    cli_retention,
    cli_run,
    cli_sbom,
    cli_staff,
    cli_webhook,
)
from bot.cli_console import Invocation, begin, expected, show
from bot.upgrading import program_version

app = typer.Typer(
    name="buergerdraht",
    help="A town's administration talks with its citizens: approved answers at once, people for the rest.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks show local variables, secrets among them
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(cli_run.run)
app.command("init")(cli_init.init)
app.command("check")(cli_faq.check_all)
app.command("doctor")(cli_doctor.doctor)
app.command("backup")(cli_backup.backup)
app.command("migrate")(cli_migrate.migrate)
app.command("qr")(cli_qr.qr)
app.command("reindex")(cli_reindex.reindex)
app.command("sbom")(cli_sbom.sbom)
app.command("restore")(cli_backup.restore)
cli_faq.app.command("approve")(cli_faq_life.approve)
cli_faq.app.command("publish")(cli_faq_life.publish)
cli_faq.app.command("review")(cli_faq_life.review)
cli_faq.app.command("import")(cli_faq_interchange.import_)
cli_faq.app.command("export")(cli_faq_interchange.export)
app.add_typer(cli_faq.app, name="faq")
cli_staff.app.command("group")(cli_group.group)
cli_staff.app.command("unlink")(cli_group.unlink)
app.add_typer(cli_staff.app, name="staff")
app.add_typer(cli_audit.app, name="audit")
app.add_typer(cli_board.notice, name="notice")
app.add_typer(cli_board.banner, name="banner")
app.add_typer(cli_board.channel, name="channel")
app.add_typer(cli_retention.app, name="retention")
app.add_typer(cli_casemarks.hold, name="hold")
app.add_typer(cli_casemarks.casefile, name="casefile")
app.add_typer(cli_citizen.app, name="citizen")
app.add_typer(cli_duty.app, name="duty")
app.add_typer(cli_mail.app, name="mail")
app.add_typer(cli_measures.app, name="measures")
app.add_typer(cli_netiquette.app, name="netiquette")
app.add_typer(cli_privacy.app, name="privacy")
app.add_typer(cli_webhook.app, name="webhook")
cli_door.guard(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"buergerdraht {program_version()}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="Settings file (default: see docs/settings.md).")
    ] = None,
    acting: Annotated[
        str, typer.Option("--as", metavar="LOGIN", help="Do it as this member of staff, with their rights.")
    ] = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Invocation(config=config, acting=acting)
    begin(context.obj)


def main() -> None:
    """Run the command line; expected failures end with 1 and a panel instead of a traceback."""
    try:
        app()
    except Exception as error:
        failure = expected(error)
        if failure is None:
            raise
        show(failure)
        sys.exit(1)


if __name__ == "__main__":
    main()
