"""Reads snippets from a list in JSON and writes what they use of cdk_sagemaker_lmi, for snippets.test.ts."""

import ast
import json
import sys


def read(text):
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        return {"error": str(error)}
    nodes = list(ast.walk(tree))
    names = [a.name for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "cdk_sagemaker_lmi" for a in n.names]
    return {
        "imports": names,
        "attributes": [[n.value.id, n.attr] for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id in names],
        "calls": [
            {
                "on": n.func.value.id if isinstance(n.func, ast.Attribute) and isinstance(n.func.value, ast.Name) else None,
                "name": n.func.attr if isinstance(n.func, ast.Attribute) else n.func.id,
                "method": isinstance(n.func, ast.Attribute),
                "keywords": [k.arg for k in n.keywords if k.arg],
            }
            for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, (ast.Attribute, ast.Name))
        ],
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
