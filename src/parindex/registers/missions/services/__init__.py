"""Writing of missions: ``steps`` (begun, extended, handed in, accepted); the rest as everywhere."""
