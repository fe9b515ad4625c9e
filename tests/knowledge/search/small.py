"""A dozen occupations in a database of their own, in words of our own, with their vectors."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, insert

from bot.settings import settings
from knowledge.opendata import tables
from knowledge.search.encoder import build as encoder_files
from knowledge.search.encoder.encoder import shared
from knowledge.search.folding import fold

# code, own title, alternate titles, reported titles, description, tasks, openings in thousands a year
OCCUPATIONS: list[tuple[str, str, list[str], list[str], str, list[str], float]] = [
    ("29-1151.00", "Nurse Anesthetists", ["CRNA (Certified Registered Nurse Anesthetist)"], ["Staff Anesthetist"], "Put patients to sleep for operations and watch over them. Work with surgeons.", ["Give anesthesia during surgery."], 3),
    ("39-5011.00", "Barbers", ["Master Barber", "Hair Cutter"], [], "Cut and trim hair and beards.", ["Shave customers."], 20),
    ("33-9032.00", "Security Guards", ["Bouncer", "Night Watchman"], [], "Guard a building and keep out those who do not belong there.", [], 160),
    ("43-3031.00", "Bookkeeping Clerks", ["Bookkeeper", "Accounts Clerk"], [], "Keep the accounts of a business.", ["Enter bills and payments."], 170),
    ("39-2021.00", "Animal Caretakers", ["Dog Groomer", "Zookeeper", "Groomer"], [], "Feed, wash and look after animals.", ["Clean cages."], 70),
    ("39-2011.00", "Animal Trainers", ["Horse Trainer", "Groomer"], [], "Teach animals to obey or to perform.", [], 8),
    ("47-4021.00", "Elevator Installers", ["Elevator Mechanic", "Host"], [], "Build and repair elevators and escalators in buildings.", ["Free people from elevators that are stuck."], 2),
    ("49-9021.00", "Heating Mechanics", ["Furnace Installer", "Field Technician"], [], "Install heating and cooling.", [], 40),
    ("21-1014.00", "Mental Health Counselors", ["Therapist", "Crisis Counselor"], [], "Talk with people about their troubles.", [], 50),
    ("11-1021.00", "Operations Managers", ["Supervisor", "Manager", "Team Leader"], [], "Run the business of a company.", [], 300),
    ("29-1131.00", "Veterinarians", ["Animal Doctor"], ["Field Technician"], "Heal sick animals.", ["Operate on pets."], 4),
    ("27-2099.00", "Entertainers, All Other", ["Juggler", "Zookeeper"], [], "Entertain people in other ways.", [], 900),
]  # fmt: skip


def make(folder: Path) -> tuple[str, Path]:
    """The URL of the database and the cache folder, without vectors; the encoder is the one built already."""
    url = f"sqlite:///{folder / 'small.db'}"
    engine = create_engine(url)
    tables.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(tables.IMPORTS), _import())
        for code, title, alternates, reported, description, tasks, openings in OCCUPATIONS:
            connection.execute(
                insert(tables.OCCUPATIONS), {"code": code, "soc": code[:7], "title": title, "description": description}
            )
            named = [("own", title), *(("alternate", t) for t in alternates), *(("reported", t) for t in reported)]
            connection.execute(
                insert(tables.TITLES), [{"code": code, "kind": kind, "title": t, "folded": fold(t)} for kind, t in named]
            )
            for place, task in enumerate(tasks):
                connection.execute(
                    insert(tables.TASKS), {"code": code, "task_id": place, "task": task, "core": True, "position": place}
                )
            connection.execute(
                insert(tables.PROJECTIONS), {"soc": code[:7], "title": title, "openings": openings, "published_as": code[:7]}
            )
    engine.dispose()
    cache = folder / "cache"
    cache.mkdir()
    shared(settings().cache_dir, quantized=True)
    model = encoder_files.path_in(settings().cache_dir, quantized=True)
    for file in (model, encoder_files.words_of(model)):
        try:
            os.link(file, cache / file.name)
        except OSError:  # another file system
            shutil.copy(file, cache / file.name)
    return url, cache


def _import() -> dict[str, object]:
    source = {"title": "Small", "publisher": "Nobody", "kind": "demonstration", "published": "2026-01-01"}
    return {
        "id": "onet",
        "format": "onet",
        "source": source,
        "edition": "1",
        "digest": "small",
        "imported_at": datetime(2026, 1, 1),
        "options": {},
        "counts": {},
        "unknown": {},
    }
