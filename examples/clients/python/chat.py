"""Chats with an endpoint through the OpenAI SDK. Usage: chat.py <openAiBaseUrl> <region> <question>"""
import sys

from openai import OpenAI

from bearer_token import bearer_token


def chat(base_url: str, region: str, question: str):
    """Yields the response in the parts in which it arrives."""
    client = OpenAI(base_url=base_url, api_key=bearer_token(region))
    # LMI serves one model, whatever it is called.
    stream = client.chat.completions.create(model="lmi", messages=[{"role": "user", "content": question}], stream=True)
    for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            yield chunk.choices[0].delta.content


if __name__ == "__main__":
    for part in chat(*sys.argv[1:4]):
        print(part, end="", flush=True)
    print()
