"""A bearer token for the OpenAI path of SageMaker, created from the AWS credentials of the process. Nothing is sent."""
import base64
from datetime import timedelta

import boto3
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest

HOST = "sagemaker.amazonaws.com"


def bearer_token(region: str, expires: timedelta = timedelta(hours=1), session: boto3.Session | None = None) -> str:
    """The token: a presigned request to `CallWithBearerToken`, valid for at most 12 hours and no longer than the credentials."""
    credentials = (session or boto3.Session()).get_credentials()
    if credentials is None:
        raise RuntimeError("No AWS credentials were found: set AWS_PROFILE, or run where a role is attached.")
    request = AWSRequest("POST", f"https://{HOST}/", headers={"host": HOST}, params={"Action": "CallWithBearerToken"})
    SigV4QueryAuth(credentials.get_frozen_credentials(), "sagemaker", region, expires=int(expires.total_seconds())).add_auth(request)
    presigned = request.url.removeprefix("https://") + "&Version=1"
    return "sagemaker-api-key-" + base64.b64encode(presigned.encode()).decode()
