"""Writing of petitions: ``steps`` (answered, made public); the rest as in every register."""
