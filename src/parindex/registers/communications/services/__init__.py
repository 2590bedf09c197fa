"""Writing of communications: ``steps`` (held); the rest as in every register."""
