"""Dossiers: read exports of one-stop systems, resolve each dossier, count indicators.

Knows nothing of Django and can be used alone from a notebook. The doors are ``importing``
(exports into the store), ``answers`` (indicators and the dossiers behind them), ``explanation``
(one dossier in words), ``portal`` (the national portal's own figures) and ``synthesis``.

The product imports a door inside the function that uses it: Ibis, Polars and PyArrow take over a
second to import, which every process would pay that only starts.
"""
