"""A department to try the product on: a real paper, illustrative figures, no real person."""
