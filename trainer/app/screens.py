"""Open the app: check the terminal, wire the parts together, run."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from trainer.app.services import Services
from trainer.cues.voice import Voice
from trainer.history.diary import Diary, local_now
from trainer.pose.library import Poses
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.run.ports import RoutineProgress
from trainer.session.resumption import Resumption, short_ids
from trainer.settings.file import SettingsFile
from trainer.settings.settings import AudioBackend, FigureMode, Settings
from trainer.system import crash_log, gc_pause, paths
from trainer.system.streams import is_terminal, warn
from trainer.userfiles.loading import Loaded, find_plan, load, settings_file
from trainer.userfiles.own_files import OwnFiles
from trainer.userfiles.sounds import sound_problems

if TYPE_CHECKING:
    from trainer.app.speech import SpeechAhead
    from trainer.run.dose import DoseAdvice


def open_app(
    routines: tuple[Path, ...],
    *,
    routine: str | None = None,
    resume: str | None = None,
    effort: Effort | None = None,
    no_guided: bool = False,
    speed: float = 1.0,
    muted: bool = False,
    silent_voice: bool = False,
    audio: AudioBackend | None = None,
    figure: FigureMode | None = None,
    plain: bool = False,
    remote: bool = False,
) -> int:
    """Run the app (directly in `routine`, if given) and return the exit code.

    `resume`: an id, or its beginning, of an unfinished session; "": the latest.
    `plain`: use plain mode, which is also the fallback without a capable terminal.
    Raises click.UsageError if there is no terminal, routine or file of that name.
    """
    own = settings_file()
    loaded = load(routines, own, no_guided=no_guided)
    first: Plan | Resumption | None = find_plan(loaded, routine, effort) if routine is not None else None
    diary = Diary(paths.data_folder())
    if resume is not None:
        done = diary.done(loaded.library)
        first = find_unfinished(done, resume)
        if done.notice:
            warn(done.notice)
    plain = first is not None and (plain or not at_terminal() or os.environ.get("TERM") == "dumb")
    if not plain:
        need_terminal("'trainer start ROUTINE' runs line by line without one, 'trainer plan ROUTINE' prints a plan.")
    settings = replace(
        loaded.settings,
        effort=effort or own.settings.effort,
        audio=audio or own.settings.audio,
        figure=figure or own.settings.figure,
        voice=own.settings.voice and not silent_voice,
    )
    services = Services(keep_awake=settings.keep_awake, remote=settings.remote, asked_for_remote=remote)
    try:
        if not plain or first is None:
            return _run(loaded, routines, diary, first, speed, muted, settings, own, services)
        from trainer.app.lines import run_plain

        return run_plain(
            loaded, diary, first, speed=speed, muted=muted, settings=settings, services=services, advice=_advice(own)
        )
    finally:
        services.close()
        diary.close()
        if diary.problem:
            warn(diary.problem)


def find_unfinished(done: RoutineProgress, wanted: str) -> Resumption:
    """Find the unfinished session by the beginning of its id, or the latest for ""; raises click.UsageError if there is none."""
    if not done.unfinished:
        raise click.UsageError(f"There is nothing to resume. {done.notice or 'No session was cut off in the last day.'}")
    found = [one for one in done.unfinished if one.session.lower().startswith(wanted.lower())]
    if found and (len(found) == 1 or not wanted):
        return found[0]
    names = zip(short_ids(done.unfinished), done.unfinished, strict=True)
    known = "".join(f"\n  {name}  {one.began}  {one.words}" for name, one in names)
    several = "begins the id of more than one session" if found else "is not the id of a session"
    raise click.UsageError(f"'{wanted}' {several} that was cut off in the last day. There are:{known}")


def at_terminal() -> bool:
    """Whether all standard streams are terminals."""
    return all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def need_terminal(without: str) -> None:
    """Raise click.UsageError without a terminal; `without` suggests an alternative."""
    if not at_terminal():
        raise click.UsageError(f"The trainer needs a terminal: run it in one, without pipes. {without}")


def _advice(own: SettingsFile) -> "DoseAdvice":
    """What is suggested for the efforts that the settings keep."""
    from trainer.run.dose import DoseAdvice
    from trainer.settings.put_off import FILE, PutOff

    return DoseAdvice(own, PutOff(paths.state_file(FILE)), lambda: local_now().date())


def _run(
    loaded: Loaded,
    routines: tuple[Path, ...],
    diary: Diary,
    first: Plan | Resumption | None,
    speed: float,
    muted: bool,
    settings: Settings,
    own: SettingsFile,
    services: Services,
) -> int:
    gc_pause.pause()
    speech: SpeechAhead | None = None

    def speak_new_texts(found: Loaded) -> None:
        """Have new texts of the person's own routines spoken in the background."""
        nonlocal speech
        if own.settings.voice:
            from trainer.app.speech import SpeechAhead

            speech = speech or SpeechAhead()
            speech.speak(found)

    source = OwnFiles(routines, own, speak_new_texts, no_guided=own.settings.guided and not settings.guided)
    # Textual is loaded only once it is certain that the app opens.
    from trainer.app.sound import make_player

    sound = make_player(settings, muted=muted, ring=lambda: app.bell())  # noqa: PLW0108 - the app does not exist yet
    if first is not None:
        sound.open()  # the helper process starts while the rest is imported
    from trainer.run.clock import SystemClock
    from trainer.settings.acknowledged import acknowledge, acknowledged
    from trainer.ui.app import TrainerApp
    from trainer.ui.widgets.figures import Figures

    poses = Poses(paths.user_poses())
    figures = Figures(poses, settings.figure, paths.kept_pictures())
    library = loaded.library

    def voice() -> Voice:
        from trainer.app.speech import present_voice

        return present_voice(app.settings.voice_sound)

    def after_first_paint() -> None:
        gc_pause.resume()
        speak_new_texts(loaded)

    app = TrainerApp(
        library,
        SystemClock(),
        sound,
        figures=figures,
        problems=(*loaded.problems, *poses.problems(), *sound_problems(paths.own_sounds())),
        voice=voice,
        speed=speed,
        first=first,
        acknowledged=acknowledged(),
        on_start=acknowledge,
        on_fault=crash_log.report,
        source=source,
        diary=diary,
        on_shown=after_first_paint,
        services=services,
        settings=settings,
        settings_file=own,
        advice=_advice(own),
    )
    try:
        app.run()
    finally:
        figures.close()
        sound.close()
    return app.return_code or 0
