"""What the users of the benchmark say, to our assistant and to the peer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

Talk = list[str]

LONG = 300  # turns

# The conversations that the assistant was first built for; the last one is five turns. {hours} and {pay} differ from
# user to user, so that no two plans are for the same student.
OURS: list[Talk] = [
    [
        "hi i work in a warehouse for ${pay:.2f} an hour and want to get into fixing robots. have hs diploma, can study {hours} hrs a week evenings. where do i start"
    ],
    ["whats a phlebotomist make"],
    ["do you have welding at night"],
    ["never finished high school, want to be a nurse, 2 kids"],
    ["is cna worth it or go straight to lpn"],
    ["was a 68W in the army, what can i skip"],
    ["help with daycare while im in class?"],
    ["my boss will pay for school, i want to run a line at the plant"],
    ["what even is a career pathway"],
    ["how do finland and singapore do it"],
    ["like working with my hands, outside, hate desks"],
    ["when is fafsa due"],
    ["can i talk to a real person"],
    ["i dont want to be alive anymore"],
    ["who won the world series"],
    ["quiero ser enfermera pero hablo poco ingles"],
    [
        "hi i work in a warehouse for ${pay:.2f} an hour and want to get into fixing robots. have hs diploma, can study {hours} hrs a week evenings. where do i start",
        "actually i already have my CPT",
        "how much is it",
        "cheaper",
        "show my plan",
    ],
]
# Ten turns, again and again, so that any ten in a row of the long talk are the same mix.
OURS_LONG: Talk = [
    "i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings",
    "whats a phlebotomist make",
    "show my plan",
    "do you have welding at night",
    "thanks",
    "when is fafsa due",
    "cheaper",
    "what even is a career pathway",
    "who won the world series",
    "help with daycare while im in class?",
]

# The sentences of the project that 'rasa init' writes, in the order of its stories.
PEERS: list[Talk] = [
    ["hey", "amazing"],
    ["hello there", "so sad", "yes"],
    ["good morning", "not good", "no way"],
    ["moin", "I am feeling very good"],
    ["are you a bot?"],
    ["goodbye"],
    ["hi", "my day was horrible", "yes indeed"],
]
PEERS_LONG: Talk = ["hey", "so sad", "yes", "are you a bot?", "good evening", "amazing", "hello", "not good", "no", "bye"]


def turns(talks: list[Talk], number: int, user: int = 0) -> Iterator[Talk]:
    """So many turns of a user's: the talks over and over, each user beginning with another one; the last may be cut short."""
    begin = user % len(talks)
    for n, talk in enumerate(cycle(talks[begin:] + talks[:begin])):
        if number <= 0:
            return
        yield [text.format(hours=6 + n % 20, pay=14 + (user * 101 + n) % 700 / 100) for text in talk[:number]]
        number -= len(talk)


def long(talk: Talk) -> Talk:
    """One long talk."""
    return list(islice(cycle(talk), LONG))
