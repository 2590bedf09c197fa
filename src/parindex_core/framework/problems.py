"""What is wrong in a framework file, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; `key` is the path of keys to it, `line` counts from 1."""

    file: str
    line: int
    key: str
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " + (f"{self.key}: " if self.key else "")
        end = "" if self.mend.endswith("?") else "."
        return f"{where}{self.message}. {self.mend}{end}"


class FrameworkInvalid(Exception):
    """A framework file is refused; `problems` holds every mistake found, in the file's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        once = dict.fromkeys(problems)  # a place may be looked at twice
        self.problems = sorted(once, key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class EditionNotFound(Exception):
    """No framework file answers to the name asked for."""
