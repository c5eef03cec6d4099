"""A routine in words, for the first screen. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from textual.content import Content
from textual.style import Style

from trainer.routine.library import Library
from trainer.routine.model import EFFORTS, Effort, Routine
from trainer.routine.plan import Plan, PlannedStep, sided
from trainer.routine.prescription import how_often
from trainer.routine.wording import OUR_ADVICE, REPLACED, clock, days_ago, dose, plural, teaching, whole_seconds
from trainer.run.ports import RoutineProgress, SoundControl
from trainer.run.summary_words import this_week
from trainer.system.cells import cells, padded, shortened
from trainer.ui.widgets.lists import LESS
from trainer.ui.widgets.two_ends import Row

NO_MATCH: Final = "No routine fits these letters"
NEW: Final = "A routine of your own"
BUNDLED: Final = "routines.toml"  # the file that comes with the trainer; those of a person have their whole path
LONG_HOLD_MS: Final = 10_000
TIMES: Final = "\u00d7"
CHOSEN: Final = "\u2590\u258c"  # around the choice that holds
HERE: Final = "\u25b8"
DUE: Final = "\u25cf due"
NAME_SHARE: Final = 0.5  # of a row's columns that the names of steps may take


# ---- the list


def routine_rows(plan: Plan, library: Library, done: RoutineProgress) -> tuple[Row, Row]:
    """A routine in the list: its name and length, what is needed and what is to be known of it."""
    routine = library.routines[plan.routine]
    due = routine.id in done.due
    status = _status(routine, done) or ("yours" if library.files.get(routine.id) != BUNDLED else "")
    right = Content(f"{DUE}, {status}" if status else DUE) if due else Content.styled(status, LESS)
    return (
        (Content.styled(plan.name, "bold"), Content(clock(plan.duration_ms))),
        (Content.styled(", ".join(plan.equipment), LESS), right),
    )


def _status(routine: Routine, done: RoutineProgress) -> str:
    """How often it was done today, or when last, or how often it is meant to be done."""
    today, meant = done.today.get(routine.id, 0), routine.per_day or 0
    if routine.per_week and not meant and routine.id in done.last:
        return this_week(done, routine)
    if today or (meant and routine.id in done.last):
        return f"{today} of {meant} today" if meant else f"done today{f' {today} times' if today > 1 else ''}"
    if done.last.get(routine.id):
        return days_ago(done.last[routine.id])
    return f"{meant} times a day" if meant > 1 else how_often(routine) if routine.per_week else ""


def letters_of(plan: Plan) -> str:
    """What the filter looks into: the routine's name and id, its exercises, what is needed."""
    exercises = (part for step in plan.steps for part in (step.name, step.short, step.exercise))
    return " ".join((plan.name, plan.routine, *exercises, *plan.equipment)).casefold()


# ---- the routine


def about(routine: Routine, library: Library) -> str:
    """What it is for, and whether it took another's place."""
    replaced = f"Yours, {REPLACED}." if routine.id in library.replaced else ""
    return " ".join(filter(None, (routine.about or "", replaced)))


def effort_line(chosen: Effort, keys: Mapping[Effort, str], lengths: Mapping[Effort, int], columns: int) -> Content:
    """The efforts with their keys and lengths as choices, the chosen one marked; a click on one chooses it."""
    for begin, apart, air, timed in (
        ("Effort   ", "  ", " ", True),
        ("", "", " ", True),
        ("", "", "", True),
        ("", "", "", False),
    ):
        parts: list[str | Content] = [begin]
        for effort in EFFORTS:
            text = " ".join(filter(None, (keys[effort], effort, clock(lengths[effort]) if timed else "")))
            look = "bold reverse" if effort == chosen else ""
            left, right = CHOSEN if effort == chosen else "  "
            choice = Content.styled(f"{left}{air}{text}{air}{right}", look)
            parts += [clickable(choice, f"screen.effort({effort!r})"), apart]
        if (line := Content.assemble(*parts)).cell_length <= columns:
            break
    return line


