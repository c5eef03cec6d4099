"""`trainer completion`: what makes a shell complete commands, routines, figures and settings."""

import click

from trainer.system.streams import echo

WHERE = {
    "bash": "~/.local/share/bash-completion/completions/trainer",
    "zsh": '~/.zfunc/_trainer ("fpath+=~/.zfunc" before compinit in .zshrc)',
    "fish": "~/.config/fish/completions/trainer.fish",
}


@click.command(
    "completion",
    epilog="For example: trainer completion bash > ~/.local/share/bash-completion/completions/trainer",
)
@click.argument("shell", type=click.Choice(tuple(WHERE)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print what SHELL (bash, zsh or fish) needs to complete 'trainer': routines, figures, settings and their values, files."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    echo(kind(ctx.find_root().command, {}, "trainer", "_TRAINER_COMPLETE").source().strip())
    echo(f"# Save this as {WHERE[shell]}.")  # the first line tells zsh what it is
    return 0
