# SPDX-License-Identifier: Apache-2.0
"""A model that tells the mood of a sentence by its words, and its evaluation."""

from starwhale import evaluation

CHEERFUL = {"good", "great", "happy", "love"}
GLOOMY = {"bad", "broken", "hate", "sad"}


def mood(text):
    words = set(text.lower().split())
    score = len(words & CHEERFUL) - len(words & GLOOMY)
    return "good" if score > 0 else "bad" if score < 0 else "neutral"


@evaluation.predict(log_mode="plain")
def predict(data):
    return {"mood": mood(data["text"])}


@evaluation.evaluate(needs=[predict], use_predict_auto_log=True)
def evaluate(results):
    answers = [row["output/mood"] == row["input"]["label"] for row in results]
    evaluation.log_summary(rows=len(answers), accuracy=sum(answers) / len(answers))
