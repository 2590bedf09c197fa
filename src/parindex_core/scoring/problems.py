"""What is wrong with given values, in both languages, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from parindex_core.framework.model import Label


@dataclass(frozen=True, slots=True)
class ValueProblem:
    """One refused value; agency, component and variable are empty where they do not apply."""

    agency: str
    component: str
    variable: str
    message: Label
    mend: Label

    def in_language(self, language: str) -> str:
        """One line: where, what is wrong, how to mend it."""
        where = " · ".join(part for part in (self.agency, self.component, self.variable) if part)
        mend = self.mend.in_language(language)
        end = "" if mend.endswith("?") else "."
        text = f"{self.message.in_language(language)}. {mend}{end}"
        return f"{where}: {text}" if where else text


class ValuesRefused(Exception):
    """Values cannot be scored; `problems` holds every one of them."""

    def __init__(self, problems: Sequence[ValueProblem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.in_language("en") for problem in self.problems))

    def in_language(self, language: str) -> str:
        """All problems, one a line."""
        return "\n".join(problem.in_language(language) for problem in self.problems)
