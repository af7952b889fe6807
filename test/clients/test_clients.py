"""Tests the clients in examples/clients, and the official SDKs that they use, with responses of the container with and without the formatter that the library packs."""
import base64
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import boto3
import openai
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "examples/clients/python")]
os.environ.update(AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_DEFAULT_REGION="eu-west-1", AWS_REGION="eu-west-1")

import bearer_token  # noqa: E402
import chat  # noqa: E402
import container  # noqa: E402
import stream  # noqa: E402

TEXT = "".join(container.PARTS)


@pytest.fixture(scope="session")
def formatter():
    """The formatter that the library packs, found the way the handler finds it."""
    found = container.find_formatter(Path(os.environ["MODEL_PY"]))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def url(formatter):
    server = container.serve(formatter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def client(url, endpoint):
    return openai.OpenAI(base_url=f"{url}/endpoints/{endpoint}/openai/v1", api_key="sagemaker-api-key-x", max_retries=0)


def chunks(url, endpoint):
    return list(client(url, endpoint).chat.completions.create(model="lmi", messages=[{"role": "user", "content": "?"}], stream=True))


def test_the_openai_sdk_reads_every_chunk_through_the_formatter(url):
    received = chunks(url, "sse")
    assert [chunk.choices[0].delta.content for chunk in received if chunk.choices] == container.PARTS
    assert received[-1].usage.completion_tokens == 4


def test_the_openai_sdk_reads_nothing_of_json_lines_and_reports_no_error(url):
    assert chunks(url, "lines") == []


def test_a_response_in_one_piece_is_the_same_with_and_without(url):
    for endpoint in ("sse", "lines"):
        response = client(url, endpoint).chat.completions.create(model="lmi", messages=[])
        assert response.choices[0].message.content == TEXT


def test_an_error_of_vllm_is_an_error_of_the_client(url):
    with pytest.raises(openai.APIStatusError) as raised:
        chunks(url, "sse-fails")
    assert raised.value.status_code == 424


def test_the_formatter_names_the_error_of_vllm_for_the_log(formatter):
    with pytest.raises(ValueError, match="maximum context length"):
        formatter(container.vllm_error())


def test_the_formatter_does_not_change_chunks_and_responses(formatter):
    response = container.completion()
    assert formatter(response) is response
    assert formatter("data: [DONE]\n\n") == "data: [DONE]\n\n"


def test_the_chat_example_streams(url):
    assert "".join(chat.chat(f"{url}/endpoints/sse/openai/v1", "eu-west-1", "?")) == TEXT


@pytest.mark.parametrize("endpoint", ["sse", "lines"])
def test_the_streaming_example_reads_both_formats_in_split_frames(url, endpoint):
    runtime = boto3.client("sagemaker-runtime", endpoint_url=url)
    assert "".join(stream.stream(endpoint, "?", client=runtime)) == TEXT


def test_the_streaming_example_reports_a_failure_in_the_stream():
    with pytest.raises(RuntimeError, match="ModelStreamError: out of memory"):
        list(stream.events([{"PayloadPart": {"Bytes": b'{"choices": []}\n'}}, {"ModelStreamError": {"Message": "out of memory"}}]))


def test_a_token_is_a_presigned_request(monkeypatch):
    token = bearer_token.bearer_token("eu-west-1")
    assert token.startswith("sagemaker-api-key-")
    url = urlsplit("//" + base64.b64decode(token.removeprefix("sagemaker-api-key-")).decode())
    query = {name: value for name, [value] in parse_qs(url.query).items()}
    assert (url.netloc, url.path) == ("sagemaker.amazonaws.com", "/")
    assert query["Action"] == "CallWithBearerToken" and query["Version"] == "1" and query["X-Amz-Expires"] == "3600"
    assert query["X-Amz-Credential"].endswith("/eu-west-1/sagemaker/aws4_request")


def test_typescript_creates_the_same_token(url):
    """At the same time, both signers create the same signature for the same request."""
    token = node("token")
    query = parse_qs(urlsplit("//" + base64.b64decode(token.removeprefix("sagemaker-api-key-")).decode()).query)
    from datetime import datetime, timezone
    from unittest.mock import patch
    moment = datetime.strptime(query["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ")
    with patch("botocore.auth.get_current_datetime", lambda remove_tzinfo=True: moment if remove_tzinfo else moment.replace(tzinfo=timezone.utc)):
        expected = bearer_token.bearer_token("eu-west-1")
    assert parse_qs(urlsplit("//" + base64.b64decode(expected.removeprefix("sagemaker-api-key-")).decode()).query) == query


def test_typescript_clients(url):
    assert json.loads(node("clients", url)) == {
        "openai through the formatter": container.PARTS,
        "openai without": 0,
        "chat example": TEXT,
        "stream example, sse": TEXT,
        "stream example, lines": TEXT,
    }


def node(*arguments):
    command = ["npx", "ts-node", "--transpile-only", "--project", "tsconfig.dev.json", "test/clients/clients.ts", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
