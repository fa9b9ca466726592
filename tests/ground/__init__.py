"""Tests of the ground that the stages stand on."""
