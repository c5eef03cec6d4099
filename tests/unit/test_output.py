"""Where the output file of a command cannot be written, the reason is told."""

import pytest

from trainer.commands import output
from trainer.commands.errors import CommandError


def test_a_folder_that_is_there_is_not_said_to_be_missing(tmp_path, monkeypatch):
    """As Linux's /proc, in which nobody can create a file."""

    def refused(path, *, private, replace):
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(output, "written", refused)
    page = tmp_path / "page.html"
    with pytest.raises(CommandError, match=r"page\.html cannot be written: "), output.output_file(page, force=False):
        pass
