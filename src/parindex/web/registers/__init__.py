"""The pages of registers: one pattern, and what each register adds to it in a module of its own."""
