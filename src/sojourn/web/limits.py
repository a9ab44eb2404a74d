"""How much anybody may ask of the server at once. Each is here so that one request cannot take all from the others."""

from __future__ import annotations

MOST_BODY = 100_000
"""Bytes of a request's body."""
MOST_TARGET = 16_000
"""Bytes of a request's path and query."""
MOST_CHANGES = 200
"""Values that a request may set."""
MOST_TEXT = 20_000
"""Characters of one of them."""
MOST_YEARS = 10
"""Years that may be simulated."""
MOST_PEOPLE = 20_000_000
"""People who may come in a run; as many fewer are simulated as each stands for more."""
MOST_HELD = 2_000_000
"""People in custody at once that a run may come to, by the beds it is given."""
MOST_PARTS = 40
"""Agreements, court cases, charter routes or blocks of beds of one scenario: each makes its network larger."""
WEIGHTS = (1, 10)
"""How many people each simulated person may stand for."""

WORKERS = 2
"""Processes that simulate. The first takes quick work only, so that a first picture never waits for a full run. One
more works behind them (`sojourn.web.pool`), with what is left of the machine's time."""
MOST_WAITING = 64
"""Requests that may wait for a process; whoever comes then is asked to come again."""
MOST_BEHIND = 128
"""The same of what is done behind."""
QUICK_SECONDS = 30.0
WHOLE_SECONDS = 120.0
BEHIND_SECONDS = 900.0
"""Longest that a process may be at one request; it is then stopped and another one started."""
FILE_PATIENCE = 20.0
"""Seconds that a file waits behind whole runs that came later; then it has its turn."""
LOWER = 15
"""By how much the process behind is nicer to others than those that somebody looks at (`os.nice`)."""

USUAL_DRAWS = 20
"""Draws of a study where nobody says how many: the fewest, in round numbers, whose band can hold nine of ten."""
MOST_DRAWS = 100
"""Draws of a study. Each is a run of a tenth of the people."""
KEPT_DRAWS = 3000
"""Draws whose numbers are kept in memory, some 6 kB each."""
KEPT_STUDIES = 64
KEPT_JOBS = 32
"""Studies, and other work, of which the answer is kept."""
START_SECONDS = 300.0
"""Longest that a process may take to be ready: the first one of all compiles the simulator."""

KEPT_ANSWERS = 64
"""Answers that are kept in memory; the oldest goes first."""
KEPT_RUNS = 3
"""Whole runs that a process keeps for the files that may be asked of them."""
KEPT_OPENINGS = 12
"""Populations of a first day that a process keeps."""
KEPT_FILES = 32
"""Files made of runs that are kept in memory."""
MOST_STREAMS = 160
"""Streams of events that may be open at once: three a page of fifty people."""
MOST_CONNECTIONS = 400
"""Connections that may be open at once."""
ALIVE_SECONDS = 15.0
"""A stream says at least this often that it is alive."""
UNATTENDED_SECONDS = 10.0
"""Time after which a run that a client began and does not follow is stopped."""
