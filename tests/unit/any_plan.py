"""Hypothesis strategies for valid routines, small enough to be quick."""

from hypothesis import strategies as st
from msgspec import UNSET

from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library, PlanDefaults
from trainer.routine.model import EFFORTS, Exercise, Movement, RepsByEffort, Routine, SecondsByEffort, Step

seconds = st.integers(2, 120).map(lambda tenths: tenths / 10)
pauses = st.one_of(st.just(0), st.integers(1, 200).map(lambda tenths: tenths / 10))
reps = st.one_of(
    st.integers(1, 7),
    st.lists(st.integers(1, 7), min_size=3, max_size=3).map(lambda three: RepsByEffort(*sorted(three))),
)
work = st.one_of(
    st.integers(2, 400).map(lambda tenths: tenths / 10),
    st.lists(st.integers(2, 400), min_size=3, max_size=3).map(lambda three: SecondsByEffort(*(n / 10 for n in sorted(three)))),
)
movements = st.lists(
    st.builds(
        Movement,
        to=st.sampled_from(["a", "b", "c"]),
        seconds=seconds,
        say=st.sampled_from(["Hold", "Reach your arm forward", "Sink slowly. Then hold", "Stretch and keep breathing, " * 6]),
        short=st.just("reach"),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@st.composite
def exercises(draw, timed=st.booleans()):
    is_timed = draw(timed)
    return Exercise(
        name="Any exercise",
        start=draw(st.sampled_from(["Stand.", "Lie down"])),
        tips=draw(st.sampled_from([(), ("Slowly.",), ("Keep your hips level", "Breathe."), ("Hold on to something. " * 8,)])),
        movements=draw(movements),
        sides=draw(st.sampled_from(["none", "each"] if is_timed else ["none", "each", "alternating"])),
        **({"seconds": draw(work)} if is_timed else {"reps": draw(reps)}),
        prepare=draw(st.one_of(pauses, st.just(UNSET))),
        changeover=draw(pauses),
    )


@st.composite
def libraries(draw, self_paced=st.just(False), guided=st.booleans()):
    chosen = {f"e{number}": one for number, one in enumerate(draw(st.lists(exercises(), min_size=1, max_size=3)))}
    steps = []
    for name in draw(st.lists(st.sampled_from(sorted(chosen)), min_size=1, max_size=3)):
        may_wait = chosen[name].seconds is UNSET
        steps.append(
            Step(
                name,
                sets=draw(st.integers(1, 3)),
                rest=draw(pauses),
                rest_between_sets=draw(pauses),
                first_side=draw(st.sampled_from(["left", "right"])),
                tempo=draw(st.sampled_from([1, 1, 0.5, 2])),
                pace="self" if may_wait and draw(self_paced) else "timed",
            )
        )
    routine = Routine("any", "Any routine", tuple(steps))
    return Library(chosen, {"any": routine}, {"any": "any.toml"}, plan_defaults=PlanDefaults(guided=draw(guided)))


@st.composite
def plans(draw, self_paced=st.just(False), guided=st.booleans()):
    library = draw(libraries(self_paced, guided))
    return compile_plan(library, library.routines["any"], draw(st.sampled_from(EFFORTS)))
