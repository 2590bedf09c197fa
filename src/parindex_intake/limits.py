"""What a process that opens other people's files may take of the machine."""

import os
import resource

MEMORY = 960 << 20
"""Bytes of address space: what is read stays under a gigabyte whatever it is."""

LARGEST_WRITTEN = 64 << 20
"""Bytes of a file that it writes."""


def bound_this_process(memory: int = MEMORY) -> None:
    """Bound memory and written files, for this process and those that it starts; no core dumps."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bounded, bounded))
    # Beside people who work: what is read waits for them.
    os.nice(5)
