"""Continue a plan at a lower effort from the present rep or step on. Pure."""

from msgspec.structs import replace

from trainer.routine.plan import Phase, Plan, laid_out


def at_lower_effort(plan: Plan, low: Plan, phase: Phase) -> Plan:
    """Join `plan`, up to the end of the rep in `phase` (or of a timed step), and what `low` has after it.

    Both are plans of the same routine. The rep that goes on, or for which the person changes sides, is finished, so that nobody
    is left in the middle of a movement.
    """
    last = _last_kept(plan, phase)
    first = _first_after(low, last)
    phases = plan.phases[: last.index + 1] + laid_out(list(low.phases[first:]), last.index + 1, last.end_ms)
    moved = last.index + 1 - first
    kept = phase.step - (last.kind == "prepare")  # nothing of a step was done in its prepare
    steps = tuple(
        replace(low.steps[step.number - 1], first_phase=low.steps[step.number - 1].first_phase + moved)
        if step.number > kept
        else step
        for step in plan.steps
    )
    return replace(plan, steps=steps, phases=phases)


def _last_kept(plan: Plan, phase: Phase) -> Phase:
    """The last phase that stays as it is."""
    if plan.step_of(phase).timed:
        return max((one for one in plan.phases if one.step == phase.step), key=lambda one: one.index)
    return plan.rep_end(phase) if phase.kind in ("move", "changeover") else phase


def _first_after(low: Plan, last: Phase) -> int:
    """Where the low plan goes on: after the same moment, or after the last of its fewer reps."""
    of_step = [one for one in low.phases if one.step == last.step]
    if low.step_of(last).timed:
        return of_step[-1].index + 1
    same = [one for one in of_step if _moment(one) == _moment(last)]
    if same:
        return same[0].index + 1
    each = low.step_of(last).sides == "each"
    reps = [one for one in of_step if one.kind == "move" and one.set == last.set and (not each or one.side == last.side)]
    return reps[-1].index + 1


def _moment(phase: Phase) -> tuple[object, ...]:
    side = phase.side if phase.kind in ("move", "changeover") else None  # a rest has that of what came before it
    return (phase.kind, phase.set, side, phase.rep, phase.movement)
