"""Run a session in plain mode, wired like the app but without a screen."""

import asyncio
import sys
from functools import partial

from trainer.app.services import Services
from trainer.app.sound import make_player
from trainer.app.speech import SpeechAhead, present_voice
from trainer.history.diary import Diary
from trainer.keymap.commands import SESSION, with_own_keys
from trainer.plain.keyboard import Keyboard
from trainer.plain.lines import heading
from trainer.plain.output import Output
from trainer.plain.run import Run
from trainer.plain.session import PlainSession
from trainer.routine.compiler import low_effort_plan
from trainer.routine.plan import Plan
from trainer.run.clock import SystemClock
from trainer.run.controller import SessionController
from trainer.run.dose import DoseAdvice, in_words
from trainer.run.keep_awake import KeepAwake
from trainer.run.safety import SAFETY
from trainer.run.summary_words import counted
from trainer.session.resumption import Resumption
from trainer.settings.acknowledged import acknowledge, acknowledged
from trainer.settings.settings import Settings
from trainer.system import paths
from trainer.system.streams import OutputError, discard_output
from trainer.userfiles.loading import Loaded, show_problems
from trainer.userfiles.sounds import sound_problems


def run_plain(
    loaded: Loaded,
    diary: Diary,
    first: Plan | Resumption,
    *,
    speed: float,
    muted: bool,
    settings: Settings,
    services: Services,
    advice: DoseAdvice,
) -> int:
    """Run one session to its end and return the exit code."""
    if sys.stdout is None:
        raise OutputError("The output cannot be written: standard output is closed.")
    show_problems((*loaded.problems, *sound_problems(paths.own_sounds())))
    library = loaded.library
    resumption = first if isinstance(first, Resumption) else None
    plan = resumption.plan if resumption else first
    assert isinstance(plan, Plan)
    if settings.voice:
        SpeechAhead().speak(loaded)
    at_terminal = sys.stdout.isatty()
    output = Output(sys.stdout)
    clock = SystemClock()
    sound = make_player(settings, muted=muted, ring=output.ring if at_terminal else None)
    keep_awake = KeepAwake(services.awake, clock)
    has_keys = sys.stdin is not None and sys.stdin.isatty()
    make_controller = partial(
        SessionController,
        plan=plan,
        clock=clock,
        sound=sound,
        speed=speed,
        voice=lambda: present_voice(settings.voice_sound),
        settings=settings,
        diary=diary,
        resumption=resumption,
        low_effort_plan=low_effort_plan(library, plan),
        attended=has_keys or services.remote is not None,
    )
    session = PlainSession(
        make_controller,
        output.write,
        commands=with_own_keys(SESSION, settings.keys) if has_keys else (),
        keep_awake=keep_awake,
        on_change=lambda: run.wake(),  # noqa: PLW0108 - it does not exist yet
    )
    run = Run(session, output, remote=services.remote)
    keys = Keyboard(sys.stdin.fileno(), run.pressed) if has_keys else None
    opening = [*([] if acknowledged() else [SAFETY]), *heading(plan)]
    if resumption is not None:
        opening += filter(None, (f"Resuming at: {resumption.words}.", resumption.note))
    opening += filter(None, (session.short_keys(),))
    acknowledge()

    def count() -> str:
        return counted(diary.done(library), library.routines.get(plan.routine))

    def advise() -> str:
        latest = diary.done(library).latest.get(plan.routine, ())
        found = advice.suggestion(plan.routine, plan.effort, latest)
        if found is None:
            return ""
        keep = f"'trainer settings set efforts.{plan.routine} {found.effort}' keeps it." if found.effort else ""
        return " ".join(filter(None, (in_words(found, "", ""), keep)))

    try:
        sound.open()
        code = asyncio.run(run.run(keys, opening, count, advise))
        if output.problem:
            raise OutputError(f"The output cannot be written: {output.problem}.")
        return code
    finally:
        if output.ended:
            discard_output()
        sound.close()
