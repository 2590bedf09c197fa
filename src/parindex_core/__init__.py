"""Frameworks, scoring, directives and Vietnamese text: no Django, clock, network or database."""
