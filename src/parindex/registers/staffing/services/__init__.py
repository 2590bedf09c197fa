"""Writing of organisation and staff: ``steps`` (carried out, filled, evaluated)."""
