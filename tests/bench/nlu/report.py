def machine():
    return ""


def write():
    pass
