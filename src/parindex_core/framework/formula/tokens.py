"""Splitting an expression into tokens, within bounds."""

import re
from dataclasses import dataclass

MAX_LENGTH = 1_000
MAX_WHOLE_DIGITS = 12
MAX_DECIMAL_DIGITS = 6

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?\s?%?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<operator><=|>=|==|!=|[-+*/×÷·−<>=≤≥≠(),]))",
    re.ASCII,
)
_SPELLINGS = {
    "*": "×", "·": "×", "/": "÷", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "=",
}  # fmt: skip
WORDS = ("if", "then", "else", "min", "max")


class FormulaInvalid(Exception):
    """An expression is refused; the message says what and where, `mend` what to do."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message, self.mend = message, mend


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, name, word, operator or end; `at` counts characters from 1."""

    kind: str
    text: str
    at: int


def tokenize(text: str) -> list[Token]:
    """The tokens of an expression with an end token; raises FormulaInvalid."""
    if len(text) > MAX_LENGTH:
        message = f"the formula has {len(text)} characters, at most {MAX_LENGTH} are allowed"
        raise FormulaInvalid(message, "Split it into several components or shorten names")
    tokens: list[Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            message = f"the character {text[at]!r} at place {at + 1} means nothing in a formula"
            mend = "Use numbers, names, + - × ÷, comparisons, min, max and if … then … else"
            raise FormulaInvalid(message, mend)
        kind = match.lastgroup or ""
        token = Token(kind, match[kind], match.start(kind) + 1)
        tokens.append(_checked(token))
        position = match.end()
    tokens.append(Token("end", "the end", end + 1))
    return tokens


def _checked(token: Token) -> Token:
    if token.kind == "operator":
        return Token("operator", _SPELLINGS.get(token.text, token.text), token.at)
    if token.kind == "name" and token.text in WORDS:
        return Token("word", token.text, token.at)
    if token.kind == "number":
        whole, _, decimals = token.text.rstrip("% ").partition(".")
        if len(whole) > MAX_WHOLE_DIGITS or len(decimals) > MAX_DECIMAL_DIGITS:
            message = f"the number at place {token.at} is too long"
            bounds = f"{MAX_WHOLE_DIGITS} digits before and {MAX_DECIMAL_DIGITS} after the point"
            raise FormulaInvalid(message, f"Use at most {bounds}")
    return token
