"""The plan: a routine at an effort, flattened to phases with exact start times in whole milliseconds.

Phases are [start, end), without gaps. The same routine and effort always give the same plan.
"""

from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from trainer.routine.model import Breath, Effort, Side, Sides
from trainer.routine.pace import COUNTED_CHANGEOVER_MS

PhaseKind: TypeAlias = Literal["prepare", "move", "changeover", "rest"]

FIRST_PREPARE_MS: Final = 15_000  # the walk from the laptop to the mat


class PlannedMovement(Struct, frozen=True):
    """A movement at an effort: to which pose key, how long, and its texts (with placeholders)."""

    to: str
    duration_ms: int
    say: str
    short: str
    breath: Breath | None
    hold: bool


class PlannedStep(Struct, frozen=True):
    """A step of the plan: what is the same for all its phases.

    `reps` (alternating: in total; each: per side) is None in a timed step, `seconds_ms` (per side) in all others.
    `number` counts from 1; `first_phase` is the index of its first phase. `short` is the short name, or the name.
    """

    number: int
    exercise: str
    name: str
    short: str
    start: str
    benefit: str
    feel: str
    tips: tuple[str, ...]
    avoid: str
    pose: str | None
    sides: Sides
    equipment: tuple[str, ...]
    movements: tuple[PlannedMovement, ...]
    sets: int
    reps: int | None
    seconds_ms: int | None
    self_paced: bool
    first_phase: int

    @property
    def timed(self) -> bool:
        """Whether it has seconds in place of reps."""
        return self.seconds_ms is not None


class Phase(Struct, frozen=True):
    """The smallest timed stretch of a plan.

    `step`, `set`, `rep` and `movement` count from 1; `rep`, `reps` and `movement` are None where they don't apply.
    `reps` is what the person counts to: per side for `each`. A changeover carries the new side, a rest the step it follows.
    `guided`: it lasts as long as its words, at least.
    """

    index: int
    kind: PhaseKind
    start_ms: int
    duration_ms: int
    step: int
    set: int
    sets: int
    side: Side | None
    rep: int | None = None
    reps: int | None = None
    movement: int | None = None
    text: str = ""
    breath: Breath | None = None
    hold: bool = False
    self_paced: bool = False
    guided: bool = False

    @property
    def end_ms(self) -> int:
        """Where the next phase begins."""
        return self.start_ms + self.duration_ms


class Plan(Struct, frozen=True):
    """A routine at an effort: its steps and its phases. `minutes`: its length as it is told at the beginning."""

    routine: str
    name: str
    effort: Effort
    steps: tuple[PlannedStep, ...]
    phases: tuple[Phase, ...]
    minutes: int

    @property
    def duration_ms(self) -> int:
        """The length of the whole plan."""
        return self.phases[-1].end_ms

    @property
    def equipment(self) -> tuple[str, ...]:
        """The equipment of all steps, without repetitions."""
        return tuple(dict.fromkeys(thing for step in self.steps for thing in step.equipment))

    def step_of(self, phase: Phase) -> PlannedStep:
        """The step that a phase belongs to (a rest: the step it follows)."""
        return self.steps[phase.step - 1]

    def after(self, phase: Phase) -> Phase | None:
        """The phase that follows, None after the last."""
        return self.phases[phase.index + 1] if phase.index + 1 < len(self.phases) else None

    def before(self, phase: Phase) -> Phase | None:
        """The phase before, None for the first."""
        return self.phases[phase.index - 1] if phase.index else None

    def opens_set(self, phase: Phase) -> bool:
        """Whether work begins with this phase after a prepare, a rest or a long changeover, or at the plan's start."""
        before = self.before(phase)
        return phase.kind == "move" and (before is None or self.leads_to_work(before))

    def needs_go(self, phase: Phase) -> bool:
        """Whether a go cue starts the work here: a set, a side, or a stretch of a timed step (which has no reps)."""
        return self.opens_set(phase) or (self.step_of(phase).timed and self.opens_stretch(phase))

    def opens_stretch(self, phase: Phase) -> bool:
        """Whether the phase is the first of a stretch of movements on one side without a pause between them."""
        before = self.before(phase)
        return phase.kind == "move" and (
            before is None
            or before.kind != "move"
            or (before.step, before.set, before.side) != (phase.step, phase.set, phase.side)
        )

    def closes_stretch(self, phase: Phase) -> bool:
        """Whether the phase is the last of such a stretch."""
        after = self.after(phase)
        return phase.kind == "move" and (after is None or after.kind != "move" or self.opens_stretch(after))

    def opens_rep(self, phase: Phase) -> bool:
        """Whether a repetition begins with this phase."""
        return phase.rep is not None and phase.movement == 1

    def closes_rep(self, phase: Phase) -> bool:
        """Whether a repetition ends with this phase."""
        return phase.rep is not None and phase.movement == len(self.step_of(phase).movements)

    def rep_end(self, phase: Phase) -> Phase:
        """The last phase of the repetition that `phase` belongs to."""
        while not self.closes_rep(phase):
            phase = self.phases[phase.index + 1]
        return phase

    def stretch(self, phase: Phase) -> tuple[Phase, Phase]:
        """The first and last phase of the stretch of movements around a move phase."""
        first = last = phase
        while not self.opens_stretch(first):
            first = self.phases[first.index - 1]
        while not self.closes_stretch(last):
            last = self.phases[last.index + 1]
        return first, last

    def leads_to_work(self, phase: Phase) -> bool:
        """Whether a prepare, rest or long changeover is followed by work at once (a rest before a prepare is not)."""
        after = self.after(phase)
        counted = phase.kind in ("prepare", "rest") or (phase.kind == "changeover" and phase.duration_ms >= COUNTED_CHANGEOVER_MS)
        return counted and after is not None and after.kind == "move"

    def ends_step(self, phase: Phase) -> bool:
        """Whether the last work of its step ends with this phase (a changeover without work after it: the step was eased)."""
        after = self.after(phase)
        return phase.kind in ("move", "changeover") and (
            after is None or after.step != phase.step or (after.kind == "rest" and phase.set == phase.sets)
        )


def with_duration(plan: Plan, phase: Phase, duration_ms: int) -> Plan:
    """The plan in which a phase lasts `duration_ms`: what follows is shifted, nothing else changes."""
    return replaced(plan, phase.index, phase.index, [replace(phase, duration_ms=duration_ms)])


def replaced(plan: Plan, first: int, last: int, phases: list[Phase]) -> Plan:
    """The plan with the phases `first` to `last` (both included) replaced, numbered and timed anew from there on."""
    grown = len(phases) - (last - first + 1)
    steps = tuple(replace(step, first_phase=step.first_phase + grown) if step.first_phase > last else step for step in plan.steps)
    tail = laid_out([*phases, *plan.phases[last + 1 :]], first, plan.phases[first].start_ms)
    return replace(plan, steps=steps, phases=plan.phases[:first] + tail)


def laid_out(phases: list[Phase], index: int, start_ms: int) -> tuple[Phase, ...]:
    """The phases one after the other: the first gets `index` and begins at `start_ms`."""
    out = []
    for number, phase in enumerate(phases, index):
        out.append(replace(phase, index=number, start_ms=start_ms))
        start_ms += phase.duration_ms
    return tuple(out)


def sided(text: str, side: Side | None) -> str:
    """A text of the routine file with {side} and {other} filled in."""
    if side is None:
        return text
    return text.replace("{side}", side).replace("{other}", opposite(side))


def opposite(side: Side) -> Side:
    """The other side."""
    return "right" if side == "left" else "left"
