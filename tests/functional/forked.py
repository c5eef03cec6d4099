"""The trainer as a process of its own, forked from one that has read the modules of its commands, which take most of the time."""

import gc
import json
import os
import signal
import sys
import time

from trainer.__main__ import main
from trainer.commands import NAMES, cli

LONGEST_S = 60


def serve() -> None:
    """Run what each line asks for, and answer with its exit code."""
    for name in NAMES:
        assert cli.get_command(None, name)  # which reads its module
    gc.collect()
    gc.freeze()  # else each fork looks through all that was read, which copies it
    while line := sys.stdin.readline():
        if not (child := os.fork()):
            become_trainer(*json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def become_trainer(arguments: list[str], environment: dict[str, str], folder: str, pipes: list[str]) -> None:
    """Be a process that has just begun."""
    signal.alarm(LONGEST_S)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, pipe in enumerate(pipes, 1):
        os.dup2(os.open(pipe, os.O_WRONLY), number)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv[1:] = arguments
    main()


if __name__ == "__main__":
    serve()
