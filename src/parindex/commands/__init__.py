"""The commands of ``parindex``, a module each."""
