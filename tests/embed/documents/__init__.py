"""Timelines in documents, built by the programs that documents are built with."""
