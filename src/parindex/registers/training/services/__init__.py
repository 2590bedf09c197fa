"""Writing of courses: ``steps`` (begun, ended); the rest as in every register."""
