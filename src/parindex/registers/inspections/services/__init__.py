"""Writing of inspections: ``steps`` (held, concluded, handled); the rest as everywhere."""
