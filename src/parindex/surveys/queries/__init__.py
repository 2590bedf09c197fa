"""Reading of surveys, a module for each question:

- ``questionnaires``: which can be chosen, what a version asks;
- ``rounds``: the agency's rounds, with how many answered;
- ``planning``: how many would be drawn; the share that each closed round gave;
- ``results``: satisfaction by matter, unit, procedure, channel; answers to each question; the round
  before; small groups hidden;
- ``words``: what people wrote, searched folded;
- ``outside``: results of surveys that others ran.
"""
