"""What goes on beside sessions is there when it is wanted, and only then."""

import pytest

from trainer.app.services import Services


def test_each_comes_and_goes_with_its_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    services = Services(keep_awake=True, remote=False)
    awake = services.awake
    assert awake is not None
    assert services.remote is None
    services.use(keep_awake=True, remote=True)
    remote = services.remote
    assert services.awake is awake
    assert remote is not None
    services.use(keep_awake=False, remote=True)
    assert (services.awake, services.remote) == (None, remote)
    services.use(keep_awake=False, remote=False)
    assert (services.awake, services.remote) == (None, None)
    services.close()


@pytest.mark.parametrize("wanted", [False, True])
def test_who_asks_for_the_way_in_on_the_command_line_has_it_whatever_the_settings_say(wanted):
    services = Services(keep_awake=False, remote=wanted, asked_for_remote=True)
    remote = services.remote
    assert remote is not None
    services.use(keep_awake=False, remote=not wanted)
    assert services.remote is remote
