"""`trainer pose`: one figure alone, in the terminal or as vector art."""

from pathlib import Path

import click

from trainer.app.screens import need_terminal
from trainer.commands.options import figure_option, force_option
from trainer.commands.output import output_file
from trainer.diagnostics.problem import FileError, nearest
from trainer.pose.figure import Figure
from trainer.pose.library import SUFFIX, Poses, UnknownPose, from_file
from trainer.routine.model import Side
from trainer.settings.settings import FigureMode
from trainer.system import paths
from trainer.system.reading import is_there
from trainer.system.visible import visible
from trainer.userfiles.loading import show_problems


@click.command("pose")
@click.argument("pose", metavar="ID-or-FILE")
@click.option("--svg", "svg_file", type=click.Path(path_type=Path), metavar="F", help="Write one key to F (or -) as SVG.")
@click.option("--key", help="Which key the SVG shows; without it, the figure's start.")
@click.option("--side", type=click.Choice(("left", "right")), help="Which side the figure shows; without it, as it is drawn.")
@click.option("--arrows", is_flag=True, help="The SVG has the arrows of the movement into its key.")
@click.option("--dark", is_flag=True, help="The SVG is for a dark page.")
@force_option
@figure_option
def command(
    pose: str,
    svg_file: Path | None,
    key: str | None,
    side: Side | None,
    arrows: bool,
    dark: bool,
    force: bool,
    figure: FigureMode | None,
) -> int:
    """Play a figure alone: space pauses, m mirrors, f changes the way of drawing, arrow keys step through the keys.

    ID-or-FILE is the id of a figure, or a pose file. When the file is saved, the figure follows.
    """
    path = _path(pose)
    try:
        drawn = from_file(path)
    except FileError as error:
        show_problems(error.problems)
        return 1
    if side is not None and drawn.side is None:
        raise click.UsageError(f"The figure '{visible(pose)}' has no sides.")
    mirrored = side is not None and side != drawn.side
    if svg_file is not None:
        return _write(drawn, svg_file, key, force=force, mirrored=mirrored, arrows=arrows, dark=dark)
    if key is not None or arrows or dark:
        raise click.UsageError("--key, --arrows and --dark belong to --svg F: add it.")
    need_terminal("'trainer pose ID --svg F.svg' writes the figure to a file.")
    from trainer.app.figure import play

    return play(drawn, path, figure, mirrored=mirrored)


def _path(pose: str) -> Path:
    """The file of an id or file name; raises click.UsageError when there is none."""
    poses = Poses(paths.user_poses())
    if pose in poses.ids():
        return poses.path(pose)
    if pose.endswith(SUFFIX) or "/" in pose or "\\" in pose:
        if not is_there(Path(pose)):
            raise click.UsageError(f"There is no file '{visible(pose)}': check its name")
        return Path(pose)
    try:
        return poses.path(pose)
    except UnknownPose as error:
        show_problems(poses.unread)
        message = visible(str(error))
        raise click.UsageError(f"{message[:1].upper()}{message[1:]}; a pose file's name ends in {SUFFIX}") from error


def _write(figure: Figure, target: Path, key: str | None, *, force: bool, mirrored: bool, arrows: bool, dark: bool) -> int:
    from trainer.pose.classes import DARK, LIGHT
    from trainer.pose.svg import svg

    if key is not None and key not in figure.keys:
        hint = nearest(key, figure.keys) or f"the keys are {', '.join(figure.keys)}"
        raise click.UsageError(f"The figure '{visible(figure.id)}' has no key '{visible(key)}': {hint}")
    text = svg(figure, key or figure.start, palette=DARK if dark else LIGHT, mirrored=mirrored, arrowed=arrows)
    with output_file(target, force=force) as file:
        file.write(text.encode())
    return 0
