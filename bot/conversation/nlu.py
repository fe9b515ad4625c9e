"""How the thread that reads messages is set up."""

import sklearn


def unchecked() -> None:
    """Let scikit-learn take what it is given, in this thread: its checks for whole corpora are half of the time of one message."""
    sklearn.set_config(assume_finite=True, skip_parameter_validation=True)
