"""Twins: what the page's script lays out is laid out by the same rules as the pictures.

A test makes tables of cases, each of them what a function is given and what Python answers; a Node process
runs the page's own modules on the same input, and the two are compared.
"""
