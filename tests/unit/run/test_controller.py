"""The controller without a real frontend: what it asks of one, and what it must not do."""

from unittest.mock import Mock

import pytest

from trainer.keymap.commands import BY_VERB, SESSION
from trainer.run.controller import SessionController
from trainer.run.remote_control import answered
from trainer.session.states import State

ACTIONS = [command.action for command in SESSION if command.action != "help"]  # which each frontend shows in its own way


@pytest.fixture
def frontend():
    return Mock(is_active=True, key_of=lambda action: action)


@pytest.fixture
def make(frontend, clock, sound, plan_of):
    def controller(seconds=22, **options):
        low_effort_plan, diary = plan_of("relief", "low"), Mock(problem="")
        made = SessionController(
            frontend, plan_of("relief"), clock, sound, low_effort_plan=low_effort_plan, diary=diary, **options
        )
        for _ in range(seconds * 2):
            made.tick()
            clock.pass_s(0.5)
        made.tick()
        return made

    return controller


@pytest.mark.parametrize("action", ACTIONS)
def test_a_command_looks_once_how_time_went_on_and_updates_the_display_once(make, frontend, clock, action, monkeypatch):
    controller = make()
    controller.perform("pain")
    looked = Mock(side_effect=clock.awake_ns)
    monkeypatch.setattr(clock, "awake_ns", looked)
    frontend.changed.reset_mock()
    controller.perform(action)
    assert (looked.call_count, frontend.changed.call_count) == (1, 1)


def test_reading_the_view_changes_nothing(make, clock):
    controller = make()
    controller.perform("leave")
    assert controller.asking
    assert controller.view() == controller.view()
    controller.driver.session.state = State.RUNNING
    assert not controller.asking
    controller.driver.session.state = State.PAUSED
    assert controller.asking


def test_resuming_ends_the_question_whether_to_leave(make):
    controller = make()
    controller.perform("leave")
    assert answered(controller, "resume").status.state == "resuming"
    assert answered(controller, "pause").ok
    assert not controller.view().asking


def test_resuming_ends_the_pain_state(make):
    controller = make()
    controller.perform("pain")
    assert controller.view().pain
    controller.resume()
    controller.pause()
    assert controller.view().pain == ()


@pytest.mark.parametrize("verb", BY_VERB)
def test_every_remote_verb_is_answered(make, verb):
    answer = answered(make(), verb)
    assert answer.ok == (verb not in ("done", "more", "less")), answer.error
    assert answer.status.state in ("running", "paused", "stopped")


def test_a_session_starts_only_when_visible_and_waits_for_slow_sound_with_a_limit(make, frontend, sound, clock):
    frontend.is_active = False
    controller = make(seconds=5)
    assert controller.driver.session.state is State.READY
    frontend.is_active, sound.state = True, "starting"
    controller.tick()
    assert controller.driver.session.state is State.RUNNING
    assert make(seconds=1).driver.session.state is State.READY
