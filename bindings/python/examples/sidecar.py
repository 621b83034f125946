"""A decision point beside a service, with the interface of Open Policy Agent: POST /v1/data/hwc_iam {"input": REQUEST}.

    HWC_IAM_SCENARIO=scenario.json uvicorn sidecar:app
"""

import os

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

import hwc_iam

app = FastAPI()
scenario = hwc_iam.Scenario.from_file(os.environ["HWC_IAM_SCENARIO"])


class Asked(BaseModel):
    input: dict


@app.post("/v1/data/hwc_iam")
def decide(asked: Asked):
    try:
        explained = scenario.explain(asked.input)
    except hwc_iam.Error as error:
        raise HTTPException(400, str(error)) from error
    # What is not known is not allowed.
    return {"result": {"allow": explained["decision"] == "allow", **explained}}
