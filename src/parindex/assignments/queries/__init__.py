"""Reading directives and tasks."""
