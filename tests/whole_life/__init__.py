"""Tests of whole_life."""
