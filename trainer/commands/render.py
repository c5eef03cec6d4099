"""`trainer render`: save the audio of a routine to a file, to train without the laptop."""

import os
import sys
from pathlib import Path
from typing import IO

import click

from trainer.commands import completing
from trainer.commands.options import all_routines, effort_option, force_option, no_guided_option, routines_option
from trainer.commands.output import output_file
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.routine.wording import clock
from trainer.settings.settings import VoiceSound
from trainer.system import paths
from trainer.system.streams import echo, is_terminal
from trainer.userfiles.loading import find_plan, load, show_problems


@click.command("render")
@click.argument("routine", shell_complete=completing.routines)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="F.wav", help="The file to write.")
@force_option
@effort_option
@no_guided_option
@click.option("--no-voice", is_flag=True, help="Beeps only.")
@click.option("--no-counting", is_flag=True, help="Don't count reps.")
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
    """Save the audio of ROUTINE as a WAV file, to train with a phone in your pocket.

    Cues and words come at the same times as in a session, and each exercise is a named marker in the file. A self-paced rep,
    which waits for a key in a session, takes its planned time.
    """
    loaded = load(all_routines(ctx, routines), no_guided=no_guided)
    plan = find_plan(loaded, routine, effort)
    if output.suffix.lower() != ".wav":
        raise click.UsageError(f"'{output}' is not a WAV file name: it must end in .wav.")
    from trainer.userfiles.sounds import sound_problems

    problems = (*loaded.problems, *sound_problems(paths.own_sounds()))
    show_problems(problems)
    with output_file(output, force=force) as file:
        size = _write(plan, file, loaded.settings.voice_sound, spoken=not no_voice, counting=not no_counting) / 1e6
    echo(f"{output}: {plan.name}, {clock(plan.duration_ms)}, {len(plan.steps)} exercises, {size:.0f} MB")
    if any(step.self_paced for step in plan.steps):
        echo("Reps at your own pace take their planned time here.")
    return 1 if problems else 0


def _write(plan: Plan, file: IO[bytes], sound: VoiceSound, *, spoken: bool, counting: bool) -> int:
    """Write the track; returns its size in bytes. Raises OSError."""
    from trainer.app.speech import make_gym_clips, present_voice, speak_missing
    from trainer.audio import track
    from trainer.audio.clips import Clips
    from trainer.audio.own_sounds import own_samples
    from trainer.settings.settings import Settings

    if spoken:
        speak_missing([plan])
        if sound == "gym":
            make_gym_clips(wait=True)
    sounds = Clips(paths.bundled_sounds(), paths.spoken_texts(), own_samples(paths.own_sounds()))
    with click.progressbar(
        track.blocks(plan, sounds, present_voice(sound), Settings(voice=spoken, counting=counting)),
        length=track.length_in_blocks(plan),
        label="Rendering",
        file=sys.stderr,
        hidden=not is_terminal(sys.stderr),
    ) as blocks:
        track.write_wav(file, iter(blocks), plan.name, track.chapters(plan))
    return file.seek(0, os.SEEK_END)
