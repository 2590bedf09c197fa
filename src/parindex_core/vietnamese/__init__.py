"""Vietnamese text, numbers and calendar: what the other packages match, write and count with."""
