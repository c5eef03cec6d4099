"""Optional services exist exactly when they are wanted."""

import pytest

from trainer.app.services import Services


def test_each_service_follows_its_setting(monkeypatch, tmp_path):
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
def test_the_remote_option_overrides_the_settings(wanted):
    services = Services(keep_awake=False, remote=wanted, asked_for_remote=True)
    remote = services.remote
    assert remote is not None
    services.use(keep_awake=False, remote=not wanted)
    assert services.remote is remote
