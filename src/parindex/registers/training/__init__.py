"""Training: the courses of the plan, who was trained, certificates."""
