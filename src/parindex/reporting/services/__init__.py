"""Writing: forms, obligations, periods that open, reports and what becomes of them."""
