"""Writing of procedures, a module a concern; import from the module that writes.

``catalogue`` (versions), ``importing`` (whole lists, all or nothing), ``review`` (the year's plan
and findings), ``simplification`` (proposals and their steps).
"""
