"""Registers: what every one of them keeps to, and what each adds."""
