"""Loads an endpoint with a closed loop of LLMeter, an independent load generator, and prints its statistics as JSON."""

import asyncio
import json
import sys

from llmeter.endpoints import SageMakerStreamEndpoint
from llmeter.runner import Runner

clients, requests, max_tokens = (int(argument) for argument in sys.argv[1:])
payload = SageMakerStreamEndpoint.create_payload("How fast are you?", max_tokens=max_tokens)
runner = Runner(SageMakerStreamEndpoint("my-endpoint", model_id="stub"), clients=clients, payload=payload)


async def measure():
    await runner.run(n_requests=1)  # To open the connections.
    return await runner.run(n_requests=requests // clients)


stats = asyncio.run(measure()).stats
json.dump({name: value for name, value in stats.items() if isinstance(value, (int, float))}, sys.stdout)
