"""The command line: one module per command, each loaded only when it is named."""

import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from trainer import __version__
from trainer.commands.options import REMOTE, remote_option, routines_option
from trainer.system import streams

NAMES: Final = (
    "start",
    "list",
    "plan",
    "check",
    "new",
    "export",
    "import",
    "schema",
    "render",
    "pose",
    "history",
    "backup",
    "restore",
    "remind",
    "remote",
    "settings",
    "doctor",
)


class Commands(click.Group):
    """The group of commands; a command's module is imported when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help."""
        return [*NAMES]  # `list` is a command of this package

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None when there is none."""
        if cmd_name not in NAMES:
            return None
        module = "import_" if cmd_name == "import" else cmd_name
        command = import_module(f"trainer.commands.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest spelling when a command is unknown."""
        if args and args[0] not in NAMES and not args[0].startswith("-"):
            from trainer.diagnostics.problem import nearest

            hint = nearest(args[0], NAMES) or f"the commands are {', '.join(NAMES)}; 'trainer --help' says more"
            raise click.UsageError(f"There is no command '{args[0]}': {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 a problem in a file of yours, 2 wrong use, 129/130/143 ended by hang-up, ctrl+c, termination.",
)
@click.version_option(__version__, prog_name="trainer", message="%(prog)s %(version)s")
@routines_option
@remote_option
@click.pass_context
def cli(ctx: click.Context, routines: tuple[Path, ...], remote: bool) -> int:
    """Lead someone with a stiff or spasming upper back through warm-ups and stretches, hands-free.

    Without a command the app opens: choose a routine, press Enter, walk to the mat and follow.

    General information, not medical advice: stop when pain grows or spreads, or you feel dizzy, numb or tingling.
    """
    ctx.obj = routines
    ctx.meta[REMOTE] = remote
    if ctx.invoked_subcommand is not None:
        return 0
    from trainer.app.screens import open_app

    return open_app(routines, remote=remote)


def run(arguments: Sequence[str]) -> int:
    """Run the command line with `arguments` and return the exit code; wrong use prints one clear message."""
    try:
        return cli.main([*arguments], prog_name="trainer", standalone_mode=False) or 0
    except click.ClickException as error:
        sentence = io.StringIO()
        error.show(sentence)
        streams.warn(sentence.getvalue().rstrip("\n"))
        return error.exit_code
    except click.Abort:
        return 130
