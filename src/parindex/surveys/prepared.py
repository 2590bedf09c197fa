"""Questions to the database that are put into SQL once a process.

To write the SQL of a question over five tables costs Django twenty times what the database takes to
answer it; a form in its nine requests asks such questions a dozen times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection


class Prepared:
    """A question with one parameter, made of a query set of ``values_list`` on first use.

    ``make`` is given a stand-in for the parameter, which is compared with a column as it is: no
    field changes it on its way to the database.
    """

    def __init__(self, make: Callable[[Any], Any], stand_in: str | int) -> None:
        self._make, self._stand_in = make, stand_in
        self._sql: str | None = None
        self._converted: list[tuple[int, Any]] = []

    def row(self, parameter: str | int) -> tuple[Any, ...] | None:
        """The first row, its values as the fields of the models give them."""
        sql = self._sql or self._prepare()
        with connection.cursor() as cursor:
            cursor.execute(sql, (parameter,))
            found = cursor.fetchone()
        if found is None:
            return None
        values = list(found)
        for place, expression in self._converted:
            for convert in _converters(expression):
                values[place] = convert(values[place], expression, connection)
        return tuple(values)

    def _prepare(self) -> str:
        compiler = self._make(self._stand_in).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if tuple(parameters) != (self._stand_in,):
            raise ValueError(parameters)
        asked = enumerate(expression for expression, _, _ in compiler.select)
        self._converted = [(place, one) for place, one in asked if _converters(one)]
        self._sql = str(sql)
        return self._sql


def _converters(expression: Any) -> list[Any]:
    return [
        *connection.ops.get_db_converters(expression),
        *expression.get_db_converters(connection),
    ]
