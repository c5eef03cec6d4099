"""The efforts of single routines: validation of the `[efforts]` table."""

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from trainer.diagnostics.problem import Problem, nearest
from trainer.routine.model import EFFORTS, Effort, is_id

TABLE: Final = "efforts"


def checked_efforts(table: Mapping[str, Any], file: str) -> tuple[dict[str, Effort], list[Problem]]:
    """Validate an `[efforts]` table: the valid efforts by routine id, and the problems.

    Whether there is such a routine is not checked: it may stand in a file that is not loaded now.
    """
    problems: list[Problem] = []
    efforts: dict[str, Effort] = {}
    for routine, effort in table.items():
        where = (TABLE, routine)
        if not is_id(routine):
            problems.append(Problem(file, where, "expected the id of a routine", "'trainer list' shows them"))
        elif not _is_effort(effort):
            told = f"unknown value '{effort}'" if isinstance(effort, str) else "expected the name of an effort"
            hint = nearest(effort, EFFORTS) if isinstance(effort, str) else ""
            problems.append(Problem(file, where, told, hint or f"one of {', '.join(EFFORTS)}"))
        else:
            efforts[routine] = effort
    return efforts, problems


def _is_effort(value: object) -> TypeGuard[Effort]:
    return value in EFFORTS
