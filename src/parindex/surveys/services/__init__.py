"""Writing of surveys, a module for each part of their life:

- ``questionnaires``: take a shipped one in, draft, publish;
- ``rounds``: create, change, open, close a survey round; the counter's kiosk; marked answers;
- ``samples``: the population, the sample, single-use codes;
- ``answering``: what people without an account do with a code or at a kiosk;
- ``outside``: results of surveys that others ran.
"""
