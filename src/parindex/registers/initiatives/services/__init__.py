"""Writing of initiatives: ``steps`` (approved, carried out, recognised).

An entry is recorded, corrected and taken out as in every register: ``registers.services.keeping``.
"""
