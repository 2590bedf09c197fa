"""An agency's assessment of a year: values, points, index, and what each was computed from."""
