"""Measurements that `make bench` prints; they also serve the tests that hold their aims."""
