"""Rasa's prediction graph, run in plain order, with quicker parts where the stock ones are slow."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelMetadata, ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer

from bot.conversation.nlu import QuickCounts, QuickTopics, quicken
from bot.conversation.rules import QuickRules
from bot.nlu.classifier import TopicClassifier


class StraightRunner(DaskGraphRunner):
    """Runs the nodes one after the other, in an order worked out once for each target.

    Rasa hands the graph to dask anew for every run, three times a turn; to plan and schedule the twenty nodes takes longer
    than most of them.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._orders: dict[tuple[str, ...], list[tuple[str, GraphNode, tuple[str, ...]]]] = {}
        for node in self._instantiated_nodes.values():
            quicken(node._component)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of the targets by name.

        Raises:
            GraphRunError: when a node failed with a RuntimeError, as Rasa's own runner does.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        done: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, node, needs in self._orders[wanted]:
                done[name] = node(*(done[need] for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: done[name][1] for name in wanted}

    def _order(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        """The nodes that the targets need, each behind those it needs. What is no node is an input."""
        order: list[tuple[str, GraphNode, tuple[str, ...]]] = []
        seen: set[str] = set()

        def visit(name: str) -> None:
            if name in seen or name not in self._graph_schema.nodes:
                return
            seen.add(name)
            needs = tuple(self._graph_schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            order.append((name, self._instantiated_nodes[name], needs))

        for target in targets:
            visit(target)
        return order


class _Unpacked(LocalModelStorage):
    """A model's parts on disk, together with its metadata, which holds the domain."""

    metadata: ModelMetadata


class _KnownDomain(DomainProvider):
    """Provides the domain of the model's metadata.

    Rasa's provider parses the same domain again from YAML, three times over: the longest part of a start.
    """

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _KnownDomain:
        return cls(model_storage, resource, model_storage.metadata.domain)


_OURS: dict[type, type] = {
    DomainProvider: _KnownDomain,
    RulePolicy: QuickRules,
    CountVectorsFeaturizer: QuickCounts,
    TopicClassifier: QuickTopics,
}


def load(archive: Path) -> tuple[ModelMetadata, GraphRunner]:
    """The trained model of an archive, ready to run. Its unpacked files are gone again when all is in memory.

    Raises:
        tarfile.ReadError: when the file is no model archive.
    """
    with TemporaryDirectory(prefix="advisor-model-") as folder:
        storage, metadata = _Unpacked.from_model_archive(Path(folder), archive)
        storage.metadata = metadata
        nodes = {
            name: dataclasses.replace(node, uses=_OURS.get(node.uses, node.uses))
            for name, node in metadata.predict_schema.nodes.items()
        }
        schema = GraphSchema(nodes)
        return metadata, StraightRunner(schema, storage, ExecutionContext(graph_schema=schema, model_id=metadata.model_id))
