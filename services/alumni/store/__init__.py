"""Rows of the network, in and out."""
