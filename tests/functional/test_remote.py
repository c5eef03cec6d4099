"""`trainer remote`: who may, what it takes, and that nothing a client does disturbs the session."""

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from tests.functional.fake_services import FakeServices
from tests.functional.terminal import terminal
from tests.functional.test_plain import begin
from trainer.remote import client, place
from trainer.remote.client import NO_SESSION, NoSession, ask, drop_stale
from trainer.remote.message import EXPECTED
from trainer.remote.server import MAX_CLIENTS, Server
from trainer.run.answer import Answer
from trainer.session.states import State
from trainer.settings.settings import Settings
from trainer.ui.session.screen import SessionScreen
from trainer.ui.summary.screen import SummaryScreen

TIMEOUT_S = 0.3


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def short_path():
    """A folder whose path leaves room for a socket's name: those of tests run side by side may not."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


@pytest.fixture(params=[True, False], ids=["socket", "port"])
async def serving(request, short_path):
    """A server that answers every verb with itself, and where it listens."""
    made = Server(short_path / "remote", unix=request.param, timeout_s=TIMEOUT_S)
    made.asked = []

    def answer(verb: str) -> Answer:
        made.asked.append(verb)
        if verb == "fail":
            raise RuntimeError
        return Answer(True, verb)

    made.told = []
    task = asyncio.create_task(made.serve(answer, made.told.append))
    await asyncio.sleep(0)
    made.folder = place.safe_folder(short_path / "remote")
    yield made
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert list(place.endpoints(made.folder)) == []


async def connected(serving):
    (path,) = place.endpoints(serving.folder)
    if path.suffix == place.SOCKET:
        return await asyncio.open_unix_connection(str(path))
    return await asyncio.open_connection("127.0.0.1", json.loads(path.read_bytes())["port"])


async def sent(serving, data: bytes, *, end: bool = False) -> dict:
    reader, writer = await connected(serving)
    writer.write(data)
    if end:
        writer.write_eof()
    line = await reader.readline()
    writer.close()
    return json.loads(line)


async def test_a_client_of_the_same_person_is_answered(serving):
    answer = await asyncio.to_thread(ask, serving.folder, "pause")
    assert answer == Answer(True, "pause")


async def test_folder_and_socket_are_for_this_person_alone(serving):
    (path,) = place.endpoints(serving.folder)
    assert stat.S_IMODE(serving.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "junk",
    [
        b"\n",
        b"pause\n",
        b"\xff\xfe\x00\n",
        b'{"do": 3}\n',
        b'{"do": "pause", "more": 1}\n',
        b"[" * 1_900 + b"\n",
        b'{"do": "' + b"x" * 100_000 + b'"}\n',
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["empty", "text", "bytes", "number", "unknown key", "nested", "oversized", "http"],
)
async def test_junk_gets_an_error_and_reaches_nothing(serving, junk):
    assert await sent(serving, junk, end=True) == {"ok": False, "error": EXPECTED, "status": None}
    assert serving.asked == []


async def test_a_port_answers_only_who_shows_its_token(serving):
    answer = await sent(serving, b'{"do": "pause"}\n')
    assert answer["ok"] is serving._unix
    assert len(serving.asked) == int(serving._unix)
    wrong = await sent(serving, '{"do": "pause", "token": "ä"}\n'.encode())
    assert wrong["ok"] is serving._unix


async def test_a_client_that_says_nothing_is_left_and_holds_up_nobody(serving):
    silent = [await connected(serving) for _ in range(3)]
    silent[0][1].write(b'{"do": "pau')
    answer = await asyncio.to_thread(ask, serving.folder, "status")
    assert answer.ok
    for reader, writer in silent:
        assert await reader.read() == b""
        writer.close()
    assert serving._clients == 0


async def test_one_client_too_many_is_turned_away(serving):
    many = [await connected(serving) for _ in range(MAX_CLIENTS)]
    reader, writer = await connected(serving)
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    for _, each in [*many, (reader, writer)]:
        each.close()


async def test_what_fails_in_the_session_is_an_answer(serving):
    answer = await asyncio.to_thread(ask, serving.folder, "fail")
    assert (answer.ok, answer.error) == (False, "the session could not do it (RuntimeError)")


# ---- other users


by_socket = pytest.mark.parametrize("serving", [True], indirect=True, ids=["socket"])


@by_socket
async def test_another_user_is_refused_by_the_system(serving):
    """The folder and the socket refuse; only root can try it as somebody else, others check the modes."""
    (path,) = place.endpoints(serving.folder)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (serving.folder, path)] == [0o700, 0o600]
    if os.getuid() != 0:
        return
    result = await asyncio.to_thread(_as_nobody, f"socket.socket(socket.AF_UNIX).connect({str(path)!r})")
    assert "PermissionError" in result


@by_socket
async def test_another_user_who_comes_through_is_refused_by_the_session(serving, monkeypatch):
    """Folder and socket are open to all here: what is left is whom the system says to be at the other end."""
    (path,) = place.endpoints(serving.folder)
    if os.getuid() == 0:
        before = {one: stat.S_IMODE(one.stat().st_mode) for one in (path, *path.parents)}
        for one, mode in before.items():
            one.chmod(mode | (0o666 if one == path else 0o001))
        code = f"s = socket.socket(socket.AF_UNIX); s.connect({str(path)!r}); print(s.recv(999).decode())"
        told = await asyncio.to_thread(_as_nobody, code)
        for one, mode in before.items():
            one.chmod(mode)
    else:
        monkeypatch.setattr(os, "getuid", lambda: 1)
        told = str(await sent(serving, b'{"do": "stop"}\n'))
    assert "this session belongs to another user" in told
    assert serving.asked == []


def _as_nobody(code: str) -> str:
    program = f"import os, socket; os.setgid(65534); os.setuid(65534); {code}"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return result.stdout + result.stderr


def test_a_folder_of_somebody_else_is_not_used(short_path, monkeypatch):
    folder = short_path / "r"
    folder.mkdir()
    monkeypatch.setattr(place.os, "getuid", lambda: 12345)
    with pytest.raises(NoSession, match=r"belongs to another user\. No session was asked"):
        ask(folder, "status")


async def test_where_nothing_can_be_opened_the_session_goes_on_without(short_path):
    (short_path / "r").touch()
    told = []
    await Server(short_path / "r").serve(lambda _: Answer(True), told.append)
    assert told == [f"'trainer remote' cannot reach this session: {short_path}/r cannot be made: File exists."]


# ---- where sessions listen


def test_a_folder_with_a_long_name_has_a_short_one_in_its_place(tmp_path):
    wanted = tmp_path / ("x" * 100)
    folder = place.safe_folder(wanted, create=True)
    try:
        assert len(str(folder)) < 40
        assert place.safe_folder(wanted) == folder
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        folder.rmdir()


def test_what_killed_sessions_left_behind_is_taken_away(short_path):
    for number in range(2):
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(short_path / f"{number}.sock"))
    (short_path / "3.port").write_bytes(b"junk")
    (short_path / "4.port").write_bytes(b'{"port": 70000, "token": ""}')
    drop_stale(short_path)
    assert list(short_path.iterdir()) == []
    with pytest.raises(NoSession) as told:
        ask(short_path, "pause")
    assert str(told.value) == NO_SESSION


async def test_a_port_that_is_slow_to_refuse_does_not_hold_the_session_up(short_path, monkeypatch):
    """Windows tries a dead port of this machine for two seconds."""
    tried, refused = threading.Event(), threading.Event()
    real = client._connect

    def slow(path):
        tried.set()
        assert refused.wait(10)
        return real(path)

    folder = place.safe_folder(short_path / "remote", create=True)
    with socket.socket() as dead:
        dead.bind(("127.0.0.1", 0))
        port = dead.getsockname()[1]
    stale = folder / "1.port"
    stale.write_text(json.dumps({"port": port, "token": ""}))
    monkeypatch.setattr(client, "_connect", slow)
    server = Server(folder, unix=False)
    task = asyncio.create_task(server.serve(lambda verb: Answer(True, verb), print))
    while not tried.is_set():
        await asyncio.sleep(0)
    (path,) = (one for one in place.endpoints(folder) if one != stale)
    found = json.loads(path.read_bytes())
    reader, writer = await asyncio.open_connection("127.0.0.1", found["port"])
    writer.write(json.dumps({"do": "pause", "token": found["token"]}).encode() + b"\n")
    assert json.loads(await reader.readline())["ok"] is True
    assert stale.exists()
    refused.set()
    while stale.exists():
        await asyncio.sleep(0.001)
    writer.close()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


# ---- sessions


async def test_the_app_is_controlled(make_app, plan_of, clock, short_path, follow):
    app = make_app(first=plan_of("relief"), services=FakeServices(remote=Server(short_path / "r")))
    async with app.run_test() as pilot:
        await follow(app, pilot, 5)
        screen = app.screen
        assert isinstance(screen, SessionScreen)

        async def told(verb):
            return await asyncio.to_thread(ask, short_path / "r", verb)

        answer = await told("status")
        assert (answer.status.state, answer.status.exercise, answer.status.step) == ("running", "cat-stretch", 1)
        assert (await told("pause")).status.state == "paused"
        assert (await told("pause")).ok
        assert screen.controller.driver.session.state is State.PAUSED
        assert (await told("next")).status.step == 2
        assert (await told("done")).error == "'done' is not possible now: the session is paused"
        assert (await told("resume")).status.state == "resuming"
        assert (await told("toggle")).status.state == "paused"
        assert (await told("mute")).status.sound == "muted"
        assert (await told("dance")).error.startswith("unknown verb 'dance': the verbs are toggle, ")
        assert (await told("stop")).status.state == "stopped"
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        with pytest.raises(NoSession):
            await told("status")


def test_a_session_line_by_line_is_controlled_from_the_command_line(trainer, short_path, monkeypatch):
    here = {"XDG_RUNTIME_DIR": str(short_path)}
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_path))
    nobody = trainer("remote", "pause", env=here)
    assert (nobody.returncode, nobody.stderr) == (2, f"{NO_SESSION}\n")
    with begin("relief", "--remote") as process:
        while not process.stdout.readline().startswith("First:"):
            assert process.poll() is None
        paused = trainer("remote", "pause", env=here)
        assert paused.returncode == 0
        assert re.fullmatch(r"Paused: Cat stretch, step 1 of 3, prepare\. 4:\d\d left\.\n", paused.stdout)
        status = json.loads(trainer("remote", "status", "--json", env=here).stdout)
        assert (status["state"], status["routine"], status["pid"]) == ("paused", "relief", process.pid)
        refused = trainer("remote", "done", env=here)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == "Not done: 'done' is not possible now: the session is paused.\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(list((short_path / "trainer").glob("*.sock"))) == 1
    assert trainer("remote", "status", env=here).returncode == 2
    assert list((short_path / "trainer").glob("*.sock")) == []


async def test_it_is_let_in_and_shut_out_while_a_session_runs(make_app, plan_of, short_path, follow):
    services = FakeServices(remote=Server(short_path / "r"))
    services.use(keep_awake=False, remote=False)
    app = make_app(first=plan_of("relief"), services=services)
    async with app.run_test() as pilot:
        await follow(app, pilot, 1)
        for wanted in (True, False, True):
            app.use_settings(Settings(remote=wanted))
            await pilot.pause()
            await pilot.pause()
            if wanted:
                assert (await asyncio.to_thread(ask, short_path / "r", "status")).status.state == "running"
            else:
                with pytest.raises(NoSession):
                    await asyncio.to_thread(ask, short_path / "r", "status")


async def test_a_session_that_does_not_want_it_does_not_listen(make_app, plan_of, follow, tmp_path):
    app = make_app(first=plan_of("relief"))
    async with app.run_test() as pilot:
        await follow(app, pilot, 1)
        assert list(tmp_path.rglob("*.sock")) == []


@pytest.mark.parametrize("plain", [["--plain"], []], ids=["plain", "app"])
def test_a_session_that_ends_says_nothing_of_clients_that_are_half_way(short_path, plain):
    begun = ("start", "relief", "--audio", "silent", "--remote", *plain)
    here = {"XDG_RUNTIME_DIR": str(short_path)}
    with terminal(*begun, PYTHONWARNINGS="always", PYTHONASYNCIODEBUG="1", **here) as opened:
        opened.wait_for(b"pause")
        while not (found := [*short_path.rglob(f"*{place.SOCKET}")]):
            assert opened.process.poll() is None
            opened.read_once()
        clients = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        for client in clients:
            client.connect(str(found[0]))
        clients[0].send(b'{"do": "pau')
        opened.read(0.3)
        opened.output = b""
        opened.send(signal.SIGTERM)
        assert opened.exit_code() == 143
        for client in clients:
            client.close()
        for word in (b"Traceback", b"Exception", b"Warning", b"destroyed"):
            assert word not in opened.output
