"""What a downloaded workbook holds."""

from parindex_tables.reading import read_table


def rows_of_workbook(answer, columns):
    """The rows of a downloaded workbook."""
    reading = read_table(answer.content, columns)
    # An empty list is a header without rows, which nobody would load.
    assert [problem for problem in reading.problems if reading.rows] == []
    return [row.values for row in reading.rows]
