"""Train a Rasa model and measure it: runs in either environment, so it imports nothing but Rasa and the standard library.

``python worker.py JOB.json`` reads the job, writes its result to the file the job names, and prints nothing of worth.

    {"config": "config.yml", "training": "nlu.yml", "model": "folder/name.tar.gz", "train": true, "messages": ["...", ...],
     "timed": 500, "foreign": true, "result": "result.json"}

With ``foreign`` our own components are built without the college's knowledge base, and the spelling bridge takes its words
from the training rows of the job in place of ours.
"""

import asyncio
import json
import logging
import sys
import time
import warnings
from pathlib import Path

WARM_UP = 20  # messages parsed before any is timed: the first ones load dictionaries and compile graphs


def main(job_file):
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    quiet()
    if job.get("foreign"):
        without_our_knowledge(Path(job["training"]).parent)
    result = {}
    if job["train"]:
        begun = time.perf_counter()
        train(job)
        result["train_seconds"] = time.perf_counter() - begun
    result["model_megabytes"] = Path(job["model"]).stat().st_size / 1e6
    result |= asyncio.run(measured(job))
    Path(job["result"]).write_text(json.dumps(result), encoding="utf-8")


def quiet():
    import structlog

    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def without_our_knowledge(training):
    """The project's own pipeline on foreign rows: no names to link, and the training rows' words to spell by."""
    import bot.nlu.components
    import bot.nlu.pipeline
    from bot.settings import settings
    from knowledge.catalog import Catalog

    bot.nlu.pipeline.TRAINING = training
    pipeline = bot.nlu.pipeline.build(Catalog(), settings().cache_dir)
    bot.nlu.components._pipeline = lambda *_: pipeline


def train(job):
    from rasa.model_training import train_nlu

    model = Path(job["model"])
    train_nlu(job["config"], job["training"], str(model.parent), fixed_model_name=model.name.removesuffix(".tar.gz"))


async def measured(job):
    """The topics of all messages, best first without Rasa's fallback, and the seconds that each message took."""
    from rasa.core.agent import Agent

    agent = Agent.load(job["model"])
    for text in job["messages"][:WARM_UP]:
        await agent.parse_message(text)
    told, fallbacks, took = [], 0, []
    for text in job["messages"]:
        begun = time.perf_counter()
        parsed = await agent.parse_message(text)
        took.append(time.perf_counter() - begun)
        fallbacks += parsed["intent"]["name"] == "nlu_fallback"
        ranking = [one["name"] for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
        told.append(ranking[0] if ranking else None)
    took.sort()
    return {
        "told": told,
        "fallbacks": fallbacks,
        "p50_ms": took[len(took) // 2] * 1000,
        "p95_ms": took[int(len(took) * 0.95)] * 1000,
    }


if __name__ == "__main__":
    main(sys.argv[1])
