"""Writing of registers, a module a concern; import from the module that writes.

``keeping`` (an entry recorded, changed, taken out), ``importing`` (whole lists, all or nothing),
``closing`` (periods).
"""