def clickable(content: Content, action: str) -> Content:
    """A text that does an action where it is clicked."""
    return content.stylize(Style.from_meta({"@click": action}))


def lengths_of(plan: Plan) -> list[int]:
    """How long each step lasts with what belongs to it (ms), in whole seconds; together they are the plan."""
    begins = [*(plan.phases[step.first_phase].start_ms for step in plan.steps), plan.duration_ms]
    return whole_seconds([after - before for before, after in pairwise(begins)])


def step_rows(plan: Plan, shown: int, columns: int) -> Iterator[Row]:
    """The steps with doses and lengths, that of the figure marked; a click on one shows its movement."""
    names = max(cells(step.name) for step in plan.steps)
    wide = min(names, max(12, int(columns * NAME_SHARE)))
    room = columns - wide - 16
    doses = [dose(step) for step in plan.steps]
    if max(map(len, doses)) > room:
        doses = [short_dose(step) for step in plan.steps]
    for step, length, amount in zip(plan.steps, lengths_of(plan), doses, strict=True):
        here = step.number == shown
        name = shortened(step.name if cells(step.name) <= wide else step.short, wide)
        left = f"{HERE if here else ' '}{step.number:>2} {padded(name, wide)}  {amount}"
        action = f"screen.show_step({step.number})"
        look = "bold" if here else ""
        yield clickable(Content.styled(left, look), action), clickable(Content.styled(clock(length), look), action)


def short_dose(step: PlannedStep) -> str:
    """How much a step is, for where there is little room: "8 reps", "3 \u00d7 20 s", "5 each side"."""
    hold = max((movement.duration_ms for movement in step.movements if movement.hold), default=0)
    if step.seconds_ms is not None:
        amount = f"{step.seconds_ms / 1000:g} s"
    elif hold >= LONG_HOLD_MS:
        amount = f"{step.reps} {TIMES} {hold / 1000:g} s"
    else:
        amount = f"{step.reps}" if step.sides == "each" or step.sets > 1 else plural(step.reps or 0, "rep")
    sets = f"{step.sets} {TIMES} " if step.sets > 1 else ""
    return f"{sets}{amount}{' each side' if step.sides == 'each' else ''}"


# ---- the movement that the figure shows


def movement_words(step: PlannedStep, movement: int, columns: int) -> str:
    """What is done in a movement of the preview, and how to breathe, on a line of its own where both have no room in one."""
    one = step.movements[movement]
    said = sided(one.say, None if step.sides == "none" else "left").rstrip(".")
    if not one.breath:
        return said
    breathe = f"breathe {one.breath}"
    together = f"{said} \u00b7 {breathe}"
    return f"{said}\n{breathe}" if cells(said) <= columns < cells(together) else together


def lesson(step: PlannedStep, library: Library, *, whole: bool) -> Iterable[str]:
    """What is taught of a step beside its movements, and where it comes from, a line each; our advice only if not the `whole`."""
    exercise = library.exercises[step.exercise]
    if not whole:
        yield from (line for line in teaching(step) if line.startswith(OUR_ADVICE))
        return
    yield from teaching(step)
    source = f"From {exercise.source}" if exercise.source else ""
    ours = f"the amount is {exercise.dose_source}" if exercise.dose_source else ""
    if told := "; ".join(filter(None, (source, ours))):
        yield f"{told[0].upper()}{told[1:]}."


# ---- the moment


def sound_words(sound: SoundControl, *, voice: bool) -> str:
    """What will be heard, at the right of the title: "sound 80%   voice on", or why nothing will be."""
    if sound.muted:
        return "sound off"
    if sound.state == "none":
        return f"NO SOUND   {sound.reason}" if sound.reason else "silent"
    return f"sound {sound.volume}%   voice {'on' if voice else 'off'}"
