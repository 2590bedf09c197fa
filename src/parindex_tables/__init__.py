"""Lists as workbooks: columns described once, written to .xlsx, read back with errors by cell."""
