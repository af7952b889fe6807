"""Streams a response with the AWS SDK. Usage: stream.py <endpoint> <question> [<inference component>]"""
import json
import sys

import boto3


def events(body):
    """The JSON objects of a stream: one for each line, in LMI's JSON lines as in server-sent events. A line may arrive in several parts."""
    buffer = b""
    for event in body:
        for error in ("ModelStreamError", "InternalStreamFailure"):
            if error in event:
                raise RuntimeError(f"{error}: {event[error].get('Message')}")
        buffer += event["PayloadPart"]["Bytes"]
        *lines, buffer = buffer.split(b"\n")
        yield from filter(None, map(parse, lines))
    if value := parse(buffer):
        yield value


def parse(line: bytes):
    data = line.strip().removeprefix(b"data:").strip()
    return None if data in (b"", b"[DONE]") or data.startswith(b":") else json.loads(data)


def stream(endpoint: str, question: str, component: str | None = None, client=None):
    """Yields the response in the parts in which it arrives."""
    client = client or boto3.client("sagemaker-runtime")
    request = {"messages": [{"role": "user", "content": question}], "stream": True, "max_tokens": 512}
    response = client.invoke_endpoint_with_response_stream(
        EndpointName=endpoint, ContentType="application/json", Body=json.dumps(request),
        **({"InferenceComponentName": component} if component else {}),
    )
    for value in events(response["Body"]):
        if "error" in value:
            raise RuntimeError(value["error"])
        for choice in value.get("choices", []):
            if content := choice["delta"].get("content"):
                yield content


if __name__ == "__main__":
    for part in stream(*sys.argv[1:4]):
        print(part, end="", flush=True)
    print()
