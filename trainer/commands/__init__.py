"""The command line: one module per command, imported only when that command runs."""

import io
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from trainer import __version__
from trainer.commands.options import REMOTE, remote_option, routines_option
from trainer.system import streams

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {  # as the help shows them
    "Train": ("start", "list", "plan", "pose", "remote"),
    "Your routines": ("new", "check", "export", "import", "schema", "print", "render"),
    "What was done": ("history", "report", "backup", "restore"),
    "Set up": ("settings", "remind", "doctor", "completion"),
}
EXAMPLES: Final[Mapping[str, str]] = {  # of commands whose help has none
    "start": "start relief --effort low",
    "list": "list --json",
    "plan": "plan warm-up --effort high",
    "pose": "pose bird-dog",
    "new": "new mornings --from relief",
    "check": "check mornings.toml",
    "export": "export mornings -o mornings.toml",
    "import": "import mornings.toml",
    "schema": "schema",
    "print": "print relief -o relief.html",
    "render": "render relief -o relief.wav",
    "history": "history --since 2026-01-01 --csv",
    "report": "report --weeks 6 -o report.html",
    "backup": "backup history.backup",
    "restore": "restore history.backup",
    "settings": "settings set volume 60",
    "remind": "remind install relief --at 08:00 --days weekdays",
    "doctor": "doctor --sound",
}
NAMES: Final = tuple(name for names in GROUPS.values() for name in names)


class Commands(click.Group):
    """The group of commands; imports a command's module on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List all commands in the order of the help."""
        return [*NAMES]  # `list` is a command of this package

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by name; None if there is none."""
        if cmd_name not in NAMES:
            return None
        module = "import_" if cmd_name == "import" else cmd_name
        command = import_module(f"trainer.commands.{module}").command
        assert isinstance(command, click.Command)
        command.epilog = command.epilog or f"For example: trainer {EXAMPLES[cmd_name]}"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their groups."""
        width = max(map(len, NAMES))
        limit = formatter.width - width - 6
        for title, names in GROUPS.items():
            with formatter.section(title):
                commands = ((name, self.get_command(ctx, name)) for name in names)
                formatter.write_dl([(f"{name:{width}}", one.get_short_help_str(limit)) for name, one in commands if one])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click, but suggest the nearest command for an unknown one."""
        if args and args[0] not in NAMES and not args[0].startswith("-"):
            from trainer.diagnostics.problem import nearest

            hint = nearest(args[0], NAMES) or f"the commands are {', '.join(NAMES)}; 'trainer --help' says more"
            raise click.UsageError(f"There is no command '{args[0]}': {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="For example: trainer start relief --effort low. 'trainer COMMAND --help' says more; 'man trainer' and the folder "
    "docs of the project say all. Exit codes: 0 done, 1 a problem in a file of yours, 2 wrong use, 129/130/143 ended by "
    "hang-up, ctrl+c, termination.",
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
    """Run the command line and return the exit code; usage errors print a single message."""
    try:
        return cli.main([*arguments], prog_name="trainer", standalone_mode=False) or 0
    except click.ClickException as error:
        if problems := getattr(error.__cause__, "problems", ()):  # of a FileError: they come before the sentence
            from trainer.userfiles.loading import show_problems

            show_problems(problems)
        sentence = io.StringIO()
        error.show(sentence)
        streams.warn(sentence.getvalue().rstrip("\n"))
        return error.exit_code
    except click.Abort:
        return 130
