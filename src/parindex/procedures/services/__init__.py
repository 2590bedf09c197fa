"""Writing of procedures, a module a concern; import from the module that writes.

``catalogue`` (versions), ``importing`` (whole lists, all or nothing), ``publication`` (what
is due, decided, made public), ``review`` (the year's plan and findings), ``simplification``
(proposals and their steps).
"""
