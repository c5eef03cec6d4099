"""`trainer report` as a command."""

import json
import stat


def test_without_a_history_it_says_that_nothing_was_done(trainer):
    result = trainer("report")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "Nothing was done in these weeks.")


def test_a_page_needs_a_name_to_be_opened_and_is_never_written_over_unasked(trainer, tmp_path):
    assert "-o" in trainer("report", "--open").stderr
    path = tmp_path / "report.html"
    assert trainer("report", "-o", str(path)).returncode == 0
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600  # it tells how somebody is
    assert trainer("report", "-o", str(path)).returncode == 2


def test_what_was_brought_in_is_reported(trainer, tmp_path):
    step = {"number": 1, "exercise": "e", "name": "E", "side": None, "outcome": "done", "reps_done": 1, "reps_planned": 1}
    entry = {
        "id": "a",
        "routine": "r",
        "name": "R",
        "effort": "usual",
        "speed": 1,
        "ended_at": None,
        "outcome": "finished",
        "started_at": "2026-01-05T10:00:00+00:00",
        "day": "2026-01-05",
        "active_ms": 60_000,
        "planned_ms": 60_000,
        "place": None,
        "steps": [{**step, "active_ms": 60_000, "planned_ms": 60_000}],
    }
    file = tmp_path / "history.json"
    file.write_text(json.dumps({"sessions": [entry]}))
    assert trainer("history", "import", str(file)).returncode == 0
    told = trainer("report", "--weeks", "104").stdout
    assert "r 1" in told or "1 session" in told
