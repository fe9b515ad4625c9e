"""``python -m tests.bench.nlu``: this project's pipeline beside Rasa's default one, on two public intent benchmarks.

`rows` draws the training rows, `cells` names what there is to measure and keeps what was, `systems` knows how to run each side,
`worker` is the process that trains and measures (the same file in both environments), `report` prints and draws.
"""
