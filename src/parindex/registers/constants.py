"""Names that all registers share."""

# What “year” and “code” and “unit” are called in a table: columns that every register has.
CODE, UNIT, YEAR = "code", "unit", "year"

# What is written of an entry, as the audit records it.
RECORD, CORRECT, WITHDRAW = "record_entry", "correct_entry", "withdraw_entry"
IMPORT, CLOSE, REOPEN = "import_entries", "close_period", "reopen_period"
# The audit's name for a register as a whole: its imports and its closings.
REGISTER_TARGET = "register"

# What a list is narrowed to for entries that were taken out.
WITHDRAWN = "withdrawn"
# Lists are imported up to so many rows at once.
MOST_ROWS = 5000
