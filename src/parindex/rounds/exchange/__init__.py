"""A whole round as a ZIP of open formats: written here, taken in by another installation."""
