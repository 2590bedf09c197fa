"""Writing of dossiers, a module a concern; import from the module that writes.

``uploads`` (an export received, corrected, loaded), ``causes`` (objective causes), ``apologies``
(apology letters), ``units`` (codes of the exports'
units), ``figures`` (decision 766 by hand and from the portal).
"""
