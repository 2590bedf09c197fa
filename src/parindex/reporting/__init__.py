"""The reporting regime: which reports are due from whom, and their forms, days and contents."""
