"""Reports: a timeline goes into a document, and is kept up to date there.

Every host takes the same ``Figure``, which reads the events file and makes what is asked of it; what a host
does with it is written in a file of that host's own.
"""
