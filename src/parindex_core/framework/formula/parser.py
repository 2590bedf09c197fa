"""Parsing an expression by recursive descent; depth and number of nodes are bounded.

expression  = "if" comparison "then" expression "else" expression | comparison
comparison  = sum [("<" | "<=" | ">" | ">=" | "=" | "!=") sum]
sum         = product {("+" | "-") product}
product     = factor {("×" | "÷") factor}
factor      = ["-"] (number | name | ("min" | "max") "(" expression {"," expression} ")"
                     | "(" expression ")")
"""

from collections.abc import Callable
from fractions import Fraction

from parindex_core.framework.formula.tokens import FormulaInvalid, Token, tokenize
from parindex_core.framework.formula.tree import (
    Call,
    Comparison,
    Conditional,
    Expression,
    Name,
    Negation,
    Number,
    Operation,
)

MAX_DEPTH = 24
MAX_NODES = 200
_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


def parse(text: str) -> Expression:
    """The tree of an expression; raises FormulaInvalid and nothing else."""
    parser = _Parser(tokenize(text))
    expression = parser.expression()
    parser.expect("the end", kind="end")
    return expression


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.position, self.depth, self.nodes = tokens, 0, 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def at(self, *texts: str) -> bool:
        return self.token.kind in ("operator", "word") and self.token.text in texts

    def expect(self, text: str, kind: str | None = None) -> None:
        if (kind and self.token.kind == kind) or (not kind and self.at(text)):
            self.position += 0 if kind == "end" else 1
            return
        message = f"{text} is expected at place {self.token.at}, found {self.token.text}"
        raise FormulaInvalid(message, "Check brackets, commas and if … then … else")

    def node(self, expression: Expression) -> Expression:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"the formula has more than {MAX_NODES} parts"
            raise FormulaInvalid(message, "Split it into several components")
        return expression

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"the formula is nested deeper than {MAX_DEPTH} levels"
            raise FormulaInvalid(message, "Remove brackets or split it into several components")
        if self.at("if"):
            self.take()
            condition = self.comparison()
            self.expect("then")
            then = self.expression()
            self.expect("else")
            result = self.node(Conditional(condition, then, self.expression()))
        else:
            result = self.comparison()
        self.depth -= 1
        return result

    def comparison(self) -> Expression:
        left = self.sum()
        if not self.at(*_COMPARISONS):
            return left
        operator = self.take().text
        result = self.node(Comparison(operator, left, self.sum()))
        if self.at(*_COMPARISONS):
            message = f"a second comparison follows at place {self.token.at}"
            raise FormulaInvalid(message, "Compare two values at a time")
        return result

    def sum(self) -> Expression:
        return self._chain(("+", "-"), self.product)

    def product(self) -> Expression:
        return self._chain(("×", "÷"), self.factor)

    def _chain(self, operators: tuple[str, str], operand: Callable[[], Expression]) -> Expression:
        result = operand()
        length = 1
        while self.at(*operators):
            length += 1
            if length > MAX_DEPTH:
                message = f"more than {MAX_DEPTH} values are chained at place {self.token.at}"
                raise FormulaInvalid(message, "Split the formula into several components")
            operator = self.take().text
            result = self.node(Operation(operator, result, operand()))
        return result

    def factor(self) -> Expression:
        if self.at("-"):
            self.take()
            return self.node(Negation(self.primary()))
        return self.primary()

    def primary(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.take()
            return self.node(Number(_exact(token.text), token.text))
        if token.kind == "name":
            self.take()
            return self.node(Name(token.text))
        if self.at("min", "max"):
            return self.call()
        if self.at("("):
            self.take()
            inner = self.expression()
            self.expect(")")
            return inner
        message = f"a number, a name or a bracket is expected at place {token.at}"
        raise FormulaInvalid(f"{message}, found {token.text}", "Complete the formula there")

    def call(self) -> Expression:
        token = self.take()
        self.expect("(")
        arguments = [self.expression()]
        while self.at(","):
            self.take()
            arguments.append(self.expression())
        self.expect(")")
        if len(arguments) < 2:
            message = f"{token.text} at place {token.at} has one value"
            raise FormulaInvalid(message, "Give min and max two or more values")
        return self.node(Call(token.text, tuple(arguments)))


def _exact(text: str) -> Fraction:
    if text.endswith("%"):
        return Fraction(text.rstrip("% ")) / 100
    return Fraction(text)
