"""A local stub of an endpoint: the responses of LMI's asynchronous vLLM handler, with SageMaker's paths and frames.

The handler's conventions are those of djl-serving 0.36.0-lmi20-dlc to 0.36.0-lmi27-dlc (vllm_async_service.py, async_utils.py, custom_formatter_handling.py,
python_async_engine.py, read 2026-11-25): a function of model.py that is marked gets each chunk of vLLM and has the last word; otherwise `data: ` is cut off. A newline follows each.

Paths: /endpoints/<name>/openai/v1/chat/completions, /endpoints/<name>/invocations and …/invocations-response-stream. An endpoint whose name begins with
`sse` has the formatter; one whose name ends in `-fails` finds an error before it generates.
"""
import binascii
import importlib.util
import json
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

#: Parts of a response, with multi-byte characters and a line break.
PARTS = ["The ", "größte ", "🐢 turtle\n", "swims.", ""]


def find_formatter(path: Path):
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return next((each for each in vars(module).values() if callable(each) and getattr(each, "is_output_formatter", False)), None)


def vllm_chunks():
    """The chunks that `create_chat_completion` of vLLM yields for a request with `stream`."""
    for index, part in enumerate(PARTS):
        delta = {"role": "assistant", "content": ""} if index == 0 else {}
        choice = {"index": 0, "delta": {**delta, "content": part}, "finish_reason": "stop" if part == "" else None}
        chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "lmi", "choices": [choice]}
        yield f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
    usage = {"prompt_tokens": 5, "completion_tokens": len(PARTS) - 1, "total_tokens": 4 + len(PARTS)}
    yield f'data: {json.dumps({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "lmi", "choices": [], "usage": usage})}\n\n'
    yield "data: [DONE]\n\n"


class Completion(SimpleNamespace):
    """A response of vLLM without streaming."""

    def model_dump_json(self):
        return json.dumps(vars(self))


def completion():
    message = {"role": "assistant", "content": "".join(PARTS)}
    return Completion(id="chatcmpl-1", object="chat.completion", created=1, model="lmi", choices=[{"index": 0, "message": message, "finish_reason": "stop"}])


def vllm_error():
    return Completion(error=SimpleNamespace(message="This model's maximum context length is 10 tokens.", type="BadRequestError", code=400))


def stream(formatter):
    for chunk in vllm_chunks():
        data = formatter(chunk) if formatter else chunk[6:].strip().replace("[DONE]", "")
        yield (data + "\n").encode()
    if formatter:
        yield b"\n"


def frame(headers: dict, payload: bytes) -> bytes:
    """A message of the AWS event stream encoding."""
    encoded = b"".join(
        struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", 7, len(value)) + value.encode() for name, value in headers.items()
    )
    prelude = struct.pack("!II", 16 + len(encoded) + len(payload), len(encoded))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + encoded + payload
    return message + struct.pack("!I", binascii.crc32(message))


def payload_parts(data: bytes):
    """The bytes of a stream, split regardless of lines and characters."""
    size = 7
    for start in range(0, len(data), size):
        yield frame({":event-type": "PayloadPart", ":content-type": "application/octet-stream", ":message-type": "event"}, data[start:start + size])


def serve(formatter) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            _, _, name, operation = self.path.split("/", 3)
            chosen = formatter if name.startswith("sse") else None
            if "openai/v1" in operation and not self.headers.get("Authorization", "").startswith("Bearer sagemaker-api-key-"):
                return self.answer(403, "application/json", [b'{"message": "no bearer token"}'])
            if name.endswith("-fails"):
                return self.fail(chosen)
            if not request.get("stream"):
                response = chosen(completion()) if chosen else completion()
                return self.answer(200, "application/json", [response.model_dump_json().encode() + b"\n"])
            if operation == "invocations-response-stream":
                return self.answer(200, "application/vnd.amazon.eventstream", payload_parts(b"".join(stream(chosen))))
            return self.answer(200, "application/jsonlines", stream(chosen))

        def fail(self, chosen):
            try:
                body = (chosen or (lambda error: error))(vllm_error())
                self.answer(200, "application/json", [str(body).encode()])
            except Exception:  # The handler logs an exception of a formatter, and returns its own message instead.
                body = {"code": 424, "message": "service.invoke_handler_async() failure", "error": "Custom output formatter execution failed"}
                self.answer(424, "application/json", [json.dumps(body).encode()])

        def answer(self, status, content_type, parts):
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in parts:
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
