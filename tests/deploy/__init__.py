"""Tests of what a server is started with."""
