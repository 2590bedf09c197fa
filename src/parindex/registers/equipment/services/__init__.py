"""Writing of equipment: ``steps`` (planned, approved, bought); the rest as in every register."""
