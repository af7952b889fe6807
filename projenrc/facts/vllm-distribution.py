"""Prints the registries of a vLLM distribution as JSON: fields of EngineArgs, model classes and parsers.

    python3 vllm-distribution.py PATH    a wheel, or a folder with the same files

The sources are parsed, never run.
"""
import ast
import json
import pathlib
import sys
import zipfile


def tree(root, path):
    text = (root / path).read_text(encoding="utf-8")
    return ast.parse(text, path)


def fields(module, name):
    """Fields of a data class."""
    body = next((node.body for node in module.body if isinstance(node, ast.ClassDef) and node.name == name), [])
    return sorted(node.target.id for node in body if isinstance(node, ast.AnnAssign) and not ast.unparse(node.annotation).startswith("ClassVar"))


def dictionary(module, name):
    """The dictionary that a module assigns to a name."""
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if isinstance(node.value if targets else None, ast.Dict) and any(getattr(target, "id", None) == name for target in targets):
            return node.value
    return ast.Dict(keys=[], values=[])


def keys(module, name):
    """Keys of a dictionary, and of those that it spreads. Conditional entries from another dictionary are among that one's keys, too."""
    found = dictionary(module, name)
    own = {key.value for key in found.keys if key is not None}
    spread = [value.id for key, value in zip(found.keys, found.values) if key is None and isinstance(value, ast.Name)]
    return sorted(own.union(*(keys(module, each) for each in spread)))


def read(root):
    registry = tree(root, "vllm/model_executor/models/registry.py")
    return {
        "arguments": fields(tree(root, "vllm/engine/arg_utils.py"), "EngineArgs"),
        "classes": keys(registry, "_VLLM_MODELS"),
        "multimodal": keys(registry, "_MULTIMODAL_MODELS"),
        "toolCallParsers": keys(tree(root, "vllm/tool_parsers/__init__.py"), "_TOOL_PARSERS_TO_REGISTER"),
        "reasoningParsers": keys(tree(root, "vllm/reasoning/__init__.py"), "_REASONING_PARSERS_TO_REGISTER"),
    }


def main(path):
    found = read(pathlib.Path(path) if pathlib.Path(path).is_dir() else zipfile.Path(path))
    missing = [name for name, names in found.items() if not names]
    if missing:
        sys.exit(f"found no {', '.join(missing)}: has the form of the sources changed?")
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
