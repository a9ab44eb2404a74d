"""The page: a small server on this machine, and what it serves to a browser or to a program.

The server checks what it is asked with the same reader as a scenario file, simulates in processes of its own, and
keeps nothing of what anybody asks. The page is a client of the interface that `openapi` describes, and no more.
"""
