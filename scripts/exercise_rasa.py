"""Prove that the lock is enough for Rasa: `.venv/bin/python scripts/exercise_rasa.py` after a change of the lock.

A tiny bot with Rasa's default Chinese pipeline (DIET, ResponseSelector, TED) is trained, validated, tested and talked
to in a temporary folder, through Rasa's own commands. Takes two minutes and more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent

FILES = {
    "config.yml": """
        recipe: default.v1
        assistant_id: exercise
        language: zh
        pipeline:
        - name: JiebaTokenizer
        - name: RegexFeaturizer
        - name: LexicalSyntacticFeaturizer
        - name: CountVectorsFeaturizer
        - {name: DIETClassifier, epochs: 2}
        - {name: ResponseSelector, epochs: 2}
        - name: FallbackClassifier
        policies:
        - name: MemoizationPolicy
        - name: RulePolicy
        - {name: TEDPolicy, epochs: 2}
        """,
    "domain.yml": """
        version: "3.1"
        intents: [greet, faq]
        entities: [city]
        responses:
          utter_greet: [{text: 你好}]
          utter_faq/fee: [{text: 免费}]
          utter_faq/time: [{text: 五天}]
        """,
    "nlu_data/nlu.yml": """
        version: "3.1"
        nlu:
        - {intent: greet, examples: "- 你好\\n- 您好\\n- 去[福州](city)的早上好\\n"}
        - {intent: faq/fee, examples: "- 收费吗\\n- 要钱吗\\n"}
        - {intent: faq/time, examples: "- 多久\\n- 几天办好\\n"}
        """,
    "nlu_data/stories.yml": """
        version: "3.1"
        stories:
        - {story: greet, steps: [{intent: greet}, {action: utter_greet}]}
        rules:
        - {rule: faq, steps: [{intent: faq}, {action: utter_faq}]}
        """,
    "tests/test_stories.yml": """
        stories:
        - {story: greet, steps: [{user: 你好, intent: greet}, {action: utter_greet}]}
        """,
}
COMMANDS = (
    "train --data nlu_data",
    "data validate --data nlu_data",
    "test core --stories tests",
    "test nlu --nlu nlu_data",
    "shell",
)


def main() -> None:
    rasa = str(Path(sys.executable).parent / "rasa")
    environ = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with tempfile.TemporaryDirectory(prefix="exercise-rasa-") as folder:
        for name, text in FILES.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        for command in COMMANDS:
            print(f"\n$ rasa {command}", flush=True)
            subprocess.run(
                [rasa, *command.split()], cwd=folder, env=environ, input="你好\n/stop\n", text=True, check=True
            )
    print("\nThe lock is enough for Rasa.")


if __name__ == "__main__":
    main()
