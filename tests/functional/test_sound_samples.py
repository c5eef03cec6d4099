"""What is heard outside a session: not before the device is open, to its end, and the device is let go."""

import pytest

from trainer.keymap.commands import REGISTRY
from trainer.settings.file import SettingsFile


@pytest.fixture
def app(make_app, tmp_path):
    file = SettingsFile(tmp_path / "settings.toml", REGISTRY)
    return make_app(settings=file.settings, settings_file=file, acknowledged=True)


def told(app):
    return [one.message for one in app._notifications]


async def test_the_sound_test_waits_for_the_device(app, sound, clock):
    sound.state = "starting"
    async with app.run_test() as pilot:
        await pilot.press("t")
        clock.pass_s(1)
        app.samples.look()
        assert sound.opened == 1
        assert (sound.played, told(app)) == ([], [])
        sound.state = "on"
        clock.pass_s(0.5)
        app.samples.look()
        app.samples.look()
        await pilot.pause()
        assert [name for name, _ in sound.played] == ["side-left", "side-right", "rep", "last-rep"]
        assert all(at > clock.ns / 1e9 for _, at in sound.played)
        assert told(app) == ["You hear: left, right, a rep, a last rep."]


async def test_a_device_that_does_not_open_is_waited_for_two_seconds(app, sound, clock):
    sound.state = "starting"
    async with app.run_test() as pilot:
        await pilot.press("t")
        clock.pass_s(2.5)
        sound.reason = "No sound: the sound system does not answer."
        app.samples.look()
        await pilot.pause()
        assert told(app) == [sound.reason]


async def test_a_change_of_the_sound_is_heard_once_the_device_is_open(app, sound):
    sound.state = "starting"
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        app.screen._put("volume", 60)
        assert sound.played == []
        sound.state = "on"
        app.samples.look()
        assert [name for name, _ in sound.played] == ["rep"]


async def test_what_was_chosen_to_play_the_sound_and_is_missing_is_told_at_once(app, sound):
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        sound.state, sound.reason = "none", "No sound: simpleaudio is not installed: pip install it."
        app.screen._put("audio", "simpleaudio")
        await pilot.pause()
        assert told(app) == [sound.reason]


async def test_the_device_is_let_go_after_a_sample_but_not_in_a_session(app, sound, monkeypatch):
    closings = []

    def set_timer(delay, callback, **options):
        if callback != sound.close:
            return real(delay, callback, **options)
        closings.append(Closing())
        return closings[-1]

    async with app.run_test() as pilot:
        real = app.set_timer
        monkeypatch.setattr(app, "set_timer", set_timer)
        await pilot.press("t", "t")
        assert [one.comes for one in closings] == [False, True], "the second test is heard to its end"
        await pilot.press("enter")
        await pilot.pause()
        assert [one.comes for one in closings] == [False, False], "a session has the sound now"
        await pilot.press("q", "enter")
        await pilot.pause()
        assert [one.comes for one in closings[2:]] == [True]
        app.samples.play([("rep", 0.1)])
        assert [one.comes for one in closings[2:]] == [False, True], "what is heard after a session is heard to its end"


class Closing:
    """A timer that closes the sound, unless it is stopped."""

    comes = True

    def stop(self):
        self.comes = False
