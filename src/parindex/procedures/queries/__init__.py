"""Reading of procedures, a module a question; import from the module that answers.

``catalogue`` (what holds on a day), ``publication`` (due, late, made public), ``review`` (plan and
proposals), ``counting`` (what scores count, with the rows), ``portal`` (decision 766's ratios),
``documents`` (what files are attached to).
"""
