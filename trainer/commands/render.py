"""`trainer render`: the whole sound of a routine as a file, to take along without the laptop."""

import os
import sys
from pathlib import Path
from typing import IO

import click

from trainer.commands.options import all_routines, effort_option, force_option, no_guided_option, routines_option
from trainer.commands.output import output_file
from trainer.routine.compiler import compile_plan
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.routine.wording import clock
from trainer.settings.settings import VoiceSound
from trainer.system import paths
from trainer.system.streams import echo, is_terminal
from trainer.userfiles.loading import find_routine, load, show_problems


@click.command("render")
@click.argument("routine")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="F.wav", help="The file to write.")
@force_option
@effort_option
@no_guided_option
@click.option("--no-voice", is_flag=True, help="Only beeps.")
@click.option("--no-counting", is_flag=True, help="A voice that does not count.")
@routines_option
@click.pass_context
def command(
    ctx: click.Context,
    routine: str,
    output: Path,
    force: bool,
    effort: Effort | None,
    no_guided: bool,
    no_voice: bool,
    no_counting: bool,
    routines: tuple[Path, ...],
) -> int:
    """Write the whole sound of ROUTINE to a WAV file: train with a phone in the pocket.

    Every cue and word is where it is in a session. Each exercise is a named mark in the file. A rep at your own pace, which in
    a session waits for your key, goes on after the time that the plan has for it.
    """
    loaded = load(all_routines(ctx, routines), no_guided=no_guided)
    plan = compile_plan(loaded.library, find_routine(loaded, routine), effort or loaded.settings.effort)
    if output.suffix.lower() != ".wav":
        raise click.UsageError(f"'{output}' is no WAV file: give it a name that ends in .wav.")
    show_problems(loaded.problems)
    with output_file(output, force=force) as file:
        size = _write(plan, file, loaded.settings.voice_sound, spoken=not no_voice, counting=not no_counting) / 1e6
    echo(f"{output}: {plan.name}, {clock(plan.duration_ms)}, {len(plan.steps)} exercises, {size:.0f} MB")
    if any(step.self_paced for step in plan.steps):
        echo("Its reps at your own pace go on by themselves, each after the time that the plan has for it.")
    return 1 if loaded.problems else 0


def _write(plan: Plan, file: IO[bytes], sound: VoiceSound, *, spoken: bool, counting: bool) -> int:
    """Write the track; returns its size in bytes. Raises OSError."""
    from trainer.app.speech import make_gym_clips, present_voice, speak_missing
    from trainer.audio import track
    from trainer.audio.clips import Clips
    from trainer.run.speaker import Hearing

    if spoken:
        speak_missing([plan])
        if sound == "gym":
            make_gym_clips(wait=True)
    sounds = Clips(paths.bundled_sounds(), paths.spoken_texts())
    hearing = Hearing(voice=spoken, counting=counting)
    with click.progressbar(
        track.blocks(plan, sounds, present_voice(sound), hearing),
        length=track.length_in_blocks(plan),
        label="Rendering",
        file=sys.stderr,
        hidden=not is_terminal(sys.stderr),
    ) as blocks:
        track.write_wav(file, iter(blocks), plan.name, track.chapters(plan))
    return file.seek(0, os.SEEK_END)
