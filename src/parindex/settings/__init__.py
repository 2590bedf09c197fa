"""Settings: ``base`` for every installation, ``testing`` for the tests."""
