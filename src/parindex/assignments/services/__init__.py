"""Writing of directives, tasks and what happens to them."""
