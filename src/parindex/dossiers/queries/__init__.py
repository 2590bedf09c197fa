"""Reading of dossiers, a module a question; import from the module that answers.

``due`` (falling due, late), ``shares`` (on time and online by month, the path to the target),
``procedures`` (statistics), ``one_dossier`` (a dossier explained), ``portal`` (decision 766),
``loads`` (uploads, previews, loads), ``records`` (objective causes, apology letters, units).
"""
